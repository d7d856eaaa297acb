import type { DefaultsTrial } from '../../../shared/domain/rule-trial.ts';
import { ReadingNote } from './rules-page.tsx';

/** Which defaults each customer would get, and from which rule. */
export function DefaultsTrialTable({ trial }: { readonly trial: DefaultsTrial | null }) {
  if (trial === null) return null;
  return (
    <div className="stack" aria-live="polite">
      {trial.customers.length === 0 && trial.reading !== null ? (
        <p className="muted">No customer of Shopify is called so.</p>
      ) : null}
      {trial.customers.map(({ name, exists, country, values }, index) => (
        // Two customers can be called the same.
        <table key={index} className="lines">
          <caption>
            <b>{name}</b>{' '}
            <span className="muted">
              {country ?? 'no country'}
              {exists ? ' · in MYOB already' : ''}
            </span>
          </caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Value</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ field, label, value, from }) => (
              <tr key={field}>
                <td>{label}</td>
                <td>{value === null ? <span className="faint">–</span> : <b>{value}</b>}</td>
                <td className="muted">{from}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <ReadingNote reading={trial.reading} />
    </div>
  );
}
