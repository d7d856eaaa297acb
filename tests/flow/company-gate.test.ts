/** Business customers run only while both features of MYOB and the store's B2B are on (issue 6). */
import { afterEach, describe, expect, it } from 'vitest';
import { isAppError } from '../../shared/domain/app-error.ts';
import type { AppError } from '../../shared/domain/app-error.ts';
import { inventBusiness } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify } from '../../simulators/demo/company-records.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import type { DemoWorld } from '../../simulators/demo/world.ts';
import { demoPairs, openBusinessWorld, openGate, type BusinessWorld } from './business-world.ts';
import { writesAt } from './twins.ts';

const undecided = {
  choices: {},
  undisputedOnly: false,
  approvedProposals: [],
  partner: null,
  deletion: null,
} as const;

let business: BusinessWorld;
afterEach(() => business.close());

/** Three businesses that both systems know, and one person. */
function seed({ shopify, erp }: DemoWorld): void {
  const random = createRandom(7);
  for (let serial = 1; serial <= 3; serial += 1) {
    const each = inventBusiness(random, serial, { sites: 2, buyers: 2 });
    enterInShopify(shopify.store, each);
    enterInErp(erp.store, each);
  }
  const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
  shopify.store.addCustomer(mia);
  erp.store.addCustomer({
    CustomerName: 'Mia Nguyen',
    CustomerCategory: 'Individual',
    MainContact: { Email: mia.email },
    PrimaryContact: { FirstName: 'Mia', LastName: 'Nguyen' },
  });
}

async function refusalOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw new Error(`Expected a refusal, not ${String(error)}`);
  return error;
}

describe('activating Company', () => {
  it('is refused while nothing was looked at, and says where to look', async () => {
    business = await openBusinessWorld(seed);
    const refused = await refusalOf(business.save({ active: true }));
    expect(refused.code).toBe('COMPANY_CLOSED');
    expect(Object.keys(refused.fields)).toEqual([
      'gate.shopifyConnector',
      'gate.businessToBusiness',
      'gate.storeBusiness',
    ]);
    expect((await business.profile()).company.active).toBe(false);
  });

  it('is refused where the store has no B2B, with the page of its admin', async () => {
    business = await openBusinessWorld(seed);
    business.world.shopify.setSwitches({ b2b: false });
    await openGate(business);
    const refused = await refusalOf(business.save({ active: true }));
    expect(refused.code).toBe('COMPANY_CLOSED');
    expect(refused.fields).toEqual({
      'gate.storeBusiness': expect.stringContaining('Customers > Companies') as string,
    });
  });

  it('is accepted once all three are on, whoever said so; what is on is shown with who said it', async () => {
    business = await openBusinessWorld(seed);
    await openGate(business);
    await business.save({ active: true, terms: demoPairs });
    const { companyGate } = await business.host.services['profile.open']({ profileId: business.profileId });
    expect(companyGate).toMatchObject({
      state: 'on',
      answers: [{ saidBy: 'system' }, { saidBy: 'system' }, { saidBy: 'system' }],
    });
  });

  it('needs the defaults that both entities share', async () => {
    business = await openBusinessWorld(seed);
    await openGate(business);
    const known = await business.profile();
    const { services } = business.host;
    const refused = await refusalOf(
      services['settings.save']({
        profileId: business.profileId,
        customer: known.customer,
        company: { ...known.company, active: true },
        defaults: known.defaults,
        policies: known.policies,
      }),
    );
    expect(refused).toMatchObject({ code: 'DEFAULTS_MISSING', params: { entity: 'Company' } });
    expect(Object.keys(refused.fields)).toEqual(['defaults.customerClass', 'defaults.guestCustomer']);
  });
});

describe('the table of payment terms', () => {
  it.each([
    [1, '"Due on receipt" cannot be assigned to a company location'],
    [7, '"Fixed" is a date of one order'],
    [9, '"Due on fulfillment" counts from the delivery'],
    [99, 'The store has no payment terms'],
  ])('does not take template %i: %s', async (number, reason) => {
    business = await openBusinessWorld(seed);
    await openGate(business);
    const terms = [{ shopify: `gid://shopify/PaymentTermsTemplate/${number}`, erp: 'NET30' }];
    const refused = await refusalOf(business.save({ active: true, terms }));
    expect(refused.code).toBe('TERMS_NOT_ASSIGNABLE');
    expect(refused.fields['company.terms']).toContain(reason);
  });

  it('takes each of the terms once a side', async () => {
    business = await openBusinessWorld(seed);
    const [first, second] = demoPairs;
    if (first === undefined || second === undefined) throw new Error('The demo has terms');
    const twice = await refusalOf(business.save({ terms: [first, { ...second, erp: first.erp }] }));
    expect(twice).toMatchObject({
      code: 'SETTINGS_INVALID',
      fields: {
        'company.terms': 'The credit terms NET7 of MYOB stand in the table twice. Each can stand there once.',
      },
    });
  });

  it('offers what the store has with the reason against it, and what customers of MYOB carry', async () => {
    business = await openBusinessWorld(seed);
    const lists = await business.host.services['lookups.terms']({ profileId: business.profileId });
    expect(
      lists.shopify.filter(({ notAssignable }) => notAssignable === null).map(({ name }) => name),
    ).toEqual(['Net 7', 'Net 15', 'Net 30', 'Net 45', 'Net 60', 'Net 90']);
    expect(lists.shopify.find(({ name }) => name === 'Due on receipt')?.notAssignable).toMatch(/cannot/);
    expect(lists.erp.length).toBeGreaterThan(0);
  });
});

describe('a preview while one of the three is off', () => {
  /** Linked once; then the switch is turned. */
  async function linked(): Promise<void> {
    business = await openBusinessWorld(seed);
    await openGate(business);
    const { customer } = await business.profile();
    await business.save({ active: true, terms: demoPairs }, { customer: { ...customer, active: true } });
    const run = await business.commit();
    expect(run.counts).toMatchObject({ linked: 4, failed: 0 });
  }
  const turnOff: readonly (readonly [string, (world: DemoWorld) => void, string])[] = [
    ['the B2B of the store', ({ shopify }) => shopify.setSwitches({ b2b: false }), 'storeBusiness'],
    ['Business-to-Business Entities', ({ erp }) => erp.setFeatures({ b2b: false }), 'businessToBusiness'],
  ];

  it.each(turnOff)(
    'L4 %s: the entity pauses, says why, and nothing of it is deleted or missing',
    async (_, turn, requirement) => {
      await linked();
      turn(business.world);
      const before = writesAt(business.world);
      const plan = await business.prepare();
      expect(plan.companyPaused).toEqual([{ requirement, saidBy: 'system' }]);
      expect(plan.guards).toEqual([]);
      expect(plan.totals.proposals).toBe(0);
      expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
      const rows = await business.rows(plan);
      expect(rows.filter(({ entity }) => entity === 'company')).toEqual([]);
      // People of the paused companies must not pass for customers of their own.
      expect(plan.totals.byVerb).toMatchObject({ equal: 1, create: 0, update: 0, link: 0 });
      // Six people act for the three companies; those show in MYOB as if they were persons while its feature is off.
      const people = rows.filter(({ verb }) => verb === 'filtered');
      expect(people.filter(({ shopify }) => shopify !== null)).toHaveLength(6);
      expect(people.filter(({ erp }) => erp !== null)).toHaveLength(requirement === 'storeBusiness' ? 0 : 3);
      expect(writesAt(business.world)).toBe(before);

      business.world.shopify.setSwitches({ b2b: true });
      business.world.erp.setFeatures({ b2b: true });
      const again = await business.prepare();
      expect(again.companyPaused).toBeUndefined();
      expect(again.totals.byVerb).toMatchObject({ equal: 4, create: 0, link: 0 });
    },
  );

  it.each(turnOff)(
    'L4 %s: nobody of a company that was never linked passes for a new customer, and what was decided waits',
    async (_, turn) => {
      business = await openBusinessWorld(seed);
      await openGate(business);
      const { customer } = await business.profile();
      await business.save({ active: true, terms: demoPairs }, { customer: { ...customer, active: true } });
      const { services } = business.host;
      const { profileId } = business;
      const first = await business.prepare();
      const company = (await business.rows(first)).find(({ entity }) => entity === 'company');
      const decision = { ...undecided, include: false };
      const decisions = [{ rowId: company?.id ?? '', decision }];
      await services['plan.decide']({ profileId, planId: first.id, decisions });

      turn(business.world);
      for (let preview = 1; preview <= 2; preview += 1) {
        const plan = await business.prepare();
        expect(plan.totals.byVerb).toMatchObject({ create: 0, link: 1 });
        expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
        const people = (await business.rows(plan)).filter(
          ({ verb, shopify }) => verb === 'filtered' && shopify,
        );
        expect(people.flatMap(({ notes }) => notes.map(({ code }) => code))).toEqual(
          Array.from({ length: 6 }, () => 'contactOfPaused'),
        );
      }

      business.world.shopify.setSwitches({ b2b: true });
      business.world.erp.setFeatures({ b2b: true });
      const again = await business.rows(await business.prepare());
      expect(again.find(({ id }) => id === company?.id)?.decision).toMatchObject({ include: false });
      expect(again.filter((row) => row.decision !== null)).toHaveLength(1);
    },
  );

  it('with nothing else active there is nothing to prepare, and the refusal says what to switch on', async () => {
    await linked();
    const { customer } = await business.profile();
    await business.save({}, { customer: { ...customer, active: false } });
    business.world.shopify.setSwitches({ b2b: false });
    const refused = await refusalOf(business.prepare());
    expect(refused).toMatchObject({ code: 'COMPANY_PAUSED' });
    expect(String(refused.params['reasons'])).toContain('Customers > Companies');
  });
});
