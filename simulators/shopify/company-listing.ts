import type { GraphQLResolveInfo } from 'graphql';
import type { CompanyContactRecord, CompanyLocationRecord, CompanyRecord } from './company-records.ts';
import type { BusinessOrder } from './company-store.ts';
import { readPage } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import { pageByNumber } from './customer-fields.ts';
import { disturbPage } from './listing-faults.ts';
import { notModelled } from './problem.ts';
import type { RecordList } from './record-index.ts';
import { displayName } from './records.ts';
import type { CustomerRecord } from './records.ts';
import { fieldsOf, numberMatches, textMatches, textPredicate, timeMatches } from './search-match.ts';
import type { SearchFilters } from './search-match.ts';
import { parseSearch } from './search-syntax.ts';
import type { SearchTerm } from './search-syntax.ts';
import type { ShopContext } from './shop-context.ts';
import type { Position } from './sorted-index.ts';

export interface ListArguments extends PageArguments {
  readonly query?: string | null;
  readonly sortKey: string;
}

interface Named {
  readonly number: number;
  readonly name: string;
  readonly externalId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const commonFilters: SearchFilters<Named> = {
  id: ({ number }, term) => numberMatches(number, term),
  name: ({ name }, term) => textMatches(name, term),
  // Not tokenised: an external id is one word.
  external_id: ({ externalId }, term) => externalId?.toLowerCase() === term.value.toLowerCase(),
  created_at: ({ createdAt }, term) => timeMatches(createdAt, term),
  updated_at: ({ updatedAt }, term) => timeMatches(updatedAt, term),
};

const companyFilters: SearchFilters<CompanyRecord> = {
  ...commonFilters,
  since_date: ({ customerSince }, term) => timeMatches(customerSince, term),
};

const locationFilters: SearchFilters<CompanyLocationRecord> = {
  ...commonFilters,
  company_id: ({ companyNumber }, term) => numberMatches(companyNumber, term),
  ids: ({ number }, term) => term.value.split(',').some((id) => Number(id) === number),
};

const matchesName = ({ name, externalId }: Named, term: SearchTerm): boolean =>
  textMatches([name, externalId].filter((text) => text !== null).join(' '), term);

type Predicate<T> = (record: T) => boolean;

/** The query as a test. Metafields are filters of their own; a field nobody knows is ignored, with a warning. */
function search<T extends Named & { readonly metafields: CompanyRecord['metafields'] }>(
  query: string,
  filters: SearchFilters<T>,
  context: ShopContext,
  info: GraphQLResolveInfo | undefined,
): Predicate<T> {
  const tree = parseSearch(query);
  const fields = fieldsOf(tree);
  const metafieldFilters = fields
    .filter((field) => field.startsWith('metafields.'))
    .map((field): [string, SearchFilters<T>[string]] => [
      field,
      ({ metafields }, term) =>
        metafields.some(
          ({ namespace, key, value }) =>
            `metafields.${namespace}.${key}`.toLowerCase() === field && value === term.value,
        ),
    ]);
  const all = { ...filters, ...Object.fromEntries(metafieldFilters) };
  const warnings = fields
    .filter((field) => !(field in all))
    .map((field) => ({ field, message: 'Invalid search field for this query.' }));
  if (info && warnings.length > 0) context.warnSearch({ path: [String(info.path.key)], query, warnings });
  return textPredicate(tree, all, matchesName);
}

function orderOf(sortKey: string, what: string): BusinessOrder {
  switch (sortKey) {
    case 'ID':
    case 'RELEVANCE':
      return 'ID';
    case 'NAME':
    case 'CREATED_AT':
    case 'UPDATED_AT':
      return sortKey;
    default:
      throw notModelled(`Sorting ${what} by ${sortKey}`);
  }
}

interface Listed<T> {
  readonly list: (order: BusinessOrder) => RecordList<T>;
  readonly searchList: (order: BusinessOrder) => RecordList<T>;
}

function page<T extends Named & { readonly metafields: CompanyRecord['metafields'] }>(
  index: Listed<T>,
  filters: SearchFilters<T>,
  args: ListArguments,
  context: ShopContext,
  info: GraphQLResolveInfo,
): Connection<T> {
  const order = orderOf(args.sortKey, info.fieldName);
  const query = args.query?.trim() ?? '';
  if (query === '') {
    const { records, position } = index.list(order);
    return disturbPage(readPage(records, position, args), context.faults);
  }
  const { records, position } = index.searchList(order);
  const matches = search(query, filters, context, info);
  return disturbPage(readPage(records, position, args, { matches }), context.faults);
}

/** `companies`. */
export function listCompanies(
  args: ListArguments,
  context: ShopContext,
  info: GraphQLResolveInfo,
): Connection<CompanyRecord> {
  return page(context.store.business.companies, companyFilters, args, context, info);
}

/** `companyLocations`. */
export function listLocations(
  args: ListArguments,
  context: ShopContext,
  info: GraphQLResolveInfo,
): Connection<CompanyLocationRecord> {
  return page(context.store.business.locations, locationFilters, args, context, info);
}

/** `companiesCount`, which takes no query: counts up to the limit. */
export function countCompanies(
  args: { readonly limit?: number | null },
  { store }: ShopContext,
): { readonly count: number; readonly precision: 'EXACT' | 'AT_LEAST' } {
  const count = store.business.companies.size;
  const limit = args.limit ?? Infinity;
  return count > limit ? { count: limit, precision: 'AT_LEAST' } : { count, precision: 'EXACT' };
}

/** Records of one company in the order asked for, paged. They are few, so they are sorted when they are asked for. */
function pageOf<T extends { readonly number: number }>(
  records: readonly T[],
  value: ((record: T) => string) | undefined,
  args: PageArguments,
): Connection<T> {
  if (!value) return pageByNumber(records, args);
  const position = (record: T): Position => ({ value: value(record), number: record.number });
  const sorted = records.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    return first === second ? a.number - b.number : first < second ? -1 : 1;
  });
  return readPage(sorted, position, args);
}

/** `Company.locations`. */
export function listLocationsOf(
  { number }: CompanyRecord,
  args: ListArguments,
  context: ShopContext,
): Connection<CompanyLocationRecord> {
  const order = orderOf(args.sortKey, 'locations');
  const query = args.query?.trim() ?? '';
  const all = context.store.business.locationsOf(number);
  const found = query === '' ? all : all.filter(search(query, locationFilters, context, undefined));
  const values = {
    ID: undefined,
    NAME: ({ name }: CompanyLocationRecord) => name.toLowerCase(),
    CREATED_AT: ({ createdAt }: CompanyLocationRecord) => createdAt,
    UPDATED_AT: ({ updatedAt }: CompanyLocationRecord) => updatedAt,
  };
  return pageOf(found, values[order], args);
}

interface Person {
  readonly contact: CompanyContactRecord;
  readonly customer: CustomerRecord | undefined;
}

const contactFilters: SearchFilters<Person> = {
  email: ({ customer }, term) => textMatches(customer?.email ?? null, term),
  id: ({ contact }, term) => numberMatches(contact.number, term),
  name: ({ customer }, term) => customer !== undefined && textMatches(displayName(customer), term),
  title: ({ contact }, term) => textMatches(contact.title, term),
  created_at: ({ contact }, term) => timeMatches(contact.createdAt, term),
  updated_at: ({ contact }, term) => timeMatches(contact.updatedAt, term),
};

/** `Company.contacts`. */
export function listCompanyContacts(
  { number }: CompanyRecord,
  args: ListArguments,
  { store }: ShopContext,
): Connection<CompanyContactRecord> {
  const personOf = (contact: CompanyContactRecord): Person => ({
    contact,
    customer: store.customers.get(contact.customerNumber),
  });
  const all = store.business.contactsOf(number);
  const matches = textPredicate(
    parseSearch(args.query?.trim() ?? ''),
    contactFilters,
    ({ customer, contact }, term) =>
      textMatches(
        [customer && displayName(customer), customer?.email, contact.title].filter(Boolean).join(' '),
        term,
      ),
  );
  const found = all.filter((contact) => matches(personOf(contact)));
  const person = (contact: CompanyContactRecord): CustomerRecord | undefined => personOf(contact).customer;
  switch (args.sortKey) {
    case 'ID':
    case 'RELEVANCE':
    case 'COMPANY_ID':
      return pageOf(found, undefined, args);
    case 'CREATED_AT':
      return pageOf(found, ({ createdAt }) => createdAt, args);
    case 'UPDATED_AT':
      return pageOf(found, ({ updatedAt }) => updatedAt, args);
    case 'EMAIL':
      return pageOf(found, (contact) => person(contact)?.email?.toLowerCase() ?? '', args);
    default:
      throw notModelled(`Sorting contacts by ${args.sortKey}`);
  }
}
