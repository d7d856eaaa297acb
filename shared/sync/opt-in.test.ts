/** Tags, note, language, tax exemption and consent in the whole way from preview to commit and back, where a profile maps them. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';
import type { CustomerExtras } from '../domain/customer-extras.ts';
import {
  defaultMappings,
  type MappingRule,
  type MappingRules,
  type SubstitutionList,
} from '../domain/field-mapping.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';

const template = (text: string): MappingRule => ({ kind: 'template', template: text });
const constant = (value: string): MappingRule => ({ kind: 'constant', value });

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '+61412345678' };
const wholesaler: Party = {
  ...erpParty(1, { ...jane, locations: [] }),
  attributes: { customerClass: 'WHOLESALE', terms: '30D' },
};
const list = (name: string, pairs: readonly (readonly [string, string])[]): SubstitutionList => ({
  name,
  pairs: pairs.map(([erp, shopify]) => ({ erp, shopify })),
  otherwise: 'empty',
});
const lists = [
  list('Exempt', [
    ['WHOLESALE', 'yes'],
    ['RETAIL', 'no'],
  ]),
  list('Languages', [
    ['WHOLESALE', 'mi'],
    ['ODD', 'not a language'],
  ]),
  list('Consent', [
    ['WHOLESALE', 'subscribed'],
    ['RETAIL', 'unsubscribed'],
  ]),
  list('Marketing', [
    ['yes', 'unsubscribed'],
    ['no', 'subscribed'],
  ]),
];
const everything: MappingRules = {
  tags: template('MYOB, {customerClass}'),
  note: template('Terms {terms}'),
  language: template('{lookup(customerClass, "Languages")}'),
  taxExempt: template('{lookup(customerClass, "Exempt")}'),
  emailConsent: template('{lookup(customerClass, "Consent")}'),
};

function world(rules: MappingRules, parts: WorldParts = {}, direction: Direction = 'export'): CommitWorld {
  return createCommitWorld({
    ...parts,
    customer: { direction },
    rules: {
      ...parts.rules,
      fieldMappings: { ...defaultMappings, customer: { import: {}, export: rules } },
      substitutions: lists,
    },
  });
}

/** The same systems and ledger under other rules. */
function later(here: CommitWorld, rules: MappingRules): CommitWorld {
  return world(rules, {
    erp: here.erp.parties(),
    shopify: here.shopify.parties(),
    ledger: here.ledger,
    lastId: 1000,
  });
}

function held(extras: Partial<CustomerExtras> = {}): Party {
  return {
    ...shopifyParty(7, jane),
    extras: {
      taxExempt: false,
      note: null,
      tags: [],
      locale: 'en',
      emailConsent: { state: 'notSubscribed', level: null, at: null },
      ...extras,
    },
  };
}

const only = (parties: readonly Party[]): Party => {
  const [party, ...others] = parties;
  if (party === undefined || others.length > 0) throw new Error(`${parties.length} records`);
  return party;
};
async function lastRun(here: CommitWorld): Promise<{ readonly runId: string }> {
  await here.sync();
  const [run] = await here.ledger.runs();
  return { runId: run?.id ?? '' };
}
const extrasIn = (here: CommitWorld) => only(here.shopify.parties()).extras;

async function verbsOf(here: CommitWorld): Promise<readonly string[]> {
  await here.prepare();
  return (await here.rows()).map(({ verb }) => verb);
}

const toClass = (here: CommitWorld, customerClass: string): void =>
  here.erp.edit(wholesaler.key, (party) => ({
    ...party,
    attributes: { ...party.attributes, customerClass },
  }));
const inShopify = (here: CommitWorld, change: Partial<CustomerExtras>): void =>
  here.shopify.edit(only(here.shopify.parties()).key, (party) => ({
    ...party,
    extras: { ...(party.extras ?? held().extras), ...change } as CustomerExtras,
  }));

describe.each<Direction>(['export', 'bidirectional'])('what a profile opts into (%s)', (direction) => {
  it('comes with a new customer, and there is nothing to do afterwards (L7)', async () => {
    const here = world(everything, { erp: [wholesaler] }, direction);
    await here.sync();
    expect(extrasIn(here)).toMatchObject({
      tags: ['MYOB', 'WHOLESALE'],
      note: 'Terms 30D',
      locale: 'mi',
      taxExempt: true,
      emailConsent: { state: 'subscribed', level: 'single' },
    });
    expect(here.shopify.writes.map(({ kind }) => kind)).toEqual(['createCustomer', 'setEmailConsent']);
    expect(here.erp.writes).toEqual([]);
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('is written to a customer that is there, in writes of its own where Shopify asks for it', async () => {
    const here = world(everything, { erp: [wholesaler], shopify: [held({ tags: ['vip'] })] }, direction);
    await here.prepare();
    const [row] = await here.rows();
    expect(row?.fields.find(({ field }) => field === 'tags')).toMatchObject({
      erp: 'MYOB, WHOLESALE',
      shopify: 'vip',
      result: 'vip, MYOB, WHOLESALE',
      notes: [{ code: 'filledBlank' }, { code: 'mappedValue' }],
    });
    await here.commit();
    expect(here.shopify.writes.map(({ kind }) => kind)).toEqual([
      'updateCustomer',
      'addTags',
      'setEmailConsent',
    ]);
    expect(extrasIn(here)).toMatchObject({
      tags: ['MYOB', 'WHOLESALE', 'vip'],
      taxExempt: true,
      locale: 'mi',
    });
    expect(await verbsOf(here)).toEqual(['equal']);
  });
});

describe('tags', () => {
  const tags = { tags: template('{customerClass}') };

  it('that a rule makes no more go, and those of others stay', async () => {
    const here = world(tags, { erp: [wholesaler], shopify: [held({ tags: ['vip'] })] });
    await here.sync();
    inShopify(here, { tags: ['WHOLESALE', 'later', 'vip'] });
    toClass(here, 'RETAIL');
    await here.sync();
    expect(extrasIn(here)?.tags).toEqual(['RETAIL', 'later', 'vip']);
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('that others add are no difference, and one that was taken away is kept away (R4)', async () => {
    const here = world(tags, { erp: [wholesaler] });
    await here.sync();
    inShopify(here, { tags: ['WHOLESALE', 'vip'] });
    expect(await verbsOf(here)).toEqual(['equal']);
    inShopify(here, { tags: ['vip'] });
    await here.prepare();
    const [row] = await here.rows();
    expect(row?.fields).toMatchObject([
      { field: 'tags', action: 'keep', notes: [{ code: 'differsFromSource' }] },
    ]);
  });

  it('are no more than Shopify takes', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `tag ${index}`);
    const here = world(tags, { erp: [wholesaler], shopify: [held({ tags: many })] });
    await here.prepare();
    const [row] = await here.rows();
    expect(row?.verb).toBe('invalid');
    expect(row?.fields[0]?.notes).toContainEqual({
      code: 'tooManyTags',
      params: { count: '251', maximum: '250' },
    });
  });
});

describe('consent', () => {
  const consent = { emailConsent: constant('Subscribed') };

  it('that was withdrawn in Shopify is not given again by a rule', async () => {
    const withdrawn = held({ emailConsent: { state: 'unsubscribed', level: 'single', at: null } });
    const here = world(consent, { erp: [wholesaler], shopify: [withdrawn] });
    await here.prepare();
    const [row] = await here.rows();
    expect(row?.fields).toMatchObject([{ action: 'keep', notes: [{ code: 'consentWithdrawn' }] }]);
    await here.commit();
    expect(here.shopify.writes).toEqual([]);
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('follows the ERP, also when it says no', async () => {
    const here = world(everything, { erp: [wholesaler] });
    await here.sync();
    toClass(here, 'RETAIL');
    await here.sync();
    expect(extrasIn(here)?.emailConsent).toMatchObject({ state: 'unsubscribed' });
    toClass(here, 'WHOLESALE');
    await here.sync();
    expect(extrasIn(here)?.emailConsent).toMatchObject({ state: 'subscribed' });
  });

  it('is not set without an e-mail, and says so', async () => {
    const nameless = { ...erpParty(1, { ...jane, email: null, locations: [] }) };
    const here = world(consent, { erp: [nameless] });
    await here.prepare();
    const [row] = await here.rows();
    expect(row).toMatchObject({
      verb: 'create',
      fields: expect.arrayContaining([
        expect.objectContaining({
          field: 'emailConsent',
          notes: [{ code: 'consentWithoutEmail', params: {} }],
        }),
      ]) as unknown,
    });
  });

  it('L6 that was refused is asked for again by the next run, and the customer stands', async () => {
    const here = world(consent, { erp: [wholesaler] });
    const refusal = new AppError('WRITE_REFUSED', {
      params: { system: 'Shopify', record: 'Jane Doe', message: 'No' },
    });
    here.shopify.fault = ({ kind }) => (kind === 'setEmailConsent' ? refusal : null);
    expect((await here.sync()).counts).toMatchObject({ failed: 1 });
    expect(extrasIn(here)?.emailConsent).toMatchObject({ state: 'notSubscribed' });
    here.shopify.fault = null;
    await here.sync();
    expect(extrasIn(here)?.emailConsent).toMatchObject({ state: 'subscribed' });
    expect(here.shopify.parties()).toHaveLength(1);
  });
});

describe('what the contact in the ERP says', () => {
  const says = (noMarketing: boolean): Party => ({
    ...wholesaler,
    attributes: { ...wholesaler.attributes, noMarketing, language: 'en-NZ' },
  });
  const rules: MappingRules = {
    emailConsent: template('{lookup(noMarketing, "Marketing")}'),
    language: { kind: 'field', source: 'language' },
  };

  it('can be the source of consent and language', async () => {
    const here = world(rules, { erp: [says(true)] });
    await here.sync();
    expect(extrasIn(here)).toMatchObject({ locale: 'en-NZ', emailConsent: { state: 'unsubscribed' } });
    here.erp.edit(wholesaler.key, () => says(false));
    await here.sync();
    expect(extrasIn(here)?.emailConsent).toMatchObject({ state: 'subscribed', level: 'single' });
    expect(await verbsOf(here)).toEqual(['equal']);
  });
});

describe('other fields', () => {
  it('without a value of the rule are left alone', async () => {
    const mine = held({ note: 'Rings twice', locale: 'fr', taxExempt: true });
    const nothing = { ...wholesaler, attributes: {} };
    const here = world(everything, { erp: [nothing], shopify: [mine] });
    await here.sync();
    expect(extrasIn(here)).toMatchObject({ locale: 'fr', taxExempt: true });
  });

  it('a language that is none leaves the customer without it', async () => {
    const odd = { ...wholesaler, attributes: { customerClass: 'ODD' } };
    const here = world({ language: everything['language'] ?? constant('') }, { erp: [odd] });
    await here.sync();
    expect(extrasIn(here)?.locale).toBe('en');
    await here.prepare();
    expect((await here.rows())[0]?.fields).toMatchObject([
      { field: 'language', notes: [{ code: 'languageNotValid' }] },
    ]);
  });

  it('L3 a row is stale when what takes part changed since the preview, and not for anything else', async () => {
    const here = world({ note: constant('Key account') }, { erp: [wholesaler], shopify: [held()] });
    await here.prepare();
    inShopify(here, { tags: ['new'] });
    const report = await here.commit();
    expect(report.counts).toMatchObject({ stale: 0 });
    const again = later(here, { note: constant('Best account') });
    await again.prepare();
    inShopify(again, { note: 'Somebody typed this' });
    expect((await again.commit()).counts).toMatchObject({ stale: 1 });
    const [record] = (await again.ledger.records({ offset: 0, limit: 5 })).items;
    expect(record?.changes).toMatchObject([{ member: 'note', now: 'Somebody typed this' }]);
  });

  it('a note that was replaced by the rule is replaced again only when the rule changes', async () => {
    const here = world({ note: constant('Key account') }, { erp: [wholesaler] });
    await here.sync();
    inShopify(here, { note: 'Rings twice' });
    expect(await verbsOf(here)).toEqual(['equal']);
    const again = later(here, { note: constant('Best account') });
    await again.sync();
    expect(extrasIn(again)?.note).toBe('Best account');
  });
});

describe('an unknown outcome', () => {
  it.each(['addTags', 'updateCustomer', 'setEmailConsent'] as const)(
    'L5 of %s is settled by reading',
    async (kind) => {
      for (const fault of ['lostAnswer', 'lostRequest'] as const) {
        const here = world(everything, { erp: [wholesaler], shopify: [held({ tags: ['vip'] })] });
        let times = 0;
        here.shopify.fault = (write) => {
          if (write.kind !== kind) return null;
          times += 1;
          return times === 1 ? fault : null;
        };
        await here.sync();
        expect(extrasIn(here)).toMatchObject({
          tags: ['MYOB', 'WHOLESALE', 'vip'],
          note: 'Terms 30D',
          emailConsent: { state: 'subscribed' },
        });
        expect(here.shopify.writes.filter((write) => write.kind === kind)).toHaveLength(1);
        expect(await verbsOf(here)).toEqual(['equal']);
      }
    },
  );
});

describe('taking a run back', () => {
  it('deletes a customer that the run made with its note and tags', async () => {
    const here = world(everything, { erp: [wholesaler] });
    const { runId } = await lastRun(here);
    await here.undo(runId);
    expect(here.shopify.parties()).toEqual([]);
  });

  it('puts back what was there, and leaves the tags that somebody added since', async () => {
    const mine = held({
      tags: ['vip'],
      note: 'Rings twice',
      emailConsent: { state: 'pending', level: 'confirmed', at: null },
    });
    const here = world(everything, { erp: [wholesaler], shopify: [mine] });
    const { runId } = await lastRun(here);
    inShopify(here, { tags: ['MYOB', 'WHOLESALE', 'later', 'vip'] });
    await here.undo(runId);
    expect(extrasIn(here)).toMatchObject({
      tags: ['later', 'vip'],
      note: 'Rings twice',
      locale: 'en',
      taxExempt: false,
      emailConsent: { state: 'pending', level: 'confirmed' },
    });
    expect((await here.ledger.links()).map(({ agreed }) => agreed.tags)).toEqual([]);
  });

  it('keeps consent that Shopify cannot take back, and says so', async () => {
    const here = world(everything, { erp: [wholesaler], shopify: [held()] });
    const { runId } = await lastRun(here);
    const plan = await here.prepareUndo(runId);
    const [row] = await here.rowsOf(plan);
    expect(row?.undo?.parts).toContainEqual(
      expect.objectContaining({
        field: 'emailConsent',
        fate: 'kept',
        note: { code: 'undoKeptConsent', params: {} },
      }),
    );
  });
});
