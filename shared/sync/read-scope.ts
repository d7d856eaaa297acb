/** Reads as much of the two systems as a preview asks for, or everything where less would not be safe. */
import { AppError } from '../domain/app-error.ts';
import { customerGid } from '../domain/ids.ts';
import type { Party, Side } from '../domain/party.ts';
import type { ChosenRecord, FullReason, Scope } from '../domain/scope.ts';
import type { Profile } from '../domain/settings.ts';
import { systemNames } from '../mapping/note.ts';
import type { Link, ReadingState } from './ledger-port.ts';
import type { OpenOrder, Progress } from './ports.ts';
import { createAround, type Around, type KeysBySide } from './read-around.ts';
import { readAllOf, readingOf, readSides, type ReadList, type Readings, type Sources } from './read-sides.ts';

export interface ScopeInput {
  /** `full` also where everything is read although less was asked for. */
  readonly scope: Scope;
  /** Null only with a full scope. */
  readonly state: ReadingState | null;
  /** What a preview of changes brings back besides. */
  readonly bringBack: KeysBySide;
  readonly profile: Pick<Profile, 'company' | 'homeCountry'>;
  readonly sources: Sources;
  readonly links: readonly Link[];
  /** ISO 8601 UTC */
  readonly now: string;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

export interface ScopeReading {
  readonly readings: Readings;
  /** Null where everything was read. */
  readonly part: Part | null;
}

/** What a preview of some records is about; besides, all business customers were read. */
export interface Part {
  /** Whether the preview is about this record. A preview of changes is also about everybody around those that changed. */
  readonly isAsked: (key: string) => boolean;
  /** Whether everybody around this record was read, too. */
  readonly isIn: (key: string) => boolean;
  /** Takes in records that were read besides, with everybody around them; answers what is read then. */
  readonly takeIn: (parties: readonly Party[]) => Promise<ScopeReading>;
  /** Open orders, where they were asked for. */
  readonly orders: readonly PlacedOrder[] | null;
}

/** Whose order it is. `unknown`: the customer was not found, or is none that is read. */
export type PlacedOrder =
  { readonly by: 'guest' | 'unknown' } | { readonly by: 'customer'; readonly key: string };

const sides: readonly Side[] = ['erp', 'shopify'];

/** Nothing: what is asked for is read by key. */
function nothingAt(now: string): ReadList {
  return () => Promise.resolve({ complete: true, asOf: now, requests: 0, points: 0 });
}

/** The list that this kind of preview begins with. */
function listOf({ scope, state, now }: ScopeInput): ReadList {
  const nothing = nothingAt(now);
  const changedSince =
    (since: (side: Side) => string): ReadList =>
    async (source, onPage, signal) =>
      (await source.readChanged?.(since(source.side), onPage, signal)) ?? nothing(source, onPage, signal);
  if (scope.kind === 'changes' && state !== null) return changedSince((side) => state.asOf[side]);
  if (scope.kind !== 'dates') return nothing;
  const { from, to } = scope;
  // What changed again since belongs to a later day.
  const isWithin = ({ revision }: Party): boolean => Date.parse(revision) <= Date.parse(to);
  return (source, onPage, signal) =>
    changedSince(() => from)(
      source,
      ({ parties, expected }) => onPage({ parties: parties.filter(isWithin), expected }),
      signal,
    );
}

/** Business customers are read together: who acts for which of them, and who is one already, has to be known of all. */
function readCompanies({ profile, sources, onProgress, signal, now }: ScopeInput): Promise<Readings> {
  const readNone = nothingAt(now);
  const readThem: ReadList = async (source, onPage, inner) =>
    (await source.readCompanies?.(onPage, inner)) ?? readNone(source, onPage, inner);
  return readSides(sources, profile.company.active ? readThem : readNone, onProgress, signal);
}

/** Why the systems cannot be read in this part; null where they can. */
export function reasonAgainst(
  scope: Scope,
  { company, fieldMappings }: Pick<Profile, 'company' | 'fieldMappings'>,
  sources: Sources,
): FullReason | null {
  const canRead = sides.every((side) => {
    const { readChanged, readCompanies: readThem, readOpenOrders } = sources[side];
    const readsList = scope.kind === 'chosen' || scope.kind === 'orders' || readChanged !== undefined;
    const readsOrders = scope.kind !== 'orders' || scope.of !== side || readOpenOrders !== undefined;
    return readsList && readsOrders && (!company.active || readThem !== undefined);
  });
  if (!canRead) return 'source';
  // What a rule makes stands in no system, and nobody is found by it there.
  const makesIdentity = Object.values(fieldMappings.customer).some((rules) =>
    [rules['email'], rules['phone']].some((rule) => rule !== undefined && !plainRules.has(rule.kind)),
  );
  return makesIdentity ? 'mapping' : null;
}

const plainRules: ReadonlySet<string> = new Set(['default', 'unmapped']);

const comparable = (number: string): string => number.trim().toUpperCase();

/** Keys of the records of a side that people call so, by their comparable numbers. */
async function keysByNumber(
  numbers: readonly string[],
  of: Side,
  companies: Readings,
  { sources, signal }: ScopeInput,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(numbers.map(comparable))];
  if (wanted.length === 0) return new Map();
  const found =
    of === 'shopify'
      ? await sources.shopify.readByKeys(wanted.filter((id) => /^\d+$/.test(id)).map(customerGid), signal)
      : new Map(
          (
            await sources.erp.findByIdentities(
              wanted.map((number) => ({ email: null, phone: null, number })),
              signal,
            )
          )
            .flat()
            .map((party) => [party.key, party]),
        );
  return new Map(
    [...found.values(), ...companies[of].parties].map(({ number, key }) => [comparable(number), key]),
  );
}

async function placeOrders(
  orders: readonly OpenOrder[],
  of: Side,
  companies: Readings,
  input: ScopeInput,
): Promise<readonly PlacedOrder[]> {
  const numbers = orders.flatMap(({ customer }) =>
    customer !== null && 'number' in customer ? [customer.number] : [],
  );
  const keys = await keysByNumber(numbers, of, companies, input);
  return orders.map(({ customer }): PlacedOrder => {
    if (customer === null) return { by: 'guest' };
    const key = 'key' in customer ? customer.key : keys.get(comparable(customer.number));
    return key === undefined ? { by: 'unknown' } : { by: 'customer', key };
  });
}

/** @throws AppError CHOSEN_UNKNOWN, naming each number that nobody has. */
async function keysOfChosen(
  records: readonly ChosenRecord[],
  companies: Readings,
  input: ScopeInput,
): Promise<KeysBySide> {
  const of = async (side: Side): Promise<readonly string[]> => {
    const chosen = records.filter((record) => record.side === side);
    const numbers = chosen.flatMap((record) => ('number' in record ? [record.number] : []));
    const keys = await keysByNumber(numbers, side, companies, input);
    const unknown = numbers.filter((number) => !keys.has(comparable(number)));
    if (unknown.length > 0) {
      throw new AppError('CHOSEN_UNKNOWN', {
        params: { numbers: unknown.join(', '), system: systemNames[side] },
      });
    }
    return chosen.flatMap((record) =>
      'key' in record ? [record.key] : (keys.get(comparable(record.number)) ?? []),
    );
  };
  return { erp: await of('erp'), shopify: await of('shopify') };
}

/** People who were contacts when the companies were last read and are none now: customers of their own, and none of them has changed. */
function formerContacts(companies: Readings, { state }: ScopeInput): readonly string[] {
  const acting = new Set(
    companies.shopify.parties.flatMap(({ business }) =>
      (business?.contacts ?? []).map(({ personKey }) => personKey),
    ),
  );
  const before = (state?.companies?.shopify ?? []).flatMap(({ people }) => people);
  return before.filter((key) => !acting.has(key));
}

/** Keys of the records that were asked for one by one. */
async function keysAsked(
  input: ScopeInput,
  companies: Readings,
  orders: readonly PlacedOrder[],
): Promise<KeysBySide> {
  const { scope, bringBack } = input;
  if (scope.kind === 'changes') {
    return { ...bringBack, shopify: [...bringBack.shopify, ...formerContacts(companies, input)] };
  }
  if (scope.kind === 'chosen') return keysOfChosen(scope.records, companies, input);
  const keys: Record<Side, string[]> = { erp: [], shopify: [] };
  if (scope.kind === 'orders') {
    for (const order of orders) if (order.by === 'customer') keys[scope.of].push(order.key);
  }
  return keys;
}

async function readPart(input: ScopeInput): Promise<ScopeReading> {
  const { scope, sources, signal, onProgress } = input;
  const before = { erp: sources.erp.spent(), shopify: sources.shopify.spent() };
  const list = await readSides(sources, listOf(input), onProgress, signal);
  const companies = await readCompanies(input);
  const orders =
    scope.kind === 'orders'
      ? await placeOrders(
          (await sources[scope.of].readOpenOrders?.(signal)) ?? [],
          scope.of,
          companies,
          input,
        )
      : null;
  const around = createAround({ ...input, homeCountry: input.profile.homeCountry });
  const keys = await keysAsked(input, companies, orders ?? []);
  const listed = [...list.erp.parties, ...list.shopify.parties];
  await around.add(listed, keys);
  const asked = new Set([...listed.map(({ key }) => key), ...keys.erp, ...keys.shopify]);

  const readingOfSide = (side: Side, around: Around) => {
    const others = companies[side].parties.filter(({ key }) => !around.has(key));
    const now = sources[side].spent();
    const clockAhead = list[side].clockAhead ?? companies[side].clockAhead;
    return readingOf([...around.parties(side), ...others], {
      complete: list[side].bounds.complete && companies[side].bounds.complete,
      asOf: list[side].bounds.asOf,
      requests: now.requests - before[side].requests,
      points: now.points - before[side].points,
      ...(clockAhead === null ? {} : { clockAhead }),
    });
  };
  const reading = (): ScopeReading => ({
    readings: { erp: readingOfSide('erp', around), shopify: readingOfSide('shopify', around) },
    part: {
      isAsked: (key) => (scope.kind === 'changes' ? around.has(key) : asked.has(key)),
      isIn: (key) => around.has(key),
      takeIn: async (parties) => {
        await around.add(parties, { erp: [], shopify: [] });
        return reading();
      },
      orders,
    },
  });
  return reading();
}

/** @throws whatever a failed reading throws; ORDERS_NOT_READABLE where open orders may not be read. */
export async function readScope(input: ScopeInput): Promise<ScopeReading> {
  if (input.scope.kind !== 'full') return readPart(input);
  return {
    readings: await readSides(input.sources, readAllOf, input.onProgress, input.signal),
    part: null,
  };
}
