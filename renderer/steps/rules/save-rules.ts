/** Saving one kind of rules leaves all other settings as they are. */
import type { Input } from '../../../shared/ipc/contract.ts';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';

type Rules = Pick<
  Input<'settings.save'>,
  'filters' | 'savedFilters' | 'fieldMappings' | 'defaultRules' | 'substitutions' | 'furtherFields'
>;

/** @throws CallError with a sentence for each place. */
export async function saveRules(rules: Rules): Promise<void> {
  const { overview, setOverview, announce } = useStore.getState();
  if (overview === null) return;
  const { id: profileId, customer, defaults, policies } = overview.profile;
  setOverview(await call('settings.save', { profileId, customer, defaults, policies, ...rules }));
  announce('The settings are saved.');
}
