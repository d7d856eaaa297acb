import { describe, expect, it } from 'vitest';
import type { PartySummary } from '../../shared/domain/party.ts';
import {
  waitsForPerson,
  type Decision,
  type FieldChange,
  type LocationChange,
  type PlanRow,
} from '../../shared/sync/plan.ts';
import {
  answers,
  canInclude,
  decisionOf,
  isIncluded,
  isUndecided,
  openConflicts,
  proposalsOf,
  undecided,
  withChoice,
  withProposal,
} from './decisions.ts';
import { locationsText, rowLook, rowSentence, storyOf } from './sentences.ts';
import { resultSentence } from './result-sentence.ts';

const claire: PartySummary = {
  key: 'guid-1',
  number: 'C000387',
  name: 'Claire Dubois',
  email: 'claire@example.com.au',
  phone: null,
  locationCount: 2,
  country: 'AU',
  status: 'active',
};

function field(change: Partial<FieldChange> & Pick<FieldChange, 'field' | 'action'>): FieldChange {
  return { base: null, erp: null, shopify: null, result: null, notes: [], ...change };
}

const snapshot = {
  key: 'MAIN',
  label: '14 Smith St, Fitzroy VIC',
  isDefault: true,
  active: true,
  inherits: false,
};

function location(change: Partial<LocationChange>): LocationChange {
  return {
    id: 'loc-1',
    verb: 'equal',
    target: 'none',
    erp: snapshot,
    shopify: { ...snapshot, key: 'gid://shopify/MailingAddress/1' },
    fields: [],
    proposed: false,
    newKey: null,
    notes: [],
    ...change,
  };
}

function planRow(change: Partial<PlanRow>): PlanRow {
  return {
    id: 'row-1',
    entity: 'customer',
    verb: 'update',
    target: 'erp',
    erp: claire,
    shopify: { ...claire, key: 'gid://shopify/Customer/1', number: '1' },
    linkId: 'link-1',
    fields: [],
    locations: [],
    defaultChange: null,
    evidence: [],
    candidates: [],
    notes: [],
    newNumber: null,
    beforeHash: { erp: null, shopify: null },
    cost: { erpRequests: 0, shopifyPoints: 0 },
    decision: null,
    ...change,
  };
}

const decided = (change: Partial<Decision>): Decision => ({ ...undecided, decidedBy: 'person', ...change });

const conflict = planRow({
  verb: 'conflict',
  target: 'none',
  fields: [
    field({ field: 'lastName', action: 'conflict', erp: 'Dubois Lane', shopify: 'Dubois-Lane' }),
    field({ field: 'phone', action: 'writeErp', shopify: '+61 412 345 678', result: '+61 412 345 678' }),
  ],
  locations: [
    location({
      verb: 'conflict',
      fields: [field({ field: 'postcode', action: 'conflict', erp: '3065', shopify: '3066' })],
    }),
  ],
});

describe('a conflict', () => {
  it('waits until every field has a winner', () => {
    const half = withChoice(undecided, 'lastName', 'shopify');
    expect(openConflicts(conflict, half).map(({ key }) => key)).toEqual(['loc-1/postcode']);
    expect(answers(conflict, half)).toBe(false);
    expect(waitsForPerson({ ...conflict, decision: decided(half) })).toBe(true);
    const whole = withChoice(half, 'loc-1/postcode', 'shopify');
    expect(answers(conflict, whole)).toBe(true);
    expect(waitsForPerson({ ...conflict, decision: decided(whole) })).toBe(false);
  });

  it('about the default location waits for whose choice counts, and says what comes of it', () => {
    const places = [
      location({ id: 'a', erp: { ...snapshot, key: 'L1' }, shopify: { ...snapshot, label: '1 King St' } }),
      location({ id: 'b', erp: { ...snapshot, key: 'L2' }, shopify: { ...snapshot, label: '2 King St' } }),
    ];
    const row = planRow({
      verb: 'conflict',
      target: 'none',
      locations: places,
      defaultConflict: { erp: 'a', shopify: 'b' },
    });
    expect(storyOf(row)).toBe(
      'Each side chose another default location. Nothing is written until you choose.',
    );
    expect(openConflicts(row, undecided)).toEqual([{ key: 'default', about: 'default' }]);
    const decision = withChoice(undecided, 'default', 'erp');
    expect(answers(row, decision)).toBe(true);
    expect(waitsForPerson({ ...row, decision: decided(decision) })).toBe(false);
    expect(resultSentence(row, decision)).toBe(
      'MYOB is not changed. Shopify gets a new default location, 1 King St.',
    );
    expect(resultSentence(row, withChoice(undecided, 'default', 'shopify'))).toBe(
      'MYOB gets a new default location, L2. Shopify is not changed.',
    );
  });

  it('is settled by leaving it alone, and then writes nothing', () => {
    const left = { ...conflict, decision: decided({ include: false }) };
    expect(waitsForPerson(left)).toBe(false);
    expect(isIncluded(left)).toBe(false);
    expect(resultSentence(left, decisionOf(left))).toBe(
      'Left alone in this commit. Neither system is changed.',
    );
  });

  it('writes the winner to the other side and says so', () => {
    const decision = withChoice(withChoice(undecided, 'lastName', 'shopify'), 'loc-1/postcode', 'erp');
    expect(resultSentence(conflict, decision)).toBe(
      'MYOB gets last name “Dubois-Lane” and phone “+61 412 345 678”. Shopify gets postcode “3065” of an address.',
    );
    expect(rowLook({ ...conflict, decision: decided(decision) })).toMatchObject({
      text: 'Update both',
      arrow: 'both',
    });
  });

  it('R31: writes only the undisputed fields when asked to', () => {
    const decision = { ...undecided, undisputedOnly: true };
    expect(answers(conflict, decision)).toBe(true);
    expect(resultSentence(conflict, decision)).toBe(
      'MYOB gets phone “+61 412 345 678”. Shopify is not changed.',
    );
  });
});

describe('a location deleted on one side and edited on the other (R16)', () => {
  const row = planRow({
    verb: 'conflict',
    locations: [
      location({
        verb: 'conflict',
        shopify: null,
        fields: [field({ field: 'postcode', action: 'conflict', erp: '3066' })],
      }),
    ],
  });

  it('is let go or made again, as the chosen side says', () => {
    expect(resultSentence(row, withChoice(undecided, 'loc-1/postcode', 'shopify'))).toBe(
      'MYOB gets location MAIN set inactive. Shopify is not changed.',
    );
    expect(resultSentence(row, withChoice(undecided, 'loc-1/postcode', 'erp'))).toBe(
      'MYOB is not changed. Shopify gets the address again (14 Smith St, Fitzroy VIC).',
    );
  });
});

describe('proposals (L11)', () => {
  const row = planRow({
    verb: 'deactivate',
    locations: [
      location({}),
      location({ id: 'loc-2', verb: 'deactivate', target: 'erp', shopify: null, proposed: true }),
    ],
  });

  it('are off until approved', () => {
    expect(proposalsOf(row)).toEqual(['loc-2']);
    expect(rowLook(row).text).toBe('Deactivate? Off');
    expect(resultSentence(row, undecided)).toBe('Off. Neither system is changed.');
    expect(canInclude(row)).toBe(false);
  });

  it('say what happens once approved, and can be taken back', () => {
    const approved = withProposal(undecided, 'loc-2', true);
    expect(resultSentence(row, approved)).toBe(
      'MYOB gets location MAIN set inactive. Shopify is not changed.',
    );
    expect(isUndecided(withProposal(approved, 'loc-2', false))).toBe(true);
  });
});

describe('the sentence of a row', () => {
  it('says what, who, where and whether it waits', () => {
    expect(rowSentence(conflict, true)).toBe(
      'Conflict, Claire Dubois, claire@example.com.au, C000387, 2 locations, needs you',
    );
    expect(
      rowSentence(planRow({ verb: 'create', target: 'erp', erp: null, newNumber: 'C000611' }), false),
    ).toBe('Create in MYOB, Claire Dubois, claire@example.com.au, becomes C000611, 2 locations, included');
  });

  it('names a new customer with its locations', () => {
    const create = planRow({
      verb: 'create',
      erp: null,
      newNumber: 'C000611',
      locations: [
        location({ verb: 'create', target: 'erp', erp: null, newKey: 'MAIN' }),
        location({ id: 'loc-2', verb: 'create', target: 'erp', erp: null }),
      ],
    });
    expect(resultSentence(create, undecided)).toBe(
      'MYOB gets a new customer C000611 with 2 locations (MAIN first). Shopify is not changed.',
    );
  });

  it('R13: says that a value is cleared', () => {
    const row = planRow({ fields: [field({ field: 'phone', action: 'writeErp', erp: '+61 2 9000 0000' })] });
    expect(resultSentence(row, undecided)).toBe('MYOB gets no phone. Shopify is not changed.');
  });

  it('R32: offers no more than ending the link for a deleted partner until somebody decides', () => {
    const gone = planRow({ verb: 'delete', shopify: null });
    expect(resultSentence(gone, undecided)).toBe('Neither system is changed. The row waits for you.');
    expect(resultSentence(gone, { ...undecided, deletion: 'endLink' })).toBe(
      'The link ends. The customer stays in MYOB.',
    );
  });

  it('sums up the locations', () => {
    const change = location({
      verb: 'update',
      target: 'erp',
      fields: [field({ field: 'postcode', action: 'writeErp' })],
    });
    expect(locationsText(planRow({ locations: [change] }))).toBe('2: postcode');
    expect(locationsText(planRow({ locations: [location({})] }))).toBe('2 locations');
  });
});
