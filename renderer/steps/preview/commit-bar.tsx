import { Button } from '../../kit/button.tsx';
import { commitButton, commitDetails, commitHeadline, commitRefusal } from '../../state/commit-sentence.ts';
import { useStore } from '../../state/store.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';

/** What the button will do, in both systems, and the button. */
export function CommitBar({
  plan,
  isSpent,
  isBusy,
}: {
  readonly plan: PlanHeader;
  readonly isSpent: boolean;
  readonly isBusy: boolean;
}) {
  const commit = useStore((state) => state.commit);
  const drafts = useStore((state) => state.drafts.size);
  const refusal = commitRefusal(plan, isSpent, isBusy);
  const total = plan.totals.writes.erp + plan.totals.writes.shopify;
  return (
    <>
      <p className="say">
        <b>{refusal !== null && isSpent ? 'This preview was committed.' : commitHeadline(plan)}</b>{' '}
        <span className="muted">
          {refusal ?? commitDetails(plan)}
          {drafts === 0 ? '' : ' A choice in the pane is not used yet.'}
        </span>
      </p>
      <Button
        onPress={() => void commit(3)}
        disabledReason={refusal ?? (total <= 3 ? 'There are no more than three changes.' : null)}
      >
        Try 3 first
      </Button>
      <Button kind="primary" onPress={() => void commit(null)} disabledReason={refusal}>
        {commitButton(plan)}
      </Button>
    </>
  );
}
