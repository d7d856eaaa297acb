/** Note, language, marketing flags and exemption number in the ERP, where a profile maps them from Shopify: from preview to commit and back. */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import type { ConsentState, CustomerExtras } from '../domain/customer-extras.ts';
import {
  defaultMappings,
  type MappingRule,
  type MappingRules,
  type SubstitutionList,
} from '../domain/field-mapping.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';

const template = (text: string): MappingRule => ({ kind: 'template', template: text });
const field = (source: string): MappingRule => ({ kind: 'field', source });

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '+61412345678' };
const list = (name: string, pairs: readonly (readonly [string, string])[]): SubstitutionList => ({
  name,
  pairs: pairs.map(([erp, shopify]) => ({ erp, shopify })),
  otherwise: 'empty',
});
const lists = [
  list('Refusals', [
    ['yes', 'unsubscribed'],
    ['no', 'subscribed'],
  ]),
  list('Certificates', [['EXEMPT', 'yes']]),
];
const everything: MappingRules = {
  note: field('note'),
  language: field('language'),
  noMarketing: template('{lookup(emailConsent, "Refusals")}'),
  doNotEmail: template('{lookup(emailConsent, "Refusals")}'),
  taxExemptionNumber: template('{lookup(taxExempt, "Certificates")}'),
};

interface Rules {
  readonly import?: MappingRules;
  readonly export?: MappingRules;
}

function world(rules: Rules, parts: WorldParts = {}, direction: Direction = 'import'): CommitWorld {
  return createCommitWorld({
    ...parts,
    customer: { direction },
    rules: {
      fieldMappings: { ...defaultMappings, customer: { import: {}, export: {}, ...rules } },
      substitutions: lists,
    },
  });
}

const consent = (state: ConsentState) => ({ state, level: null, at: null }) as const;

function shopper(extras: Partial<CustomerExtras> = {}): Party {
  return {
    ...shopifyParty(7, jane),
    extras: {
      taxExempt: true,
      note: 'Rings first',
      tags: [],
      locale: 'en-NZ',
      emailConsent: consent('unsubscribed'),
      ...extras,
    },
  };
}

const account = (attributes: Party['attributes'] = {}): Party => ({
  ...erpParty(1, jane),
  attributes: { noMarketing: false, doNotEmail: false, ...attributes },
});

const only = (parties: readonly Party[]): Party => {
  const [party, ...others] = parties;
  if (party === undefined || others.length > 0) throw new Error(`${parties.length} records`);
  return party;
};
const inErp = (here: CommitWorld) => only(here.erp.parties()).attributes;
const edit = (here: CommitWorld, side: 'erp' | 'shopify', change: (party: Party) => Party): void =>
  here[side].edit(only(here[side].parties()).key, change);
const withExtras =
  (change: Partial<CustomerExtras>) =>
  (party: Party): Party => ({
    ...party,
    extras: { ...shopper().extras, ...party.extras, ...change } as CustomerExtras,
  });
const withAttributes =
  (attributes: NonNullable<Party['attributes']>) =>
  (party: Party): Party => ({ ...party, attributes: { ...party.attributes, ...attributes } });

async function verbsOf(here: CommitWorld): Promise<readonly string[]> {
  await here.prepare();
  return (await here.rows()).map(({ verb }) => verb);
}

const all = {
  note: 'Rings first',
  language: 'en-NZ',
  noMarketing: true,
  doNotEmail: true,
  taxExemptionNumber: 'EXEMPT',
};

describe.each<Direction>(['import', 'bidirectional'])('what an import opts into (%s)', (direction) => {
  it('comes with a new customer, and there is nothing to do afterwards (L7)', async () => {
    const here = world({ import: everything }, { shopify: [shopper()] }, direction);
    await here.sync();
    expect(inErp(here)).toMatchObject(all);
    expect(here.erp.writes.map(({ kind }) => kind)).toEqual(['createCustomer']);
    expect(here.shopify.writes).toEqual([]);
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('is written to a customer that is there, says by which rule, and only what changed is sent', async () => {
    const here = world({ import: everything }, { shopify: [shopper()], erp: [account()] }, direction);
    await here.prepare();
    const [row] = await here.rows();
    expect(row?.fields.find((change) => change.field === 'erpNote')).toMatchObject({
      action: 'writeErp',
      erp: null,
      shopify: 'Rings first',
      result: 'Rings first',
      notes: [{ code: 'filledBlank' }, { code: 'mappedValue', params: { rule: 'Note in Shopify' } }],
    });
    await here.commit();
    expect(inErp(here)).toMatchObject({
      note: 'Rings first',
      language: 'en-NZ',
      taxExemptionNumber: 'EXEMPT',
    });
    expect(await verbsOf(here)).toEqual(['equal']);
    edit(here, 'shopify', withExtras({ note: 'Rings twice' }));
    await here.sync();
    const written = here.erp.writes.at(-1);
    expect(written).toMatchObject({
      kind: 'updateCustomer',
      payload: { extras: { erpNote: 'Rings twice' } },
    });
  });
});

describe('what an import opts into', () => {
  it('never flows back, and an edit in MYOB stays until Shopify says something new', async () => {
    const here = world({ import: everything }, { shopify: [shopper()] }, 'bidirectional');
    await here.sync();
    edit(here, 'erp', withAttributes({ note: 'Pays late', language: 'fr' }));
    expect(await verbsOf(here)).toEqual(['equal']);
    expect(only(here.shopify.parties()).extras?.note).toBe('Rings first');
    edit(here, 'shopify', withExtras({ note: 'Moved' }));
    await here.sync();
    expect(inErp(here)).toMatchObject({ note: 'Moved', language: 'fr' });
  });

  it('L3 is not written where somebody changed it in MYOB after the preview; other fields there make nobody stale', async () => {
    const here = world({ import: everything }, { shopify: [shopper()], erp: [account()] });
    await here.prepare();
    edit(here, 'erp', withAttributes({ priceClass: 'GOLD' }));
    expect((await here.commit()).counts).toMatchObject({ stale: 0 });
    edit(here, 'shopify', withExtras({ note: 'Moved' }));
    await here.prepare();
    edit(here, 'erp', withAttributes({ note: 'Pays late' }));
    expect((await here.commit()).counts).toMatchObject({ stale: 1 });
    expect(inErp(here)).toMatchObject({ note: 'Pays late' });
  });

  it('does not take back a refusal that MYOB holds, but follows one that came from Shopify', async () => {
    const willing = shopper({ emailConsent: consent('subscribed') });
    const refused = world(
      { import: everything },
      { shopify: [willing], erp: [account({ doNotEmail: true, noMarketing: true })] },
    );
    await refused.prepare();
    const [row] = await refused.rows();
    expect(row?.fields.filter(({ field: name }) => name === 'doNotEmail')).toMatchObject([
      { action: 'keep', notes: [{ code: 'refusalKept' }] },
    ]);
    await refused.commit();
    expect(inErp(refused)).toMatchObject({ doNotEmail: true, noMarketing: true });

    const here = world({ import: everything }, { shopify: [shopper()] });
    await here.sync();
    edit(here, 'shopify', withExtras({ emailConsent: consent('subscribed') }));
    await here.sync();
    expect(inErp(here)).toMatchObject({ doNotEmail: false, noMarketing: false });
  });

  it('empties a note and an exemption that it wrote, and leaves alone what no rule makes', async () => {
    const here = world({ import: everything }, { shopify: [shopper()] });
    await here.sync();
    edit(
      here,
      'shopify',
      withExtras({ note: null, taxExempt: false, emailConsent: consent('notSubscribed') }),
    );
    await here.sync();
    expect(inErp(here)).toMatchObject({ note: '', taxExemptionNumber: '', doNotEmail: true });
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('is taken back by an undo, and keeps what somebody changed since', async () => {
    const here = world(
      { import: everything },
      { shopify: [shopper()], erp: [account({ note: 'Old friend' })] },
    );
    const run = await here.sync();
    expect(inErp(here)).toMatchObject({ note: 'Rings first', language: 'en-NZ' });
    edit(here, 'erp', withAttributes({ language: 'fr' }));
    await here.undo(run.id);
    expect(inErp(here)).toMatchObject({ note: 'Old friend', language: 'fr', taxExemptionNumber: '' });
  });

  it('L5 of which nobody knows whether it was written is settled by reading', async () => {
    for (const fault of ['lostAnswer', 'lostRequest'] as const) {
      const here = world({ import: everything }, { shopify: [shopper()], erp: [account()] });
      let times = 0;
      here.erp.fault = ({ kind }) => {
        if (kind !== 'updateCustomer') return null;
        times += 1;
        return times === 1 ? fault : null;
      };
      await here.sync();
      expect(inErp(here)).toMatchObject({ note: 'Rings first', taxExemptionNumber: 'EXEMPT' });
      expect(here.erp.writes.filter(({ kind }) => kind === 'updateCustomer')).toHaveLength(1);
      expect(await verbsOf(here)).toEqual(['equal']);
    }
  });

  it('that is too long for MYOB stops its customer', async () => {
    const here = world(
      { import: { taxExemptionNumber: field('note') } },
      { shopify: [shopper({ note: 'x'.repeat(31) })] },
    );
    expect(await verbsOf(here)).toEqual(['invalid']);
  });
});

describe('what both directions opt into', () => {
  it.each<Rules>([
    { import: { note: field('note') }, export: { note: field('note') } },
    {
      import: { doNotEmail: template('{lookup(emailConsent, "Refusals")}') },
      export: { emailConsent: template('{lookup(doNotEmail, "Refusals")}') },
    },
  ])('is refused where each feeds the other: %j', async (rules) => {
    const here = world(rules, { shopify: [shopper()] }, 'bidirectional');
    expect(await codeOf(here.prepare())).toBe('RULES_INVALID');
    await expect(here.prepare()).rejects.toThrow(/each of them is written in one direction only/u);
  });

  it('flows each its own way where it does not', async () => {
    const here = world(
      { import: { note: field('note') }, export: { tags: template('{customerClass}') } },
      { shopify: [shopper()], erp: [account({ customerClass: 'TRADE' })] },
      'bidirectional',
    );
    await here.sync();
    expect(inErp(here)).toMatchObject({ note: 'Rings first' });
    expect(only(here.shopify.parties()).extras).toMatchObject({ tags: ['TRADE'], note: 'Rings first' });
    expect(await verbsOf(here)).toEqual(['equal']);
  });

  it('has no row of the other system: tags are nothing that MYOB has', async () => {
    const here = world({ import: { tags: field('tags') } }, { shopify: [shopper()] });
    await expect(here.prepare()).rejects.toMatchObject({
      fields: {
        'fieldMappings.customer.import.tags': expect.stringContaining('flows to Shopify only') as unknown,
      },
    });
  });
});
