/**
 * The three-way table of business customers: every pair of what can become of two sides, in every direction. The cases are data
 * under `tests/support/company-cases/`, written out from the rulings; values share theirs with individuals.
 */
import { describe, expect, it } from 'vitest';
import { wholeContacts, type ContactState } from '../../tests/support/company-cases/contacts.ts';
import { roleCases } from '../../tests/support/company-cases/roles.ts';
import { termsCases } from '../../tests/support/company-cases/terms.ts';
import {
  contactWorld,
  mainCases,
  mainWorld,
  roleWorld,
  termsWorld,
} from '../../tests/support/company-cases/worlds.ts';
import { erpCompany, erpSite, shopifyCompany, shopifySite } from '../../tests/support/companies.ts';
import { agreedCompany, planCompany, said, sayChild, termsPairs } from '../../tests/support/company-world.ts';
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

function roleName(role: FieldValue): string {
  return role === null ? 'none' : role === 'orderingOnly' ? 'ordering' : 'admin';
}

describe('the role of a contact at a location', () => {
  it.each(roleCases)('agreed %s; %s / %s, %s: %s (%s)', (...each) => {
    const [, , , mode, planned, ruling] = each;
    expect(ruling).toMatch(because);
    const found = modes[mode].map((settings) => {
      const { row } = planCompany(roleWorld(each), settings);
      return sayJudgement(row.contacts?.[0]?.roles[0], roleName);
    });
    expect(found).toEqual(modes[mode].map(() => planned));
  });
});

// ---------------------------------------------------------------------------------------------- terms

function termsName(value: FieldValue): string {
  return value === null ? 'none' : value.replace(/\D+/g, '');
}

describe('payment terms', () => {
  it.each(termsCases)('%s: %s / %s, %s, %s: %s (%s)', (...each) => {
    const [, , , always, mode, planned, ruling] = each;
    expect(ruling).toMatch(because);
    const found = modes[mode].map((settings) => {
      const { row } = planCompany(termsWorld(each, settings.direction === 'import'), {
        ...settings,
        terms: { pairs: termsPairs, always: always === 'always' },
      });
      const change = row.fields.find(({ field }) => field === 'terms');
      const atSites = row.locations.map(
        ({ notes }) =>
          notes.find(({ code }) => code === 'termsDiffer' || code === 'termsNotMapped')?.code ?? 'nothing',
      );
      const everywhere = [...new Set(atSites)].join(' and ');
      return sayJudgement(change, termsName) + (everywhere === 'nothing' ? '' : `; both: ${everywhere}`);
    });
    expect(found).toEqual(modes[mode].map(() => planned));
  });
});

// ---------------------------------------------------------------------------------------------- main contact

describe('the main contact', () => {
  it.each(mainCases)('agreed %s; %s / %s, %s: %s (%s)', (...each) => {
    const [, , , mode, planned, ruling] = each;
    expect(ruling).toMatch(because);
    const found = modes[mode].map((settings) => {
      const { row } = planCompany(mainWorld(each), settings);
      if (row.notes.some(({ code }) => code === 'mainContactDiffers')) return 'asked';
      if (row.mainContactConflict !== undefined) return 'conflict';
      const change = row.mainContactChange;
      if (change === undefined) return '-';
      const at = row.contacts?.findIndex(({ id }) => id === change.contactId);
      return `${systems[change.side]}: ${at === 1 ? 'second' : 'first'}`;
    });
    expect(found).toEqual(modes[mode].map(() => planned));
  });
});
