import { Controller, type Control } from 'react-hook-form';
import type { Policies as PolicyValues } from '../../../shared/domain/settings.ts';
import { Checkbox, RadioInput, type Option } from '../../kit/choice.tsx';
import { Panel } from '../../kit/page.tsx';
import type { SettingsForm } from './settings-form.ts';

const conflicts: readonly Option<PolicyValues['conflicts']>[] = [
  { id: 'ask', label: 'Ask me', description: 'The row waits until you choose' },
  {
    id: 'primary',
    label: 'The primary system wins',
    description: 'Shown in the preview as settled by the profile',
  },
];

const phones: readonly Option<PolicyValues['phoneTaken']>[] = [
  {
    id: 'without',
    label: 'Write the customer without it',
    description: 'Said so on the row, naming the other customer',
  },
  { id: 'wait', label: 'Let the customer wait' },
];

const sameEmails: readonly Option<PolicyValues['sameEmail']>[] = [
  { id: 'link', label: 'Link the two', description: 'They are one customer' },
  { id: 'ask', label: 'Ask me', description: 'Each waits in the preview for “Which one?”' },
  {
    id: 'apart',
    label: 'Keep stores apart',
    description: 'Linked, unless the customer in MYOB carries the mark of another store',
  },
];

/** What happens without a person. Every one of these shows in the preview before it happens. */
export function Policies({ control }: { readonly control: Control<SettingsForm> }) {
  return (
    <Panel title="When in doubt">
      <div className="panel-body">
        <Controller
          control={control}
          name="policies.conflicts"
          render={({ field }) => (
            <RadioInput
              label="Two values differ"
              value={field.value}
              options={conflicts}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={control}
          name="policies.sameEmail"
          render={({ field }) => (
            <RadioInput
              label="MYOB has a customer with the same e-mail already"
              value={field.value}
              options={sameEmails}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={control}
          name="policies.phoneTaken"
          render={({ field }) => (
            <RadioInput
              label="Phone belongs to another Shopify customer"
              value={field.value}
              options={phones}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={control}
          name="policies.approveDeactivations"
          render={({ field }) => (
            <Checkbox isOn={field.value} onChange={field.onChange}>
              Approve deactivations and deletions by themselves{' '}
              <span className="muted">Off: each waits for you in the preview.</span>
            </Checkbox>
          )}
        />
      </div>
    </Panel>
  );
}
