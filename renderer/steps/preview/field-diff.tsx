import { useId } from 'react';
import type { FieldValue, Side } from '../../../shared/domain/party.ts';
import type { NoteCode } from '../../../shared/domain/note-catalogue.ts';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import { choiceKey, type FieldChange } from '../../../shared/sync/plan.ts';
import { fieldLabel, noteText, systemNames } from '../../kit/labels.ts';
import { deletedSide, withChoice, writtenSide } from '../../state/decisions.ts';
import { writtenValue } from '../../state/result-sentence.ts';
import { valueText } from '../../state/company-sentences.ts';
import { useReview, useStore } from '../../state/store.ts';
import type { ChildChange } from '../../state/tree.ts';
import { DiffTable, type DiffLine } from './diff-table.tsx';

/** What the row of the table shows already, by its base value. */
const saidByTheTable: ReadonlySet<NoteCode> = new Set(['bothSidesDiffer', 'bothSidesChanged']);

function Value({ value }: { readonly value: FieldValue }) {
  return value === null ? <span className="faint">empty</span> : <>{value}</>;
}

/** What they last agreed on, where that is known. It may differ by side on purpose, then both are named. */
function Base({ change }: { readonly change: FieldChange }) {
  const names = useStore((state) => state.termsNames);
  const { base } = change;
  if (base === null)
    return change.action === 'keep' ? null : <span className="was">never agreed before</span>;
  if (base.erp === base.shopify) return <span className="was">was {base.erp ?? 'empty'}</span>;
  const shown = valueText(change.field, base.shopify, names) ?? 'empty';
  return (
    <span className="was">
      was {shown} in Shopify, {base.erp ?? 'empty'} in MYOB
    </span>
  );
}

function Cell({
  change,
  changeKey,
  child,
  side,
  decision,
  name,
  onChange,
}: {
  readonly change: FieldChange;
  readonly changeKey: string;
  readonly child: ChildChange | null;
  readonly side: Side;
  readonly decision: DecisionInput;
  readonly name: string;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const names = useStore((state) => state.termsNames);
  const value = valueText(change.field, change[side], names);
  const isDeleted = child !== null && deletedSide(child) === side;
  const isReadOnly = useReview()?.redacted === true;
  if (change.action === 'conflict' && !isReadOnly) {
    const isUnchanged = change.base !== null && change.base[side] === change[side];
    return (
      <label className="pick">
        <input
          type="radio"
          name={name}
          checked={decision.choices[changeKey] === side}
          onChange={() => onChange(withChoice(decision, changeKey, side))}
          aria-label={
            isDeleted
              ? `Deleted in ${systemNames[side]}: let it go`
              : `${fieldLabel(change.field)}: use ${value ?? 'the empty value'} from ${systemNames[side]}`
          }
        />
        <span>
          {isDeleted ? 'deleted: let it go' : <Value value={value} />}
          {isUnchanged && !isDeleted ? <span className="was">unchanged</span> : null}
        </span>
      </label>
    );
  }
  if (writtenSide(change, changeKey, decision) !== side) return <Value value={value} />;
  const result = valueText(change.field, writtenValue(change, changeKey, decision), names);
  return (
    <>
      {value === null ? null : (
        <>
          <del className="loses">{value}</del>{' '}
        </>
      )}
      <ins className="wins">{result === null ? 'cleared' : result}</ins>
    </>
  );
}

/** Field by field: what they agreed on, what each side holds, what each will hold. Differing fields come first. */
export function FieldDiff({
  caption,
  fields,
  child,
  decision,
  onChange,
}: {
  readonly caption: string;
  readonly fields: readonly FieldChange[];
  /** The location or contact that the fields belong to; null for those of the row. */
  readonly child: ChildChange | null;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const group = useId();
  const shown = fields
    .filter((change) => change.action !== 'keep' || change.erp !== null || change.shopify !== null)
    .toSorted((one, other) => Number(one.action === 'keep') - Number(other.action === 'keep'));
  if (shown.length === 0) return null;
  const lines = shown.map((change): DiffLine => {
    const key = choiceKey(change.field, child?.id);
    return {
      key,
      title: (
        <>
          {fieldLabel(change.field)}
          {change.action === 'keep' ? null : <Base change={change} />}
        </>
      ),
      note: change.notes
        .filter(({ code }) => !saidByTheTable.has(code))
        .map(noteText)
        .join(' '),
      isQuiet: change.action === 'keep',
      cell: (side) => (
        <Cell
          change={change}
          changeKey={key}
          child={child}
          side={side}
          decision={decision}
          name={`${group}-${key}`}
          onChange={onChange}
        />
      ),
    };
  });
  return <DiffTable caption={caption} heading="Field" lines={lines} />;
}
