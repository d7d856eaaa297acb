/** One business customer on both sides with what it agreed on; for tests of what a preview makes of it. */
import type { Contact, ContactRole } from '../../shared/domain/contact.ts';
import { customerFields, locationFields, siteFields } from '../../shared/domain/fields.ts';
import type { FieldName, FieldValue, Location, Party, Side } from '../../shared/domain/party.ts';
import type {
  AgreedValue,
  ContactChange,
  LocationChange,
  Note,
  WriteTarget,
} from '../../shared/sync/plan.ts';
import type { ContactLink, Link, LocationLink } from '../../shared/sync/ledger-port.ts';
import {
  reconcilePair,
  type PlannedRow,
  type ReconcileContext,
  type ReconcileSettings,
} from '../../shared/sync/reconcile.ts';
import { companyValuesOf, mainContactsNow } from '../../shared/sync/reconcile-agreed.ts';
import { siteValuesOf } from '../../shared/sync/locations-site.ts';
import { partyHash } from '../../shared/sync/hashes.ts';
import type { CompanyContext } from '../../shared/sync/reconcile-types.ts';
import { createTestIds } from './test-ports.ts';

export const termsPairs = [
  { shopify: 'terms/30', erp: '30D' },
  { shopify: 'terms/60', erp: '60D' },
] as const;

export const companySettings: ReconcileSettings = {
  direction: 'bidirectional',
  primary: 'erp',
  withLocations: true,
  policies: { conflicts: 'ask', phoneTaken: 'without', approveDeactivations: false, sameEmail: 'link' },
  homeCountry: 'AU',
  terms: { pairs: termsPairs, always: false },
};

export const nobodyElse: CompanyContext = {
  externalIdOwner: () => null,
  customerWithEmail: () => null,
  customerWithPhone: () => null,
  companyOfPerson: () => null,
  claimantOfPerson: () => null,
  moveOf: () => null,
};

const ids = createTestIds();

export interface CompanyWorld {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly complete?: Readonly<Record<Side, boolean>>;
  readonly companies?: Partial<CompanyContext>;
}

export function planCompany(world: CompanyWorld, settings: Partial<ReconcileSettings> = {}): PlannedRow {
  let next = 0;
  const context: ReconcileContext = {
    emailOwner: () => null,
    phoneOwner: () => null,
    isFiltered: () => null,
    isComplete: (side) => world.complete?.[side] ?? true,
    nextNumber: () => 'B000001',
    nextLocationNumber: () => `L9${String((next += 1)).padStart(5, '0')}`,
    contentHash: (party) => partyHash(party, ids),
    companies: { ...nobodyElse, ...world.companies },
  };
  const { erp, shopify, link } = world;
  return reconcilePair({
    erp,
    shopify,
    link,
    evidence: [],
    settings: { ...companySettings, ...settings },
    context,
  });
}

function agreedOn<Field extends FieldName>(
  fields: readonly Field[],
  erp: Readonly<Record<Field, FieldValue>>,
  shopify: Readonly<Record<Field, FieldValue>>,
): Record<Field, AgreedValue> {
  return Object.fromEntries(
    fields.map((field) => [field, { erp: erp[field], shopify: shopify[field] }]),
  ) as Record<Field, AgreedValue>;
}

export function locationLink(erp: Location, shopify: Location): LocationLink {
  return {
    erpKey: erp.key,
    shopifyKey: shopify.key,
    state: 'linked',
    agreed: {
      ...agreedOn(locationFields, erp.values, shopify.values),
      ...agreedOn(siteFields, siteValuesOf(erp), siteValuesOf(shopify)),
    },
  };
}

export function roleAt(contact: Contact, locationKey: string): ContactRole | null {
  return contact.roles.find((assignment) => assignment.locationKey === locationKey)?.role ?? null;
}

export function contactLink(erp: Contact, shopify: Contact, locations: readonly LocationLink[]): ContactLink {
  return {
    erpKey: erp.key,
    shopifyKey: shopify.key,
    state: 'linked',
    agreed: agreedOn(customerFields, erp.values, shopify.values),
    agreedRoles: Object.fromEntries(
      locations.map(({ erpKey, shopifyKey }) => [
        erpKey,
        { erp: roleAt(erp, erpKey), shopify: roleAt(shopify, shopifyKey) },
      ]),
    ),
  };
}

/** A link on which the two agree as they are: the first location with the first, the first contact with the first, and so on. */
export function agreedCompany(erp: Party, shopify: Party): Link {
  const locations = erp.locations.flatMap((one, index) => {
    const other = shopify.locations[index];
    return other === undefined ? [] : [locationLink(one, other)];
  });
  const contacts = (erp.business?.contacts ?? []).flatMap((one, index) => {
    const other = shopify.business?.contacts[index];
    return other === undefined ? [] : [contactLink(one, other, locations)];
  });
  return {
    id: 'link-1',
    kind: 'company',
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: agreedOn(['accountName', 'terms'], companyValuesOf(erp), companyValuesOf(shopify)),
    locations,
    contacts,
    agreedMainContact: mainContactsNow(erp, shopify),
    agreedDefault: { erp: 'MAIN', shopify: shopify.locations[0]?.key ?? null },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

const names: Readonly<Record<WriteTarget, string>> = {
  erp: 'MYOB',
  shopify: 'Shopify',
  both: 'both',
  none: '',
};

export function said(notes: readonly Note[]): string {
  return notes.length === 0 ? '' : ` [${notes.map(({ code }) => code).join(' ')}]`;
}

/** `update Shopify [replacesEdit]`: what happens to a location or a contact, and what is said of it and of its values. */
export function sayChild(change: LocationChange | ContactChange): string {
  const { verb, target, proposed } = change;
  const inSystem = ` in ${names[target]}`;
  const propose = proposed ? 'propose ' : '';
  const what = {
    create: `create${inSystem}`,
    update: `update ${names[target]}`,
    deactivate: `${propose}deactivate${inSystem}`,
    delete: `${propose}delete${inSystem}`,
    conflict: 'ask',
    endLink: 'end link',
    untie: 'untie',
    link: 'link',
    equal: 'equal',
    invalid: 'invalid',
    leave: 'leave',
  }[verb];
  return what + said([...change.notes, ...change.fields.flatMap(({ notes }) => notes)]);
}
