/**
 * The three-way table: every pair of what can become of two sides, in every direction, with either system first. The cases are
 * data under `tests/support/reconcile-cases/`, written out from the rulings; this file only asks the reconcile stage.
 */
import { describe, expect, it } from 'vitest';
import { wholeCustomers, type CustomerState } from '../../tests/support/reconcile-cases/customers.ts';
import {
  defaultLocations,
  wholeLocations,
  type DefaultState,
  type LocationState,
} from '../../tests/support/reconcile-cases/locations.ts';
import { modes, type Case } from '../../tests/support/reconcile-cases/modes.ts';
import {
  agreedBlanks,
  agreedDifferences,
  agreedValues,
  firstMeetings,
  requiredValues,
} from '../../tests/support/reconcile-cases/values.ts';
import {
  customerWorld,
  defaultWorld,
  letterOf,
  locationWorld,
  placeOf,
  valueWorld,
  type Base,
  type CaseWorld,
  type Level,
  type ValueState,
} from '../../tests/support/reconcile-cases/worlds.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import type { Note } from '../domain/note-catalogue.ts';
import type { Side } from '../domain/party.ts';
import { partyHash } from './hashes.ts';
import type { FieldChange, LocationChange, WriteTarget } from './plan.ts';
import type { Link } from './ledger-port.ts';
import type { PlannedRow, ReconcileContext, ReconcileSettings } from './reconcile.ts';
import { reconcilePair } from './reconcile.ts';
import { targetOf } from './reconcile-field.ts';

const ids = createTestIds();
const names: Readonly<Record<WriteTarget, string>> = {
  erp: 'MYOB',
  shopify: 'Shopify',
  both: 'both',
  none: '',
};

function plan(world: CaseWorld, settings: ReconcileSettings): PlannedRow {
  const context: ReconcileContext = {
    emailOwner: () => null,
    phoneOwner: () => null,
    isFiltered: ({ status }, isLinked) =>
      !isLinked && (status === 'inactive' || status === 'oneTime')
        ? { code: 'statusNotExported', params: {} }
        : null,
    isComplete: (side) => world.complete[side],
    nextNumber: () => null,
    nextLocationNumber: () => null,
    contentHash: (party) => partyHash(party, ids),
  };
  const { erp, shopify, link, withLocations } = world;
  return reconcilePair({
    erp,
    shopify,
    link,
    evidence: [],
    settings: { ...settings, withLocations },
    context,
  });
}

function said(notes: readonly Note[]): string {
  return notes.length === 0 ? '' : ` [${notes.map(({ code }) => code).join(' ')}]`;
}

function sayField(level: Level, change: FieldChange | undefined): string {
  if (change === undefined) return '=';
  const target = targetOf(change.action);
  const words = { keep: 'keep', conflict: 'ask' } as const;
  const what =
    target === null
      ? words[change.action as 'keep' | 'conflict']
      : `${names[target]} := ${letterOf(level, change.result)}`;
  return what + said(change.notes);
}

function sayLocation({ verb, target, proposed, notes, fields }: LocationChange): string {
  const inSystem = ` in ${names[target]}`;
  const what = {
    create: `create${inSystem}`,
    update: `update ${names[target]}`,
    deactivate: `${proposed ? 'propose ' : ''}deactivate${inSystem}`,
    delete: `${proposed ? 'propose ' : ''}delete${inSystem}`,
    conflict: 'ask',
    untie: 'untie',
    endLink: 'end link',
    link: 'link',
    equal: 'equal',
    invalid: 'invalid',
    leave: 'leave',
  }[verb];
  return what + said([...notes, ...fields.flatMap((field) => field.notes)]);
}

function sayCustomer({ row }: PlannedRow): string {
  const { verb, target } = row;
  const what =
    verb === 'create'
      ? `create in ${names[target]}`
      : verb === 'update'
        ? `update ${names[target]}`
        : verb === 'conflict'
          ? 'ask'
          : verb === 'delete'
            ? 'propose'
            : verb;
  return what + said([...row.notes, ...row.fields.flatMap(({ notes }) => notes)]);
}

function valueOf(world: CaseWorld, level: Level, side: Side) {
  const party = world[side];
  return level === 'company' ? party?.locations[0]?.values.company : party?.values[level];
}

function agreedOn(link: Link | null, level: Level) {
  return level === 'company' ? link?.locations[0]?.agreed.company : link?.agreed[level];
}

function eachCase<State extends string>(
  cases: readonly Case<State>[],
  judge: (erp: State, shopify: State, settings: ReconcileSettings) => string,
): void {
  it.each(cases)('%s / %s, %s: %s (%s)', (erp, shopify, mode, planned, because) => {
    expect(because).toMatch(/^(?:(?:R\d+|L\d+|direction|guest)(?: |$))+$/);
    const found = modes[mode].map((settings) => judge(erp, shopify, settings));
    expect(found).toEqual(modes[mode].map(() => planned));
  });
}

function judgeValue(level: Level, base: Base) {
  return (erp: ValueState, shopify: ValueState, settings: ReconcileSettings): string => {
    const world = valueWorld(level, base, erp, shopify);
    const planned = plan(world, settings);
    const fields = level === 'company' ? (planned.row.locations[0]?.fields ?? []) : planned.row.fields;
    const change = fields.find(({ field }) => field === level);
    if (base !== null) {
      // What is agreed moves without a write only where both hold the same by themselves (L10); an open question stays one.
      const held = { erp: valueOf(world, level, 'erp'), shopify: valueOf(world, level, 'shopify') };
      const agreed = agreedOn(planned.agreedRefresh ?? world.link, level);
      expect(agreed).toEqual(change === undefined ? held : agreedOn(world.link, level));
    }
    const isInvalid = planned.row.verb === 'invalid';
    if (isInvalid) expect(planned.row.target).toBe('none');
    return (isInvalid ? 'invalid, ' : '') + sayField(level, change);
  };
}

describe.each(['email', 'company'] as const)('a value (%s)', (level) => {
  const place = level === 'email' ? 'of the customer' : 'of a location';
  describe(`${place}, agreed before`, () => {
    eachCase(agreedValues, judgeValue(level, { erp: 'a', shopify: 'a' }));
  });
  describe(`${place}, agreed to be blank`, () => {
    eachCase(agreedBlanks, judgeValue(level, { erp: null, shopify: null }));
  });
  describe(`${place}, agreed to differ`, () => {
    eachCase(agreedDifferences, judgeValue(level, { erp: 'a', shopify: 'b' }));
  });
  describe(`${place}, that never agreed`, () => {
    eachCase(firstMeetings, judgeValue(level, null));
  });
});

describe('the name, which nobody can be without', () => {
  eachCase(requiredValues, judgeValue('lastName', { erp: 'a', shopify: 'a' }));
});

function judgeLocation(erp: LocationState, shopify: LocationState, settings: ReconcileSettings): string {
  const planned = plan(locationWorld(erp, shopify), settings);
  const changes = planned.row.locations.filter(({ id }) => id !== 'MAIN~1');
  for (const { verb, proposed, target } of changes) {
    // L11: whatever takes something away is only proposed.
    expect(proposed).toBe(verb === 'deactivate' || verb === 'delete');
    if (['equal', 'link', 'leave', 'endLink', 'invalid'].includes(verb)) expect(target).toBe('none');
  }
  return changes.length === 0 ? 'nothing' : changes.map(sayLocation).join('; ');
}

function judgeDefault(erp: DefaultState, shopify: DefaultState, settings: ReconcileSettings): string {
  const { row } = plan(defaultWorld(erp, shopify), settings);
  const heirOf = (locationId: string | undefined) => row.locations.find(({ id }) => id === locationId);
  const place = (locationId: string | undefined): string => {
    const heir = heirOf(locationId);
    return placeOf((heir?.erp ?? heir?.shopify)?.key, heir?.erp ? 'erp' : 'shopify');
  };
  const { defaultChange, defaultConflict } = row;
  if (defaultConflict !== undefined) {
    expect(row).toMatchObject({ verb: 'conflict', defaultChange: null });
    return `ask: the ${place(defaultConflict.erp)} in MYOB, the ${place(defaultConflict.shopify)} in Shopify`;
  }
  if (defaultChange === null) return 'none';
  const { side, locationId } = defaultChange;
  const settled = (heirOf(locationId)?.notes ?? []).filter(({ code }) => code === 'followsPrimary');
  return `${names[side]} follows to the ${place(locationId)}${said(settled)}`;
}

function judgeCustomer(erp: CustomerState, shopify: CustomerState, settings: ReconcileSettings): string {
  return sayCustomer(plan(customerWorld(erp, shopify), settings));
}

describe('a location as a whole', () => {
  eachCase(wholeLocations, judgeLocation);
});

describe('the default location', () => {
  eachCase(defaultLocations, judgeDefault);
});

describe('a customer as a whole', () => {
  eachCase(wholeCustomers, judgeCustomer);
});
