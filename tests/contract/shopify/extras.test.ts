import { describe, expect, it } from 'vitest';
import type { CustomerExtras } from '../../../shared/domain/customer-extras.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { ShopifyConnector } from '../../../electron/connectors/shopify/index.ts';
import { customerDraft, openStore, signal, type Store } from './support.ts';

interface Scene {
  readonly store: Store;
  readonly connector: ShopifyConnector;
  readonly ana: Party;
  readonly stored: (party: Party) => Promise<Party>;
}

async function openScene(): Promise<Scene> {
  const store = await openStore();
  const key = store.simulator.store.addCustomer({
    firstName: 'Ana',
    lastName: 'Ito',
    email: 'ana@example.com.au',
    note: 'Ring twice',
    tags: ['retail', 'VIP'],
  });
  const connector = await store.connect();
  const stored = async (wanted: string): Promise<Party> => {
    const party = (await connector.source.readByKeys([wanted], signal)).get(wanted);
    if (party === undefined) throw new Error(`The store does not hold ${wanted}`);
    return party;
  };
  return { store, connector, ana: await stored(key), stored: (party) => stored(party.key) };
}

async function expectExtras({ stored }: Scene, party: Party, extras: Partial<CustomerExtras>): Promise<void> {
  expect(party.extras).toMatchObject(extras);
  expect((await stored(party)).extras).toEqual(party.extras);
}

describe('what Shopify holds of a customer beside its fields', () => {
  it('is read with it, for no more points', async () => {
    const { ana } = await openScene();
    expect(ana.extras).toEqual({
      taxExempt: false,
      note: 'Ring twice',
      tags: ['retail', 'VIP'],
      locale: 'en',
      emailConsent: { state: 'notSubscribed', level: 'single', at: null },
    });
  });

  it('has no consent where there is no e-mail', async () => {
    const { store, connector } = await openScene();
    const key = store.simulator.store.addCustomer({ lastName: 'Kerr' });
    const found = await connector.source.readByKeys([key], signal);
    expect(found.get(key)?.extras?.emailConsent).toBeNull();
  });

  it('is written with a new customer where it is mapped', async () => {
    const scene = await openScene();
    const extras = { taxExempt: true, note: 'Side door', tags: ['wholesale'], locale: 'en-AU' };
    const party = await scene.connector.sink.createCustomer(
      { ...customerDraft({ lastName: 'Tawhai', email: 'mere@example.co.nz' }), extras },
      signal,
    );
    await expectExtras(scene, party, extras);
    expect(scene.store.simulator.counters.mutationsTotal).toBe(1);
  });

  it('stays as Shopify has it where it is not mapped', async () => {
    const scene = await openScene();
    const made = await scene.connector.sink.createCustomer(customerDraft({ lastName: 'Tawhai' }), signal);
    await expectExtras(scene, made, { taxExempt: false, note: null, tags: [], emailConsent: null });
    const party = await scene.connector.sink.updateCustomer(
      scene.ana,
      { values: { lastName: 'Ito-Kerr' } },
      signal,
    );
    await expectExtras(scene, party, { note: 'Ring twice', tags: ['retail', 'VIP'] });
  });

  it('is changed and cleared with a customer, and tags are none of it', async () => {
    const scene = await openScene();
    const changed = await scene.connector.sink.updateCustomer(
      scene.ana,
      { values: {}, extras: { taxExempt: true, note: null, locale: 'mi' } },
      signal,
    );
    await expectExtras(scene, changed, { taxExempt: true, note: null, locale: 'mi' });
    expect(changed.extras?.tags).toEqual(scene.ana.extras?.tags);
    expect(changed.values).toEqual(scene.ana.values);
  });
});

describe('tags', () => {
  it('are added to those that are there, and taken away from them', async () => {
    const scene = await openScene();
    const { sink: extras } = scene.connector;
    const added = await extras.addTags(scene.ana, ['wholesale', 'vip'], signal);
    await expectExtras(scene, added, { tags: ['retail', 'VIP', 'wholesale'] });
    // Somebody adds one in the admin meanwhile: nothing of it is lost.
    scene.store.simulator.store.editCustomer(scene.ana.key, { tags: ['VIP', 'retail', 'wholesale', 'club'] });
    const removed = await extras.removeTags(added, ['RETAIL', 'unknown'], signal);
    await expectExtras(scene, removed, { tags: ['club', 'VIP', 'wholesale'] });
    expect(removed.locations).toEqual(scene.ana.locations);
  });

  it('L5 whose answer was lost are told by reading, and added once more without harm', async () => {
    const scene = await openScene();
    const { sink: extras } = scene.connector;
    scene.store.simulator.faults.inject({ kind: 'cutAnswer', on: 'mutation', landed: true });
    const adding = extras.addTags(scene.ana, ['wholesale'], signal);
    await expect(adding).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', params: { record: 'Ana Ito' } });
    const held = await scene.stored(scene.ana);
    expect(held.extras?.tags).toContain('wholesale');
    expect((await extras.addTags(held, ['wholesale'], signal)).extras).toEqual(held.extras);
  });
});

describe('consent to marketing by e-mail', () => {
  it('is given with its level and time, and taken back', async () => {
    const scene = await openScene();
    const { sink: extras } = scene.connector;
    const at = '2026-01-15T00:00:00Z';
    const given = await extras.setEmailConsent(
      scene.ana,
      { state: 'subscribed', level: 'confirmed', at },
      signal,
    );
    await expectExtras(scene, given, { emailConsent: { state: 'subscribed', level: 'confirmed', at } });
    const taken = await extras.setEmailConsent(
      given,
      { state: 'unsubscribed', level: null, at: null },
      signal,
    );
    expect(taken.extras?.emailConsent).toMatchObject({ state: 'unsubscribed' });
    // The moment of the write, as Shopify has it.
    expect(Date.parse(taken.extras?.emailConsent?.at ?? '')).toBeGreaterThan(Date.parse(at));
    expect((await scene.stored(taken)).extras).toEqual(taken.extras);
  });

  it('is a write of its own: a customer who was made stands, whatever becomes of the consent', async () => {
    const scene = await openScene();
    const { sink } = scene.connector;
    const draft = customerDraft({ lastName: 'Tawhai', email: 'mere@example.co.nz' });
    const made = await sink.createCustomer(draft, signal);
    const consenting = sink.setEmailConsent(made, { state: 'subscribed', level: null, at: null }, signal);
    await expect(consenting).rejects.toMatchObject({ code: 'CONSENT_NEEDS_LEVEL' });
    await expectExtras(scene, made, { emailConsent: { state: 'notSubscribed', level: 'single', at: null } });
  });

  it('L5 whose answer was lost is told by reading', async () => {
    const scene = await openScene();
    scene.store.simulator.faults.inject({ kind: 'serverError', on: 'mutation', landed: true });
    const consent = { state: 'subscribed', level: 'single', at: '2026-01-15T00:00:00Z' } as const;
    const consenting = scene.connector.sink.setEmailConsent(scene.ana, consent, signal);
    await expect(consenting).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect((await scene.stored(scene.ana)).extras?.emailConsent).toEqual(consent);
  });
});
