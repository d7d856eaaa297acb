import { useEffect } from 'react';
import { Button } from '../../kit/button.tsx';
import { countOf, formatLongDateTime } from '../../kit/format.ts';
import { Panel } from '../../kit/page.tsx';
import { reviewOrigin } from '../../state/review-words.ts';
import { useStore } from '../../state/store.ts';

/** Previews that somebody else sent: opened from a file, read and decided here, never written from. */
export function Reviews() {
  const reviews = useStore((state) => state.reviews);
  const { reloadReviews, openReviewFile, openReview, removeReview } = useStore.getState();
  useEffect(() => void reloadReviews(), [reloadReviews]);
  return (
    <Panel
      title="Previews from other computers"
      aside={
        <Button small onPress={() => void openReviewFile()}>
          Open a preview file…
        </Button>
      }
    >
      {reviews.length === 0 ? (
        <p className="panel-body muted">
          Somebody who wants your opinion can export a preview. Open the file here to look at it; no profile
          of that store is needed.
        </p>
      ) : (
        <table className="lines">
          <thead className="sr-only">
            <tr>
              <th scope="col">Whose</th>
              <th scope="col">From when</th>
              <th scope="col">Actions</th>
            </tr>
          </thead>
          <tbody>
            {reviews.map((review) => (
              <tr key={review.id}>
                <td>
                  <b>{review.redacted ? 'Redacted preview' : reviewOrigin(review)}</b>
                </td>
                <td className="muted">
                  {formatLongDateTime(review.madeAt)}, {countOf(review.rowCount, 'row')}
                </td>
                <td className="actions">
                  <Button small onPress={() => void openReview(review.id)} label={`Look at ${review.file}`}>
                    Look at it
                  </Button>
                  <Button small onPress={() => void removeReview(review.id)} label={`Remove ${review.file}`}>
                    Remove
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
