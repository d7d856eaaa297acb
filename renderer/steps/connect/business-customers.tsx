import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';

const answers = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
] as const;

/** Asked only where the store itself does not tell; a person's answer can be changed as long as that is so. */
export function BusinessCustomersQuestion({ overview }: { readonly overview: ProfileOverview }) {
  const { profile } = overview;
  const { businessCustomers } = profile.seen;
  const isUntold = useStore((state) =>
    state.checks.shopify?.steps.some(({ id, status }) => id === 'businessCustomers' && status === 'warning'),
  );
  const { setOverview, fail } = useStore.getState();
  const isAsked = businessCustomers?.saidBy === 'person' || (businessCustomers === null && isUntold === true);
  if (!isAsked) return null;

  async function answer(given: 'yes' | 'no') {
    const input = { profileId: profile.id, enabled: given === 'yes' };
    try {
      setOverview(await call('connection.answerBusinessCustomers', input));
    } catch (error) {
      fail(error);
    }
  }

  return (
    <RadioInput
      label="Does this store sell to companies (B2B)?"
      hint="Shopify does not say. It does if the Shopify admin shows Companies under Customers."
      value={businessCustomers === null ? null : businessCustomers.enabled ? 'yes' : 'no'}
      options={answers}
      onChange={(given) => void answer(given)}
    />
  );
}
