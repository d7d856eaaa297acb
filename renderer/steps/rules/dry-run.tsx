import type { MappingTrial } from '../../../shared/domain/rule-trial.ts';

/** Shown while no field has a rule of its own. */
const fieldsShown = 5;

/** What is read and what would be written, for twenty customers. Nothing is. */
export function DryRun({
  trial,
  ownRules,
}: {
  readonly trial: MappingTrial | null;
  /** Keys of the fields that have one. */
  readonly ownRules: readonly string[];
}) {
  if (trial === null || trial.customers.length === 0) {
    return <p className="panel-body muted">Prepare a preview first; then real customers are shown here.</p>;
  }
  const { customers } = trial;
  const own = trial.rows.filter(({ target }) => ownRules.includes(target));
  const rows = own.length === 0 ? trial.rows.slice(0, fieldsShown) : own;
  return (
    <table className="lines dry-run">
      <thead>
        <tr>
          <th scope="col">Customer</th>
          {rows.map(({ target, label }) => (
            <th scope="col" key={target}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {customers.map(({ key, name }, index) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {rows.map(({ target, cells }) => {
              const cell = cells[index];
              const read = cell?.sources.map(({ text }) => text).filter((text) => text !== '') ?? [];
              const isSame = read.length === 1 && read[0] === cell?.text;
              return (
                <td key={target} className="mapping-example">
                  {cell?.text === '' ? <span className="faint">no value</span> : cell?.text}
                  {isSame || read.length === 0 ? null : <small>from {read.join(', ')}</small>}
                  {cell?.problem == null ? null : <small className="field-error">{cell.problem}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
