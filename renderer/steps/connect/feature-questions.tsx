import {
  erpFeatureNames,
  erpFeatureTitles,
  type ErpFeature,
  type FeatureState,
} from '../../../shared/domain/erp-features.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { RadioInput, type Option } from '../../kit/choice.tsx';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';

const states: readonly Option<FeatureState>[] = [
  { id: 'on', label: 'Yes' },
  { id: 'off', label: 'No' },
  { id: 'unknown', label: 'I do not know' },
];

/** Features of the ERP that a check could not tell are asked about; the answer stays with the profile and can be changed. */
export function FeatureQuestions({ overview }: { readonly overview: ProfileOverview }) {
  const { profile } = overview;
  const { setOverview, announce, fail } = useStore.getState();
  const wasChecked = profile.seen.endpointVersion !== null;
  const open = erpFeatureNames.filter((feature) => profile.seen.erpFeatures[feature] === 'unknown');
  if (!wasChecked || open.length === 0) return null;

  async function answer(feature: ErpFeature, state: FeatureState) {
    try {
      const features = { ...profile.erpFeatures, [feature]: state };
      setOverview(await call('connection.answerErpFeatures', { profileId: profile.id, features }));
      announce('The answer is saved.');
    } catch (error) {
      fail(error);
    }
  }
  return (
    <div className="panel-body">
      {open.map((feature) => (
        <RadioInput
          key={feature}
          label={`Is ${erpFeatureTitles[feature]} switched on?`}
          hint="Accord cannot tell from outside. The form Enable/Disable Features (CS100000) shows it."
          value={profile.erpFeatures[feature]}
          options={states}
          onChange={(state) => void answer(feature, state)}
        />
      ))}
    </div>
  );
}
