import { Button } from '../../kit/button.tsx';
import { commitButton, commitDetails, commitHeadline, commitRefusal } from '../../state/commit-sentence.ts';
import { useStore } from '../../state/store.ts';
import type { PlanHeader, PlanStanding } from '../../../shared/sync/plan.ts';

const headlines: Readonly<Partial<Record<PlanStanding, string>>> = {
  spent: 'This preview was committed.',
  unfinished: 'A run of this preview has not ended.',
  outdated: 'This preview is out of date.',
};

/** What the button will do, in both systems, and the button. */
export function CommitBar({
  plan,
  standing,
  isBusy,
}: {
  readonly plan: PlanHeader;
  readonly standing: PlanStanding;
  readonly isBusy: boolean;
}) {
  const commit = useStore((state) => state.commit);
  const drafts = useStore((state) => state.drafts.size);
  const refusal = commitRefusal(plan, standing, isBusy);
  const total = plan.totals.writes.erp + plan.totals.writes.shopify;
  return (
    <>
      <p className="say">
        <b>{headlines[standing] ?? commitHeadline(plan)}</b>{' '}
        <span className="muted">
          {refusal ?? commitDetails(plan)}
          {drafts === 0 ? '' : ' A choice in the pane is not used yet.'}
        </span>
      </p>
      <Button
        onPress={() => void commit(3)}
        disabledReason={refusal ?? (total <= 3 ? 'There are no more than three changes.' : null)}
      >
        {standing === 'tried' ? 'Try 3 more' : 'Try 3 first'}
      </Button>
      <Button kind="primary" onPress={() => void commit(null)} disabledReason={refusal}>
        {commitButton(plan, standing)}
      </Button>
    </>
  );
}
