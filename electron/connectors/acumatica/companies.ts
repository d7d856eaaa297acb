/** Every business customer, for previews that do not read everything. */
import type { OrganizationRule } from '../../../shared/domain/settings.ts';
import type { ReadPage, ReadSummary } from '../../../shared/sync/ports.ts';
import { ofKinds, type Kinds } from './kind.ts';
import { labels } from './labels.ts';
import { quote } from './list.ts';
import { LocationIndex, readEveryLocationOf } from './location-index.ts';
import { partiesOf, readContactsOf, type Reader } from './reader.ts';
import { byCustomerId, walk, wasWhole } from './walk.ts';

/** What the server can filter by; where it cannot, every customer is looked at. */
function conditionOf(rule: OrganizationRule): string | null {
  const anyOf = (field: string, values: readonly string[]): string =>
    `(${values.map((value) => `${field} eq ${quote(value)}`).join(' or ')})`;
  switch (rule.by) {
    case 'category':
      return `CustomerCategory eq ${quote(labels.organization)}`;
    case 'class':
      return anyOf('CustomerClass', rule.classes);
    case 'attribute':
      return null;
    case 'list':
      return rule.customers.length === 0 || rule.customers.length > mostListed
        ? null
        : anyOf('CustomerID', rule.customers);
  }
}

/** Longer lists make an address that servers refuse. */
const mostListed = 50;

/** `ChangeSource.readCompanies`. */
export async function readCompanies(
  reader: Reader,
  onPage: (page: ReadPage) => void,
  signal: AbortSignal,
): Promise<ReadSummary> {
  const { lists, customerView, kinds } = reader;
  const asOf = reader.serverNow();
  const requestsBefore = reader.counters().requests;
  const companiesOnly: Kinds = { ...kinds, individuals: false, companies: true };
  const list = byCustomerId(customerView, conditionOf(kinds.organization));
  let count = 0;
  let complete = true;
  for await (const { records } of walk(lists, list, signal)) {
    count += records.length;
    const companies = ofKinds(records, companiesOnly);
    if (companies.length === 0) continue;
    const locations = new LocationIndex();
    const isWhole = await readEveryLocationOf(reader, companies, locations, signal);
    const contacts = await readContactsOf(reader, companies, signal);
    complete &&= isWhole && contacts.isWhole;
    onPage({ parties: partiesOf(reader, companies, locations, contacts), expected: null });
  }
  complete &&= await wasWhole(lists, list, count, signal);
  const requests = reader.counters().requests - requestsBefore;
  return { complete, asOf, requests, points: 0, ...reader.clockAhead() };
}
