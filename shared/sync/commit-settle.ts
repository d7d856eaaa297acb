/**
 * Settles a write whose outcome is not known by reading the record again (L5). It is never settled by sending again, and
 * a create is never repeated on a guess.
 */
import { AppError } from '../domain/app-error.ts';
import type {
  CustomerValues,
  FieldName,
  FieldValue,
  Location,
  LocationValues,
  Party,
  Side,
} from '../domain/party.ts';
import { nameOf } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { parseExternalReference } from '../domain/ids.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { countryCode } from '../mapping/zones.ts';
import { recordCause } from './commit-failure.ts';
import { contactMade, isSiteOf, judgeCompany, judgeContact, judgeSite } from './commit-judge-company.ts';
import { judgeExtras, judgeExtrasWrite } from './commit-judge-extras.ts';
import { judgeValues, type Verdict } from './commit-verdict.ts';
import type { Operation } from './operations.ts';
import type { Clock, CustomerDraft, Identity, Source } from './ports.ts';
import type { FailureCause } from '../domain/failure-cause.ts';
import { patchedValues, placeValuesOf, type PlaceField } from './site-values.ts';

export type Settlement =
  | { readonly status: 'done'; readonly after: Party | null; readonly createdKey: string | null }
  /** Certainly not carried out: it may be sent. */
  | { readonly status: 'notLanded' }
  | { readonly status: 'failed'; readonly cause: FailureCause };

export interface OpenWrite {
  readonly operation: Operation;
  /** The customer before the write; null when it was being created. */
  readonly before: Party | null;
  /** When it was sent, ISO 8601. */
  readonly sentAt: string;
}

const notLanded: Settlement = { status: 'notLanded' };

/**
 * A system may still be at work on a request whose sender has gone: the line was cut, or the process was killed and started
 * again. Only what is not there so long after it was sent is taken for not carried out. Milliseconds. No service documents a
 * bound. [VERIFY]
 */
export const landingTime = 15_000;

/** Milliseconds until a write that is not there yet may be taken for lost. A clock that was set back waits the whole time. */
function timeLeft(sentAt: string, clock: Clock): number {
  const age = Date.parse(clock.now()) - Date.parse(sentAt);
  return landingTime - Math.max(0, age);
}

/** @throws AppError when the record cannot be read either, STOPPED while it waits; the outcome then stays open. */
export async function settleWrite(
  write: OpenWrite,
  source: Source,
  homeCountry: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Settlement> {
  const found = await lookFor(write, source, homeCountry, signal);
  const wait = timeLeft(write.sentAt, clock);
  if (found.status !== 'notLanded' || wait <= 0) return found;
  await clock.sleep(wait, signal);
  if (signal.aborted) throw new AppError('STOPPED');
  return lookFor(write, source, homeCountry, signal);
}

async function lookFor(
  { operation, before }: OpenWrite,
  source: Source,
  homeCountry: string,
  signal: AbortSignal,
): Promise<Settlement> {
  if (operation.kind === 'createCustomer') {
    return settleCreation(operation.payload, source, homeCountry, signal);
  }
  if (operation.kind === 'deletePerson') {
    const { key } = operation.payload;
    const isThere = (await source.readByKeys([key], signal)).has(key);
    return isThere ? notLanded : { status: 'done', after: before, createdKey: null };
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

/**
 * What the customer of a draft can be looked up by. Beside an e-mail the phone says nothing (`isSameIdentity`), and asking for it
 * costs. The ERP's own reference to Shopify is not among it.
 */
export function identityOf(draft: CustomerDraft, side: Side): Identity {
  const { values, number, externalReference, business } = draft;
  // A company is known by its ids; its people's e-mails and phones are theirs.
  if (business !== undefined) return { kind: 'company', email: null, phone: null, number, externalReference };
  const phone = normaliseEmail(values.email) === null ? values.phone : null;
  const identity = { email: values.email, phone, number };
  return side === 'erp' ? identity : { ...identity, externalReference };
}

export function hasIdentity({ email, phone, number, externalReference = null }: Identity): boolean {
  return [email, phone, number, externalReference].some((each) => each !== null);
}

function sameReference(one: FieldValue, other: FieldValue): boolean {
  if (one === null || other === null) return false;
  const id = parseExternalReference(one);
  return one === other || (id !== null && id === parseExternalReference(other));
}

/**
 * Whether a record is the one that a draft would make: same number, same ERP customer, same e-mail, or, where neither has
 * an e-mail, same phone. A phone that somebody with another e-mail has is no identity (R7).
 */
export function isSameIdentity(draft: CustomerDraft, party: Party, homeCountry: string): boolean {
  if (draft.number !== null && draft.number === party.number) return true;
  if (draft.business !== undefined) {
    return party.kind === 'company' && sameReference(draft.externalReference, party.externalReference);
  }
  if (party.side === 'shopify' && sameReference(draft.externalReference, party.externalReference))
    return true;
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
  const identity = identityOf(draft, source.side);
  // Without any identity it cannot be looked for; the next preview reads everything and finds it.
  if (!hasIdentity(identity)) {
    return { status: 'failed', cause: recordCause('OUTCOME_UNKNOWN', source.side, name) };
  }
  const [found = []] = await source.findByIdentities([identity], signal);
  const same = found.filter((party) => isSameIdentity(draft, party, homeCountry));
  if (same.length === 0) return notLanded;
  const marked = same.find((party) => sameReference(draft.externalReference, party.externalReference));
  const isCompany = draft.business !== undefined;
  // Whoever names somebody else was not made by this draft, which writes its own mark.
  const isOthers = ({ externalReference }: Party): boolean =>
    draft.externalReference !== null && parseExternalReference(externalReference) !== null;
  const made =
    marked ??
    same.find((party) => !isCompany && !isOthers(party) && hasValues(party, draft.values, homeCountry));
  return made === undefined
    ? { status: 'failed', cause: recordCause('RECORD_EXISTS', source.side, name) }
    : { status: 'done', after: made, createdKey: null };
}

// ---------------------------------------------------------------------------------------------- change

function locationOf(party: Party, key: string): Location | undefined {
  return party.locations.find((location) => location.key === key);
}

function countryOf(location: Location, homeCountry: string): string {
  return countryCode(location.values.country) ?? homeCountry;
}

/** Writes that leave a customer to look at. */
type Change = Exclude<Operation, { kind: 'createCustomer' | 'deleteCustomer' | 'deletePerson' }>;

function judgeChange(
  operation: Exclude<Change, { kind: 'createLocation' | 'createContact' }>,
  before: Party,
  now: Party,
  homeCountry: string,
): Verdict {
  switch (operation.kind) {
    case 'updateCustomer': {
      const { values, accountName, extras } = operation.payload;
      // All of a patch is written in one request, so values tell about the rest of it; without any, the rest does.
      if (Object.keys(values).length > 0) {
        return judgeValues(values, now.values, before.values, phoneCountryOf(now, homeCountry));
      }
      if (extras !== undefined) return judgeExtras(extras, now, before);
      if (now.kind === 'company') return judgeCompany(operation.payload, before, now);
      return accountName === undefined || now.accountName === accountName ? 'after' : 'before';
    }
    case 'updateLocation': {
      const { key, patch } = operation.payload;
      const held = locationOf(now, key);
      const old = locationOf(before, key);
      if (held === undefined || old === undefined) return 'other';
      const country = countryOf(held, homeCountry);
      const site = judgeSite(patch.site, held, old);
      if (site !== 'after') return site;
      const verdict = judgeValues<PlaceField>(
        patchedValues(patch),
        placeValuesOf(held),
        placeValuesOf(old),
        country,
      );
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
    case 'updateContact':
    case 'removeContact':
    case 'setContactRoles':
    case 'setMainContact':
      return judgeContact(operation, before, now, homeCountry);
    case 'addTags':
    case 'removeTags':
    case 'setEmailConsent':
    case 'setFurther':
      return judgeExtrasWrite(operation, before, now);
  }
}

function settleChange(operation: Change, before: Party, now: Party, homeCountry: string): Settlement {
  if (operation.kind === 'createLocation') {
    return settleLocationCreation(operation, before, now, homeCountry);
  }
  if (operation.kind === 'createContact') {
    const made = contactMade(operation.payload, before, now);
    return made === null ? notLanded : { status: 'done', after: now, createdKey: made };
  }
  const verdict = judgeChange(operation, before, now, homeCountry);
  if (verdict === 'after') return { status: 'done', after: now, createdKey: null };
  if (verdict === 'before') return notLanded;
  return { status: 'failed', cause: recordCause('RECORD_CHANGED', now.side, nameOf(now)) };
}

/** Shopify fills a blank name on an address with the customer's (domain facts 2.5), so what was blank says nothing. */
function withoutBlanks(values: LocationValues): Partial<LocationValues> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function settleLocationCreation(
  { payload: draft, side }: Extract<Operation, { kind: 'createLocation' }>,
  before: Party,
  now: Party,
  homeCountry: string,
): Settlement {
  const known = new Set(before.locations.map(({ key }) => key));
  const added = now.locations.filter(({ key }) => !known.has(key));
  const wanted = side === 'erp' ? draft.values : withoutBlanks(draft.values);
  const isWanted = (location: Location): boolean => {
    const country = countryOf(location, homeCountry);
    const isSame = judgeValues(wanted, location.values, location.values, country) === 'after';
    return isSame && isSiteOf(draft, location);
  };
  // Shopify makes no exact duplicate of an address: the one that is there is taken, and made the default where that is wanted.
  const adopted = now.locations.find(
    (location) =>
      draft.makeDefault &&
      location.isDefault &&
      locationOf(before, location.key)?.isDefault === false &&
      isWanted(location),
  );
  const made = added.find(isWanted) ?? adopted;
  if (made !== undefined) return { status: 'done', after: now, createdKey: made.key };
  const isTaken = added.some(({ key }) => key === draft.key);
  return isTaken
    ? { status: 'failed', cause: recordCause('RECORD_EXISTS', side, `${nameOf(now)}, ${draft.key ?? ''}`) }
    : notLanded;
}
