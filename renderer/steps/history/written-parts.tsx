import { useState } from 'react';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import type { WrittenPart } from '../../../shared/ipc/contract.ts';
import { ProblemBanner } from '../../kit/banner.tsx';
import { Icon } from '../../kit/icon.tsx';
import { systemNames } from '../../kit/labels.ts';
import { useOverview } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { partText, partsHeadline } from './part-sentences.ts';

function Part({ part }: { readonly part: WrittenPart }) {
  const { outcome, cause } = part;
  return (
    <li>
      <span
        className={outcome === 'done' ? 'tone-create' : outcome === 'refused' ? 'tone-danger' : 'tone-warn'}
      >
        <Icon name={outcome === 'done' ? 'check' : outcome === 'refused' ? 'cross' : 'clock'} />
      </span>{' '}
      {partText(part)}
      {cause === null ? null : <span className="muted"> {describeError(cause.code, cause.params).text}</span>}
    </li>
  );
}

function Parts({ runId, recordId }: { readonly runId: string; readonly recordId: string }) {
  const { profile } = useOverview();
  const answer = useAnswer('history.parts', { profileId: profile.id, runId, recordId });
  if (answer.problem !== null) return <ProblemBanner problem={answer.problem} />;
  if (answer.value === null) return <p className="muted">Reading…</p>;
  const parts = answer.value;
  if (parts.length === 0) return <p className="muted">The run sent nothing for it.</p>;
  return (
    <div className="stack-small">
      {(['shopify', 'erp'] as const).map((side) => {
        const of = parts.filter((part) => part.side === side);
        if (of.length === 0) return null;
        return (
          <section key={side} aria-label={`Written in ${systemNames[side]}`}>
            <b>{partsHeadline(side, of)}</b>
            <ul className="written-parts">
              {of.map((part, at) => (
                <Part key={at} part={part} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** What the last run wrote of a company, part by part, in which system; read when it is opened. */
export function WrittenParts({
  runId,
  recordId,
  name,
}: {
  readonly runId: string;
  readonly recordId: string;
  readonly name: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        What was written where<span className="sr-only">: {name}</span>
      </summary>
      {isOpen ? <Parts runId={runId} recordId={recordId} /> : null}
    </details>
  );
}
