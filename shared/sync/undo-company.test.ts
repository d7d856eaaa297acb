/** Taking back what a run did to business customers. */
import { describe, expect, it } from 'vitest';
import {
  companiesOf,
  erpCompany,
  erpContact,
  erpContactKey,
  erpSite,
  contactGid,
  shopifyCompany,
  shopifyContact,
  shopifySite,
  siteGid,
} from '../../tests/support/companies.ts';
import {
  commitRows,
  companyRow,
  creationRow,
  fieldTo,
  newContact,
  newLocation,
  pairedContact,
  pairedLocation,
  roleTo,
} from '../../tests/support/company-rows.ts';
import { contentOf, createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import type { Location, Party } from '../domain/party.ts';
import { noDecision, type ContactChange, type LocationChange, type PlanRow } from './plan.ts';
import type { Link } from './ledger-port.ts';

const fromErp = erpCompany(1, {
  locations: [erpSite(0), erpSite(1)],
  contacts: [erpContact(1, { roles: { L000001: 'locationAdmin' } }), erpContact(2)],
});
const fromShopify = shopifyCompany(5, {
  locations: [shopifySite(501, 0), shopifySite(502, 1)],
  contacts: [shopifyContact(1, { roles: { [siteGid(502)]: 'orderingOnly' } }), shopifyContact(2)],
});

const notes = async (world: CommitWorld, runId: string) =>
  (await world.rowsOf(await world.prepareUndo(runId))).flatMap(({ verb, undo }) => [
    verb,
    ...(undo?.parts ?? []).map(({ side, fate, note }) => `${side} ${fate} ${note.code}`),
  ]);

describe('taking back a company that a run made', () => {
  it('deletes it in Shopify, with what came with it', async () => {
    const world = createCommitWorld({ erp: [fromErp], company: {} });
    const run = await commitRows(world, [creationRow('shopify', fromErp)]);
    expect(await notes(world, run.id)).toEqual([
      'reverse',
      'shopify reversed undoDeletesCompany',
      'shopify reversed undoDeletesPerson',
      'shopify reversed undoDeletesPerson',
    ]);
    const undone = await world.undo(run.id);
    expect(undone).toMatchObject({ counts: { failed: 0 }, undoes: { rows: 1, reversed: 1 } });
    expect(world.shopify.parties()).toEqual([]);
    expect(await world.ledger.links()).toEqual([]);
  });

  it('sets it Inactive in the ERP where that does not delete it', async () => {
    const world = createCommitWorld({ shopify: [fromShopify], company: {} });
    const run = await commitRows(world, [creationRow('erp', fromShopify)]);
    const [made] = world.erp.parties();
    world.erp.useOnDocument(made?.key ?? '');
    await world.undo(run.id);
    expect(world.erp.parties()).toMatchObject([{ kind: 'company', status: 'inactive' }]);
  });

  it('keeps one that has orders since (R15)', async () => {
    const world = createCommitWorld({ erp: [fromErp], company: {} });
    const run = await commitRows(world, [creationRow('shopify', fromErp)]);
    const [made] = companiesOf(world.shopify);
    world.shopify.edit(made?.key ?? '', (party) => ({ ...party, attached: ['orders'] }));
    expect(await notes(world, run.id)).toEqual(['keep', 'shopify kept undoKeptOrders']);
  });
});

describe('taking back what a run changed of a company', () => {
  const [main, depot] = fromErp.locations as [Location, Location];
  const [first, second] = fromShopify.locations as [Location, Location];
  const [ben, cleo] = fromErp.business?.contacts ?? [];
  const [benThere, cleoThere] = fromShopify.business?.contacts ?? [];

  interface Given {
    readonly erp?: Party;
    readonly shopify?: Party;
    /** Another company of Shopify, with which the run has nothing to do. */
    readonly neighbour?: Party;
    readonly row: (pairs: {
      readonly locations: readonly LocationChange[];
      readonly contacts: readonly ContactChange[];
    }) => Partial<PlanRow>;
  }

  /** A run that did this to the two, and what both systems and the link were before. */
  async function ran({ erp = fromErp, shopify = fromShopify, neighbour, row }: Given) {
    if (!ben || !cleo || !benThere || !cleoThere) throw new Error();
    const others = neighbour === undefined ? [] : [neighbour];
    const world = createCommitWorld({ erp: [erp], shopify: [shopify, ...others], company: {} });
    const pairs = {
      locations: [pairedLocation(main, first), pairedLocation(depot, second)],
      contacts: [
        pairedContact({ erp, shopify }, [ben, benThere]),
        pairedContact({ erp, shopify }, [cleo, cleoThere]),
      ],
    };
    await commitRows(world, [companyRow({ erp, shopify }, { verb: 'link', ...pairs })]);
    const [link] = await world.ledger.links();
    const before = { erp: contentOf(world.erp, 'erp'), shopify: contentOf(world.shopify, 'shopify'), link };
    const linked = { linkId: link?.id ?? null };
    const run = await commitRows(world, [
      companyRow({ erp, shopify }, { ...pairs, ...linked, ...row(pairs) }),
    ]);
    expect(run.counts).toMatchObject({ failed: 0, stale: 0 });
    return { world, run, before };
  }

  const now = async (world: CommitWorld) => ({
    erp: contentOf(world.erp, 'erp'),
    shopify: contentOf(world.shopify, 'shopify'),
    link: (await world.ledger.links())[0],
  });

  const withoutStamp = (link: Link) => ({ ...link, agreedAt: '' });

  it('puts name, address, tax, terms and roles back as they were, in both systems and in the link', async () => {
    const { world, run, before } = await ran({
      row: ({ locations, contacts }) => ({
        fields: [
          fieldTo('shopify', 'accountName', 'Harbour Traders'),
          fieldTo('shopify', 'terms', 'gid://terms/4'),
        ],
        locations: locations.map((change, index) => ({
          ...change,
          verb: 'update',
          fields: [
            fieldTo('erp', 'address1', `${index} Quay`),
            fieldTo('shopify', 'locationName', `Wharf ${index}`),
            fieldTo('shopify', 'taxId', '51824753556'),
          ],
        })),
        contacts: contacts.map((change) => ({
          ...change,
          verb: 'update',
          fields: [fieldTo('shopify', 'lastName', 'Parkinson')],
          roles: [roleTo('erp', 'at MAIN', 'orderingOnly'), roleTo('shopify', 'at MAIN', 'locationAdmin')],
        })),
        mainContactChange: { side: 'shopify', contactId: `who ${erpContactKey(2)}` },
      }),
    });
    expect((await now(world)).shopify).not.toEqual(before.shopify);
    const undone = await world.undo(run.id);
    expect(undone).toMatchObject({ counts: { failed: 0 }, undoes: { reversed: 1 } });
    const after = await now(world);
    expect(after.erp).toEqual(before.erp);
    expect(after.shopify).toEqual(before.shopify);
    if (after.link === undefined || before.link === undefined) throw new Error();
    expect(withoutStamp(after.link)).toEqual(withoutStamp(before.link));
  });

  it('takes away the location and the contact that the run added', async () => {
    const depot2 = erpSite(2);
    const dev = erpContact(3, { roles: { L000002: 'orderingOnly' } });
    const erp = {
      ...fromErp,
      locations: [...fromErp.locations, depot2],
      business: {
        contacts: [...(fromErp.business?.contacts ?? []), dev],
        mainContactKey: erpContactKey(1),
        terms: null,
      },
    };
    const { world, run, before } = await ran({
      erp,
      row: ({ locations, contacts }) => ({
        locations: [...locations, newLocation('shopify', depot2)],
        contacts: [...contacts, newContact('shopify', erp, dev)],
      }),
    });
    expect(companiesOf(world.shopify)[0]?.locations).toHaveLength(3);
    expect(await notes(world, run.id)).toEqual([
      'reverse',
      'shopify reversed undoRemovesLocation',
      'shopify reversed undoRemovesContact',
      'shopify reversed undoDeletesPerson',
    ]);
    await world.undo(run.id);
    expect((await now(world)).shopify).toEqual(before.shopify);
    expect(companiesOf(world.shopify)[0]?.business?.contacts).toHaveLength(2);
    expect((await now(world)).link?.contacts).toHaveLength(2);
  });

  it('a role at a location that the run added goes with the location, by one request', async () => {
    const depot2 = erpSite(2);
    const { world, run, before } = await ran({
      row: ({ locations, contacts }) => ({
        locations: [...locations, newLocation('shopify', depot2)],
        contacts: contacts.map((change) => ({
          ...change,
          verb: 'update',
          roles: [roleTo('shopify', 'at L000002', 'orderingOnly')],
        })),
      }),
    });
    expect(await notes(world, run.id)).toEqual([
      'reverse',
      'shopify reversed undoRemovesLocation',
      'shopify reversed undoNoRole',
      'shopify reversed undoNoRole',
    ]);
    const { length } = world.shopify.writes;
    await world.undo(run.id);
    expect(world.shopify.writes.slice(length).map(({ kind }) => kind)).toEqual(['removeLocation']);
    const after = await now(world);
    expect(after.shopify).toEqual(before.shopify);
    if (after.link === undefined || before.link === undefined) throw new Error();
    expect(withoutStamp(after.link)).toEqual(withoutStamp(before.link));
  });

  it('gives no role back at a location that somebody removed since, and says so', async () => {
    const { world, run } = await ran({
      row: ({ contacts }) => ({
        contacts: contacts.map((change, index) =>
          index === 0
            ? { ...change, verb: 'update', roles: [roleTo('shopify', 'at L000001', null)] }
            : change,
        ),
      }),
    });
    world.shopify.edit(fromShopify.key, (party) => ({
      ...party,
      locations: party.locations.filter(({ key }) => key !== siteGid(502)),
    }));
    expect(await notes(world, run.id)).toEqual(['keep', 'shopify kept undoKeptLocationGone']);
  });

  it('brings a location and a contact back that were taken away, with the roles of both', async () => {
    const { world, run, before } = await ran({
      row: ({ locations, contacts }) => ({
        locations: locations.map((change, index) =>
          index === 0 ? change : { ...change, verb: 'delete', erp: null, proposed: true },
        ),
        contacts: contacts.map((change, index) =>
          index === 1 ? change : { ...change, verb: 'delete', erp: null, proposed: true },
        ),
        decision: { ...noDecision, approvedProposals: [`at L000001`, `who ${erpContactKey(1)}`] },
      }),
    });
    expect(companiesOf(world.shopify)[0]).toMatchObject({
      locations: [{ key: siteGid(501) }],
      business: { contacts: [{ key: contactGid(2) }], mainContactKey: null },
    });
    const undone = await world.undo(run.id);
    expect(undone.counts.failed).toBe(0);
    expect((await now(world)).shopify).toEqual(before.shopify);
    const { link } = await now(world);
    const made = companiesOf(world.shopify)[0];
    expect(link?.contacts?.[0]?.shopifyKey).toBe(
      made?.business?.contacts.find(({ values }) => values.firstName === 'Ben')?.key,
    );
    expect(link?.agreedMainContact?.shopify).toBe(made?.business?.mainContactKey);
  });

  describe('of somebody whose part in the company it ended, or whom it made a contact', () => {
    const neighbour = shopifyCompany(9, { locations: [shopifySite(901, 3)], contacts: [shopifyContact(8)] });
    const ended = ({ locations, contacts }: Parameters<Given['row']>[0]): Partial<PlanRow> => ({
      locations,
      contacts: contacts.map((change, index) =>
        index === 1 ? change : { ...change, verb: 'delete', erp: null, proposed: true },
      ),
      decision: { ...noDecision, approvedProposals: [`who ${erpContactKey(1)}`] },
    });

    /** As somebody does it in Shopify: the person leaves the company, and acts for the neighbour. */
    function moveToNeighbour(world: CommitWorld, personKey: string): void {
      const person = world.shopify.party(personKey);
      if (person == null) throw new Error(`${personKey} is no customer`);
      for (const company of companiesOf(world.shopify)) {
        const isNeighbour = company.key === neighbour.key;
        world.shopify.edit(company.key, (party) => {
          const { contacts = [], ...rest } = party.business ?? { mainContactKey: null, terms: null };
          const others = contacts.filter((contact) => contact.personKey !== personKey);
          const joins = { ...shopifyContact(77), values: person.values, number: person.number, personKey };
          const mainContactKey = others.find(({ key }) => key === rest.mainContactKey)?.key ?? null;
          return {
            ...party,
            business: { ...rest, mainContactKey, contacts: isNeighbour ? [...others, joins] : others },
          };
        });
      }
    }

    it('leaves those with another company who act for it by now', async () => {
      const { world, run } = await ran({ neighbour, row: ended });
      moveToNeighbour(world, benThere?.personKey ?? '');
      expect(await notes(world, run.id)).toEqual([
        'keep',
        'shopify kept undoKeptContactElsewhere',
        'shopify kept undoKeptMainContactGone',
      ]);
      const [row] = await world.rowsOf(await world.prepareUndo(run.id));
      expect(row?.undo?.parts[0]?.note.params).toEqual({
        contact: 'Ben Park1',
        company: neighbour.accountName,
      });
    });

    it('says so where the person is no customer any more', async () => {
      const { world, run } = await ran({ row: ended });
      world.shopify.remove(benThere?.personKey ?? '');
      expect(await notes(world, run.id)).toEqual([
        'keep',
        'shopify kept undoKeptContactNobody',
        'shopify kept undoKeptMainContactGone',
      ]);
    });

    it('R15 does not delete whom it made a customer, and who acts for another company by now', async () => {
      const dev = erpContact(3);
      const erp = {
        ...fromErp,
        business: {
          contacts: [...(fromErp.business?.contacts ?? []), dev],
          mainContactKey: erpContactKey(1),
          terms: null,
        },
      };
      const { world, run } = await ran({
        erp,
        neighbour,
        row: ({ locations, contacts }) => ({
          locations,
          contacts: [...contacts, newContact('shopify', erp, dev)],
        }),
      });
      const [made] = world.shopify.parties().filter(({ values }) => values.email === dev.values.email);
      moveToNeighbour(world, made?.key ?? '');
      expect(await notes(world, run.id)).toEqual(['reverse', 'shopify kept undoKeptPersonActs']);
    });
  });

  it('sets people active again in the ERP', async () => {
    const { world, run, before } = await ran({
      row: ({ contacts }) => ({
        contacts: contacts.map((change) => ({
          ...change,
          verb: 'deactivate',
          shopify: null,
          proposed: true,
        })),
        decision: { ...noDecision, approvedProposals: ['row'] },
      }),
    });
    expect(world.erp.parties()[0]?.business?.contacts.map(({ active }) => active)).toEqual([false, false]);
    await world.undo(run.id);
    expect((await now(world)).erp).toEqual(before.erp);
  });

  it('keeps what was edited since, and takes the rest back', async () => {
    const { world, run } = await ran({
      row: ({ contacts }) => ({
        contacts: contacts.map((change) => ({
          ...change,
          verb: 'update',
          fields: [fieldTo('shopify', 'lastName', 'Parkinson')],
          roles: [roleTo('shopify', 'at MAIN', 'locationAdmin')],
        })),
      }),
    });
    world.shopify.edit(fromShopify.key, (party) => ({
      ...party,
      business: {
        mainContactKey: null,
        terms: null,
        contacts: (party.business?.contacts ?? []).map((contact, index) =>
          index === 0
            ? { ...contact, values: { ...contact.values, lastName: 'Parks' } }
            : { ...contact, roles: [] },
        ),
      },
    }));
    expect(await notes(world, run.id)).toEqual([
      'reverse',
      'shopify kept undoKeptValue',
      'shopify reversed undoValue',
      'shopify reversed undoNoRole',
    ]);
  });
});
