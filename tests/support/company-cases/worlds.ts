/** The records and the link that a case of a business customer speaks of. */
import type { Contact, ContactRole } from '../../../shared/domain/contact.ts';
import type { Party, Side } from '../../../shared/domain/party.ts';
import type { Link } from '../../../shared/sync/ledger-port.ts';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
} from '../companies.ts';
import { agreedCompany, type CompanyWorld } from '../company-world.ts';
import type { modes } from '../reconcile-cases/modes.ts';
import type { ContactState } from './contacts.ts';
import type { RoleCase, RoleState } from './roles.ts';
import type { ErpTerms, ShopifyTerms, TermsCase } from './terms.ts';

// ---------------------------------------------------------------------------------------------- contacts

const main = { erp: erpContact(1), shopify: shopifyContact(1) };

function withContact(side: Side, contact: Contact | null): Party {
  const contacts = contact === null ? [main[side]] : [main[side], contact];
  return side === 'erp' ? erpCompany(1, { contacts }) : shopifyCompany(1, { contacts });
}

/** The second contact of a side; null where there is none. */
function contactNow(state: ContactState, side: Side): Contact | null {
  const own = side === 'erp' ? 'Birch' : 'Cedar';
  const make = (number: number, traits: Parameters<typeof erpContact>[1] = {}): Contact =>
    side === 'erp' ? erpContact(number, traits) : shopifyContact(number, traits);
  switch (state) {
    case 'unchanged':
      return make(2);
    case 'edited':
      return make(2, { lastName: own });
    case 'edited alike':
      return make(2, { lastName: 'Daphne' });
    case 'without e-mail':
      return make(2, { email: null });
    case 'created':
      return make(side === 'erp' ? 7 : 8);
    case 'created alike':
      return make(7);
    case 'created inactive':
      return make(7, { active: false });
    case 'created without e-mail':
      return make(7, { email: null });
    case 'deactivated':
    case 'dealt with':
      return make(2, { active: false });
    case 'added again':
      return { ...make(2), key: make(9).key };
    case 'absent':
    case 'removed':
    case 'not read':
      return null;
  }
}

const neverLinked: readonly ContactState[] = [
  'absent',
  'created',
  'created alike',
  'created inactive',
  'created without e-mail',
];

export function contactWorld(erp: ContactState, shopify: ContactState): CompanyWorld {
  const isKnown = erp === 'dealt with' || ![erp, shopify].some((state) => neverLinked.includes(state));
  const link = agreedCompany(
    withContact('erp', isKnown ? erpContact(2) : null),
    withContact('shopify', isKnown ? shopifyContact(2) : null),
  );
  const contacts = (link.contacts ?? []).map((each, index) =>
    erp === 'dealt with' && index === 1 ? { ...each, state: 'deleted' as const } : each,
  );
  return {
    erp: withContact('erp', contactNow(erp, 'erp')),
    shopify: withContact('shopify', contactNow(shopify, 'shopify')),
    link: { ...link, contacts },
    complete: { erp: erp !== 'not read', shopify: shopify !== 'not read' },
  };
}

// ---------------------------------------------------------------------------------------------- roles

const roles: Readonly<Record<RoleState, ContactRole | null>> = {
  none: null,
  ordering: 'orderingOnly',
  admin: 'locationAdmin',
  own: null,
};

function withRole(side: Side, state: RoleState): Party {
  const location = side === 'erp' ? erpSite(0) : shopifySite(100, 0);
  const plain = side === 'erp' ? erpContact(1) : shopifyContact(1);
  const assigned =
    state === 'none' ? [] : [{ key: 'an assignment', locationKey: location.key, role: roles[state] }];
  const contacts = [{ ...plain, roles: assigned }];
  const parts = { locations: [location], contacts };
  return side === 'erp' ? erpCompany(1, parts) : shopifyCompany(1, parts);
}

export function roleWorld([base, erp, shopify]: RoleCase): CompanyWorld {
  const before = base === 'never' ? 'none' : base;
  return {
    erp: withRole('erp', erp),
    shopify: withRole('shopify', shopify),
    link: base === 'never' ? null : agreedCompany(withRole('erp', before), withRole('shopify', before)),
  };
}

// ---------------------------------------------------------------------------------------------- terms

const erpTerms: Readonly<Record<ErpTerms, string | null>> = {
  none: null,
  '30': '30D',
  '60': '60D',
  unknown: 'COD',
};

const shopifyTerms: Readonly<Record<ShopifyTerms, readonly [string | null, string | null]>> = {
  none: [null, null],
  '30': ['terms/30', 'terms/30'],
  '60': ['terms/60', 'terms/60'],
  unknown: ['terms/fixed', 'terms/fixed'],
  some: ['terms/30', null],
  differ: ['terms/30', 'terms/60'],
};

function withErpTerms(state: ErpTerms): Party {
  return erpCompany(1, { locations: [erpSite(0), erpSite(1)], terms: erpTerms[state] });
}

function withShopifyTerms(state: ShopifyTerms): Party {
  const [one, other] = shopifyTerms[state];
  return shopifyCompany(1, {
    locations: [
      shopifySite(100, 0, { site: { terms: one } }),
      shopifySite(101, 1, { site: { terms: other } }),
    ],
  });
}

/** @param isImport which of the two is only made, in a case of a new company. */
export function termsWorld([base, erp, shopify]: TermsCase, isImport: boolean): CompanyWorld {
  if (base === 'new') {
    return isImport
      ? { erp: null, shopify: withShopifyTerms(shopify), link: null }
      : { erp: withErpTerms(erp), shopify: null, link: null };
  }
  const records = { erp: withErpTerms(erp), shopify: withShopifyTerms(shopify) };
  const agreed: Readonly<Record<Exclude<TermsCase[0], 'new'>, Link | null>> = {
    first: null,
    none: agreedCompany(withErpTerms('none'), withShopifyTerms('none')),
    '30': agreedCompany(withErpTerms('30'), withShopifyTerms('30')),
    '60 and none': agreedCompany(withErpTerms('60'), withShopifyTerms('none')),
  };
  return { ...records, link: agreed[base] };
}

// ---------------------------------------------------------------------------------------------- main contact

export type MainState = 'first' | 'second' | 'none';

export type MainCase = readonly [
  base: MainState | 'never',
  erp: MainState,
  shopify: MainState,
  mode: keyof typeof modes,
  planned: string,
  because: string,
];

export const mainCases: readonly MainCase[] = [
  ['first', 'first', 'first', 'both', '-', 'L7'],
  ['first', 'second', 'first', 'import', '-', 'R4'],
  ['first', 'second', 'first', 'export', 'Shopify: second', 'R17'],
  ['first', 'second', 'first', 'both', 'Shopify: second', 'R17'],
  ['first', 'first', 'second', 'import', 'MYOB: second', 'R17'],
  ['first', 'first', 'second', 'export', '-', 'R4'],
  ['first', 'first', 'second', 'both', 'MYOB: second', 'R17'],
  ['first', 'second', 'second', 'both', '-', 'L10'],
  ['none', 'first', 'second', 'import', 'MYOB: second', 'R33'],
  ['none', 'first', 'second', 'export', 'Shopify: first', 'R33'],
  ['none', 'first', 'second', 'both, ask', 'conflict', 'R2'],
  ['none', 'first', 'second', 'both, MYOB settles', 'Shopify: first', 'R2'],
  ['none', 'first', 'second', 'both, Shopify settles', 'MYOB: second', 'R2'],
  ['never', 'first', 'first', 'both', '-', 'L10'],
  ['never', 'first', 'none', 'export', 'Shopify: first', 'R3'],
  ['never', 'first', 'none', 'import', '-', 'R3'],
  ['never', 'none', 'second', 'both', 'MYOB: second', 'R3'],
  ['never', 'first', 'second', 'import', 'MYOB: second', 'R2'],
  ['never', 'first', 'second', 'export', 'Shopify: first', 'R2'],
  ['never', 'first', 'second', 'both, ask', 'asked', 'R2'],
];

function withMain(side: Side, state: MainState): Party {
  const contacts = side === 'erp' ? [erpContact(1), erpContact(2)] : [shopifyContact(1), shopifyContact(2)];
  const index = state === 'second' ? 1 : 0;
  const key = state === 'none' ? null : (contacts[index]?.key ?? null);
  return side === 'erp' ? erpCompany(1, { contacts, main: key }) : shopifyCompany(1, { contacts, main: key });
}

export function mainWorld([base, erp, shopify]: MainCase): CompanyWorld {
  const before = base === 'never' ? 'none' : base;
  return {
    erp: withMain('erp', erp),
    shopify: withMain('shopify', shopify),
    link: base === 'never' ? null : agreedCompany(withMain('erp', before), withMain('shopify', before)),
  };
}
