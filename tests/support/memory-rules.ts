/**
 * What the two systems do with customers and their locations, as far as it matters to a sync; for the memory twin. It shares no code with
 * the product's mapping, so that it cannot share a mistake with it.
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
import { blankLocation } from '../../shared/domain/fields.ts';
import type {
  PartyAttribute,
  FurtherValues,
  Location,
  Party,
  PartyStatus,
  Side,
} from '../../shared/domain/party.ts';
import { joinName } from '../../shared/domain/party.ts';
import type { CustomerDraft, CustomerPatch } from '../../shared/sync/ports.ts';
import { comparableEmail, companyRules } from './memory-companies.ts';
import { locationRules, patchValues, usedOnDocuments } from './memory-locations.ts';

export interface RulesOptions {
  readonly side: Side;
  readonly records: Map<string, Party>;
  /** ERP: country that MAIN takes from the customer class. */
  readonly classCountry: string;
  /** ERP: terms of the customer class. */
  readonly classTerms: string | null;
  /** Its clock: later with every answer. */
  readonly stamp: () => string;
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

export type SystemRules = ReturnType<typeof systemRules>;

/** Everything that a system can be asked to do; each refuses with an AppError what the system refuses. */
export function systemRules({ side, records, classCountry, classTerms, stamp }: RulesOptions) {
  const system = side === 'erp' ? 'MYOB' : 'Shopify';
  /** Keys of customers and of locations (`<customer> <location>`) that documents refer to. */
  const onDocuments = new Set<string>();
  let counter = 900_000;

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
    classTerms,
    nextNumber: () => (counter += 1),
    newCustomer: (values) =>
      createCustomer({ values, accountName: null, number: null, externalReference: null, main: null }),
    store,
    remove: deleteCustomer,
    refuse,
  });

  const locations = locationRules({
    side,
    companies,
    onDocuments,
    nextNumber: () => (counter += 1),
    known,
    store,
    checkIdentity,
    checkTerms,
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

  function stored(values: Party['values']): Party['values'] {
    return side === 'erp' ? values : { ...values, email: comparableEmail(values.email) };
  }

  function displayName(party: Party): Party {
    if (side === 'erp' || party.kind === 'company') return party;
    const { firstName, lastName, email, phone } = party.values;
    return { ...party, accountName: joinName(firstName, lastName) ?? email ?? phone };
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
      values: draft.main ?? { ...blankLocation, country: classCountry },
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
    if (used.some((each) => onDocuments.has(each))) throw usedOnDocuments(side, number);
    records.delete(key);
  }

  if (side === 'shopify') for (const party of records.values()) addPeople(party);

  return {
    ...locations,
    companies,
    known,
    store,
    createCustomer,
    updateCustomer,
    deactivateCustomer,
    activateCustomer,
    deleteCustomer,
    addTags,
    removeTags,
    setEmailConsent,
    setFurther,
    /** ERP: puts the customer, or one of its locations, on a document. */
    useOnDocument: (key: string, locationKey?: string): void =>
      void onDocuments.add(locationKey === undefined ? key : `${key} ${locationKey}`),
  };
}
