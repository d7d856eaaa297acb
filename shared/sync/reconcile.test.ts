import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import type { CustomerField, Party } from '../domain/party.ts';
import { customerFields, summarise } from '../domain/party.ts';
import type { AgreedValue } from './plan.ts';
import type { Link } from './ledger-port.ts';
import type { PlannedRow, ReconcileContext, ReconcileInput, ReconcileSettings } from './reconcile.ts';
import { reconcilePair } from './reconcile.ts';

const settings: ReconcileSettings = {
  direction: 'bidirectional',
  primary: 'erp',
  withLocations: true,
  policies: { conflicts: 'ask', phoneTaken: 'without', approveDeactivations: false, sameEmail: 'link' },
  homeCountry: 'AU',
};

const context: ReconcileContext = {
  emailOwner: () => null,
  phoneOwner: () => null,
  isFiltered: () => null,
  isComplete: () => true,
  nextNumber: () => 'C000900',
  nextLocationNumber: () => 'L000900',
  contentHash: () => 'as read',
};

interface Given {
  readonly link?: Link | null;
  readonly settings?: Partial<ReconcileSettings>;
  readonly context?: Partial<ReconcileContext>;
}

function reconcile(erp: Party | null, shopify: Party | null, given: Given = {}): PlannedRow {
  const input: ReconcileInput = {
    erp,
    shopify,
    link: given.link ?? null,
    evidence: [{ rule: 'email', value: 'jane@example.com' }],
    settings: { ...settings, ...given.settings },
    context: { ...context, ...given.context },
  };
  return reconcilePair(input);
}

function linkOf(erp: Party, shopify: Party): Link {
  const agreed: Partial<Record<CustomerField, AgreedValue>> = {};
  for (const field of customerFields)
    agreed[field] = { erp: erp.values[field], shopify: shopify.values[field] };
  return {
    id: 'link-1',
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed,
    locations: [],
    agreedDefault: { erp: 'MAIN', shopify: null },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

function said({ row }: PlannedRow): readonly string[] {
  return [...row.notes, ...row.fields.flatMap(({ notes }) => notes)].map(({ code }) => code);
}

function written({ row }: PlannedRow): readonly string[] {
  return row.fields.map(({ field, action, result }) => `${field} ${action} ${result ?? '-'}`);
}

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '0412 345 678' };
const janeInShopify = { ...jane, phone: '+61412345678' };

describe('a linked customer', () => {
  const erp = erpParty(1, jane);
  const shopify = shopifyParty(1, janeInShopify);
  const link = linkOf(erp, shopify);

  it('in agreement writes nothing and moves nothing', () => {
    const planned = reconcile(erp, shopify, { link });
    expect(planned.row.verb).toBe('equal');
    expect(planned.row.fields).toEqual([]);
    expect(planned.agreedRefresh).toBeNull();
  });

  it('takes a corrected capital letter for an edit, and passes it on', () => {
    const planned = reconcile(erpParty(1, { ...jane, lastName: 'DOE' }), shopify, { link });
    expect(written(planned)).toEqual(['lastName writeShopify DOE']);
  });

  it('passes one edit on, each way, in one row', () => {
    const planned = reconcile(
      erpParty(1, { ...jane, phone: '02 9374 4000' }),
      shopifyParty(1, { ...janeInShopify, email: 'jane.doe@example.com' }),
      { link },
    );
    expect(planned.row).toMatchObject({ verb: 'update', target: 'both' });
    expect(written(planned)).toEqual([
      'email writeErp jane.doe@example.com',
      'phone writeShopify +61293744000',
    ]);
  });

  it('R31 waits as a whole when one field is in conflict, and keeps the undisputed ones to be written', () => {
    const planned = reconcile(
      erpParty(1, { ...jane, email: 'a@example.com', phone: '02 9374 4000' }),
      shopifyParty(1, { ...janeInShopify, email: 'b@example.com' }),
      { link },
    );
    expect(planned.row).toMatchObject({ verb: 'conflict', target: 'shopify' });
    expect(written(planned)).toEqual(['email conflict -', 'phone writeShopify +61293744000']);
  });

  it('R29 lets the account name follow the person', () => {
    const planned = reconcile(erp, shopifyParty(1, { ...janeInShopify, lastName: 'Roe' }), { link });
    expect(written(planned)).toEqual(['lastName writeErp Roe']);
    expect(said(planned)).toEqual(['accountNameFollows']);
  });

  it('R29 keeps an account name that somebody chose', () => {
    const planned = reconcile(
      erpParty(1, { ...jane, accountName: 'Doe Plumbing' }),
      shopifyParty(1, { ...janeInShopify, lastName: 'Roe' }),
      { link },
    );
    expect(said(planned)).toEqual(['accountNameKept']);
  });
});

describe('two records that meet for the first time', () => {
  it('are only linked when they agree, however the phone is written', () => {
    const planned = reconcile(erpParty(1, jane), shopifyParty(1, janeInShopify));
    expect(planned.row).toMatchObject({ verb: 'link', target: 'none', fields: [] });
    expect(said(planned)).toEqual(['newLink']);
  });

  it('R2 ask about every field that differs when both ways are open', () => {
    const planned = reconcile(
      erpParty(1, { ...jane, phone: '02 9374 4000' }),
      shopifyParty(1, { ...janeInShopify, lastName: 'Roe' }),
    );
    expect(planned.row.verb).toBe('conflict');
    expect(written(planned)).toEqual(['lastName conflict -', 'phone conflict -']);
  });

  it('R3 fill a blank where the direction allows it', () => {
    const erp = erpParty(1, { ...jane, phone: null });
    const shopify = shopifyParty(1, { ...janeInShopify, email: null });
    expect(written(reconcile(erp, shopify))).toEqual([
      'email writeShopify jane@example.com',
      'phone writeErp +61412345678',
    ]);
    expect(written(reconcile(erp, shopify, { settings: { direction: 'import' } }))).toEqual([
      'email keep -',
      'phone writeErp +61412345678',
    ]);
  });

  it('compare a name joined when the ERP\u2019s was split at the first space', () => {
    const erp = { ...erpParty(1, { ...jane, firstName: 'Mary', lastName: 'Ann Smith' }), nameIsSplit: true };
    const shopify = shopifyParty(1, { ...janeInShopify, firstName: 'Mary Ann', lastName: 'Smith' });
    expect(reconcile(erp, shopify).row.verb).toBe('link');
    const renamed = shopifyParty(1, { ...janeInShopify, firstName: 'Mary Ann', lastName: 'Jones' });
    expect(written(reconcile(erp, renamed, { link: linkOf(erp, shopify) }))).toEqual([
      'firstName writeErp Mary Ann',
      'lastName writeErp Jones',
    ]);
  });
});

describe('a customer only in Shopify, on import', () => {
  it('is created with its values and the next number', () => {
    const planned = reconcile(null, shopifyParty(1, janeInShopify));
    expect(planned.row).toMatchObject({ verb: 'create', target: 'erp', newNumber: 'C000900' });
    expect(written(planned)).toEqual([
      'firstName writeErp Jane',
      'lastName writeErp Doe',
      'email writeErp jane@example.com',
      'phone writeErp +61412345678',
    ]);
    expect(said(planned)).toEqual([]);
  });

  it('R8 is named by the e-mail when it has no name, and that never comes back as a name', () => {
    const nameless = { email: 'jo@example.com' };
    const planned = reconcile(null, shopifyParty(1, nameless));
    expect(planned.row.verb).toBe('create');
    expect(said(planned)).toEqual(['namedByEmail']);
    const created = { ...erpParty(1, { ...nameless, firstName: 'jo@example.com' }), nameIsSplit: true };
    expect(reconcile(created, shopifyParty(1, nameless)).row.verb).toBe('link');
  });

  it('R14 waits when its name is longer than the account name of the ERP', () => {
    const planned = reconcile(null, shopifyParty(1, { ...janeInShopify, lastName: 'x'.repeat(60) }));
    expect(planned.row).toMatchObject({ verb: 'invalid', newNumber: null });
    expect(said(planned)).toEqual(['tooLong']);
  });

  it('waits when another customer of the ERP has its e-mail', () => {
    const other = summarise(erpParty(7, { firstName: 'Jo', lastName: 'Doe' }));
    const planned = reconcile(null, shopifyParty(1, janeInShopify), { context: { emailOwner: () => other } });
    expect(planned.row.verb).toBe('invalid');
    expect(planned.row.fields.flatMap(({ notes }) => notes)).toEqual([
      {
        code: 'emailTaken',
        params: { email: 'jane@example.com', other: 'Jo Doe (C000007)', system: 'MYOB' },
      },
    ]);
  });

  it('R7 waits when the phone is all that says who it is, and names another customer of the ERP', () => {
    const other = summarise(erpParty(7, { firstName: 'Jo', lastName: 'Doe' }));
    const bare = shopifyParty(1, { ...janeInShopify, email: null });
    const phoneOwner: ReconcileContext['phoneOwner'] = (side) => (side === 'erp' ? other : null);
    const planned = reconcile(null, bare, { context: { phoneOwner } });
    expect(planned.row.verb).toBe('invalid');
    expect(planned.row.fields.flatMap(({ notes }) => notes)).toEqual([
      { code: 'phoneNamesOther', params: { phone: '+61412345678', other: 'Jo Doe (C000007)' } },
    ]);
    const known = reconcile(null, shopifyParty(1, janeInShopify), { context: { phoneOwner } });
    expect(known.row.verb).toBe('create');
  });
});

describe('a customer only in the ERP, on export', () => {
  it.each(['9876 5432', 'ask Sione', '0412 345 67'])('R5 goes without the phone "%s", said so', (phone) => {
    const planned = reconcile(erpParty(1, { ...jane, phone }), null);
    expect(planned.row).toMatchObject({ verb: 'create', target: 'shopify', newNumber: null });
    expect(written(planned)).toContain('phone keep -');
    expect(said(planned)).toEqual(['phoneNotValid']);
  });

  it('R6 goes without a phone that another customer has, naming that customer', () => {
    const other = summarise(shopifyParty(7, { firstName: 'Jo', lastName: 'Doe' }));
    const asked: unknown[] = [];
    const phoneOwner: ReconcileContext['phoneOwner'] = (...question) => {
      asked.push(question);
      return other;
    };
    const planned = reconcile(erpParty(1, jane), null, { context: { phoneOwner } });
    expect(planned.row.verb).toBe('create');
    expect(asked).toEqual([['shopify', '+61412345678', null]]);
    expect(planned.row.fields.at(-1)?.notes).toEqual([
      { code: 'phoneTaken', params: { phone: '0412 345 678', other: 'Jo Doe (7)' } },
    ]);
  });

  it('R6 waits instead where the profile says so', () => {
    const other = summarise(shopifyParty(7, jane));
    const planned = reconcile(erpParty(1, jane), null, {
      context: { phoneOwner: () => other },
      settings: { policies: { ...settings.policies, phoneTaken: 'wait' } },
    });
    expect(planned.row.verb).toBe('invalid');
    expect(said(planned)).toEqual(['phoneTakenWaits']);
  });

  it('says that an extension is left out', () => {
    const planned = reconcile(erpParty(1, { ...jane, phone: '02 9374 4000 x12' }), null);
    expect(written(planned)).toContain('phone writeShopify +61293744000');
    expect(said(planned)).toEqual(['phoneExtensionDropped']);
  });

  it('with an e-mail that is none is invalid', () => {
    const planned = reconcile(erpParty(1, { ...jane, email: 'a@example.com; b@example.com' }), null);
    expect(planned.row.verb).toBe('invalid');
    expect(said(planned)).toEqual(['emailNotValid']);
  });
});

describe('R5, R6 on a customer that has a phone in Shopify already', () => {
  const shopify = shopifyParty(1, janeInShopify);
  const link = linkOf(erpParty(1, jane), shopify);

  it('the phone there stays when the new one cannot be read or is taken, and nothing is written', () => {
    const unreadable = reconcile(erpParty(1, { ...jane, phone: 'ask Sione' }), shopify, { link });
    expect(unreadable.row.verb).toBe('equal');
    expect(said(unreadable)).toEqual(['phoneUnreadable']);
    const taken = reconcile(erpParty(1, { ...jane, phone: '02 9374 4000' }), shopify, {
      link,
      context: { phoneOwner: () => summarise(shopifyParty(7, {})) },
    });
    expect(taken.row.verb).toBe('equal');
    expect(said(taken)).toEqual(['phoneTakenKept']);
  });
});

describe('a linked customer whose partner is gone', () => {
  const erp = erpParty(1, jane);
  const shopify = shopifyParty(1, janeInShopify);
  const link = linkOf(erp, shopify);

  it.each([
    ['Shopify', erp, null, 'deletedInShopify'],
    ['the ERP', null, shopify, 'deletedInErp'],
  ] as const)('R32 was deleted in %s: a proposal that writes nothing', (_where, one, other, code) => {
    const planned = reconcile(one, other, { link });
    expect(planned.row).toMatchObject({ verb: 'delete', target: 'none', linkId: 'link-1', fields: [] });
    expect(said(planned)).toEqual([code]);
  });
});

it('a row about nobody is a mistake of the caller', () => {
  expect(() => reconcile(null, null)).toThrow('at least one record');
});
