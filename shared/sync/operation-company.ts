/** Writes to a business customer itself, and in which order those of its locations and contacts go with them. */
import type { Location, Party, Side } from '../domain/party.ts';
import { translateTerms } from '../mapping/terms.ts';
import { keyToBeMade } from './key-to-be-made.ts';
import {
  contactCreation,
  contactOperations,
  contactReference,
  contactRemovals,
  copiedContactValues,
  mainContactOfNew,
  mainContactOperations,
  rolesOfMainOperations,
  type MainContact,
} from './operation-contacts.ts';
import { blankCustomer, defaultsOfNew } from './operation-customer.ts';
import {
  copiedPlace,
  defaultOperations,
  locationCreation,
  locationOperations,
  removals,
} from './operation-locations.ts';
import { copiedSite, firstSite, newSite, termsOperations, type NewSite } from './operation-sites.ts';
import { referenceTo, type Operation, type RowContext } from './operation-types.ts';
import { companyWrites } from './operation-values.ts';
import type { CustomerPatch } from './ports.ts';
import { companyValuesOf } from './reconcile-agreed.ts';

/** How the company on `side` names its partner. Shopify's externalId is always given: by it a create is found again (L5). */
function companyReference({ records, settings }: RowContext, side: Side) {
  return side === 'erp' ? referenceTo(records.shopify?.key, settings) : (records.erp?.number ?? null);
}

interface NewCompany {
  readonly name: string | null;
  /** TermsID; ignored by Shopify. */
  readonly terms: string | null;
  readonly site: (NewSite & { readonly id: string }) | null;
  readonly mainContact: MainContact | null;
}

function companyCreation(context: RowContext, side: Side, made: NewCompany): Operation {
  const { row } = context;
  const { name, terms, site, mainContact } = made;
  const person = mainContact?.draft.values;
  // The ERP's customer has an e-mail and a phone of its own; they are the main contact's as long as nobody gives it others.
  const own = side === 'erp' ? { email: person?.email ?? null, phone: person?.phone ?? null } : {};
  return {
    side,
    kind: 'createCustomer',
    locationId: site?.id ?? null,
    ...(mainContact === null ? {} : { contactId: mainContact.id }),
    payload: {
      values: { ...blankCustomer, ...own },
      accountName: name,
      number: side === 'erp' ? row.newNumber : null,
      externalReference: companyReference(context, side),
      main: site?.values ?? null,
      ...defaultsOfNew(context.records, side, context.settings),
      business: {
        terms: side === 'erp' ? terms : null,
        location: {
          name: site?.name ?? null,
          externalReference: site?.externalReference ?? null,
          site: site?.site ?? { taxId: null, taxExempt: false, terms: null, billing: null },
        },
        mainContact: mainContact?.draft ?? null,
      },
    },
  };
}

function createCompany(context: RowContext, side: Side): Operation {
  const { accountName = null, terms = null } = companyWrites(context, side);
  const first = firstSite(context.row, side);
  return companyCreation(context, side, {
    name: accountName,
    terms,
    site: first === undefined ? null : { id: first.id, ...newSite(context, first, side) },
    mainContact: mainContactOfNew(context, side),
  });
}

function updateCompany(context: RowContext, side: Side): readonly Operation[] {
  const before = context.records[side];
  const { accountName, terms } = companyWrites(context, side);
  const writesTerms = side === 'erp' && terms !== undefined;
  if (before === null || (accountName === undefined && !writesTerms)) return [];
  const reference = before.externalReference === null ? companyReference(context, side) : null;
  const payload: CustomerPatch = {
    values: {},
    ...(accountName === undefined ? {} : { accountName }),
    ...(writesTerms ? { terms } : {}),
    ...(reference === null ? {} : { externalReference: reference }),
  };
  return [{ side, kind: 'updateCustomer', locationId: null, payload }];
}

/**
 * Everything that a row writes to one side: the company, its locations, its contacts with their roles, the main contact, terms;
 * what is taken away comes last.
 */
export function companyOperations(context: RowContext, side: Side): readonly Operation[] {
  const { row, records } = context;
  const company = records[side] === null ? [createCompany(context, side)] : updateCompany(context, side);
  const locations = row.locations.flatMap((change) => locationOperations(context, change, side));
  return [
    ...company,
    ...locations,
    ...defaultOperations(context, side, locations),
    ...contactOperations(context, side),
    ...mainContactOperations(context, side),
    ...(side === 'shopify' ? termsOperations(context) : []),
    ...contactRemovals(context, side),
    ...row.locations.flatMap((change) => removals(context, change, side)),
  ];
}

// ---------------------------------------------------------------------------------------------- made again

/**
 * The missing company with everything the other side holds of it (R12). In Shopify its people are customers still, and become
 * contacts with the next preview, which finds them by their e-mail.
 */
export function recreatedCompany(
  context: RowContext,
  survivor: Party,
  places: readonly Location[],
  side: Side,
): readonly Operation[] {
  const [first, ...further] = places;
  const people = side === 'erp' ? (survivor.business?.contacts ?? []).filter(({ active }) => active) : [];
  const drafts = people.map((held) => ({
    id: held.key,
    draft: {
      values: copiedContactValues(context, held, side),
      externalReference: contactReference(context, held, side),
      roles: held.roles.flatMap(({ locationKey, role }) =>
        role !== null && places.some(({ key }) => key === locationKey)
          ? [{ locationKey: keyToBeMade(locationKey), role }]
          : [],
      ),
    },
  }));
  const main = drafts.find(({ id }) => id === survivor.business?.mainContactKey);
  const { terms } = context.settings.company;
  return [
    companyCreation(context, side, {
      name: survivor.accountName,
      terms: translateTerms(companyValuesOf(survivor).terms, side, terms),
      site: first === undefined ? null : { id: first.key, ...copiedSite(context, first, side) },
      mainContact: main === undefined ? null : { id: main.id, draft: { ...main.draft, roles: [] } },
    }),
    ...further.map((held) =>
      locationCreation(context, held.key, copiedPlace(context, held.key, held, side), side, null),
    ),
    ...drafts.flatMap(({ id, draft }) =>
      id === main?.id
        ? rolesOfMainOperations(id, draft.roles, first?.key ?? null, side)
        : contactCreation({ id, personKey: null }, draft, side),
    ),
  ];
}
