/**
 * The three-way table of business customers: every pair of what can become of two sides, in every direction. The cases are data
 * under `tests/support/company-cases/`, written out from the rulings; values share theirs with individuals.
 */
import { describe, expect, it } from 'vitest';
import { wholeContacts, type ContactState } from '../../tests/support/company-cases/contacts.ts';
import { roleCases, type RoleState } from '../../tests/support/company-cases/roles.ts';
import { termsCases, type ErpTerms, type ShopifyTerms } from '../../tests/support/company-cases/terms.ts';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
} from '../../tests/support/companies.ts';
import {
  agreedCompany,
  planCompany,
  said,
  sayChild,
  termsPairs,
  type CompanyWorld,
} from '../../tests/support/company-world.ts';
import { modes, type Case } from '../../tests/support/reconcile-cases/modes.ts';
import {
  agreedBlanks,
  agreedDifferences,
  agreedValues,
  firstMeetings,
  requiredValues,
  type AgreedState,
  type BlankState,
  type DifferingState,
  type FirstState,
  type RequiredState,
} from '../../tests/support/reconcile-cases/values.ts';
import type { Contact, ContactRole } from '../domain/contact.ts';
import { otherSide, type FieldValue, type Party, type Side } from '../domain/party.ts';
import type { FieldChange, RoleJudgement } from './plan.ts';
import type { ReconcileSettings } from './reconcile.ts';
import { targetOf } from './reconcile-field.ts';

const systems: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };
const because = /^(?:(?:R\d+|L\d+|direction)(?: |$))+$/;

function eachCase<State extends string>(
  cases: readonly Case<State>[],
  judge: (erp: State, shopify: State, settings: ReconcileSettings) => string,
): void {
  it.each(cases)('%s / %s, %s: %s (%s)', (erp, shopify, mode, planned, ruling) => {
    expect(ruling).toMatch(because);
    const found = modes[mode].map((settings) => judge(erp, shopify, settings));
    expect(found).toEqual(modes[mode].map(() => planned));
  });
}

function sayJudgement(
  change: Pick<FieldChange | RoleJudgement, 'action' | 'result' | 'notes'> | undefined,
  nameOf: (value: FieldValue) => string,
): string {
  if (change === undefined) return '=';
  const target = targetOf(change.action);
  const quiet = change.action === 'conflict' ? 'ask' : 'keep';
  const what = target === null ? quiet : `${systems[target]} := ${nameOf(change.result)}`;
  return what + said(change.notes);
}

// ---------------------------------------------------------------------------------------------- values

type ValueState = AgreedState | BlankState | DifferingState | FirstState | RequiredState;
type Base = Readonly<Record<Side, string | null>> | null;

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

type Level = 'accountName' | 'taxId';

function holding(level: Level, side: Side, value: FieldValue): Party {
  const site = level === 'taxId' ? { site: { taxId: value } } : {};
  const locations = side === 'erp' ? [erpSite(0, site)] : [shopifySite(100, 0, site)];
  const company = side === 'erp' ? erpCompany(1, { locations }) : shopifyCompany(1, { locations });
  return level === 'taxId' ? company : { ...company, accountName: value };
}

function judgeValue(level: Level, base: Base) {
  return (erp: ValueState, shopify: ValueState, settings: ReconcileSettings): string => {
    const before = {
      erp: holding(level, 'erp', base?.erp ?? null),
      shopify: holding(level, 'shopify', base?.shopify ?? null),
    };
    const link = agreedCompany(before.erp, before.shopify);
    const { row } = planCompany(
      {
        erp: holding(level, 'erp', letterNow(erp, 'erp', base)),
        shopify: holding(level, 'shopify', letterNow(shopify, 'shopify', base)),
        link: base === null ? null : link,
      },
      settings,
    );
    const fields = level === 'taxId' ? (row.locations[0]?.fields ?? []) : row.fields;
    const isInvalid = row.verb === 'invalid';
    if (isInvalid) expect(row.target).toBe('none');
    return (
      (isInvalid ? 'invalid, ' : '') +
      sayJudgement(
        fields.find(({ field }) => field === level),
        (value) => value ?? 'blank',
      )
    );
  };
}

describe('the tax number of a location', () => {
  eachCase(agreedValues, judgeValue('taxId', { erp: 'a', shopify: 'a' }));
  eachCase(agreedBlanks, judgeValue('taxId', { erp: null, shopify: null }));
  eachCase(agreedDifferences, judgeValue('taxId', { erp: 'a', shopify: 'b' }));
  eachCase(firstMeetings, judgeValue('taxId', null));
});

describe('the name of a company, which none can be without', () => {
  eachCase(requiredValues, judgeValue('accountName', { erp: 'a', shopify: 'a' }));
  eachCase(
    agreedDifferences.filter((each) => !each.includes('cleared')),
    judgeValue('accountName', { erp: 'a', shopify: 'b' }),
  );
});

// ---------------------------------------------------------------------------------------------- contacts

const main = { erp: erpContact(1), shopify: shopifyContact(1) };

function withContact(side: Side, contact: Contact | null): Party {
  const contacts = contact === null ? [main[side]] : [main[side], contact];
  return side === 'erp' ? erpCompany(1, { contacts }) : shopifyCompany(1, { contacts });
}

/** The second contact of a side; null where there is none. */
function contactNow(state: ContactState, side: Side): Contact | null {
  const own = side === 'erp' ? 'Birch' : 'Cedar';
  const make = (number: number, traits: Parameters<typeof erpContact>[1] = {}): Contact =>
    side === 'erp' ? erpContact(number, traits) : shopifyContact(number, traits);
  switch (state) {
    case 'unchanged':
      return make(2);
    case 'edited':
      return make(2, { lastName: own });
    case 'edited alike':
      return make(2, { lastName: 'Daphne' });
    case 'without e-mail':
      return make(2, { email: null });
    case 'created':
      return make(side === 'erp' ? 7 : 8);
    case 'created alike':
      return make(7);
    case 'created inactive':
      return make(7, { active: false });
    case 'created without e-mail':
      return make(7, { email: null });
    case 'deactivated':
    case 'dealt with':
      return make(2, { active: false });
    case 'added again':
      return { ...make(2), key: make(9).key };
    case 'absent':
    case 'removed':
    case 'not read':
      return null;
  }
}

const neverLinked: readonly ContactState[] = [
  'absent',
  'created',
  'created alike',
  'created inactive',
  'created without e-mail',
];

function contactWorld(erp: ContactState, shopify: ContactState): CompanyWorld {
  const isKnown = erp === 'dealt with' || ![erp, shopify].some((state) => neverLinked.includes(state));
  const link = agreedCompany(
    withContact('erp', isKnown ? erpContact(2) : null),
    withContact('shopify', isKnown ? shopifyContact(2) : null),
  );
  const contacts = (link.contacts ?? []).map((each, index) =>
    erp === 'dealt with' && index === 1 ? { ...each, state: 'deleted' as const } : each,
  );
  return {
    erp: withContact('erp', contactNow(erp, 'erp')),
    shopify: withContact('shopify', contactNow(shopify, 'shopify')),
    link: { ...link, contacts },
    complete: { erp: erp !== 'not read', shopify: shopify !== 'not read' },
  };
}

function judgeContact(erp: ContactState, shopify: ContactState, settings: ReconcileSettings): string {
  const { row } = planCompany(contactWorld(erp, shopify), settings);
  const [first, ...changes] = row.contacts ?? [];
  expect(first?.verb).toBe('equal');
  for (const { verb, proposed, target } of changes) {
    // L11: whatever takes somebody away is only proposed.
    expect(proposed).toBe(verb === 'deactivate' || verb === 'delete');
    if (['equal', 'link', 'leave', 'endLink', 'invalid', 'conflict'].includes(verb))
      expect(target).toBe('none');
  }
  return changes.length === 0 ? 'nothing' : changes.map(sayChild).join('; ');
}

describe('a contact as a whole', () => {
  eachCase(wholeContacts, judgeContact);
});

// ---------------------------------------------------------------------------------------------- roles

const roles: Readonly<Record<RoleState, ContactRole | null>> = {
  none: null,
  ordering: 'orderingOnly',
  admin: 'locationAdmin',
  own: null,
};

function roleName(role: FieldValue): string {
  return role === null ? 'none' : role === 'orderingOnly' ? 'ordering' : 'admin';
}

function withRole(side: Side, state: RoleState): Party {
  const location = side === 'erp' ? erpSite(0) : shopifySite(100, 0);
  const plain = side === 'erp' ? erpContact(1) : shopifyContact(1);
  const assigned =
    state === 'none' ? [] : [{ key: 'an assignment', locationKey: location.key, role: roles[state] }];
  const contacts = [{ ...plain, roles: assigned }];
  const parts = { locations: [location], contacts };
  return side === 'erp' ? erpCompany(1, parts) : shopifyCompany(1, parts);
}

describe('the role of a contact at a location', () => {
  it.each(roleCases)('agreed %s; %s / %s, %s: %s (%s)', (base, erp, shopify, mode, planned, ruling) => {
    expect(ruling).toMatch(because);
    const before = base === 'never' ? 'none' : base;
    const link = agreedCompany(withRole('erp', before), withRole('shopify', before));
    const found = modes[mode].map((settings) => {
      const { row } = planCompany(
        {
          erp: withRole('erp', erp),
          shopify: withRole('shopify', shopify),
          link: base === 'never' ? null : link,
        },
        settings,
      );
      return sayJudgement(row.contacts?.[0]?.roles[0], roleName);
    });
    expect(found).toEqual(modes[mode].map(() => planned));
  });
});

// ---------------------------------------------------------------------------------------------- terms

const erpTerms: Readonly<Record<ErpTerms, string | null>> = {
  none: null,
  '30': '30D',
  '60': '60D',
  unknown: 'COD',
};

const shopifyTerms: Readonly<Record<ShopifyTerms, readonly [string | null, string | null]>> = {
  none: [null, null],
  '30': ['terms/30', 'terms/30'],
  '60': ['terms/60', 'terms/60'],
  unknown: ['terms/fixed', 'terms/fixed'],
  some: ['terms/30', null],
  differ: ['terms/30', 'terms/60'],
};

function withErpTerms(state: ErpTerms): Party {
  return erpCompany(1, { locations: [erpSite(0), erpSite(1)], terms: erpTerms[state] });
}

function withShopifyTerms(state: ShopifyTerms): Party {
  const [one, other] = shopifyTerms[state];
  return shopifyCompany(1, {
    locations: [
      shopifySite(100, 0, { site: { terms: one } }),
      shopifySite(101, 1, { site: { terms: other } }),
    ],
  });
}

function termsName(value: FieldValue): string {
  return value === null ? 'none' : value.replace(/\D+/g, '');
}

describe('payment terms', () => {
  it.each(termsCases)('%s: %s / %s, %s, %s: %s (%s)', (base, erp, shopify, always, mode, planned, ruling) => {
    expect(ruling).toMatch(because);
    const before = base === '60 and none' ? (['60', 'none'] as const) : ([base, base] as const);
    const found = modes[mode].map((settings) => {
      const ours = base === 'new' && shopify !== 'none' ? null : withErpTerms(erp);
      const isMadeHere = base === 'new' && settings.direction === 'import';
      const world = {
        erp: isMadeHere ? null : ours,
        shopify: base === 'new' && !isMadeHere ? null : withShopifyTerms(shopify),
        link:
          base === 'new' || base === 'first'
            ? null
            : agreedCompany(withErpTerms(before[0] as ErpTerms), withShopifyTerms(before[1] as ErpTerms)),
      };
      const { row } = planCompany(world, {
        ...settings,
        terms: { pairs: termsPairs, always: always === 'always' },
      });
      const change = row.fields.find(({ field }) => field === 'terms');
      const atSites = row.locations.map(({ notes }) =>
        notes.find(({ code }) => code === 'termsDiffer' || code === 'termsNotMapped'),
      );
      const [note] = atSites;
      if (note !== undefined) expect(atSites).toEqual([note, note]);
      return sayJudgement(change, termsName) + (note === undefined ? '' : `; both: ${note.code}`);
    });
    expect(found).toEqual(modes[mode].map(() => planned));
  });
});

// ---------------------------------------------------------------------------------------------- main contact

type MainState = 'first' | 'second' | 'none';

const mainCases: readonly (readonly [
  base: MainState | 'never',
  erp: MainState,
  shopify: MainState,
  mode: keyof typeof modes,
  planned: string,
  because: string,
])[] = [
  ['first', 'first', 'first', 'both', '-', 'L7'],
  ['first', 'second', 'first', 'import', '-', 'R4'],
  ['first', 'second', 'first', 'export', 'Shopify: second', 'R17'],
  ['first', 'second', 'first', 'both', 'Shopify: second', 'R17'],
  ['first', 'first', 'second', 'import', 'MYOB: second', 'R17'],
  ['first', 'first', 'second', 'export', '-', 'R4'],
  ['first', 'first', 'second', 'both', 'MYOB: second', 'R17'],
  ['first', 'second', 'second', 'both', '-', 'L10'],
  ['none', 'first', 'second', 'import', 'MYOB: second', 'R33'],
  ['none', 'first', 'second', 'export', 'Shopify: first', 'R33'],
  ['none', 'first', 'second', 'both, ask', 'asked', 'R2'],
  ['none', 'first', 'second', 'both, MYOB settles', 'Shopify: first', 'R2'],
  ['none', 'first', 'second', 'both, Shopify settles', 'MYOB: second', 'R2'],
  ['never', 'first', 'first', 'both', '-', 'L10'],
  ['never', 'first', 'none', 'export', 'Shopify: first', 'R3'],
  ['never', 'first', 'none', 'import', '-', 'R3'],
  ['never', 'none', 'second', 'both', 'MYOB: second', 'R3'],
  ['never', 'first', 'second', 'import', 'MYOB: second', 'R2'],
  ['never', 'first', 'second', 'export', 'Shopify: first', 'R2'],
  ['never', 'first', 'second', 'both, ask', 'asked', 'R2'],
];

function withMain(side: Side, state: MainState): Party {
  const contacts = side === 'erp' ? [erpContact(1), erpContact(2)] : [shopifyContact(1), shopifyContact(2)];
  const index = state === 'second' ? 1 : 0;
  const key = state === 'none' ? null : (contacts[index]?.key ?? null);
  return side === 'erp' ? erpCompany(1, { contacts, main: key }) : shopifyCompany(1, { contacts, main: key });
}

describe('the main contact', () => {
  it.each(mainCases)('agreed %s; %s / %s, %s: %s (%s)', (base, erp, shopify, mode, planned, ruling) => {
    expect(ruling).toMatch(because);
    const before = base === 'never' ? 'none' : base;
    const found = modes[mode].map((settings) => {
      const { row } = planCompany(
        {
          erp: withMain('erp', erp),
          shopify: withMain('shopify', shopify),
          link: base === 'never' ? null : agreedCompany(withMain('erp', before), withMain('shopify', before)),
        },
        settings,
      );
      if (row.notes.some(({ code }) => code === 'mainContactDiffers')) return 'asked';
      const change = row.mainContactChange;
      if (change === undefined) return '-';
      const at = row.contacts?.findIndex(({ id }) => id === change.contactId);
      return `${systems[change.side]}: ${at === 1 ? 'second' : 'first'}`;
    });
    expect(found).toEqual(modes[mode].map(() => planned));
  });
});
