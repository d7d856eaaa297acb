import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, makeAddress, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { note } from '../mapping/note.ts';
import { noDecision, type PlanRow } from './plan.ts';
import { createRedaction, type Mask } from './plan-redact.ts';

const mask: Mask = (label, value) =>
  `${label}-${createHmac('sha256', 'of this test').update(value).digest('hex').slice(0, 16)}`;
const { row: redact, header } = createRedaction(mask);

/** Everything personal in the records below, in every spelling a plan may have it in. */
const secrets = [
  /wil?helmina/i,
  /oxenham/i,
  /\bbart/i,
  /example\.(?:com|org)/i,
  /4(?:12|98)\s?\d{3}\s?\d{3}/,
  /billabong/i,
  /yackandandah/i,
  /3749/,
  /\bVIC\b/,
  /\bC0000\d\d\b/,
  /gid:\/\/shopify/,
  /0000-4000-9000/,
  /jdoe/,
  /L0000\d\d/,
  /\bAU\b/,
];

const wilhelmina = {
  firstName: 'Wilhelmina',
  lastName: 'Oxenham',
  email: 'Wilhelmina@example.com',
  phone: '0412 345 678',
};
const place = (key: string, house: number) => {
  const { values, ...traits } = makeAddress(key, house, { isDefault: house === 7, name: 'Billabong house' });
  const named = {
    attention: 'Wilhelmina Oxenham',
    address1: `${house} Billabong Lane`,
    city: 'Yackandandah',
  };
  return { ...traits, values: { ...values, ...named, postcode: '3749', province: 'VIC' } };
};

/** Conflicts, a question with candidates, near matches, a row that went stale, and a decision of every kind. */
async function richWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: [
      erpParty(1, { ...wilhelmina, locations: [place('MAIN', 7), place('L000052', 9)] }),
      erpParty(2, { firstName: 'Bart', lastName: 'Twin', email: 'bart@example.org' }),
      erpParty(3, { firstName: 'Bart', lastName: 'Twin', email: 'bart@example.org' }),
      erpParty(4, { firstName: 'Wilhelmine', lastName: 'Oxenham', phone: '+61498111222' }),
    ],
    shopify: [
      shopifyParty(1, {
        ...wilhelmina,
        lastName: 'Oxenham-Smith',
        locations: [place('gid://shopify/MailingAddress/11?model_name=CustomerAddress', 7)],
      }),
      shopifyParty(2, { firstName: 'Bart', lastName: 'Twin', email: 'bart@example.org' }),
      shopifyParty(5, { firstName: 'Wilhelmine', lastName: 'Oxenham', phone: '+61498111223' }),
    ],
  });
  await world.prepare();
  return world;
}

/** What no preview of this size brings about by itself. */
function embellished(row: PlanRow): PlanRow {
  const change = { side: 'erp', location: '7 Billabong Lane', before: 'Wilhelmina', now: 'Bart' } as const;
  return {
    ...row,
    linkId: 'link-row-of-wilhelmina',
    newNumber: 'C000099',
    replacedLinkIds: ['link-of-bart'],
    notes: [
      ...row.notes,
      note('identitySwap', { name: 'Wilhelmina', other: 'Bart', field: 'e-mail', system: 'MYOB' }),
      note('undoValue', { field: 'Oxenham', system: 'MYOB', to: 'Wilhelmina' }),
    ],
    contacts: [
      {
        id: 'contact-of-gid://shopify/Customer/7',
        verb: 'update',
        target: 'erp',
        erp: { key: 'L000077', name: 'Bart', email: 'bart@example.org', isMain: true, active: true },
        shopify: null,
        fields: [],
        roles: [
          {
            locationId: 'L000052',
            base: null,
            erp: 'orderingOnly',
            shopify: 'locationAdmin',
            action: 'conflict',
            result: null,
            notes: [],
          },
        ],
        proposed: false,
        personKey: 'gid://shopify/Customer/7',
        notes: [],
      },
    ],
    mainContactChange: { side: 'erp', contactId: 'contact-of-gid://shopify/Customer/7' },
    decision: {
      ...noDecision,
      choices: {
        lastName: 'erp',
        'gid://shopify/MailingAddress/11/postcode': 'shopify',
        'contact-of-gid://shopify/Customer/7/role@L000052': 'erp',
      },
      approvedProposals: ['row', 'L000052'],
      partner: 'gid://shopify/Customer/2',
      apartFrom: ['gid://shopify/Customer/5'],
      ties: [{ erpKey: 'L000052', shopifyKey: 'gid://shopify/MailingAddress/11' }],
      moves: [
        {
          side: 'erp',
          locationKey: 'L000052',
          to: { key: 'gid://shopify/Customer/2', number: 'C000002', name: 'Bart' },
        },
      ],
      person: 'jdoe',
    },
    ended: {
      runId: 'run-of-jdoe',
      status: 'stale',
      operation: 'Linked by jdoe',
      cause: {
        code: 'RECORD_CHANGED',
        params: { record: 'Wilhelmina Oxenham', system: 'MYOB' },
        fields: { email: 'bart@example.org is taken' },
      },
      changes: [{ ...change, member: 'firstName' }],
    },
    changedSince: [
      { ...change, member: 'there' },
      { ...change, member: 'active', before: 'yes', now: 'no' },
    ],
    undo: {
      name: 'Wilhelmina Oxenham',
      number: 'C000001',
      parts: [
        {
          what: 'value',
          side: 'erp',
          fate: 'reversed',
          field: 'lastName',
          to: 'Oxenham',
          note: note('undoValue', { field: 'Last name', system: 'MYOB', to: 'Oxenham' }),
        },
      ],
      link: { fate: 'kept', note: note('undoKeptLink') },
    },
  };
}

describe('a redacted plan', () => {
  it('has nothing personal left anywhere, however deep it was', async () => {
    const world = await richWorld();
    const plan = await world.ledger.latestPlan();
    const rows = [...(await world.rows()), ...(await world.rows()).map(embellished)];
    expect(new Set(rows.map(({ verb }) => verb)).size).toBeGreaterThan(2);
    expect(rows.some(({ candidates }) => candidates.length > 0)).toBe(true);
    expect(rows.some(({ suggestions = [] }) => suggestions.length > 0)).toBe(true);
    const found = (text: string) => secrets.filter((secret) => secret.test(text)).map(String);
    // The proof that the needles are in the haystack before.
    expect(found(JSON.stringify(rows))).toEqual(secrets.map(String));
    expect(found(JSON.stringify(rows.map(redact)))).toEqual([]);
    if (plan === null) throw new Error('There is a preview.');
    const overridden = {
      ...plan,
      guardOverride: { sha256: plan.sha256, guards: [], by: 'jdoe', at: plan.createdAt },
    };
    const text = JSON.stringify(header(overridden));
    expect(text).not.toMatch(/jdoe|harbour/i);
    // The plan's id is what keeps its hash from being worked out from guessed rows.
    expect(text).not.toContain(plan.id);
    expect(text).toContain(plan.sha256);
  });

  it('has no hash that can be worked out from a guessed record', async () => {
    const world = await richWorld();
    const rows = await world.rows();
    const hashes = rows.flatMap(({ id, beforeHash }) => [
      id.replace('row-', ''),
      ...[beforeHash.erp, beforeHash.shopify].filter((hash) => hash !== null),
    ]);
    const text = JSON.stringify(rows.map(redact));
    expect(hashes.filter((hash) => text.includes(hash))).toEqual([]);
  });

  it('still says what happens, where and why; equal values stay equal, and blanks stay blank', async () => {
    const world = await richWorld();
    const rows = await world.rows();
    const redacted = rows.map(redact);
    const shapeOf = ({ verb, target, fields, locations, notes, cost }: PlanRow) => ({
      verb,
      target,
      cost,
      notes: notes.map(({ code }) => code),
      fields: fields.map(({ field, action, erp, shopify }) => [
        field,
        action,
        erp === null,
        shopify === null,
        erp === shopify,
      ]),
      locations: locations.map((location) => [location.verb, location.target, location.proposed]),
    });
    expect(redacted.map(shapeOf)).toEqual(rows.map(shapeOf));
    const conflict = redacted.find(({ verb }) => verb === 'conflict');
    const lastName = conflict?.fields.find(({ field }) => field === 'lastName');
    expect(lastName).toMatchObject({ action: 'conflict', erp: expect.stringMatching(/^name-/) });
    expect(lastName?.erp).not.toBe(lastName?.shopify);
    // The same value is the same wherever it stands.
    const question = redacted.find(({ candidates }) => candidates.length > 0);
    const emails = new Set(question?.candidates.map(({ summary }) => summary.email));
    expect(emails.size).toBe(1);
  });

  it('rounds what would tell how rare a name is', async () => {
    const rows = (await (await richWorld()).rows()).map(redact);
    const [near] = rows.flatMap(({ suggestions = [] }) => suggestions);
    expect(near).toBeDefined();
    for (const { weight, similarity, contribution } of near?.fields ?? []) {
      expect([weight, Math.abs(contribution) <= 1, (similarity * 10) % 1]).toEqual([0, true, 0]);
    }
  });
});
