import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty, type PartyInput } from '../../tests/support/parties.ts';
import type { Party } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { matchParties, type MatchInput, type MatchResult } from './match.ts';
import { setApart } from './match-buckets.ts';
import type { Link } from './ledger-port.ts';

function match(input: Partial<MatchInput>): MatchResult {
  return matchParties({ erp: [], shopify: [], links: [], homeCountry: 'AU', ...input });
}

function linkOf(erp: Party, shopify: Party, id = `link-${erp.number}`): Link {
  return {
    id,
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: {},
    locations: [],
    agreedDefault: { erp: null, shopify: null },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** The result in short: numbers instead of records. */
function outline(result: MatchResult): unknown {
  return {
    pairs: result.pairs.map(({ erp, shopify, evidence }) => [
      erp?.number,
      shopify?.number,
      evidence[0]?.rule,
    ]),
    broken: result.broken.map(({ erp, shopify, heirs }) => [
      erp?.number ?? null,
      shopify?.number ?? null,
      ...heirs.map(({ party, evidence }) => `${evidence.rule} ${party.number}`),
    ]),
    erp: result.singles.erp.map((party) => party.number),
    shopify: result.singles.shopify.map((party) => party.number),
    groups: result.groups.map(({ reason, erp, shopify }) => [
      reason,
      erp.map((party) => party.number),
      shopify.map((party) => party.number),
    ]),
  };
}

const nothing = { pairs: [], broken: [], erp: [], shopify: [], groups: [] };

describe('passes, from strong to weak', () => {
  it('a stored link beats reference, e-mail and phone', () => {
    const linked = erpParty(1, { email: 'old@example.com' });
    const tempting = erpParty(2, { email: 'mia@example.com', externalReference: '7 - Harbour' });
    const mia = shopifyParty(7, { email: 'mia@example.com' });
    const result = match({ erp: [linked, tempting], shopify: [mia], links: [linkOf(linked, mia)] });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'link']], erp: ['C000002'] });
  });

  it('the ERP reference beats the e-mail, and only its id counts (R28)', () => {
    const referring = erpParty(1, { email: 'a@example.com', externalReference: '7 - Harbour - Pine & Co' });
    const sameEmail = erpParty(2, { email: 'b@example.com' });
    const seven = shopifyParty(7, { email: 'b@example.com' });
    const result = match({ erp: [referring, sameEmail], shopify: [seven] });
    expect(outline(result)).toEqual({
      ...nothing,
      pairs: [['C000001', '7', 'externalReference']],
      erp: ['C000002'],
    });
  });

  it('two ERP records that name one Shopify id are a question (L9)', () => {
    const result = match({
      erp: [erpParty(1, { externalReference: '7 - A' }), erpParty(2, { externalReference: '7 - B' })],
      shopify: [shopifyParty(7, { email: 'x@example.com' })],
    });
    expect(outline(result)).toEqual({ ...nothing, groups: [['reference', ['C000001', 'C000002'], ['7']]] });
  });

  it('the ERP number that a Shopify customer carries beats the e-mail', () => {
    const carrying = shopifyParty(7, { email: 'b@example.com', externalReference: 'C000001' });
    const named = erpParty(1, { email: 'a@example.com' });
    const sameEmail = erpParty(2, { email: 'b@example.com' });
    const result = match({ erp: [named, sameEmail], shopify: [carrying] });
    expect(outline(result)).toEqual({
      ...nothing,
      pairs: [['C000001', '7', 'externalReference']],
      erp: ['C000002'],
    });
  });

  it('two Shopify customers that carry one ERP number are a question (L9)', () => {
    const result = match({
      erp: [erpParty(1)],
      shopify: [
        shopifyParty(7, { lastName: 'A', externalReference: 'C000001' }),
        shopifyParty(8, { lastName: 'B', externalReference: 'C000001' }),
      ],
    });
    expect(outline(result)).toEqual({ ...nothing, groups: [['reference', ['C000001'], ['7', '8']]] });
  });

  it('an ERP number that nobody has says nothing', () => {
    const result = match({
      erp: [erpParty(1, { email: 'mia@example.com' })],
      shopify: [shopifyParty(7, { email: 'mia@example.com', externalReference: 'C000099' })],
    });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'email']] });
  });

  it('a reference to a record that was not read falls back to the e-mail', () => {
    const result = match({
      erp: [erpParty(1, { email: 'Mia@Example.com ', externalReference: '99 - Other store' })],
      shopify: [shopifyParty(7, { email: 'mia@example.com' })],
    });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'email']] });
  });

  it.each([
    ['0412 345 678', '+61412345678'],
    ['(02) 9374 4000', '+61293744000'],
    ['+61 (0)2 9374 4000', '+61 2 9374 4000'],
  ])('phone %s and %s join two records without e-mail', (erpPhone, shopifyPhone) => {
    const result = match({
      erp: [erpParty(1, { lastName: 'Ngata', phone: erpPhone })],
      shopify: [shopifyParty(7, { lastName: 'Ngata', phone: shopifyPhone })],
    });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'phone']] });
  });

  it('a phone that is no valid number joins nobody', () => {
    const result = match({
      erp: [erpParty(1, { lastName: 'Ngata', phone: '12345' })],
      shopify: [shopifyParty(7, { lastName: 'Ngata', phone: '12345' })],
    });
    expect(outline(result)).toEqual({ ...nothing, erp: ['C000001'], shopify: ['7'] });
  });

  it('two with different e-mails who share a phone are two people', () => {
    const result = match({
      erp: [erpParty(1, { email: 'a@example.com', phone: '0412 345 678' })],
      shopify: [shopifyParty(7, { email: 'b@example.com', phone: '+61412345678' })],
    });
    expect(outline(result)).toEqual({ ...nothing, erp: ['C000001'], shopify: ['7'] });
  });
});

describe('rulings on identity', () => {
  it.each([
    [{ email: 'a@example.com' }, {}],
    [{}, { email: 'a@example.com' }],
  ])(
    'R7 phone equal, e-mail on one side only: a question',
    (erpMore: PartyInput, shopifyMore: PartyInput) => {
      const result = match({
        erp: [erpParty(1, { lastName: 'Ngata', phone: '0412 345 678', ...erpMore })],
        shopify: [shopifyParty(7, { lastName: 'Ngata', phone: '+61412345678', ...shopifyMore })],
      });
      expect(outline(result)).toEqual({ ...nothing, groups: [['phone', ['C000001'], ['7']]] });
    },
  );

  it('R7 a couple on one phone: who has no e-mail is asked about with both candidates', () => {
    const result = match({
      erp: [
        erpParty(1, { lastName: 'Ngata', phone: '0412 345 678' }),
        erpParty(2, { email: 'b@example.com', phone: '0412 345 678' }),
      ],
      shopify: [shopifyParty(7, { lastName: 'Ngata', phone: '+61412345678' })],
    });
    expect(outline(result)).toEqual({ ...nothing, groups: [['phone', ['C000001', 'C000002'], ['7']]] });
  });

  it.each([0, 1])('R11 two customers with one e-mail wait together, with %i partners', (partners) => {
    const twins = [erpParty(1, { email: 'shop@example.com' }), erpParty(2, { email: 'SHOP@example.com' })];
    const partner = shopifyParty(7, { email: 'shop@example.com' });
    const result = match({ erp: twins, shopify: partners === 0 ? [] : [partner] });
    expect(outline(result)).toEqual({
      ...nothing,
      groups: [['email', ['C000001', 'C000002'], partners === 0 ? [] : ['7']]],
    });
  });

  it('R11 a linked customer does not wait for a stranger with the same e-mail', () => {
    const linked = erpParty(1, { email: 'shop@example.com' });
    const stranger = erpParty(2, { email: 'shop@example.com' });
    const partner = shopifyParty(7, { email: 'shop@example.com' });
    const result = match({ erp: [linked, stranger], shopify: [partner], links: [linkOf(linked, partner)] });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'link']], erp: ['C000002'] });
  });

  it.each(['inactive', 'oneTime'] as const)('R19 R34 an ERP customer that is %s still matches', (status) => {
    const result = match({
      erp: [erpParty(1, { email: 'a@example.com', status })],
      shopify: [shopifyParty(7, { email: 'a@example.com' })],
    });
    expect(outline(result)).toEqual({ ...nothing, pairs: [['C000001', '7', 'email']] });
  });

  it('the guest customer matches nobody', () => {
    const result = match({
      erp: [erpParty(1, { email: 'guest@example.com', isGuest: true })],
      shopify: [shopifyParty(7, { email: 'guest@example.com' })],
    });
    expect(outline(result)).toEqual({ ...nothing, erp: ['C000001'], shopify: ['7'] });
  });
});

describe('broken links and choices', () => {
  const survivor = erpParty(1, { email: 'a@example.com', phone: '0412 345 678' });
  const lost = linkOf(survivor, shopifyParty(7));

  it('L9 who has the e-mail of a partner that is gone is asked about, never linked or created by itself', () => {
    const heir = shopifyParty(8, { email: 'A@example.com' });
    const result = match({ erp: [survivor], shopify: [heir], links: [lost] });
    expect(outline(result)).toEqual({ ...nothing, broken: [['C000001', null, 'email 8']] });
    expect(result.broken[0]?.heirs[0]?.evidence).toEqual({
      rule: 'email',
      value: 'a@example.com',
      compared: { erp: 'a@example.com', shopify: 'A@example.com' },
    });
  });

  it('L9 the e-mail that the two had agreed on counts as well', () => {
    const renamed = erpParty(1, { email: 'new@example.com' });
    const link = { ...lost, agreed: { email: { erp: 'old@example.com', shopify: 'old@example.com' } } };
    const heir = shopifyParty(8, { email: 'old@example.com' });
    expect(outline(match({ erp: [renamed], shopify: [heir], links: [link] }))).toEqual({
      ...nothing,
      broken: [['C000001', null, 'email 8']],
    });
  });

  it('L9 R11 another claimant of the e-mail waits with them instead of being paired', () => {
    const heir = shopifyParty(8, { email: 'a@example.com' });
    const rival = erpParty(2, { email: 'a@example.com' });
    expect(outline(match({ erp: [survivor, rival], shopify: [heir], links: [lost] }))).toEqual({
      ...nothing,
      broken: [['C000001', null, 'email 8', 'email C000002']],
    });
  });

  it('a stronger pass comes first: who is named by a reference is no heir', () => {
    const heir = shopifyParty(8, { email: 'a@example.com' });
    const named = erpParty(2, { email: 'b@example.com', externalReference: '8 - Harbour' });
    const result = match({ erp: [survivor, named], shopify: [heir], links: [lost] });
    expect(outline(result)).toEqual({
      ...nothing,
      pairs: [['C000002', '8', 'externalReference']],
      broken: [['C000001', null]],
    });
    expect(result.broken[0]?.holder).toEqual({ party: heir, partner: named });
  });

  it('a phone makes an heir only of somebody whom no rule has matched', () => {
    const matched = shopifyParty(8, { email: 'b@example.com', phone: '+61412345678' });
    const partner = erpParty(2, { email: 'b@example.com' });
    const left = shopifyParty(9, { email: 'c@example.com', phone: '+61412345678' });
    const given = { erp: [survivor, partner], shopify: [matched, left], links: [lost] };
    expect(outline(match(given))).toEqual({
      ...nothing,
      pairs: [['C000002', '8', 'email']],
      broken: [['C000001', null, 'phone 9']],
    });
  });

  it('L4 a partner that was not read is not replaced', () => {
    const heir = shopifyParty(8, { email: 'a@example.com' });
    const complete = { erp: true, shopify: false };
    expect(outline(match({ erp: [survivor], shopify: [heir], links: [lost], complete }))).toEqual({
      ...nothing,
      broken: [['C000001', null]],
      shopify: ['8'],
    });
  });

  it('works the same where the ERP lost its record', () => {
    const alone = shopifyParty(7, { email: 'a@example.com' });
    const heir = erpParty(2, { email: 'a@example.com' });
    const link = linkOf(erpParty(1), alone);
    expect(outline(match({ erp: [heir], shopify: [alone], links: [link] }))).toEqual({
      ...nothing,
      broken: [[null, '7', 'email C000002']],
    });
  });

  it('a pairing by hand outranks the stored links of both, and lets their partners go', () => {
    const erp = [erpParty(1), erpParty(2)];
    const shopify = [shopifyParty(7), shopifyParty(8)];
    const [a, b] = [erp[0], shopify[0]];
    const [c, d] = [erp[1], shopify[1]];
    if (!a || !b || !c || !d) throw new Error('four records');
    const links = [linkOf(a, b), linkOf(c, d)];
    const result = match({ erp, shopify, links, manual: [{ erpKey: a.key, shopifyKey: d.key }] });
    expect(outline(result)).toEqual({
      ...nothing,
      pairs: [['C000001', '8', 'manual']],
      erp: ['C000002'],
      shopify: ['7'],
    });
    expect(result.pairs[0]?.replaced).toEqual(links);
    expect([...result.released.keys()].toSorted()).toEqual([c.key, b.key].toSorted());
    const same = match({ erp, shopify, links, manual: [{ erpKey: a.key, shopifyKey: b.key }] });
    expect(same.pairs.map(({ link }) => link?.id)).toEqual(['link-C000001', 'link-C000002']);
  });

  it('two that are kept apart are not joined by reference, e-mail or phone, and others still are', () => {
    const erp = erpParty(1, { email: 'a@example.com', externalReference: '7 - Harbour' });
    const bare = erpParty(2, { phone: '0412 345 678' });
    const seven = shopifyParty(7, { email: 'a@example.com' });
    const eight = shopifyParty(8, { phone: '+61412345678' });
    const apart = new Map<string, Set<string>>();
    setApart(apart, erp.key, seven.key);
    expect(outline(match({ erp: [erp, bare], shopify: [seven, eight], apart }))).toEqual({
      ...nothing,
      pairs: [['C000002', '8', 'phone']],
      erp: ['C000001'],
      shopify: ['7'],
    });
    setApart(apart, bare.key, eight.key);
    expect(outline(match({ erp: [bare], shopify: [eight], apart }))).toEqual({
      ...nothing,
      erp: ['C000002'],
      shopify: ['8'],
    });
  });

  it('L9 a candidate that turns up after somebody was kept apart is a new question', () => {
    const erp = [1, 2, 3].map((number) => erpParty(number, { email: 'a@example.com' }));
    const seven = shopifyParty(7, { email: 'a@example.com' });
    const apart = new Map<string, Set<string>>();
    for (const { key } of erp.slice(0, 2)) setApart(apart, seven.key, key);
    expect(outline(match({ erp, shopify: [seven], apart }))).toEqual({
      ...nothing,
      groups: [['email', ['C000001', 'C000002', 'C000003'], ['7']]],
    });
  });

  it('a link with both records missing leaves no trace', () => {
    expect(outline(match({ links: [linkOf(erpParty(1), shopifyParty(7))] }))).toEqual(nothing);
  });

  it('a manual pairing settles a group, and the candidates left over go on alone', () => {
    const erp = [erpParty(1, { email: 'a@example.com' }), erpParty(2, { email: 'a@example.com' })];
    const seven = shopifyParty(7, { email: 'a@example.com' });
    const manual = [{ erpKey: erp[1]?.key ?? '', shopifyKey: seven.key }];
    expect(outline(match({ erp, shopify: [seven], manual }))).toEqual({
      ...nothing,
      pairs: [['C000002', '7', 'manual']],
      erp: ['C000001'],
    });
  });

  it('a record that is kept apart matches nothing, and the others still wait for each other', () => {
    const erp = [erpParty(1, { email: 'a@example.com' }), erpParty(2, { email: 'a@example.com' })];
    const seven = shopifyParty(7, { email: 'a@example.com' });
    const apart = new Map<string, Set<string>>();
    for (const { key } of erp) setApart(apart, seven.key, key);
    expect(outline(match({ erp, shopify: [seven], apart }))).toEqual({
      ...nothing,
      shopify: ['7'],
      groups: [['email', ['C000001', 'C000002'], []]],
    });
  });
});

const emails = fc.option(fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com'), { nil: null });
const phones = fc.option(fc.constantFrom('0412 345 678', '+61412345678', '+61293744000'), { nil: null });
const traits = fc.record({
  email: emails,
  phone: phones,
  isGuest: fc.constantFrom(false, false, false, true),
  reference: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
});
const world = fc
  .record({
    erp: fc.array(traits, { maxLength: 6 }),
    shopify: fc.array(traits, { maxLength: 6 }),
    links: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })), {
      maxLength: 2,
    }),
  })
  .map(({ erp, shopify, links }) => ({
    erp: erp.map(({ email, phone, isGuest, reference }, index) =>
      erpParty(index + 1, {
        lastName: 'Ngata',
        email,
        phone,
        isGuest,
        externalReference: reference === null ? null : `${reference} - Harbour`,
      }),
    ),
    shopify: shopify.map(({ email, phone }, index) =>
      shopifyParty(index + 1, { lastName: 'Ngata', email, phone }),
    ),
    links: links
      .filter(([a, b], index) => links.every(([c, d], other) => other === index || (a !== c && b !== d)))
      .map(([a, b]) => linkOf(erpParty(a), shopifyParty(b))),
  }));

describe('properties', () => {
  it('P11 the order of the records does not matter', () => {
    fc.assert(
      fc.property(
        world.chain((given) =>
          fc.record({
            given: fc.constant(given),
            erp: fc.shuffledSubarray(given.erp, { minLength: given.erp.length }),
            shopify: fc.shuffledSubarray(given.shopify, { minLength: given.shopify.length }),
            links: fc.shuffledSubarray(given.links, { minLength: given.links.length }),
          }),
        ),
        ({ given, ...shuffled }) => {
          expect(match(shuffled)).toEqual(match(given));
        },
      ),
    );
  });

  it('L12 every record is in exactly one place', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { pairs, broken, singles, groups } = match(given);
        const placed = [
          ...[...pairs, ...broken].flatMap(({ erp, shopify }) => [erp, shopify]),
          ...broken.flatMap(({ heirs }) => heirs.map(({ party }) => party)),
          ...singles.erp,
          ...singles.shopify,
          ...groups.flatMap(({ erp, shopify }) => [...erp, ...shopify]),
        ].filter((party) => party !== null);
        expect(placed.map(({ key }) => key).toSorted()).toEqual(
          [...given.erp, ...given.shopify].map(({ key }) => key).toSorted(),
        );
      }),
    );
  });

  it('a weaker pass changes nothing of what a stronger one found', () => {
    const without = (party: Party, fields: readonly ('email' | 'phone')[]): Party => ({
      ...party,
      values: { ...party.values, ...Object.fromEntries(fields.map((field) => [field, null])) },
    });
    const found = (result: MatchResult, rules: readonly string[]) =>
      result.pairs
        .filter(({ evidence }) => rules.includes(evidence[0]?.rule ?? ''))
        .map(({ erp, shopify }) => `${erp?.key} ${shopify?.key}`);
    fc.assert(
      fc.property(world, (given) => {
        const strong = ['link', 'externalReference'];
        const stripped = {
          ...given,
          erp: given.erp.map((party) => without(party, ['email', 'phone'])),
          shopify: given.shopify.map((party) => without(party, ['email', 'phone'])),
        };
        expect(found(match(given), strong)).toEqual(found(match(stripped), strong));
      }),
    );
  });

  it('every match says why, with the values compared, and they are equal once normalised', () => {
    fc.assert(
      fc.property(world, (given) => {
        const read = {
          link: () => null,
          manual: () => null,
          externalReference: (text: string | null) => text?.split(' - ')[0] ?? null,
          email: normaliseEmail,
          phone: (text: string | null) => normalisePhone(text, 'AU').e164,
          taxId: () => null,
          nameAndPostcode: () => null,
        };
        for (const { erp, shopify, link, evidence } of match(given).pairs) {
          const [why] = evidence;
          if (why === undefined || erp === null || shopify === null)
            throw new Error('A match without a reason');
          const { rule, value, compared } = why;
          const held = {
            link: undefined,
            manual: undefined,
            externalReference: { erp: erp.externalReference, shopify: shopify.number },
            email: { erp: erp.values.email, shopify: shopify.values.email },
            phone: { erp: erp.values.phone, shopify: shopify.values.phone },
            taxId: undefined,
            nameAndPostcode: undefined,
          }[rule];
          expect([evidence.length, compared]).toEqual([1, held]);
          const texts = [compared?.erp ?? null, compared?.shopify ?? null].map(read[rule]);
          const wanted =
            rule === 'externalReference' ? value.split(' - ')[0] : rule === 'link' ? null : value;
          expect(texts).toEqual([wanted, wanted]);
          expect(rule === 'link' ? value : null).toBe(link?.id ?? null);
        }
      }),
    );
  });

  it('L9 a question names everybody that it could be about, on both sides alike', () => {
    const mirrored = (party: Party, number: number): Party => {
      const { email, phone, lastName } = party.values;
      const make = party.side === 'erp' ? shopifyParty : erpParty;
      return make(number, { lastName, email, phone });
    };
    const plain = world.map(({ erp, shopify }) => ({
      erp: erp.filter(({ isGuest }) => !isGuest).map((party) => ({ ...party, externalReference: null })),
      shopify,
    }));
    fc.assert(
      fc.property(plain, ({ erp, shopify }) => {
        const numberOf = (party: Party): number => Number(party.number.replace('C', ''));
        const turned = match({
          erp: shopify.map((party) => mirrored(party, numberOf(party))),
          shopify: erp.map((party) => mirrored(party, numberOf(party))),
        });
        const groupsOf = (result: MatchResult, first: 'erp' | 'shopify', second: 'erp' | 'shopify') =>
          result.groups
            .map((group) =>
              JSON.stringify([
                group.reason,
                group.value,
                group[first].map(numberOf),
                group[second].map(numberOf),
              ]),
            )
            .toSorted();
        const straight = match({ erp, shopify });
        expect(groupsOf(straight, 'erp', 'shopify')).toEqual(groupsOf(turned, 'shopify', 'erp'));
        for (const { reason, value, ...group } of straight.groups) {
          if (reason !== 'email') continue;
          const all = [...erp, ...shopify].filter(({ values }) => normaliseEmail(values.email) === value);
          expect(new Set([...group.erp, ...group.shopify])).toEqual(new Set(all));
        }
      }),
    );
  });

  it('L9 a pair that is not linked has no rival with the same evidence', () => {
    fc.assert(
      fc.property(world, (given) => {
        for (const { erp, evidence } of match(given).pairs) {
          if (evidence[0]?.rule !== 'email') continue;
          const claimedElsewhere = new Set(given.links.map(({ erpKey }) => erpKey));
          const rivals = given.erp.filter(
            (party) =>
              party.values.email === erp?.values.email &&
              !party.isGuest &&
              party.externalReference === null &&
              !claimedElsewhere.has(party.key),
          );
          expect(rivals.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

it('matches 100,000 with 100,000 by e-mail, each with its own; `npm run bench -- match` says how fast', () => {
  const erp: Party[] = [];
  const shopify: Party[] = [];
  for (let index = 0; index < 100_000; index += 1) {
    erp.push(erpParty(index, { email: `customer${index}@example.com`, phone: '0412 345 678' }));
    shopify.push(shopifyParty(99_999 - index, { email: `Customer${index}@example.com` }));
  }
  const result = match({ erp, shopify });
  const own = result.pairs.filter(
    (pair) =>
      normaliseEmail(pair.erp?.values.email ?? null) === normaliseEmail(pair.shopify?.values.email ?? null),
  );
  expect(own).toHaveLength(100_000);
});
