import type { Party } from '../../../shared/domain/party.ts';
import type { PlanRowRecords } from '../../../shared/ipc/contract.ts';
import { formatDateTime } from '../../kit/format.ts';
import { systemTitles } from '../../kit/labels.ts';

function Record({ party }: { readonly party: Party }) {
  const facts: readonly (readonly [string, string])[] = [
    ['ID', party.number],
    ['Account name', party.accountName ?? '–'],
    ...(party.externalReference === null ? [] : [['Reference', party.externalReference] as const]),
    ['Created', formatDateTime(party.createdAt)],
    ['Last changed', formatDateTime(party.revision)],
    ...Object.entries(party.facts),
  ];
  return (
    <>
      <h3>{systemTitles[party.side]}</h3>
      <dl className="seen">
        {facts.map(([label, value]) => (
          <div key={label} className="seen-pair">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Further values of the records behind a row, folded away: they help to recognise a customer and are not synchronised. */
export function Facts({ records }: { readonly records: PlanRowRecords }) {
  const parties = [records.shopify, records.erp, ...records.candidates].filter((party) => party !== null);
  if (parties.length === 0) return null;
  return (
    <details>
      <summary>More about these records</summary>
      <div className="stack-small">
        {parties.map((party) => (
          <Record key={`${party.side}/${party.key}`} party={party} />
        ))}
      </div>
    </details>
  );
}
