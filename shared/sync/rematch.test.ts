import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import { reviewed, totalsAddUp } from '../../tests/support/reviewed.ts';
import { hasEnded, isSeparation } from './link-end.ts';

const ben = { firstName: 'Ben', lastName: 'Whitlock' };
const mia = { firstName: 'Mia', lastName: 'Nguyen' };

const erpBen = erpParty(1, { ...ben, email: 'ben@example.com', phone: '0491 570 156' });
const shopifyBen = shopifyParty(11, { ...ben, email: 'bw@work.example', phone: '+61491570158' });

describe('linking two records that no rule could match', () => {
  const strangers = () =>
    reviewed({
      erp: [erpBen, erpParty(2, { ...mia, email: 'mia@example.com' })],
      shopify: [shopifyBen],
      customer: { direction: 'export' },
    });

  it('L9 suggests, with the score explained, and links nothing by itself', async () => {
    const { world, rowOf, outline } = strangers();
    await world.prepare();
    expect(await outline()).toEqual(['skip - 11', 'create C000001 -', 'create C000002 -']);
    const row = await rowOf('C000001');
    expect(row.suggestions).toHaveLength(1);
    expect(row.suggestions?.[0]).toMatchObject({
      side: 'shopify',
      summary: { number: '11' },
      fields: [
        { field: 'name', finding: 'equal' },
        { field: 'email', finding: 'different', erp: 'ben@example.com', shopify: 'bw@work.example' },
        { field: 'phone', finding: 'oneCharacter' },
      ],
    });
    expect((await rowOf('11')).suggestions?.[0]?.summary.number).toBe('C000001');
    expect((await rowOf('C000002')).suggestions).toBeUndefined();
    expect((await world.ledger.latestPlan())?.suggestions?.rows).toBe(2);
  });

  it('makes one row of the two, remembers it over a new preview, and the commit saves the link with who made it', async () => {
    const { world, choose, rowOf, outline } = strangers();
    await world.prepare();
    const changed = await choose('C000001', shopifyBen.key);
    expect(await outline()).toEqual(['update C000001 11', 'create C000002 -']);
    await totalsAddUp(world);
    expect(changed.suggestions?.rows).toBe(0);
    const row = await rowOf('11');
    expect(row).toMatchObject({
      evidence: [{ rule: 'manual' }],
      decision: { partner: shopifyBen.key, person: 'anna' },
    });

    await world.prepare();
    const again = await rowOf('11');
    expect({ ...again, suggestions: undefined }).toEqual({ ...row, suggestions: undefined });

    const run = await world.commit();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 2 }, failed: 0 });
    const link = (await world.ledger.links()).find(({ erpKey }) => erpKey === erpBen.key);
    expect(link).toMatchObject({ shopifyKey: shopifyBen.key, byHand: { person: 'anna', runId: run.id } });
    const record = (await world.records()).find(({ id }) => id === row.id);
    expect(record?.lastOperation).toBe('Updated in Shopify, Linked by anna');
    expect((await world.prepare()).totals.byVerb).toMatchObject({ equal: 2 });
    expect((await rowOf('11')).decision).toBeNull();
  });

  it('is asked again once one of the two records changed', async () => {
    const { world, choose, outline } = strangers();
    await world.prepare();
    await choose('C000001', shopifyBen.key);
    world.shopify.edit(shopifyBen.key, (party) => ({
      ...party,
      values: { ...party.values, firstName: 'Benjamin' },
    }));
    await world.prepare();
    expect(await outline()).toEqual(['create C000001 -', 'skip - 11', 'create C000002 -']);
  });

  it('is taken back: both stand for themselves again, as in a new preview', async () => {
    const { world, choose, forget, outline, rowOf } = strangers();
    await world.prepare();
    const before = await outline();
    await choose('C000001', shopifyBen.key);
    await forget('11');
    expect((await outline()).toSorted()).toEqual(before.toSorted());
    expect((await rowOf('11')).suggestions?.[0]?.summary.number).toBe('C000001');
    expect((await rowOf('C000001')).suggestions?.[0]?.summary.number).toBe('11');
    expect((await world.ledger.latestPlan())?.suggestions?.rows).toBe(2);
    await totalsAddUp(world);
    await world.prepare();
    expect(await outline()).toEqual(before);
  });

  it('takes back a choice among candidates: the question is asked again, with everybody in it', async () => {
    const twins = [1, 2].map((number) => erpParty(number, { ...mia, email: 'mia@example.com' }));
    const seven = shopifyParty(7, { ...mia, email: 'mia@example.com' });
    const { world, choose, forget, rowOf } = reviewed({ erp: twins, shopify: [seven] });
    await world.prepare();
    const before = await world.rows();
    await choose('7', twins[1]?.key ?? '');
    await forget('7');
    expect(await world.rows()).toEqual(before);
    await choose('7', 'new');
    expect((await rowOf('7')).decision?.apartFrom).toEqual(twins.map(({ key }) => key));
    await forget('7');
    expect(await world.rows()).toEqual(before);
    await totalsAddUp(world);
  });

  it('L9 asks again when another candidate turns up after somebody was kept apart', async () => {
    const twin = { ...mia, email: 'mia@example.com' };
    const seven = shopifyParty(7, twin);
    const { world, choose, rowOf } = reviewed({
      erp: [erpParty(1, twin), erpParty(2, twin)],
      shopify: [seven],
      customer: { direction: 'import' },
    });
    await world.prepare();
    await choose('7', 'new');
    world.erp.put(erpParty(3, twin));
    const plan = await world.prepare();
    expect(await rowOf('7')).toMatchObject({
      verb: 'ambiguous',
      decision: { partner: null, apartFrom: [erpParty(1).key, erpParty(2).key] },
    });
    expect(plan.totals.needPerson).toBe(1);
    await choose('7', erpParty(3).key);
    expect(await rowOf('7')).toMatchObject({ verb: 'link', erp: { number: 'C000003' } });
  });

  it('refuses a partner that has one, the guest, a record of the same side, and one that is not there', async () => {
    const guest = erpParty(9, { lastName: 'Guest', isGuest: true });
    const pair = { ...mia, email: 'mia@example.com' };
    const { world, choose } = reviewed({
      erp: [erpBen, erpParty(2, pair), guest],
      shopify: [shopifyBen, shopifyParty(12, pair)],
    });
    await world.prepare();
    const rows = await world.rows();
    expect(await codeOf(choose('11', erpParty(2).key))).toBe('DECISION_INVALID');
    expect(await codeOf(choose('11', guest.key))).toBe('DECISION_INVALID');
    expect(await codeOf(choose('C000001', erpParty(2).key))).toBe('DECISION_INVALID');
    expect(await codeOf(choose('C000001', 'gid://shopify/Customer/999'))).toBe('DECISION_INVALID');
    expect(await world.rows()).toEqual(rows);
  });

  it('keeps two near matches apart: what was suggested is not suggested again, and the customer is created', async () => {
    const { world, choose, rowOf } = strangers();
    await world.prepare();
    await choose('C000001', 'new');
    expect(await rowOf('C000001')).toMatchObject({
      verb: 'create',
      decision: { apartFrom: [shopifyBen.key] },
    });
    await world.prepare();
    expect((await rowOf('C000001')).suggestions).toBeUndefined();
    expect((await world.commit()).counts).toMatchObject({ written: { shopify: 2 }, failed: 0 });
  });
});

describe('two that a rule matched and that are not the same customer', () => {
  it('are kept apart before they are linked, and each is a customer of its own; taken back, they are a pair again', async () => {
    const pair = { ...mia, email: 'office@example.com' };
    const { world, choose, forget, outline, rowOf } = reviewed({
      erp: [erpParty(1, { ...pair, phone: '0491 570 156' })],
      shopify: [shopifyParty(11, pair)],
      customer: { direction: 'import' },
    });
    await world.prepare();
    const before = await world.rows();
    await choose('11', 'new');
    expect(await outline()).toEqual(['create - 11', 'skip C000001 -']);
    await totalsAddUp(world);
    await world.prepare();
    expect(await outline()).toEqual(['create - 11', 'skip C000001 -']);
    expect((await rowOf('11')).suggestions).toBeUndefined();
    await forget('C000001');
    expect(await world.rows()).toEqual(before);
    await choose('11', 'new');
    expect((await world.commit()).counts).toMatchObject({ written: { erp: 1 }, failed: 0, stale: 0 });
    await world.prepare();
    expect(await outline()).toEqual(['equal C900001 11', 'skip C000001 -']);
  });

  it('stay apart in a new preview, also while one of them waits for an answer about somebody else', async () => {
    const who = (number: number, email: string | null, phone: string | null) =>
      [number, { ...ben, email, phone }] as const;
    const [phone, shared] = ['+61491570156', 'shared@example.com'];
    const { world, choose, outline, forget } = reviewed({
      erp: [
        erpParty(...who(1, shared, phone)),
        erpParty(...who(2, shared, null)),
        erpParty(...who(3, 'c@example.com', null)),
      ],
      shopify: [
        shopifyParty(...who(11, 'c@example.com', null)),
        shopifyParty(...who(12, null, phone)),
        shopifyParty(...who(13, null, null)),
      ],
    });
    await world.prepare();
    await choose('C000003', shopifyParty(...who(12, null, phone)).key);
    await choose('C000001', erpParty(...who(1, shared, phone)).key);
    // Free again, 12 asks for C000001 by its phone.
    await choose('C000003', shopifyParty(...who(13, null, null)).key);
    const said = await outline();
    expect(said).toContain('ambiguous - 12');
    expect(said).toContain('create C000002 -');
    await totalsAddUp(world);
    await world.prepare();
    expect(await outline()).toEqual(said);
    await forget('12');
    expect(await outline()).not.toContain('create C000002 -');
  });

  it('L9 a double that turned up in the meantime is not created all the same', async () => {
    const pair = { ...mia, email: 'office@example.com' };
    const { world, choose } = reviewed({
      erp: [erpParty(1, pair)],
      shopify: [shopifyParty(11, pair)],
      customer: { direction: 'import' },
    });
    await world.prepare();
    await choose('11', 'new');
    world.erp.put(erpParty(7, pair));
    expect((await world.commit()).counts).toMatchObject({ written: { erp: 0 }, stale: 1 });
  });
});

describe('unlinking', () => {
  const linked = async () => {
    const pair = { ...mia, email: 'mia@example.com' };
    const steps = reviewed({
      erp: [
        erpParty(1, { ...pair, externalReference: '11 - Harbour' }),
        erpParty(2, { ...ben, email: 'b@example.com' }),
      ],
      shopify: [shopifyParty(11, pair), shopifyParty(12, { ...ben, email: 'bw@example.com' })],
    });
    await steps.world.prepare();
    await steps.world.decide((await steps.rowOf('C000002')).id, { include: false });
    await steps.world.decide((await steps.rowOf('12')).id, { include: false });
    await steps.world.commit();
    await steps.world.prepare();
    return steps;
  };

  it('ends the link with the commit; nothing is written, both stay, and neither is linked or created by itself', async () => {
    const { world, rowOf, outline } = await linked();
    const row = await rowOf('11');
    await world.decide(row.id, { unlink: true, person: 'anna' });
    const run = await world.commit();
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 0 }, linked: 0, failed: 0 });
    expect((await world.records()).find(({ id }) => id === row.id)?.lastOperation).toBe('Link ended by anna');
    for (let preview = 1; preview <= 2; preview += 1) {
      const plan = await world.prepare();
      expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
      expect((await outline()).filter((each) => each.startsWith('skip'))).toEqual([
        'skip - 11',
        'skip C000001 -',
      ]);
      const notes = (await rowOf('C000001')).notes;
      expect(notes).toEqual([{ code: 'keptApart', params: { other: '11', system: 'Shopify' } }]);
    }
    const separations = (await world.ledger.links()).filter(isSeparation);
    expect(separations).toMatchObject([{ ended: { byHand: { person: 'anna', runId: run.id } } }]);
  });

  it('leaves the way open: each can be linked to somebody else, or created as a customer of its own', async () => {
    const { world, rowOf, choose, outline } = await linked();
    await world.decide((await rowOf('11')).id, { unlink: true });
    await world.commit();
    await world.prepare();
    await choose('11', erpParty(2).key);
    expect(await outline()).toContain('conflict C000002 11');
    await choose('C000001', 'new');
    const own = await rowOf('C000001');
    expect(own).toMatchObject({ verb: 'invalid', notes: [] });
    expect(own.fields.flatMap(({ notes }) => notes.map(({ code }) => code))).toEqual(['emailTaken']);
  });

  it('links the same two again when a person says so after all', async () => {
    const { world, rowOf, choose } = await linked();
    await world.decide((await rowOf('11')).id, { unlink: true });
    await world.commit();
    await world.prepare();
    await choose('11', erpParty(1).key);
    await world.commit();
    await world.prepare();
    expect(await rowOf('11')).toMatchObject({ verb: 'equal', erp: { number: 'C000001' } });
  });

  it('chooses another partner in one step: the old link ends with the commit, and the partner left is left alone', async () => {
    const { world, rowOf, choose, outline } = await linked();
    await choose('C000001', shopifyParty(12).key);
    await totalsAddUp(world);
    const row = await rowOf('12');
    expect(row).toMatchObject({ erp: { number: 'C000001' }, shopify: { number: '12' } });
    expect(row.notes[0]).toEqual({ code: 'linkReplaced', params: { other: '11' } });
    const live = (await world.ledger.links()).filter((link) => !hasEnded(link));
    expect(live.map(({ shopifyKey }) => shopifyKey)).toEqual([shopifyParty(11).key]);
    expect(await outline()).toContain('skip - 11');

    await world.prepare();
    expect((await rowOf('12')).replacedLinkIds).toEqual([live[0]?.id]);
    await world.decide((await rowOf('12')).id, {
      ...(await rowOf('12')).decision,
      choices: { lastName: 'shopify', firstName: 'shopify', email: 'shopify' },
    });
    expect((await world.commit()).counts.failed).toBe(0);
    const after = (await world.ledger.links()).filter((link) => !hasEnded(link));
    expect(after.map(({ erpKey, shopifyKey }) => [erpKey, shopifyKey])).toEqual([
      [erpParty(1).key, shopifyParty(12).key],
    ]);
    await world.prepare();
    expect(await outline()).toEqual(expect.arrayContaining(['equal C000001 12', 'skip - 11']));
  });

  it('takes another partner back: the old link holds as before', async () => {
    const { choose, forget, outline } = await linked();
    const before = await outline();
    await choose('C000001', shopifyParty(12).key);
    await forget('12');
    expect((await outline()).toSorted()).toEqual(before.toSorted());
  });
});

describe('a linked record that was deleted or merged into another', () => {
  const ana = { firstName: 'Ana', lastName: 'Ito' };
  const merged = async (heirIsLinked: boolean) => {
    const steps = reviewed({
      erp: [
        erpParty(1, { ...ana, email: 'ana@example.com' }),
        erpParty(2, { ...ana, email: 'ito@example.com' }),
      ],
      shopify: [
        shopifyParty(11, { ...ana, email: 'ana@example.com' }),
        ...(heirIsLinked ? [shopifyParty(12, { ...ana, email: 'ito@example.com' })] : []),
      ],
      customer: { direction: 'import' },
    });
    await steps.world.sync();
    // The shop's merge: one of the two is gone, and the survivor takes over its e-mail.
    steps.world.shopify.remove(shopifyParty(11).key);
    if (heirIsLinked) {
      steps.world.shopify.edit(shopifyParty(12).key, (party) => ({
        ...party,
        values: { ...party.values, email: 'ana@example.com' },
      }));
    } else steps.world.shopify.put(shopifyParty(13, { ...ana, email: 'ana@example.com' }));
    await steps.world.prepare();
    return steps;
  };

  it('names who has the e-mail now and asks; nothing is linked or created until somebody answers', async () => {
    const { world, rowOf } = await merged(false);
    const row = await rowOf('C000001');
    expect(row).toMatchObject({
      verb: 'ambiguous',
      candidates: [{ side: 'shopify', summary: { number: '13' }, evidence: [{ rule: 'email' }] }],
      notes: [
        {
          code: 'partnerReplaced',
          params: { system: 'Shopify', name: 'Ana Ito', number: '13', field: 'e-mail' },
        },
      ],
    });
    await totalsAddUp(world);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
  });

  it('linked to the survivor, the link goes on with it and the old one ends', async () => {
    const { world, rowOf, choose } = await merged(false);
    await choose('C000001', shopifyParty(13).key);
    expect(await rowOf('13')).toMatchObject({ verb: 'link', erp: { number: 'C000001' } });
    expect((await world.commit()).counts).toMatchObject({ linked: 1, written: { erp: 0, shopify: 0 } });
    await world.prepare();
    expect(await rowOf('13')).toMatchObject({ verb: 'equal', erp: { number: 'C000001' } });
    const live = (await world.ledger.links()).filter((link) => !hasEnded(link));
    expect(live).toHaveLength(1);
  });

  it('kept apart, the old link can end; the two are not matched afterwards either', async () => {
    const { world, rowOf, choose, outline } = await merged(false);
    await choose('C000001', 'new');
    const row = await rowOf('C000001');
    expect(row).toMatchObject({ verb: 'delete', notes: [{ code: 'deletedInShopify' }] });
    expect(await rowOf('13')).toMatchObject({ verb: 'invalid' });
    await world.decide(row.id, { ...row.decision, deletion: 'endLink' });
    await world.commit();
    for (let preview = 1; preview <= 2; preview += 1) {
      await world.prepare();
      expect(await outline()).toEqual(expect.arrayContaining(['skip C000001 -', 'invalid - 13']));
    }
  });

  it('says so where the survivor of the merge has a partner already', async () => {
    const { rowOf } = await merged(true);
    const row = await rowOf('C000001');
    expect(row.verb).toBe('delete');
    expect(row.notes.map(({ code }) => code)).toEqual(['deletedInShopify', 'emailHeldByPartner']);
    expect(row.notes[1]?.params).toEqual({
      system: 'Shopify',
      name: 'Ana Ito',
      number: '12',
      other: 'C000002',
    });
  });

  it('asks the same of a customer that the ERP lost', async () => {
    const pair = { ...mia, email: 'mia@example.com' };
    const { world, rowOf, choose } = reviewed({
      erp: [erpParty(1, pair)],
      shopify: [shopifyParty(11, pair)],
    });
    await world.sync();
    world.erp.remove(erpParty(1).key);
    world.erp.put(erpParty(5, pair));
    await world.prepare();
    expect(await rowOf('11')).toMatchObject({
      verb: 'ambiguous',
      notes: [{ code: 'partnerReplaced', params: { system: 'MYOB', number: 'C000005' } }],
    });
    await choose('11', erpParty(5).key);
    await world.commit();
    await world.prepare();
    expect(await rowOf('11')).toMatchObject({ verb: 'equal', erp: { number: 'C000005' } });
  });
});
