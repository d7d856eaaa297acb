import { changeLabel } from '../../../shared/domain/record-change.ts';
import type { FieldValue } from '../../../shared/domain/party.ts';
import type { PlanRow, RecordChange } from '../../../shared/sync/plan.ts';
import { fieldLabel, systemNames } from '../../kit/labels.ts';

function Value({ value }: { readonly value: FieldValue }) {
  return value === null ? <span className="faint">empty</span> : <>{value}</>;
}

function Change({ change }: { readonly change: RecordChange }) {
  const { side, member, before, now } = change;
  const isWhole = member === 'there';
  return (
    <tr>
      <th scope="row">
        {changeLabel(change, fieldLabel)} <span className="was">in {systemNames[side]}</span>
      </th>
      <td>
        {isWhole && before === null ? <span className="faint">not there</span> : <Value value={before} />}
      </td>
      <td>{isWhole && now === null ? <span className="faint">removed</span> : <Value value={now} />}</td>
    </tr>
  );
}

/** What somebody changed between the preview that the person had seen and the run, or the preview after it. */
export function ChangedSince({ row }: { readonly row: PlanRow }) {
  const changes = row.ended?.changes ?? row.changedSince ?? [];
  if (changes.length === 0) return null;
  return (
    <section className="stack-small">
      <h3>What changed since your preview</h3>
      <table className="diff">
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">In your preview</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <Change key={`${change.side}/${change.location}/${change.member}`} change={change} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
