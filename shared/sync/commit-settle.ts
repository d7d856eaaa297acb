/**
 * Settles a write whose outcome is not known by reading the record again (L5). It is never settled by sending again, and
 * a create is never repeated on a guess.
 */
import type { CustomerValues, FieldName, FieldValue, Location, Party } from '../domain/party.ts';
import { nameOf } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { parseExternalReference } from '../domain/ids.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { countryCode } from '../mapping/zones.ts';
import { recordCause } from './commit-failure.ts';
import type { Operation } from './operations.ts';
import type { CustomerDraft, FailureCause, Identity, Source } from './ports.ts';

export type Settlement =
  | { readonly status: 'done'; readonly after: Party | null; readonly createdKey: string | null }
  /** Certainly not carried out: it may be sent. */
  | { readonly status: 'notLanded' }
  | { readonly status: 'failed'; readonly cause: FailureCause };

export interface OpenWrite {
  readonly operation: Operation;
  /** The customer before the write; null when it was being created. */
  readonly before: Party | null;
}

const notLanded: Settlement = { status: 'notLanded' };

/** @throws AppError when the record cannot be read either; the outcome then stays open. */
export async function settleWrite(
  { operation, before }: OpenWrite,
  source: Source,
  homeCountry: string,
  signal: AbortSignal,
): Promise<Settlement> {
  if (operation.kind === 'createCustomer') {
    return settleCreation(operation.payload, source, homeCountry, signal);
  }
  if (before === null) throw new Error(`${operation.kind} needs the customer it writes to`);
  const now = (await source.readByKeys([before.key], signal)).get(before.key);
  if (operation.kind === 'deleteCustomer') {
    return now === undefined ? { status: 'done', after: null, createdKey: null } : notLanded;
  }
  if (now === undefined) {
    return { status: 'failed', cause: recordCause('RECORD_GONE', source.side, before) };
  }
  return settleChange(operation, before, now, homeCountry);
}

// ---------------------------------------------------------------------------------------------- creation

export function identityOf(draft: CustomerDraft): Identity {
  return { email: draft.values.email, phone: draft.values.phone, number: draft.number };
}

export function hasIdentity({ email, phone, number }: Identity): boolean {
  return email !== null || phone !== null || number !== null;
}

/**
 * Whether a record is the one that a draft would make: same number, same e-mail, or, where neither has an e-mail, same
 * phone. A phone that somebody with another e-mail has is no identity (R7).
 */
export function isSameIdentity(draft: CustomerDraft, party: Party, homeCountry: string): boolean {
  if (draft.number !== null && draft.number === party.number) return true;
  const email = normaliseEmail(draft.values.email);
  const other = normaliseEmail(party.values.email);
  if (email !== null || other !== null) return email === other;
  const phone = normalisePhone(draft.values.phone, homeCountry).e164;
  const country = phoneCountryOf(party, homeCountry);
  return phone !== null && phone === normalisePhone(party.values.phone, country).e164;
}

function hasValues(party: Party, values: Partial<CustomerValues>, homeCountry: string): boolean {
  const country = phoneCountryOf(party, homeCountry);
  return Object.entries(values).every(([field, value]) =>
    sameValue(field as FieldName, value, party.values[field as keyof CustomerValues], country),
  );
}

async function settleCreation(
  draft: CustomerDraft,
  source: Source,
  homeCountry: string,
  signal: AbortSignal,
): Promise<Settlement> {
  const name = draft.accountName ?? draft.number ?? '';
  const identity = identityOf(draft);
  // Without any identity it cannot be looked for; the next preview reads everything and finds it.
  if (!hasIdentity(identity)) {
    return { status: 'failed', cause: recordCause('OUTCOME_UNKNOWN', source.side, name) };
  }
  const [found = []] = await source.findByIdentities([identity], signal);
  const same = found.filter((party) => isSameIdentity(draft, party, homeCountry));
  if (same.length === 0) return notLanded;
  const reference = parseExternalReference(draft.externalReference);
  const marked = same.filter(
    (party) => reference !== null && parseExternalReference(party.externalReference) === reference,
  );
  const made = marked[0] ?? same.find((party) => hasValues(party, draft.values, homeCountry));
  return made === undefined
    ? { status: 'failed', cause: recordCause('RECORD_EXISTS', source.side, name) }
    : { status: 'done', after: made, createdKey: null };
}

// ---------------------------------------------------------------------------------------------- change

type Verdict = 'after' | 'before' | 'other';

/** Compares what is stored with the values a write would leave and with those it found. */
function judgeValues<Field extends FieldName>(
  wanted: Readonly<Partial<Record<Field, FieldValue>>>,
  stored: Readonly<Record<Field, FieldValue>>,
  found: Readonly<Record<Field, FieldValue>>,
  country: string,
): Verdict {
  const fields = Object.keys(wanted) as Field[];
  const isStored = (values: Readonly<Partial<Record<Field, FieldValue>>>) =>
    fields.every((field) => sameValue(field, values[field] ?? null, stored[field], country));
  if (isStored(wanted)) return 'after';
  return isStored(found) ? 'before' : 'other';
}

function locationOf(party: Party, key: string): Location | undefined {
  return party.locations.find((location) => location.key === key);
}

function countryOf(location: Location, homeCountry: string): string {
  return countryCode(location.values.country) ?? homeCountry;
}

/** Writes that leave a customer to look at. */
type Change = Exclude<Operation, { kind: 'createCustomer' | 'deleteCustomer' }>;

function judgeChange(
  operation: Exclude<Change, { kind: 'createLocation' }>,
  before: Party,
  now: Party,
  homeCountry: string,
): Verdict {
  switch (operation.kind) {
    case 'updateCustomer': {
      const { values, accountName } = operation.payload;
      const verdict = judgeValues(values, now.values, before.values, phoneCountryOf(now, homeCountry));
      // The account name is written in the same request, so it tells about a patch of nothing else.
      const onlyName = Object.keys(values).length === 0 && accountName !== undefined;
      if (!onlyName) return verdict;
      return now.accountName === accountName ? 'after' : 'before';
    }
    case 'updateLocation': {
      const { key, patch } = operation.payload;
      const held = locationOf(now, key);
      const old = locationOf(before, key);
      if (held === undefined || old === undefined) return 'other';
      const country = countryOf(held, homeCountry);
      const verdict = judgeValues(patch.values, held.values, old.values, country);
      if (patch.activate !== true || verdict === 'other') return verdict;
      return held.active && verdict === 'after' ? 'after' : 'before';
    }
    case 'setDefaultLocation':
      return locationOf(now, operation.payload.key)?.isDefault === true ? 'after' : 'before';
    case 'removeLocation':
      return locationOf(now, operation.payload.key)?.active === true ? 'before' : 'after';
    case 'deleteLocation':
      return locationOf(now, operation.payload.key) === undefined ? 'after' : 'before';
    case 'deactivateCustomer':
      return now.status === 'inactive' ? 'after' : 'before';
    case 'activateCustomer':
      return now.status === operation.payload.status ? 'after' : 'before';
  }
}

function settleChange(operation: Change, before: Party, now: Party, homeCountry: string): Settlement {
  if (operation.kind === 'createLocation') {
    return settleLocationCreation(operation, before, now, homeCountry);
  }
  const verdict = judgeChange(operation, before, now, homeCountry);
  if (verdict === 'after') return { status: 'done', after: now, createdKey: null };
  if (verdict === 'before') return notLanded;
  return { status: 'failed', cause: recordCause('RECORD_CHANGED', now.side, nameOf(now)) };
}

function settleLocationCreation(
  { payload: draft, side }: Extract<Operation, { kind: 'createLocation' }>,
  before: Party,
  now: Party,
  homeCountry: string,
): Settlement {
  const known = new Set(before.locations.map(({ key }) => key));
  const added = now.locations.filter(({ key }) => !known.has(key));
  const made = added.find((location) => {
    const country = countryOf(location, homeCountry);
    return judgeValues(draft.values, location.values, location.values, country) === 'after';
  });
  if (made !== undefined) return { status: 'done', after: now, createdKey: made.key };
  const isTaken = added.some(({ key }) => key === draft.key);
  return isTaken
    ? { status: 'failed', cause: recordCause('RECORD_EXISTS', side, `${nameOf(now)}, ${draft.key ?? ''}`) }
    : notLanded;
}
