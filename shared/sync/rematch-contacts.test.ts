import { describe, expect, it } from 'vitest';
import { createCommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import {
  contactGid,
  erpCompany,
  erpContact,
  erpContactKey,
  shopifyCompany,
  shopifyContact,
} from '../../tests/support/companies.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import type { Contact } from '../domain/contact.ts';
import type { ContactTie, PlanRow } from './plan.ts';
import { arrangeLocations, chooseCandidate, forgetChoice } from './sync.ts';

const erp = (number: number, traits = {}) => erpContact(number, traits);
const tie = (one: number | null, other: number | null): ContactTie => ({
  erpKey: one === null ? null : erpContactKey(one),
  shopifyKey: other === null ? null : contactGid(other),
});

/** Two companies that are linked, with these people; and a person who reviews the preview. */
async function reviewed(
  contacts: { readonly erp: readonly Contact[]; readonly shopify: readonly Contact[] },
  parts: Pick<WorldParts, 'company'> = {},
) {
  const world = createCommitWorld({
    erp: [erpCompany(1, { contacts: contacts.erp, externalReference: '5 - Harbour' })],
    shopify: [shopifyCompany(5, { name: 'Harbour Supplies 1', contacts: contacts.shopify })],
    company: {},
    ...parts,
  });
  await world.prepare();
  const rowOf = async (): Promise<PlanRow> => {
    const row = (await world.rows()).find(({ entity }) => entity === 'company');
    if (row === undefined) throw new Error('No row for the company');
    return row;
  };
  const asked = async () => ({
    planId: (await world.ledger.latestPlan())?.id ?? '',
    rowId: (await rowOf()).id,
    profile: world.profile,
    ledger: world.ledger,
    ids: world.ports().ids,
    person: 'anna',
  });
  const arrange = async (...contactTies: readonly ContactTie[]) =>
    arrangeLocations({ ...(await asked()), ties: [], moves: [], contactTies });
  return {
    world,
    rowOf,
    asked,
    arrange,
    forget: async () => forgetChoice(await asked()),
    linked: async () =>
      ((await world.ledger.links())[0]?.contacts ?? [])
        .map(
          ({ erpKey, shopifyKey, state }) => `${erpKey.at(-1) ?? '-'}~${shopifyKey.at(-1) ?? '-'} ${state}`,
        )
        .toSorted(),
  };
}

/** `1~2 conflict contactLinkedByHand`: who is whom, by the last digit of both keys. */
const told = ({ contacts = [] }: PlanRow): readonly string[] =>
  contacts
    .map(({ erp: ours, shopify, verb, notes }) =>
      [
        `${ours?.key.at(-1) ?? '-'}~${shopify?.key.at(-1) ?? '-'}`,
        verb,
        ...notes.map(({ code }) => code),
      ].join(' '),
    )
    .toSorted();

describe('two contacts that no rule could match', () => {
  const strangers = () =>
    reviewed({
      erp: [erp(1), erp(2, { firstName: 'Benjamin' })],
      shopify: [shopifyContact(1), shopifyContact(3, { firstName: 'Benny', lastName: 'Park2' })],
    });

  it('are linked by hand: nobody is created, their values are compared, and the commit stores the link', async () => {
    const { world, rowOf, arrange, linked } = await strangers();
    expect(told(await rowOf())).toEqual(['-~3 create', '1~1 link', '2~- create']);
    await arrange(tie(2, 3));
    const row = await rowOf();
    expect(told(row)).toEqual(['1~1 link', '2~3 conflict contactLinkedByHand']);
    expect(row).toMatchObject({ verb: 'conflict', decision: { person: 'anna', contactTies: [tie(2, 3)] } });
    const id = row.contacts?.find(({ verb }) => verb === 'conflict')?.id ?? '';
    const choices = { [`${id}/firstName`]: 'erp', [`${id}/email`]: 'shopify' } as const;
    await world.decide(row.id, { ...row.decision, choices });
    expect((await world.commit()).counts).toMatchObject({ failed: 0, written: { erp: 1, shopify: 1 } });
    expect(await linked()).toEqual(['1~1 linked', '2~3 linked']);
    await world.prepare();
    expect(told(await rowOf())).toEqual(['1~1 equal', '2~3 equal']);
    expect(await rowOf()).toMatchObject({ verb: 'equal', decision: null });
  });

  it('stay linked by hand in a new preview, with who said so', async () => {
    const { world, rowOf, arrange } = await strangers();
    const plan = await arrange(tie(2, 3));
    const row = await rowOf();
    expect(plan.sha256).toBe((await world.ledger.latestPlan())?.sha256);
    for (let preview = 1; preview <= 2; preview += 1) {
      await world.prepare();
      expect(told(await rowOf())).toEqual(told(row));
      expect((await rowOf()).decision).toMatchObject({ contactTies: [tie(2, 3)], person: 'anna' });
    }
  });

  it('have another hash of the plan: what was on screen is no longer what would run', async () => {
    const { world, arrange } = await strangers();
    const before = (await world.ledger.latestPlan())?.sha256;
    expect((await arrange(tie(2, 3))).sha256).not.toBe(before);
  });

  it('are as before when the choice is taken back', async () => {
    const { rowOf, arrange, forget } = await strangers();
    const before = await rowOf();
    await arrange(tie(2, 3));
    await forget();
    expect(await rowOf()).toEqual(before);
    await arrange(tie(2, 3));
    await arrange();
    expect(await rowOf()).toEqual(before);
  });

  it('are no longer what was chosen once one of the two was changed (L3)', async () => {
    const { world, rowOf, arrange } = await strangers();
    await arrange(tie(2, 3));
    world.erp.put(
      erpCompany(1, { contacts: [erp(1), erp(2, { firstName: 'Ed' })], externalReference: '5 - Harbour' }),
    );
    await world.prepare();
    expect(told(await rowOf())).toEqual(['-~3 create', '1~1 link', '2~- create']);
    expect((await rowOf()).decision).toBeNull();
  });
});

describe('contacts that were linked', () => {
  const couple = async () => {
    const steps = await reviewed({ erp: [erp(1), erp(2)], shopify: [shopifyContact(1), shopifyContact(2)] });
    await steps.world.commit();
    await steps.world.prepare();
    expect(await steps.linked()).toEqual(['1~1 linked', '2~2 linked']);
    return steps;
  };

  it('are kept apart: both stay as they are, now and in later previews', async () => {
    const { world, rowOf, arrange, linked } = await couple();
    await arrange(tie(2, null), tie(null, 2));
    expect(told(await rowOf())).toEqual(['-~2 untie contactNobody', '1~1 equal', '2~- untie contactNobody']);
    expect(await rowOf()).toMatchObject({ verb: 'link', target: 'none' });
    expect((await world.commit()).counts).toMatchObject({ written: { erp: 0, shopify: 0 }, failed: 0 });
    expect(await linked()).toEqual(['-~2 apart', '1~1 linked', '2~- apart']);
    for (let preview = 1; preview <= 2; preview += 1) {
      expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      expect(told(await rowOf())).toEqual([
        '-~2 leave contactNobody',
        '1~1 equal',
        '2~- leave contactNobody',
      ]);
      expect(await rowOf()).toMatchObject({ verb: 'equal', decision: null });
    }
  });

  it('are linked again after they were kept apart', async () => {
    const { world, rowOf, arrange, linked } = await couple();
    await arrange(tie(2, null), tie(null, 2));
    await world.commit();
    await world.prepare();
    await arrange(tie(2, 2));
    expect(told(await rowOf())).toEqual(['1~1 equal', '2~2 link contactLinkedByHand']);
    await world.commit();
    expect(await linked()).toEqual(['1~1 linked', '2~2 linked']);
  });

  it('change partners, and the undo of the run gives each the partner and the values back that it had', async () => {
    const { world, rowOf, arrange, linked } = await couple();
    const contactsNow = () =>
      world.erp.party(erpCompany(1).key)?.business?.contacts.map(({ values }) => values);
    const links = (await world.ledger.links()).map(({ contacts }) => contacts);
    const before = contactsNow();
    await arrange(tie(1, 2), tie(2, 1));
    const row = await rowOf();
    expect(told(row)).toEqual(['1~2 conflict contactLinkedByHand', '2~1 conflict contactLinkedByHand']);
    const fields = (row.contacts ?? []).flatMap((contact) =>
      contact.fields.map(({ field }) => [`${contact.id}/${field}`, 'shopify'] as const),
    );
    await world.decide(row.id, { ...row.decision, choices: Object.fromEntries(fields) });
    const run = await world.commit();
    expect(run.counts.failed).toBe(0);
    expect(contactsNow()).not.toEqual(before);
    expect(await linked()).toEqual(['1~2 linked', '2~1 linked']);
    await world.prepare();
    expect(told(await rowOf())).toEqual(['1~2 equal', '2~1 equal']);
    await world.undo(run.id);
    expect(contactsNow()).toEqual(before);
    expect((await world.ledger.links()).map(({ contacts }) => contacts)).toEqual(links);
  });

  it('are linked as before when the run that kept them apart is taken back', async () => {
    const { world, rowOf, arrange, linked } = await couple();
    const before = await linked();
    await arrange(tie(1, null), tie(null, 1), tie(2, null), tie(null, 2));
    const run = await world.commit();
    await world.undo(run.id);
    expect(await linked()).toEqual(before);
    await world.prepare();
    expect(told(await rowOf())).toEqual(['1~1 equal', '2~2 equal']);
  });
});

describe('what is said about contacts', () => {
  it('stays while locations are arranged, and while values are decided', async () => {
    const { world, rowOf, arrange, asked } = await reviewed({
      erp: [erp(1), erp(2)],
      shopify: [shopifyContact(1), shopifyContact(3)],
    });
    await arrange(tie(2, 3));
    await arrangeLocations({
      ...(await asked()),
      ties: [{ erpKey: 'MAIN', shopifyKey: null }],
      moves: [],
    });
    expect(await rowOf()).toMatchObject({
      decision: { ties: [{ erpKey: 'MAIN', shopifyKey: null }], contactTies: [tie(2, 3)] },
    });
    expect(told(await rowOf())).toContain('2~3 conflict contactLinkedByHand');
    await world.prepare();
    expect(told(await rowOf())).toContain('2~3 conflict contactLinkedByHand');
  });

  it('an e-mail that somebody else has in Shopify is not given to the contact that was linked', async () => {
    const { rowOf, arrange } = await reviewed(
      { erp: [erp(1)], shopify: [shopifyContact(1), shopifyContact(3)] },
      { company: { direction: 'export' } },
    );
    await arrange(tie(1, 3));
    expect(told(await rowOf())).toEqual(['-~1 leave', '1~3 invalid contactLinkedByHand contactIsBad']);
    const [linked] = (await rowOf()).contacts ?? [];
    const email = linked?.fields.find(({ field }) => field === 'email');
    expect(email?.notes.map(({ code }) => code)).toContain('emailTaken');
  });

  it('is too late once a run has dealt with the row', async () => {
    const { world, rowOf, arrange } = await reviewed({
      erp: [erp(1)],
      shopify: [shopifyContact(1)],
    });
    await world.commit(1);
    const row = await rowOf();
    expect(row.ended).toMatchObject({ status: 'processed' });
    await expect(arrange(tie(1, null))).rejects.toMatchObject({
      code: 'DECISION_INVALID',
      params: { reason: expect.stringContaining('Prepare again') as string },
    });
    expect(await rowOf()).toEqual(row);
  });

  it('refuses in words what is not there, is said twice, or is inactive', async () => {
    const { world, rowOf, arrange, asked } = await reviewed({
      erp: [erp(1), erp(2, { active: false })],
      shopify: [shopifyContact(1), shopifyContact(3)],
    });
    const before = await rowOf();
    const reasonOf = async (...ties: readonly ContactTie[]) =>
      arrange(...ties).then(
        () => null,
        (error: { readonly params: { readonly reason: string } }) => error.params.reason,
      );
    expect(await reasonOf(tie(9, 3))).toContain('There is no contact');
    expect(await reasonOf(tie(1, 1), tie(1, 3))).toContain('Ben Park1 is linked twice');
    expect(await reasonOf(tie(2, 3))).toContain('Cleo Park2 is inactive in MYOB.');
    expect(await rowOf()).toEqual(before);
    expect(await codeOf(arrange(tie(9, null)))).toBe('DECISION_INVALID');
    await world.decide(before.id, { unlink: true });
    expect(await reasonOf(tie(1, 3))).toContain('Take that back before you link contacts');
    expect(await codeOf(chooseCandidate({ ...(await asked()), partner: 'nobody' }))).toBe('DECISION_INVALID');
  });
});
