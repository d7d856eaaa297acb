import type { CustomerOrder } from './customer-index.ts';
import type { CustomerRecord } from './records.ts';
import { compare, fieldsOf, numberMatches, textMatches, textPredicate, timeMatches } from './search-match.ts';
import type { SearchFilters } from './search-match.ts';
import { parseSearch } from './search-syntax.ts';
import type { SearchTerm } from './search-syntax.ts';
import { comparePositions } from './sorted-index.ts';
import type { Position } from './sorted-index.ts';

type Predicate = (customer: CustomerRecord) => boolean;

/** A query made ready: what a customer must satisfy, and the stretch of the order outside of which none can. */
export interface CustomerSearch {
  readonly matches: Predicate;
  /** Whether `from` and `below` say everything, so that nothing inside the stretch needs to be tested. */
  readonly isStretchOnly: boolean;
  readonly from: Position | undefined;
  readonly below: Position | undefined;
  /** Fields Shopify does not know: ignored, with a warning in the answer. */
  readonly unknownFields: readonly string[];
}

function countryMatches(customer: CustomerRecord, term: SearchTerm): boolean {
  return customer.addresses.some(
    ({ country, countryCodeV2 }) => textMatches(country, term) || textMatches(countryCodeV2, term),
  );
}

function freeTextMatches(customer: CustomerRecord, term: SearchTerm): boolean {
  const { firstName, lastName, email, phone, note, tags } = customer;
  return textMatches(
    [firstName, lastName, email, phone, note, ...tags].filter((text) => text !== null).join(' '),
    term,
  );
}

const hasTag = (customer: CustomerRecord, term: SearchTerm): boolean =>
  customer.tags.some((tag) => tag.toLowerCase() === term.value.toLowerCase());

const digits = (text: string): string => text.replace(/\D/g, '');

const filters: SearchFilters<CustomerRecord> = {
  id: (customer, term) => numberMatches(customer.number, term),
  email: (customer, term) => textMatches(customer.email, term),
  phone: (customer, term) => customer.phone !== null && digits(customer.phone) === digits(term.value),
  first_name: (customer, term) => textMatches(customer.firstName, term),
  last_name: (customer, term) => textMatches(customer.lastName, term),
  country: countryMatches,
  state: (customer, term) => customer.state.toLowerCase() === term.value.toLowerCase(),
  tag: hasTag,
  tag_not: (customer, term) => !hasTag(customer, term),
  orders_count: (customer, term) => numberMatches(customer.numberOfOrders, term),
  total_spent: (customer, term) => compare(Number(customer.amountSpent), term, Number(term.value)),
  accepts_marketing: (customer, term) =>
    (customer.emailConsent.marketingState === 'SUBSCRIBED') === (term.value === 'true'),
  updated_at: (customer, term) => timeMatches(customer.updatedAt, term),
  customer_date: (customer, term) => timeMatches(customer.createdAt, term),
};

/** Reads a `query` for a listing in the given order. */
export function prepareSearch(query: string, order: CustomerOrder): CustomerSearch {
  const tree = parseSearch(query);
  const terms = tree.kind === 'all' ? tree.nodes : [tree];
  const bounds = terms.map((node) => (node.kind === 'term' ? boundOf(node, order) : undefined));
  return {
    matches: textPredicate(tree, filters, freeTextMatches),
    isStretchOnly: bounds.every((bound) => bound !== undefined),
    from: tightest(bounds.map((each) => each?.from)).at(-1),
    below: tightest(bounds.map((each) => each?.below)).at(0),
    unknownFields: [...new Set(fieldsOf(tree))].filter((field) => !(field in filters)),
  };
}

function tightest(positions: readonly (Position | undefined)[]): readonly Position[] {
  return positions.filter((position) => position !== undefined).toSorted(comparePositions);
}

interface Bound {
  readonly from?: Position;
  readonly below?: Position;
}

const stampField: Readonly<Partial<Record<CustomerOrder, string>>> = {
  UPDATED_AT: 'updated_at',
  CREATED_AT: 'customer_date',
};

/** The term as a bound of the order, when it is a comparison of the value the order goes by. */
function boundOf(term: SearchTerm, order: CustomerOrder): Bound | undefined {
  if (term.comparator === '=') return undefined;
  if (order === 'ID' && term.field === 'id') {
    const wanted = Number(term.value);
    return Number.isInteger(wanted)
      ? bound(term.comparator, (value) => ({ value, number: value }), wanted)
      : undefined;
  }
  if (term.field === undefined || term.field !== stampField[order]) return undefined;
  const seconds = Math.floor(Date.parse(term.value) / 1000);
  if (Number.isNaN(seconds) || seconds * 1000 !== Date.parse(term.value)) return undefined;
  const atSecond = (second: number): Position => ({
    value: `${new Date(second * 1000).toISOString().slice(0, 19)}Z`,
    number: 0,
  });
  return bound(term.comparator, atSecond, seconds);
}

function bound(
  comparator: '<' | '<=' | '>' | '>=',
  position: (value: number) => Position,
  value: number,
): Bound {
  switch (comparator) {
    case '>':
      return { from: position(value + 1) };
    case '>=':
      return { from: position(value) };
    case '<':
      return { below: position(value) };
    case '<=':
      return { below: position(value + 1) };
  }
}
