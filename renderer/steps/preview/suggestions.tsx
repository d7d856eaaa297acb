import { shownSuggestions, type PlanRow } from '../../../shared/sync/plan.ts';
import { likenessText } from '../../../shared/domain/suggestion.ts';
import { Button } from '../../kit/button.tsx';
import { systemNames } from '../../kit/labels.ts';
import { scoreWords, whoText } from '../../state/partner-words.ts';
import { useReview, useStore } from '../../state/store.ts';
import { Likeness } from './likeness.tsx';

/** Near matches: nothing is linked by them; a person links, or says that it is nobody of them. */
export function Suggestions({ row }: { readonly row: PlanRow }) {
  const link = useStore((state) => state.link);
  const announce = useStore((state) => state.announce);
  const isReview = useReview() !== null;
  const suggestions = shownSuggestions(row);
  if (suggestions.length === 0) return null;
  return (
    <section className="stack-small">
      <h3>Looks like</h3>
      <ul className="stack-small">
        {suggestions.map(({ side, summary, score, fields }) => (
          <li key={summary.key} className="near-match">
            <div className="near-match-head">
              <div>
                <b>{summary.name}</b> in {systemNames[side]}
                <br />
                <small className="muted">{whoText(summary)}</small>
              </div>
              {isReview ? null : (
                <Button
                  small
                  label={`Link to this one: ${summary.name} (${summary.number})`}
                  onPress={() =>
                    void link(row, summary.key).then(() => announce(`Linked to ${summary.name} by you.`))
                  }
                >
                  Link to this one
                </Button>
              )}
            </div>
            <details>
              <summary>
                {scoreWords(score)}: {likenessText(fields)}
              </summary>
              <Likeness fields={fields} name={summary.name} />
            </details>
          </li>
        ))}
      </ul>
      {isReview ? null : (
        <p>
          <Button
            small
            onPress={() => void link(row, 'new').then(() => announce('Kept apart from what looks like it.'))}
          >
            {suggestions.length === 1 ? 'It is somebody else' : 'It is none of these'}
          </Button>
        </p>
      )}
    </section>
  );
}
