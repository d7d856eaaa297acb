import { describeGuard } from '../../../shared/domain/guard-catalogue.ts';
import type { Review } from '../../../shared/domain/review.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { countOf, formatLongDateTime } from '../../kit/format.ts';
import { reviewOrigin } from '../../state/review-words.ts';
import { useStore } from '../../state/store.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';

/** Whose preview this is: on top of everything, for as long as it is open. */
export function ReviewNotices({ review, plan }: { readonly review: Review; readonly plan: PlanHeader }) {
  return (
    <div className="notices">
      <Banner tone="warn" title={`This is somebody else’s preview: ${reviewOrigin(review)}`}>
        Made {formatLongDateTime(review.madeAt)}, opened from {review.file}. Nothing can be written from it
        here.
        {review.redacted
          ? ' Everything personal was masked: words like “name-3f1c…” stand for a value, the same word for the same value. It can be read and not decided.'
          : ''}
        {review.rowsReplaced
          ? ' Customers were linked by hand in it before it was exported, so its rows were checked by the checksum of the file alone.'
          : ''}
      </Banner>
      {plan.guards.map((guard) => (
        <Banner
          key={guard.code}
          tone="danger"
          title={`Halted for safety where it was made: ${describeGuard(guard).title}`}
        >
          {describeGuard(guard).text}
        </Banner>
      ))}
    </div>
  );
}

/** What a reviewer does at the end. */
export function ReviewBar({ review }: { readonly review: Review }) {
  const drafts = useStore((state) => state.drafts.size);
  const { closeReview } = useStore.getState();
  return (
    <>
      <p className="say">
        <b>{review.redacted ? 'A preview to read.' : 'Decide the rows, then export it and send it back.'}</b>{' '}
        <span className="muted">
          {review.redacted
            ? 'Ask for an export with personal data to decide it.'
            : 'Whoever made it takes your decisions over; links by hand can be made there only.'}
          {drafts === 0 ? '' : ' A choice in the pane is not used yet.'}
        </span>
      </p>
      <Button onPress={() => void closeReview()}>Close this preview</Button>
    </>
  );
}

/** What came of taking a reviewer's decisions over; until the next preview. */
export function TakenNotice() {
  const taken = useStore((state) => state.taken);
  if (taken === null) return null;
  const others = [
    taken.same === 0 ? '' : `${countOf(taken.same, 'decision')} were the same already.`,
    taken.left === 0
      ? ''
      : `${countOf(taken.left, 'decision')} were left as they are here: they are about who belongs together, or about rows that a run has dealt with.`,
  ];
  return (
    <Banner tone="good" title={`${countOf(taken.taken, 'decision')} taken over from the file`}>
      {others.filter((text) => text !== '').join(' ')}
    </Banner>
  );
}
