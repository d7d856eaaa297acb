import type { FilterTrial } from '../../../shared/domain/rule-trial.ts';
import type { PartySummary } from '../../../shared/domain/party.ts';
import { countOf, formatCount, joinWords } from '../../kit/format.ts';
import { Panel } from '../../kit/page.tsx';
import { ReadingNote } from './rules-page.tsx';

function Names({ label, of }: { readonly label: string; readonly of: readonly PartySummary[] }) {
  return of.length === 0 ? null : (
    <p>
      <span className="muted">{label}: </span>
      {joinWords(of.map(({ name }) => name))}.
    </p>
  );
}

/** What the filter says in plain English, whom it lets through, and whom not. */
export function FilterTrialPanel({
  trial,
  isCounting,
  isUnfinished,
}: {
  readonly trial: FilterTrial | null;
  readonly isCounting: boolean;
  readonly isUnfinished: boolean;
}) {
  const counted = isUnfinished || trial?.reading === null ? null : trial;
  return (
    <Panel title="What it means" aside={isCounting ? <span className="muted">Counting…</span> : null}>
      <div className="panel-body" aria-busy={isCounting}>
        <p className="filter-sentence">
          {trial === null || trial.sentence === ''
            ? 'Everybody takes part.'
            : `Takes part: ${trial.sentence}.`}
        </p>
        {isUnfinished ? <p className="muted">Fill in the conditions to see who is in.</p> : null}
        {counted?.passing == null ? null : (
          <>
            <p aria-live="polite">
              <b>{formatCount(counted.passing)}</b> of {countOf(counted.of, 'customer is', 'customers are')}{' '}
              in.
            </p>
            {counted.unread.length === 0 ? null : (
              <p>
                In that reading nobody has a value in {joinWords(counted.unread)}. A field that was added
                since is read with the next preview.
              </p>
            )}
            <Names label="In, for example" of={counted.sample} />
            <Names label="Left out, for example" of={counted.sampleOutside} />
          </>
        )}
        <ReadingNote reading={trial?.reading ?? null} />
      </div>
    </Panel>
  );
}
