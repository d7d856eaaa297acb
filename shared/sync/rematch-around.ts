/** Which other rows have to be planned again, when the records of some rows come free or get another partner. */
import { companyGid, customerGid, parseExternalReference } from '../domain/ids.ts';
import { summarise, type PartySummary } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountry } from '../mapping/phone-country.ts';
import { phoneTail } from '../mapping/phone-tail.ts';
import { partiesOf } from './plan-build.ts';
import type { StoredRow } from './ledger-port.ts';
import type { OpenPlan } from './rematch-plan.ts';
import type { RowIdentities } from './row-identities.ts';

/** Rows planned again for the sake of others are at most so many; what lies further off is for the next preview. */
const mostAround = 50;

/** Judges whether a row has something to do with these: an e-mail, a phone, a reference, a former partner, a record kept apart. */
async function touching(
  { input }: OpenPlan,
  entries: readonly StoredRow[],
): Promise<(row: RowIdentities) => boolean> {
  const { homeCountry } = input.profile;
  const records = entries.flatMap((entry) => partiesOf(entry.records));
  const phoneOf = ({ phone, country }: PartySummary): string | null =>
    normalisePhone(phone, phoneCountry(country, homeCountry)).e164;
  const summaries = records.map(summarise);
  const emails = new Set(summaries.map(({ email }) => normaliseEmail(email)));
  const phones = new Set(summaries.map(phoneOf));
  const tails = new Set([...phones].map((phone) => (phone === null ? null : phoneTail(phone))));
  const left = await input.ledger.linksByIds(entries.flatMap(({ row }) => row.replacedLinkIds ?? []));
  const keys = new Set([
    ...entries.flatMap(({ row }) => row.decision?.apartFrom ?? []),
    ...left.flatMap(({ erpKey, shopifyKey }) => [erpKey, shopifyKey]),
    ...records.flatMap(({ externalReference }) => {
      const id = parseExternalReference(externalReference);
      return id === null ? [] : [customerGid(id), companyGid(id)];
    }),
  ]);
  /** Reading every phone of a large plan would take seconds. */
  const hasPhone = (summary: PartySummary): boolean => {
    if (summary.phone === null) return false;
    const tail = phoneTail(summary.phone);
    if (tail !== null && !tails.has(tail)) return false;
    const phone = phoneOf(summary);
    return phone !== null && phones.has(phone);
  };
  const hasEmail = ({ email }: PartySummary): boolean => email !== null && emails.has(normaliseEmail(email));
  return ({ erp, shopify, candidates }) =>
    [erp, shopify, ...candidates.map(({ summary }) => summary)].some(
      (summary) => summary !== null && (keys.has(summary.key) || hasEmail(summary) || hasPhone(summary)),
    );
}

/**
 * Rows whose records the records of these rows could be matched with, were it not for what was or is said; and the rows whose
 * records those could be matched with, and so on. Linked pairs stay what they are.
 */
export async function rowsAround(
  plan: OpenPlan,
  entries: readonly StoredRow[],
): Promise<readonly StoredRow[]> {
  const { ledger, planId } = plan.input;
  const known = new Set(entries.map(({ row }) => row.id));
  const around: StoredRow[] = [];
  let latest = entries;
  while (latest.length > 0 && around.length < mostAround) {
    const isNear = await touching(plan, latest);
    const near = plan.identities.filter((row) => !known.has(row.id) && isNear(row));
    const found: StoredRow[] = [];
    for (const { id } of near.slice(0, mostAround - around.length)) {
      known.add(id);
      const entry = await ledger.planRow(planId, id);
      if (entry === null) continue;
      const { row, records } = entry;
      if (row.linkId === null || records.erp === null || records.shopify === null) found.push(entry);
    }
    around.push(...found);
    latest = found;
  }
  return around;
}
