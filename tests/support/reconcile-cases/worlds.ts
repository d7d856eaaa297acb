/** The records and the link that a case speaks of. */
import type { FieldValue, Location, LocationValues, Party, Side } from '../../../shared/domain/party.ts';
import { otherSide } from '../../../shared/domain/party.ts';
import { formatExternalReference } from '../../../shared/domain/ids.ts';
import { partyHash } from '../../../shared/sync/hashes.ts';
import type { Link } from '../../../shared/sync/ledger-port.ts';
import type { Both } from '../../../shared/sync/reconcile-types.ts';
import { address, gid, linkOf, street } from '../location-world.ts';
import { erpParty, makeLocation, shopifyParty, type PartyInput } from '../parties.ts';
import { createTestIds } from '../test-ports.ts';
import type { CustomerState } from './customers.ts';
import type { DefaultState, LocationState } from './locations.ts';
import type { AgreedState, BlankState, DifferingState, FirstState, RequiredState } from './values.ts';

export interface CaseWorld {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly complete: Both<boolean>;
  /** False: the profile does not synchronise locations. */
  readonly withLocations: boolean;
}

const ids = createTestIds();
const jane: PartyInput = { lastName: 'Doe', email: 'jane@example.com' };

/** Not linked yet, and still known to be one: MYOB names the Shopify record. */
const known = { externalReference: formatExternalReference('gid://shopify/Customer/1', 'Harbour') };

function worldOf(parts: Partial<CaseWorld> & Pick<CaseWorld, 'erp' | 'shopify' | 'link'>): CaseWorld {
  return { complete: { erp: true, shopify: true }, withLocations: true, ...parts };
}

// ---------------------------------------------------------------------------------------------- values

/** Where a value of the cases stands: on the customer, or on its location. */
export const levels = ['email', 'company', 'lastName'] as const;
export type Level = (typeof levels)[number];

const dictionaries: Readonly<Record<Level, Readonly<Record<string, string>>>> = {
  email: {
    a: 'a@example.com',
    A: 'A@EXAMPLE.COM',
    b: 'b@example.com',
    B: 'B@EXAMPLE.COM',
    c: 'c@example.com',
    d: 'd@example.com',
  },
  company: {
    a: 'Alder Ltd',
    A: 'ALDER LTD',
    b: 'Birch Ltd',
    B: 'BIRCH LTD',
    c: 'Cedar Ltd',
    d: 'Daphne Ltd',
  },
  lastName: { a: 'Doe', A: 'DOE', b: 'Birch', B: 'BIRCH', c: 'Cedar', d: 'Daphne' },
};

/** The letter of a value, as the cases write it; `blank` for none. */
export function letterOf(level: Level, value: FieldValue): string {
  if (value === null) return 'blank';
  return Object.entries(dictionaries[level]).find(([, text]) => text === value)?.[0] ?? value;
}

export type ValueState = AgreedState | BlankState | DifferingState | FirstState | RequiredState;

/** What both sides had when they last agreed: letters; null where they never did. */
export type Base = Both<string | null> | null;

/** The letter that a side holds now; null is no value. */
function letterNow(state: ValueState, side: Side, base: Base): string | null {
  const own = side === 'erp' ? 'b' : 'c';
  switch (state) {
    case 'unchanged':
    case 'back again':
      return base?.[side] ?? null;
    case 'as the other':
      return base?.[otherSide(side)] ?? null;
    case 'changed':
      return base?.erp !== base?.shopify ? (side === 'erp' ? 'c' : 'd') : own;
    case 'changed alike':
    case 'created alike':
      return 'b';
    case 'changed alike in capitals':
      return 'B';
    case 'created':
    case 'another':
      return own;
    case 'cleared':
    case 'blank':
      return null;
    case 'a':
      return 'a';
    case 'A in capitals':
      return 'A';
  }
}

function holding(level: Level, side: Side, value: FieldValue): Party {
  const own = level === 'company' ? jane : { ...jane, [level]: value };
  const place = { ...street(1), company: level === 'company' ? value : null };
  if (side === 'shopify') return shopifyParty(1, { ...own, locations: [address(1, place, true)] });
  return erpParty(1, { ...own, ...known, locations: [makeLocation('MAIN', place, { isDefault: true })] });
}

export function valueWorld(level: Level, base: Base, erp: ValueState, shopify: ValueState): CaseWorld {
  const text = (letter: string | null): FieldValue =>
    letter === null ? null : (dictionaries[level][letter] ?? null);
  const now = (side: Side, state: ValueState): Party =>
    holding(level, side, text(letterNow(state, side, base)));
  const before = {
    erp: holding(level, 'erp', text(base?.erp ?? null)),
    shopify: holding(level, 'shopify', text(base?.shopify ?? null)),
  };
  // A value that never agreed belongs to a record, or to a location, that is not linked yet.
  const link = linkOf(before.erp, before.shopify, base === null ? [] : [['MAIN', 1]]);
  return worldOf({
    erp: now('erp', erp),
    shopify: now('shopify', shopify),
    link: base === null && level !== 'company' ? null : link,
  });
}

// ---------------------------------------------------------------------------------------------- locations

const main = makeLocation('MAIN', street(1), { isDefault: true });
const first = address(1, street(1), true);

/** What the other system refuses: a state that Shopify does not know, a line that is too long for MYOB. */
const badly: Both<Partial<LocationValues>> = {
  erp: { ...street(2), province: 'Nowhere' },
  shopify: { ...street(2), address1: `${'Very '.repeat(11)}Long Street` },
};

/** The second location of a side; null where there is none. */
function locationNow(state: LocationState, side: Side): Location | null {
  const make = (key: string, number: number, values: Partial<LocationValues>, active = true): Location =>
    side === 'erp' ? makeLocation(key, values, { active }) : address(number, values);
  const own = street(side === 'erp' ? 20 : 30);
  switch (state) {
    case 'unchanged':
    case 'filtered out':
      return make('L1', 2, street(2));
    case 'edited':
      return make('L1', 2, own);
    case 'edited alike':
      return make('L1', 2, street(22));
    case 'edited badly':
      return make('L1', 2, badly[side]);
    case 'edited to the default’s text':
      return make('L1', 2, street(1));
    case 'emptied':
      return make('L1', 2, { country: 'AU' });
    case 'created':
      return make('L7', 7, own);
    case 'created alike':
      return make('L7', 7, street(22));
    case 'created blank':
      return make('L7', 7, { country: 'AU' });
    case 'created badly':
      return make('L7', 7, badly[side]);
    case 'created at the default’s place':
      return make('L7', 7, { ...street(1), attention: 'The neighbour' });
    case 'deactivated':
    case 'dealt with':
      return make('L1', 2, street(2), false);
    case 'deactivated and edited':
      return make('L1', 2, own, false);
    case 'back again':
      return make('L9', 9, street(2));
    case 'absent':
    case 'deleted':
    case 'not read':
      return null;
  }
}

const neverLinked: readonly LocationState[] = [
  'absent',
  'created',
  'created alike',
  'created blank',
  'created badly',
  'created at the default’s place',
];

export function locationWorld(erp: LocationState, shopify: LocationState): CaseWorld {
  const with_ = (side: Side, location: Location | null): Party => {
    const locations = [side === 'erp' ? main : first, ...(location === null ? [] : [location])];
    return side === 'erp' ? erpParty(1, { ...jane, locations }) : shopifyParty(1, { ...jane, locations });
  };
  const isKnown = erp === 'dealt with' || ![erp, shopify].some((state) => neverLinked.includes(state));
  const before = {
    erp: with_('erp', makeLocation('L1', street(2))),
    shopify: with_('shopify', address(2, street(2))),
  };
  const link = linkOf(
    before.erp,
    before.shopify,
    isKnown
      ? [
          ['MAIN', 1],
          ['L1', 2],
        ]
      : [['MAIN', 1]],
  );
  const locations = link.locations.map((each) =>
    erp === 'dealt with' && each.erpKey === 'L1' ? { ...each, state: 'deleted' as const } : each,
  );
  return worldOf({
    erp: with_('erp', locationNow(erp, 'erp')),
    shopify: with_('shopify', locationNow(shopify, 'shopify')),
    link: { ...link, locations },
    complete: { erp: erp !== 'not read', shopify: shopify !== 'not read' },
    withLocations: erp !== 'filtered out' && shopify !== 'filtered out',
  });
}

const places = ['first, as before', 'second', 'third', 'new'] as const;

export function defaultWorld(erp: DefaultState, shopify: DefaultState): CaseWorld {
  const having = (side: Side, state: DefaultState): Party => {
    const count = state === 'new' ? 4 : 3;
    const locations = places.slice(0, count).map((place, index) => {
      const isDefault = place === state;
      const number = index + 1;
      const key = index === 0 ? 'MAIN' : `L${index}`;
      return side === 'erp'
        ? makeLocation(key, street(number), { isDefault })
        : address(number, street(number), isDefault);
    });
    return side === 'erp' ? erpParty(1, { ...jane, locations }) : shopifyParty(1, { ...jane, locations });
  };
  const agreed = linkOf(having('erp', 'first, as before'), having('shopify', 'first, as before'), [
    ['MAIN', 1],
    ['L1', 2],
    ['L2', 3],
  ]);
  return worldOf({ erp: having('erp', erp), shopify: having('shopify', shopify), link: agreed });
}

/** Which of the case's locations a change of the default leads to. */
export function placeOf(key: string | undefined, side: Side): string {
  const keys = side === 'erp' ? ['MAIN', 'L1', 'L2', 'L3'] : [1, 2, 3, 4].map(gid);
  return places[keys.indexOf(key ?? '')] ?? 'unknown';
}

// ---------------------------------------------------------------------------------------------- customers

/** A customer without locations, so that a case is about nothing else. */
function customer(side: Side, values: PartyInput): Party {
  return side === 'erp'
    ? erpParty(1, { ...jane, ...values, locations: [] })
    : shopifyParty(1, { ...jane, ...values });
}

const longName = 'Montgomery-Featherstonehaugh-Cholmondeley-Warrington';

function customerNow(state: CustomerState, side: Side): Party | null {
  const own = side === 'erp' ? 'b@example.com' : 'c@example.com';
  const bad: PartyInput = side === 'erp' ? { email: 'not an address' } : { lastName: longName };
  const unlinked = side === 'erp' ? known : {};
  switch (state) {
    case 'unchanged':
    case 'left alone':
    case 'left alone and edited':
      return customer(side, {});
    case 'edited':
      return customer(side, { email: own });
    case 'edited alike':
      return customer(side, { email: 'd@example.com' });
    case 'edited badly':
      return customer(side, bad);
    case 'deactivated':
      return customer(side, { status: 'inactive' });
    case 'deactivated and edited':
      return customer(side, { status: 'inactive', email: own });
    case 'on hold':
      return customer(side, { status: 'onHold' });
    case 'created':
      return customer(side, { ...unlinked, lastName: side === 'erp' ? 'Birch' : 'Cedar' });
    case 'created alike':
    case 'active again':
    case 'brought back':
    case 'back again':
      return customer(side, unlinked);
    case 'created without e-mail':
      return customer(side, { ...unlinked, email: null });
    case 'created badly':
      return customer(side, { ...unlinked, ...bad });
    case 'created on hold':
      return customer(side, { ...unlinked, status: 'creditHold' });
    case 'nobody':
      return customer(side, { lastName: null, email: null, accountName: null });
    case 'filtered':
      return customer(side, { ...unlinked, status: 'inactive' });
    case 'filtered, one-time':
      return customer(side, { ...unlinked, status: 'oneTime' });
    case 'guest':
      return customer(side, { ...unlinked, isGuest: true });
    case 'absent':
    case 'deleted':
    case 'not read':
      return null;
  }
}

const linkedStates: readonly CustomerState[] = [
  'unchanged',
  'edited',
  'edited alike',
  'edited badly',
  'deactivated',
  'deactivated and edited',
  'on hold',
];

/** What is remembered of a link that a person ended, where the case is about one that still has no partner. */
function endedLink(agreed: Link, survivor: Party, state: CustomerState): Link {
  const hash = partyHash(survivor, ids);
  const survivorHash =
    state === 'brought back' ? null : state === 'left alone' ? hash : `${hash} before it was edited`;
  return {
    ...agreed,
    agreed: {},
    locations: [],
    ended: { at: '2026-02-01T00:00:00.000Z', survivorHash },
  };
}

export function customerWorld(erp: CustomerState, shopify: CustomerState): CaseWorld {
  const now = { erp: customerNow(erp, 'erp'), shopify: customerNow(shopify, 'shopify') };
  const agreed = linkOf(customer('erp', {}), customer('shopify', {}), []);
  const isLinked = linkedStates.includes(erp) || linkedStates.includes(shopify);
  const alone = now.erp === null ? now.shopify : now.shopify === null ? now.erp : null;
  const state = now.erp === null ? shopify : erp;
  const wasEnded = state === 'brought back' || state.startsWith('left alone');
  return worldOf({
    ...now,
    link: isLinked ? agreed : alone !== null && wasEnded ? endedLink(agreed, alone, state) : null,
    complete: { erp: erp !== 'not read', shopify: shopify !== 'not read' },
  });
}
