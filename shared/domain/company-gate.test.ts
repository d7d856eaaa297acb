import { describe, expect, it } from 'vitest';
import { closedBy, companyGate, gateRequirements, pauseOf, pauseSentence } from './company-gate.ts';
import type { FeatureState } from './erp-features.ts';
import { newProfile, type Profile } from './settings.ts';

interface Known {
  readonly seen?: FeatureState;
  readonly answered?: FeatureState | null;
  readonly store?: Profile['seen']['businessCustomers'];
}

/** The Shopify Connector and the store are on unless the case says otherwise. */
function gateOf({ seen = 'on', answered = null, store = { enabled: true, saidBy: 'store' } }: Known) {
  const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  return companyGate({
    seen: {
      ...profile.seen,
      erpFeatures: { shopifyConnector: 'on', businessToBusiness: seen },
      businessCustomers: store,
    },
    erpFeatures: { shopifyConnector: null, businessToBusiness: answered },
  });
}

describe('the gate of business customers', () => {
  it('of a profile that has seen nothing yet knows none of the three', () => {
    const gate = companyGate(newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z'));
    expect(gate.state).toBe('unknown');
    expect(gate.answers.map(({ requirement }) => requirement)).toEqual(gateRequirements);
    expect(gate.answers.every(({ state, saidBy }) => state === 'unknown' && saidBy === null)).toBe(true);
    expect(pauseOf(gate)).toBeNull();
  });

  it.each<[string, Known, FeatureState, 'system' | 'person' | null]>([
    ['seen on', { seen: 'on', answered: 'off' }, 'on', 'system'],
    ['seen off, whatever a person said', { seen: 'off', answered: 'on' }, 'off', 'system'],
    ['not seen, and a person says on', { seen: 'unknown', answered: 'on' }, 'on', 'person'],
    ['not seen, and a person says off', { seen: 'unknown', answered: 'off' }, 'off', 'person'],
    ['not seen, and a person does not know', { seen: 'unknown', answered: 'unknown' }, 'unknown', null],
    ['not seen, and nobody was asked', { seen: 'unknown' }, 'unknown', null],
  ])('takes a feature that is %s for what it is', (_, known, state, saidBy) => {
    const gate = gateOf(known);
    expect(gate.answers[1]).toMatchObject({ requirement: 'businessToBusiness', state, saidBy });
    expect(gate.state).toBe(state);
  });

  it.each<[string, Known['store'] & object, FeatureState, 'system' | 'person']>([
    ['the store', { enabled: false, saidBy: 'store' }, 'off', 'system'],
    ['a person', { enabled: false, saidBy: 'person' }, 'off', 'person'],
    ['a person', { enabled: true, saidBy: 'person' }, 'on', 'person'],
  ])('takes the word of %s on the store', (_, store, state, saidBy) => {
    expect(gateOf({ store }).answers[2]).toMatchObject({ requirement: 'storeBusiness', state, saidBy });
  });

  it('is closed by one thing that is off, though another is not known', () => {
    const gate = gateOf({ seen: 'unknown', store: { enabled: false, saidBy: 'store' } });
    expect(gate.state).toBe('off');
    expect(closedBy(gate, 'off').map(({ requirement }) => requirement)).toEqual(['storeBusiness']);
    expect(pauseOf(gate)).toEqual([{ requirement: 'storeBusiness', saidBy: 'system' }]);
  });

  it('names the form, or the page of the admin, of everything that is not on', () => {
    const gate = gateOf({ seen: 'off', store: { enabled: false, saidBy: 'person' } });
    expect(gate.answers[0]?.remedy).toBeNull();
    expect(gate.answers[1]?.remedy).toContain('CS100000');
    expect(gate.answers[2]?.remedy).toContain('Customers > Companies');
    const pause = pauseOf(gate) ?? [];
    expect(pauseSentence(pause)).toContain('"Business-to-Business Entities" is off.');
    expect(pauseSentence(pause)).toContain('"Companies (B2B)" is off, as you said.');
  });
});
