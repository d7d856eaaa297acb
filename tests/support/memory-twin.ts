/**
 * One system in memory, as the sync core sees it: a Source and a Sink over the same records, with the rules that matter
 * to a sync. It shares no code with the mapping, so that it cannot share a mistake with it.
 *
 * ERP (acumatica.md 3.3, AR303020): MAIN comes with its customer and takes the country of the class; the first default
 * is MAIN; the default location cannot be deactivated; numbers are unique; further locations are numbered per customer.
 * Customers and locations used on documents cannot be deleted, nor can the default location.
 * Shopify (shopify.md 2.5): e-mail (blanks removed, any case) and phone are unique; phones are stored as E.164 or refused;
 * the first address becomes the default; deleting the default promotes another; an exact duplicate address is refused;
 * a customer is found by the ERP's CustomerID where it carries one (2.4); customers with orders cannot be deleted.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type {
  CustomerExtras,
  CustomerExtrasDraft,
  EmailConsent,
} from '../../shared/domain/customer-extras.ts';
import type {
  PartyAttribute,
  FurtherValues,
  Location,
  LocationField,
  LocationValues,
  Party,
  PartyStatus,
  Side,
} from '../../shared/domain/party.ts';
import { joinName, locationFields } from '../../shared/domain/party.ts';
import { companyRules } from './memory-companies.ts';
import { expectOnePatch } from './one-request.ts';
import type { OperationKind } from '../../shared/sync/ledger-port.ts';
import type {
  CustomerDraft,
  CustomerPatch,
  Identity,
  LocationDraft,
  LocationPatch,
  LocationResult,
  OpenOrder,
  ReadPage,
  ReadSummary,
  Sink,
} from '../../shared/sync/ports.ts';
import type { PreviewSource } from '../../shared/sync/read-sides.ts';

/** One write as it arrived. `key` is the customer's, null for a create. */
export interface TwinWrite {
  readonly kind: OperationKind;
  readonly key: string | null;
  readonly payload: unknown;
}

/**
 * What to do with a write: `null` carries it out; `lostAnswer` carries it out and then throws OUTCOME_UNKNOWN;
 * `lostRequest` throws OUTCOME_UNKNOWN without carrying it out; an Error is thrown as it is, nothing is written.
 */
export type TwinFault = 'lostAnswer' | 'lostRequest' | Error | null;

export interface TwinOptions {
  readonly side: Side;
  readonly parties?: readonly Party[];
  /** ERP: country that MAIN takes from the customer class. */
  readonly classCountry?: string;
  /** ERP: terms of the customer class. */
  readonly classTerms?: string;
  readonly pageSize?: number;
}

export interface MemoryTwin {
  readonly side: Side;
  readonly source: PreviewSource;
  /** Its open orders; a person places them. */
  orders: readonly OpenOrder[];
  readonly sink: Sink;
  /** Every write that was carried out, in order. */
  readonly writes: readonly TwinWrite[];
  /** Asked before every write. */
  fault: ((write: TwinWrite) => TwinFault) | null;
  /** While it is set nothing can be read by key or identity. */
  readFault: AppError | null;
  /** False makes the next readings end early and say so. */
  complete: boolean;
  /** Seconds by which its clock is ahead; null tells nothing about it. */
  clockAhead: number | null;
  /** How often the whole side, or single records, were read. */
  readonly reads: { all: number; byKeys: number; byIdentities: number };
  parties(): readonly Party[];
  party(key: string): Party | null;
  /** What a person does in the system itself: put in a record, change it, or delete it. No write is counted. */
  put(party: Party): void;
  edit(key: string, change: (party: Party) => Party): void;
  remove(key: string): void;
  /** ERP: puts the customer, or one of its locations, on a document. */
  useOnDocument(key: string, locationKey?: string): void;
}

const blank: LocationValues = {
  attention: null,
  company: null,
  phone: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  postcode: null,
  country: null,
};

function comparableEmail(email: string | null): string | null {
  const text = email?.replaceAll(/\s/g, '').toLowerCase() ?? '';
  return text === '' ? null : text;
}

const plainCustomer: Omit<Party, 'side' | 'key' | 'number' | 'values' | 'revision'> = {
  kind: 'individual',
  accountName: null,
  nameIsSplit: false,
  status: 'active',
  isGuest: false,
  externalReference: null,
  locations: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  facts: {},
};

/** `0412 345 678` and `+61412345678`. */
function isSamePhone(held: string | null, e164: string): boolean {
  const figures = held?.replaceAll(/\D/g, '').replace(/^0/, '') ?? '';
  return figures !== '' && e164.endsWith(figures);
}

/** The Shopify id in `<id> - <store>` is what counts. */
function sameId(one: string | null, other: string): boolean {
  return one?.split(' - ')[0] === other.split(' - ')[0];
}

function newExtras(email: string | null): CustomerExtras {
  return {
    taxExempt: false,
    note: null,
    tags: [],
    locale: 'en',
    emailConsent: email === null ? null : { state: 'notSubscribed', level: null, at: null },
  };
}

/** A key part made of a counter, in the shape of a guid. */
function guid(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
}

/** What the ERP holds of what a profile opts into, where filters and mappings find it. */
function erpAttributes(extras: CustomerExtrasDraft = {}): Readonly<Record<string, PartyAttribute>> {
  const { erpNote, erpLanguage, noMarketing, doNotEmail, taxExemptionNumber } = extras;
  return {
    ...(erpNote === undefined ? {} : { note: erpNote ?? '' }),
    ...(erpLanguage === undefined ? {} : { language: erpLanguage ?? '' }),
    ...(noMarketing === undefined ? {} : { noMarketing }),
    ...(doNotEmail === undefined ? {} : { doNotEmail }),
    ...(taxExemptionNumber === undefined ? {} : { taxExemptionNumber: taxExemptionNumber ?? '' }),
  };
}

export function createMemoryTwin(options: TwinOptions): MemoryTwin {
  const { side } = options;
  const system = side === 'erp' ? 'MYOB' : 'Shopify';
  const records = new Map<string, Party>((options.parties ?? []).map((party) => [party.key, party]));
  const writes: TwinWrite[] = [];
  const reads = { all: 0, byKeys: 0, byIdentities: 0 };
  let asked = 0;
  /** Keys of customers and of locations (`<customer> <location>`) that documents refer to. */
  const onDocuments = new Set<string>();
  let counter = 900_000;
  let ticks = 0;

  function stamp(): string {
    ticks += 1;
    return new Date(Date.UTC(2026, 2, 2, 12) + ticks * 1000).toISOString();
  }

  function refuse(field: string, message: string): AppError {
    return new AppError('VALUE_REFUSED', {
      params: { system, record: 'the customer', field, message, source: 'its system' },
      fields: { [field]: message },
    });
  }

  function known(before: Party): Party {
    const party = records.get(before.key);
    if (party === undefined) {
      throw new AppError('RECORD_GONE', { params: { record: before.number, system } });
    }
    return party;
  }

  function store(party: Party): Party {
    const stored = { ...(party.kind === 'company' ? companies.settled(party) : party), revision: stamp() };
    records.set(stored.key, stored);
    if (side === 'shopify' && stored.kind === 'individual') companies.follow(stored);
    if (side === 'shopify') addPeople(stored);
    return stored;
  }

  /** Shopify: every contact of a company is a customer. */
  function addPeople({ business }: Party): void {
    for (const { personKey, number, values } of business?.contacts ?? []) {
      if (personKey === undefined || records.has(personKey)) continue;
      records.set(
        personKey,
        displayName({ ...plainCustomer, side, key: personKey, number, values, revision: stamp() }),
      );
    }
  }

  const companies = companyRules({
    side,
    records,
    classTerms: options.classTerms ?? null,
    nextNumber: () => (counter += 1),
    newCustomer: (values) =>
      createCustomer({ values, accountName: null, number: null, externalReference: null, main: null }),
    store,
    remove: deleteCustomer,
    refuse,
  });

  /** Shopify's rules for who a customer is. */
  function checkIdentity(party: Party): void {
    if (party.kind === 'company') companies.checkReferences(party);
    if (side === 'erp' || party.kind === 'company') {
      if (party.accountName === null) throw refuse('accountName', 'CustomerName cannot be empty.');
      return;
    }
    const { email, phone } = party.values;
    if (
      joinName(party.values.firstName, party.values.lastName) === null &&
      email === null &&
      phone === null
    ) {
      throw refuse('email', 'A name, phone number, or email address must be present');
    }
    if (phone !== null && !/^\+[1-9]\d{6,14}$/.test(phone)) throw refuse('phone', 'Phone is invalid');
    for (const other of [...records.values()].flatMap(companies.peopleOf)) {
      if (other.key === party.key) continue;
      const params = { system, record: party.number, other: other.number };
      if (email !== null && comparableEmail(other.values.email) === comparableEmail(email)) {
        throw new AppError('EMAIL_TAKEN', { params: { ...params, value: email } });
      }
      if (phone !== null && other.values.phone === phone) {
        throw new AppError('PHONE_TAKEN', { params: { ...params, value: phone } });
      }
    }
  }

  function checkAddress(party: Party, location: Location): void {
    if (side === 'erp' || party.kind === 'company') return;
    const text = (values: LocationValues): string =>
      JSON.stringify(locationFields.map((field) => values[field]));
    for (const other of party.locations) {
      if (other.key !== location.key && text(other.values) === text(location.values)) {
        throw refuse('address', 'already exists');
      }
    }
  }

  function withDefault(party: Party, key: string): Party {
    return {
      ...party,
      locations: party.locations.map((location) => ({ ...location, isDefault: location.key === key })),
    };
  }

  function patchValues<Field extends string>(
    values: Readonly<Record<Field, string | null>>,
    patch: Readonly<Partial<Record<Field, string | null>>>,
  ): Readonly<Record<Field, string | null>> {
    const next: Record<Field, string | null> = { ...values };
    for (const [field, value] of Object.entries(patch) as [Field, string | null | undefined][]) {
      if (value !== undefined) next[field] = value;
    }
    return next;
  }

  function stored(values: Party['values']): Party['values'] {
    return side === 'erp' ? values : { ...values, email: comparableEmail(values.email) };
  }

  function displayName(party: Party): Party {
    if (side === 'erp' || party.kind === 'company') return party;
    const { firstName, lastName, email, phone } = party.values;
    return { ...party, accountName: joinName(firstName, lastName) ?? email ?? phone };
  }

  function locationNumber(party: Party): string {
    let number = 1;
    const used = new Set(party.locations.map((location) => location.key));
    while (used.has(`L${String(number).padStart(6, '0')}`)) number += 1;
    return `L${String(number).padStart(6, '0')}`;
  }

  function createCustomer(draft: CustomerDraft): Party {
    counter += 1;
    if (side === 'erp' && draft.number !== null) {
      for (const other of records.values()) {
        if (other.number === draft.number) {
          throw new AppError('RECORD_EXISTS', { params: { record: draft.number, system } });
        }
      }
    }
    checkTerms(draft.business?.terms);
    checkTerms(draft.business?.location.site.terms);
    const shopifyType = draft.business === undefined ? 'Customer' : 'Company';
    const main: Location = {
      key: 'MAIN',
      values: draft.main ?? { ...blank, country: options.classCountry ?? 'AU' },
      name: 'Primary Location',
      isDefault: true,
      active: true,
      externalReference: null,
      inherits: true,
    };
    const party: Party = {
      side,
      kind: 'individual',
      key: side === 'erp' ? guid(counter) : `gid://shopify/${shopifyType}/${counter}`,
      number: side === 'erp' ? (draft.number ?? `C${counter}`) : String(counter),
      values: stored(draft.values),
      accountName: draft.accountName,
      nameIsSplit: false,
      status: 'active',
      isGuest: false,
      externalReference: draft.externalReference,
      locations: side === 'erp' ? [main] : [],
      revision: '',
      createdAt: stamp(),
      facts: {},
      ...(side === 'erp' && (draft.defaults !== undefined || draft.extras !== undefined)
        ? { attributes: { ...draft.defaults, ...erpAttributes(draft.extras) } }
        : {}),
      ...(side === 'shopify' ? { extras: { ...newExtras(draft.values.email), ...draft.extras } } : {}),
    };
    const made = draft.business === undefined ? displayName(party) : companies.create(draft, party);
    checkIdentity(made);
    return store(made);
  }

  /** TermsID is ten characters, and Shopify's templates have ids of theirs. */
  function checkTerms(terms: string | null | undefined): void {
    if (terms == null) return;
    if (side === 'erp' ? terms.length > 10 : !terms.includes('/')) {
      throw refuse('terms', `There are no terms ${terms}.`);
    }
  }

  function updateCustomer(before: Party, patch: CustomerPatch): Party {
    const party = known(before);
    checkTerms(patch.terms);
    const next = displayName({
      ...party,
      values: stored(patchValues(party.values, patch.values)),
      accountName: patch.accountName === undefined ? party.accountName : patch.accountName,
      externalReference:
        patch.externalReference === undefined ? party.externalReference : patch.externalReference,
      ...(patch.terms !== undefined &&
        party.business !== undefined && { business: { ...party.business, terms: patch.terms } }),
    });
    checkIdentity(next);
    if (side === 'erp' && patch.extras !== undefined) {
      return store({ ...next, attributes: { ...next.attributes, ...erpAttributes(patch.extras) } });
    }
    return store(
      patch.extras === undefined
        ? next
        : { ...next, extras: { ...newExtras(next.values.email), ...next.extras, ...patch.extras } },
    );
  }

  /** Shopify (2.4, 2.5): tags are compared ignoring case, and returned sorted; consent needs an e-mail. */
  function changeExtras(before: Party, change: (extras: CustomerExtras) => Partial<CustomerExtras>): Party {
    const party = known(before);
    if (side === 'erp' || party.kind === 'company')
      throw refuse('tags', 'Only customers of Shopify have them.');
    const extras = party.extras ?? newExtras(party.values.email);
    return store({ ...party, extras: { ...extras, ...change(extras) } });
  }

  function addTags(before: Party, tags: readonly string[]): Party {
    return changeExtras(before, ({ tags: held }) => {
      const known = new Set(held.map((tag) => tag.toLowerCase()));
      return { tags: [...held, ...tags.filter((tag) => !known.has(tag.toLowerCase()))].toSorted() };
    });
  }

  function removeTags(before: Party, tags: readonly string[]): Party {
    const gone = new Set(tags.map((tag) => tag.toLowerCase()));
    return changeExtras(before, ({ tags: held }) => ({
      tags: held.filter((tag) => !gone.has(tag.toLowerCase())),
    }));
  }

  function setEmailConsent(before: Party, { state, level, at }: EmailConsent): Party {
    if (known(before).values.email === null) {
      throw refuse('consent', 'An email address is required to set the email marketing consent state.');
    }
    if (state === 'subscribed' && level === null) throw refuse('consentLevel', 'Opt in level must exist');
    return changeExtras(before, () => ({ emailConsent: { state, level, at: at ?? stamp() } }));
  }

  /** Whatever a field is called, it takes a text; one without a value is not there. */
  function setFurther(before: Party, values: FurtherValues): Party {
    const { attributes = {} } = known(before);
    const others = Object.entries(attributes).filter(([key]) => !Object.hasOwn(values, key));
    const set = Object.entries(values).filter(([, value]) => value != null);
    return store({
      ...known(before),
      attributes: Object.fromEntries([...others, ...set]) as Party['attributes'] & object,
    });
  }

  /** Shopify's addresses of individuals have neither names nor references. */
  function hasNames(party: Party): boolean {
    return side === 'erp' || party.kind === 'company';
  }

  function createLocation(before: Party, draft: LocationDraft): LocationResult {
    const party = known(before);
    counter += 1;
    const key =
      side === 'erp'
        ? (draft.key ?? locationNumber(party))
        : party.kind === 'company'
          ? `gid://shopify/CompanyLocation/${counter}`
          : `gid://shopify/MailingAddress/${counter}?model_name=CustomerAddress`;
    if (party.locations.some((location) => location.key === key)) {
      throw new AppError('RECORD_EXISTS', { params: { record: key, system } });
    }
    const location: Location = {
      key,
      values: draft.site === undefined ? draft.values : companies.placeValues(draft.values),
      name: hasNames(party) ? draft.name : null,
      isDefault: false,
      active: true,
      externalReference: hasNames(party) ? draft.externalReference : null,
      inherits: false,
      ...(draft.site !== undefined && { site: companies.siteOf(draft.site) }),
    };
    checkTerms(draft.site?.terms);
    checkAddress(party, location);
    const grown = { ...party, locations: [...party.locations, location] };
    checkIdentity(grown);
    const isDefault = draft.makeDefault || party.locations.length === 0;
    return { party: store(isDefault ? withDefault(grown, key) : grown), key };
  }

  function find(party: Party, key: string): Location {
    const location = party.locations.find((candidate) => candidate.key === key);
    if (location === undefined) throw new AppError('RECORD_GONE', { params: { record: key, system } });
    return location;
  }

  function updateLocation(before: Party, key: string, patch: LocationPatch): Party {
    const party = known(before);
    const location = find(party, key);
    expectOnePatch(party, location, patch);
    checkTerms(patch.site?.terms);
    const next: Location = {
      ...location,
      values: patchValues<LocationField>(location.values, patch.values),
      ...(hasNames(party) && patch.name !== undefined && { name: patch.name }),
      ...(hasNames(party) &&
        patch.externalReference !== undefined && { externalReference: patch.externalReference }),
      ...(location.site !== undefined &&
        patch.site !== undefined && { site: { ...location.site, ...patch.site } }),
      ...(side === 'erp' && patch.activate === true && { active: true }),
    };
    checkAddress(party, next);
    return store({
      ...party,
      locations: party.locations.map((candidate) => (candidate.key === key ? next : candidate)),
    });
  }

  function setDefaultLocation(before: Party, key: string): Party {
    const party = known(before);
    if (side === 'shopify' && party.kind === 'company') {
      throw refuse('default', 'Companies have no default location.');
    }
    if (!find(party, key).active) throw refuse('default', 'An inactive location cannot be the default.');
    return store(withDefault(party, key));
  }

  function removeLocation(before: Party, key: string): Party {
    const party = known(before);
    const location = find(party, key);
    if (side === 'erp') {
      if (location.isDefault) {
        throw new AppError('DEFAULT_LOCATION_ACTIVE', { params: { record: party.number } });
      }
      return store({
        ...party,
        locations: party.locations.map((candidate) =>
          candidate.key === key ? { ...candidate, active: false } : candidate,
        ),
      });
    }
    const left = party.locations.filter((candidate) => candidate.key !== key);
    if (party.kind === 'company' && left.length === 0) {
      throw refuse('location', 'The only location of a company cannot be deleted.');
    }
    const shrunk = { ...party, locations: left };
    const heir = left[0];
    return store(location.isDefault && heir !== undefined ? withDefault(shrunk, heir.key) : shrunk);
  }

  function deactivateCustomer(before: Party): Party {
    if (side === 'shopify') {
      throw new AppError('WRITE_REFUSED', {
        params: { system, record: before.number, message: 'Shopify customers cannot be deactivated.' },
      });
    }
    return store({ ...known(before), status: 'inactive' });
  }

  function activateCustomer(before: Party, status: PartyStatus): Party {
    if (side === 'shopify') return deactivateCustomer(before);
    return store({ ...known(before), status });
  }

  function deleteCustomer(before: Party): void {
    const { key, number, attached, locations } = known(before);
    if (attached?.includes('orders') === true) {
      throw new AppError('CUSTOMER_HAS_ORDERS', { params: { record: number } });
    }
    const used = [key, ...locations.map((location) => `${key} ${location.key}`)];
    if (used.some((each) => onDocuments.has(each))) throw usedOnDocuments(number);
    records.delete(key);
  }

  function usedOnDocuments(record: string): AppError {
    return new AppError('WRITE_REFUSED', { params: { system, record, message: 'It is used on documents.' } });
  }

  function deleteLocation(before: Party, key: string): Party {
    if (side === 'shopify') return removeLocation(before, key);
    const party = known(before);
    if (find(party, key).isDefault) {
      throw new AppError('DEFAULT_LOCATION_ACTIVE', { params: { record: party.number } });
    }
    if (onDocuments.has(`${party.key} ${key}`)) throw usedOnDocuments(key);
    return store({ ...party, locations: party.locations.filter((location) => location.key !== key) });
  }

  /** Every write passes here: faults, counting, and answers that are copies. */
  function write<T>(
    kind: OperationKind,
    key: string | null,
    payload: unknown,
    signal: AbortSignal,
    carryOut: () => T,
  ): Promise<T> {
    try {
      signal.throwIfAborted();
      const entry: TwinWrite = { kind, key, payload: structuredClone(payload) };
      const fault = twin.fault?.(entry) ?? null;
      const unknown = new AppError('OUTCOME_UNKNOWN', { params: { record: key ?? 'the customer', system } });
      if (fault instanceof Error) throw fault;
      if (fault === 'lostRequest') throw unknown;
      const answer = carryOut();
      writes.push(entry);
      if (fault === 'lostAnswer') throw unknown;
      return Promise.resolve(structuredClone(answer));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  /** In pages; ends halfway where the twin is told to. */
  function list(
    wanted: (party: Party) => boolean,
    onPage: (page: ReadPage) => void,
    signal: AbortSignal,
  ): Promise<ReadSummary> {
    const asOf = stamp();
    const all = structuredClone([...records.values()].filter(wanted));
    const end = twin.complete ? all.length : Math.floor(all.length / 2);
    const size = options.pageSize ?? 250;
    let requests = 0;
    try {
      for (let start = 0; start === 0 || start < end; start += size) {
        signal.throwIfAborted();
        requests += 1;
        asked += 1;
        onPage({ parties: all.slice(start, Math.min(start + size, end)), expected: all.length });
      }
      return Promise.resolve({
        complete: twin.complete,
        asOf,
        requests,
        points: side === 'shopify' ? requests * 100 : 0,
        ...(twin.clockAhead === null ? {} : { clockAhead: twin.clockAhead }),
      });
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  const source: PreviewSource = {
    side,
    readAll: (onPage, signal) => {
      reads.all += 1;
      return list(() => true, onPage, signal);
    },
    readChanged: (since, onPage, signal) => list(({ revision }) => revision > since, onPage, signal),
    readCompanies: (onPage, signal) => list(({ kind }) => kind === 'company', onPage, signal),
    readOpenOrders: () => Promise.resolve(twin.orders),
    spent: () => ({ requests: asked, points: 0 }),
    companiesOfPeople: (keys) => Promise.resolve(companies.companiesOf(keys)),
    readByKeys: (keys, signal) => {
      reads.byKeys += 1;
      asked += 1;
      if (signal.aborted) return Promise.reject(new AppError('STOPPED'));
      if (twin.readFault !== null) return Promise.reject(twin.readFault);
      const found = new Map<string, Party>();
      for (const key of keys) {
        const party = records.get(key);
        if (party !== undefined) found.set(key, structuredClone(party));
      }
      return Promise.resolve(found);
    },
    findByIdentities: (identities: readonly Identity[], signal) => {
      reads.byIdentities += 1;
      asked += 1;
      if (signal.aborted) return Promise.reject(new AppError('STOPPED'));
      if (twin.readFault !== null) return Promise.reject(twin.readFault);
      return Promise.resolve(
        identities.map(({ kind = 'individual', email, phone, number, externalReference = null }) =>
          structuredClone(
            [...records.values()].filter(
              (party) =>
                party.kind === kind &&
                ((email !== null && comparableEmail(party.values.email) === comparableEmail(email)) ||
                  (phone !== null && isSamePhone(party.values.phone, phone)) ||
                  (number !== null && party.number === number) ||
                  (externalReference !== null &&
                    (side === 'shopify'
                      ? party.externalReference === externalReference
                      : kind === 'company' && sameId(party.externalReference, externalReference)))),
            ),
          ),
        ),
      );
    },
  };

  const sink: Sink = {
    side,
    createContact: (before, draft, signal) =>
      write('createContact', before.key, draft, signal, () => companies.createContact(known(before), draft)),
    updateContact: (before, key, patch, signal) =>
      write('updateContact', before.key, { key, patch }, signal, () =>
        companies.updateContact(known(before), key, patch),
      ),
    removeContact: (before, key, signal) =>
      write('removeContact', before.key, { key }, signal, () => companies.removeContact(known(before), key)),
    setContactRoles: (before, key, roles, signal) =>
      write('setContactRoles', before.key, { key, roles }, signal, () =>
        companies.setContactRoles(known(before), key, roles),
      ),
    setMainContact: (before, key, signal) =>
      write('setMainContact', before.key, { key }, signal, () =>
        companies.setMainContact(known(before), key),
      ),
    deletePerson: (person, signal) =>
      write('deletePerson', person.key, person, signal, () => companies.deletePerson(person.key)),
    addTags: (before, tags, signal) =>
      write('addTags', before.key, { tags }, signal, () => addTags(before, tags)),
    removeTags: (before, tags, signal) =>
      write('removeTags', before.key, { tags }, signal, () => removeTags(before, tags)),
    setFurther: (before, values, signal) =>
      write('setFurther', before.key, values, signal, () => setFurther(before, values)),
    setEmailConsent: (before, consent, signal) =>
      write('setEmailConsent', before.key, consent, signal, () => setEmailConsent(before, consent)),
    createCustomer: (draft, signal) =>
      write('createCustomer', null, draft, signal, () => createCustomer(draft)),
    updateCustomer: (before, patch, signal) =>
      write('updateCustomer', before.key, patch, signal, () => updateCustomer(before, patch)),
    createLocation: (before, draft, signal) =>
      write('createLocation', before.key, draft, signal, () => createLocation(before, draft)),
    updateLocation: (before, key, patch, signal) =>
      write('updateLocation', before.key, { key, patch }, signal, () => updateLocation(before, key, patch)),
    setDefaultLocation: (before, key, signal) =>
      write('setDefaultLocation', before.key, { key }, signal, () => setDefaultLocation(before, key)),
    removeLocation: (before, key, signal) =>
      write('removeLocation', before.key, { key }, signal, () => removeLocation(before, key)),
    deactivateCustomer: (before, signal) =>
      write('deactivateCustomer', before.key, null, signal, () => deactivateCustomer(before)),
    activateCustomer: (before, status, signal) =>
      write('activateCustomer', before.key, { status }, signal, () => activateCustomer(before, status)),
    deleteCustomer: (before, signal) =>
      write('deleteCustomer', before.key, null, signal, () => deleteCustomer(before)),
    deleteLocation: (before, key, signal) =>
      write('deleteLocation', before.key, { key }, signal, () => deleteLocation(before, key)),
  };

  if (side === 'shopify') for (const party of options.parties ?? []) addPeople(party);

  /** Who edits a contact of a Shopify company edits the customer that it is. */
  function writeThrough({ business }: Party): void {
    for (const { personKey, values } of business?.contacts ?? []) {
      const person = personKey === undefined ? undefined : records.get(personKey);
      if (person !== undefined) records.set(person.key, { ...person, values });
    }
  }

  const twin: MemoryTwin = {
    side,
    source,
    sink,
    writes,
    fault: null,
    readFault: null,
    orders: [],
    complete: true,
    clockAhead: null,
    reads,
    parties: () => structuredClone([...records.values()]),
    party: (key) => structuredClone(records.get(key) ?? null),
    put: (party) => writeThrough(store(party)),
    edit: (key, change) => {
      const party = records.get(key);
      if (party === undefined) throw new Error(`No record ${key}`);
      writeThrough(store(change(party)));
    },
    remove: (key) => void records.delete(key),
    useOnDocument: (key, locationKey) =>
      void onDocuments.add(locationKey === undefined ? key : `${key} ${locationKey}`),
  };
  return twin;
}
