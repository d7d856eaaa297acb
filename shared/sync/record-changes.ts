/**
 * What changed in a record since a preview showed it (L3). Compares exactly what `partyHash` hashes, so a stale row always
 * has something to show, and one that is as it was has nothing. Pure.
 */
import {
  customerFields,
  locationFields,
  type FieldValue,
  type Location,
  type OptInField,
  type Party,
  type Side,
  type Site,
} from '../domain/party.ts';
import { optInFieldsOf } from '../mapping/opt-in.ts';
import type { ChangedLocationMember, RecordChange } from '../domain/record-change.ts';
import { contactChanges, personName } from './record-changes-contacts.ts';
import type { PlanRowRecords } from './plan.ts';

const sides: readonly Side[] = ['shopify', 'erp'];
const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

/** As people know it: the address, else its name, else its key. */
function labelOf({ values, name, key }: Location): string {
  return [values.address1, values.city].filter((part) => part !== null).join(', ') || (name ?? key);
}

type Members = readonly (readonly [ChangedLocationMember, FieldValue])[];

function locationMembers({ values, name, isDefault, active, inherits, site }: Location): Members {
  return [
    ...locationFields.map((field) => [field, values[field]] as const),
    ['name', name],
    ['isDefault', yesOrNo(isDefault)],
    ['active', yesOrNo(active)],
    ['inherits', yesOrNo(inherits)],
    ...(site === undefined ? [] : siteMembers(site)),
  ];
}

function siteMembers({ taxId, taxExempt, terms, billing }: Site): Members {
  const address = billing === null ? [] : locationFields.flatMap((field) => billing[field] ?? []);
  return [
    ['taxId', taxId],
    ['taxExempt', yesOrNo(taxExempt)],
    ['terms', terms],
    ['billing', address.length === 0 ? null : address.join(', ')],
  ];
}

function customerMembers(party: Party, optedInto: readonly OptInField[]) {
  return [
    ...customerFields.map((field) => [field, party.values[field]] as const),
    ...optedInto.map((field) => [field, party.optIn?.[field] ?? null] as const),
    ['accountName', party.accountName],
    ['number', party.number],
    ['status', party.status],
    ['isGuest', yesOrNo(party.isGuest)],
    ['terms', party.business?.terms ?? null],
    ['mainContact', mainName(party)],
  ] as const;
}

function mainName({ business }: Party): FieldValue {
  const main = business?.contacts.find(({ key }) => key === business.mainContactKey);
  return main === undefined ? null : personName(main);
}

function locationChanges(
  before: Location | undefined,
  now: Location | undefined,
  side: Side,
): RecordChange[] {
  const known = before ?? now;
  if (known === undefined) return [];
  const location = labelOf(known);
  if (before === undefined || now === undefined) {
    const label = (one: Location | undefined): FieldValue => (one === undefined ? null : location);
    return [{ side, location, member: 'there', before: label(before), now: label(now) }];
  }
  const values = new Map(locationMembers(now));
  return locationMembers(before).flatMap(([member, value]) => {
    const after = values.get(member) ?? null;
    return value === after ? [] : [{ side, location, member, before: value, now: after }];
  });
}

/** Both are the same record of one system; what a sync does not read (revision, facts, Accord's own mark) is left out. */
export function recordChanges(before: Party, now: Party): readonly RecordChange[] {
  const { side } = now;
  const optedInto = [...new Set([before, now].flatMap(optInFieldsOf))];
  const values = new Map<string, FieldValue>(customerMembers(now, optedInto));
  const customer = customerMembers(before, optedInto).flatMap(([member, value]) => {
    const after = values.get(member) ?? null;
    return value === after ? [] : [{ side, location: null, member, before: value, now: after }];
  });
  const keys = new Set([...before.locations, ...now.locations].map(({ key }) => key));
  const find = ({ locations }: Party, wanted: string) => locations.find(({ key }) => key === wanted);
  return [
    ...customer,
    ...[...keys].flatMap((key) => locationChanges(find(before, key), find(now, key), side)),
    ...contactChanges(before, now),
  ];
}

/** Of both records of a row; a side that had none, has none any more, or has another record now says nothing here. */
export function rowChanges(before: PlanRowRecords, now: PlanRowRecords): readonly RecordChange[] {
  return sides.flatMap((side) => {
    const [was, is] = [before[side], now[side]];
    return was === null || is === null || was.key !== is.key ? [] : recordChanges(was, is);
  });
}
