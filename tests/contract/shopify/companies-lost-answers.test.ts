import { describe, expect, it } from 'vitest';
import { expectStored, mia, openScene, type Scene } from './company-scene.ts';
import { companyDraft, companyLocationDraft, keyAt } from './company-support.ts';
import { signal } from './support.ts';

describe('L5 a write about companies whose answer is lost', () => {
  /** What was made, told from what was there by reading again. */
  interface Lost {
    readonly name: string;
    readonly write: (scene: Scene) => Promise<unknown>;
    readonly find: (scene: Scene) => Promise<unknown>;
  }

  const newest = <T>(items: readonly T[] | undefined): T | undefined => items?.at(-1);
  const losses: readonly Lost[] = [
    {
      name: 'a company, by its external ID',
      write: ({ sink }) =>
        sink.createCompany(companyDraft({ name: 'Kauri', externalId: 'KAURI 01' }), signal),
      find: async ({ source }) => (await source.findByExternalIds(['KAURI 01'], signal))[0]?.name === 'Kauri',
    },
    {
      name: 'a location, in its company',
      write: ({ sink, cafe }) => sink.createLocation(cafe, companyLocationDraft({ name: 'Annexe' }), signal),
      find: async (scene) => newest((await scene.stored(scene.cafe)).locations)?.name === 'Annexe',
    },
    {
      name: 'a contact, in its company',
      write: ({ sink, cafe }) => sink.createContact(cafe, mia, signal),
      find: async (scene) => newest((await scene.stored(scene.cafe)).contacts)?.email === mia.email,
    },
    {
      name: 'a role, with its contact',
      write: ({ sink, cafe }) =>
        sink.assignRole(
          cafe,
          keyAt(cafe.contacts, 1),
          { roleKey: keyAt(cafe.roles, 1), locationKey: keyAt(cafe.locations, 0) },
          signal,
        ),
      find: async (scene) => (await scene.stored(scene.cafe)).contacts[1]?.roles.length === 1,
    },
  ];

  it.each(losses)('is sent once and settled by looking for $name, whatever the index shows', async (loss) => {
    const scene = await openScene();
    scene.store.simulator.setSwitches({ searchLagMilliseconds: 3_600_000 });
    scene.store.simulator.faults.inject({ kind: 'cutAnswer', on: 'mutation', landed: true });
    await expect(loss.write(scene)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(scene.mutations()).toBe(1);
    expect(await loss.find(scene)).toBe(true);
  });

  it.each(losses)('that did not land is not found: $name', async (loss) => {
    const scene = await openScene();
    scene.store.simulator.faults.inject({ kind: 'serverError', on: 'mutation', landed: false });
    await expect(loss.write(scene)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await loss.find(scene)).toBe(false);
  });

  it('leaves a half-made company that is continued: its contact was a customer already', async () => {
    const scene = await openScene();
    const { sink, source, store } = scene;
    const customer = store.simulator.store.addCustomer({
      firstName: 'Mia',
      lastName: 'Chen',
      email: 'mia@example.com.au',
    });
    const draft = companyDraft({ name: 'Kauri Joinery', externalId: 'KAURI 01', mainContact: mia });
    // All or nothing: the person exists, so nothing is made, and the refusal says whose e-mail it is.
    await expect(sink.createCompany(draft, signal)).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
      params: { other: expect.stringMatching(/^Mia Chen \(\d+\)$/) as unknown },
    });
    expect(store.simulator.store.companies()).toHaveLength(1);

    store.simulator.faults.inject({ kind: 'noAnswer', on: 'mutation', landed: true });
    const again = await store.connect({ timeout: 200 });
    const making = again.companies.sink.createCompany({ ...draft, mainContact: null }, signal);
    await expect(making).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const [half] = await source.findByExternalIds(['KAURI 01'], signal);
    if (half === undefined || half === null) throw new Error('The company was not found');
    const assigned = await sink.assignContact(half, { key: customer, name: 'Mia Chen' }, signal);
    const led = await sink.setMainContact(assigned.company, assigned.key, signal);
    const role = { roleKey: keyAt(led.roles, 1), locationKey: keyAt(led.locations, 0) };
    const whole = await sink.assignRole(led, assigned.key, role, signal);
    expect(whole.company).toMatchObject({
      mainContactKey: assigned.key,
      contacts: [{ customerKey: customer, isMain: true, roles: [role] }],
    });
    await expectStored(scene, whole.company);
    expect(store.simulator.store.companies()).toHaveLength(2);
  });
});
