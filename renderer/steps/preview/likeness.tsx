import type { FieldEvidence } from '../../../shared/domain/suggestion.ts';
import { evidenceLines } from '../../state/partner-words.ts';

/** Why two records look alike: field by field, with both values and the points each gave. */
export function Likeness({
  fields,
  name,
}: {
  readonly fields: readonly FieldEvidence[];
  readonly name: string;
}) {
  if (fields.length === 0) return <p className="muted">The two have no field in common to compare.</p>;
  return (
    <table className="likeness">
      <caption className="sr-only">Comparison with {name}</caption>
      <thead>
        <tr>
          <th scope="col">Found</th>
          <th scope="col">Shopify</th>
          <th scope="col">MYOB</th>
          <th scope="col" className="number">
            Points
          </th>
        </tr>
      </thead>
      <tbody>
        {evidenceLines(fields).map(({ key, text, erp, shopify, points, speaksFor }) => (
          <tr key={key}>
            <th scope="row">{text}</th>
            <td>{shopify}</td>
            <td>{erp}</td>
            <td className={speaksFor ? 'number good' : 'number tone-warn'}>{points}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
