/**
 * Business customers as a sink writes them: what the sync core wants of a `Party` becomes writes to a company. What Shopify takes
 * by a mutation of its own is a call of its own; a patch that holds several is carried out part by part.
 */
import { blankLocation } from '../../../../shared/domain/fields.ts';
import { AppError } from '../../../../shared/domain/app-error.ts';
import type { Company, PaymentTerms } from '../../../../shared/domain/company.ts';
import { nameOf, type LocationValues, type Party } from '../../../../shared/domain/party.ts';
import type {
  AddressPurpose,
  CompanyContactDraft,
  CompanyLocationDraft,
  CompanySink,
} from '../../../../shared/sync/company-ports.ts';
import type { ContactDraft, ContactPatch, RoleChange } from '../../../../shared/sync/contact-ports.ts';
import type { LocationDraft, LocationPatch, Sink } from '../../../../shared/sync/ports.ts';
import { refuseExtras } from '../../../../shared/sync/no-extras.ts';
import type { KnownCompanies } from './known.ts';
import { billingOf, partyOf, roleOf } from './party.ts';

function refusal(before: Party, message: string): AppError {
  return new AppError('WRITE_REFUSED', { params: { system: 'Shopify', record: nameOf(before), message } });
}

/** Shopify asks for nothing but the key. */
function termsOf(key: string | null): PaymentTerms | null {
  return key === null ? null : { key, name: key, dueInDays: null, kind: 'unknown' };
}

/** The location's phone is its own; an address has another, which Accord leaves alone. */
function withoutPhone(values: LocationValues): LocationValues {
  return { ...values, phone: null };
}

function isBlank(values: LocationValues): boolean {
  const { phone: _, ...address } = values;
  return Object.values(address).every((value) => value === null);
}

function locationDraft(
  values: LocationValues,
  { name, externalReference, site }: Pick<LocationDraft, 'name' | 'externalReference' | 'site'>,
  company: string,
): CompanyLocationDraft {
  const shipping = isBlank(values) ? null : withoutPhone(values);
  const billing = site?.billing ?? null;
  return {
    name: name ?? company,
    externalId: externalReference,
    phone: values.phone,
    note: null,
    locale: null,
    shipping,
    billing: billing ?? (shipping === null ? null : 'asShipping'),
    taxExempt: site?.taxExempt ?? false,
    taxRegistrationId: site?.taxId ?? null,
    paymentTerms: termsOf(site?.terms ?? null),
  };
}

const contactDraft = ({ values }: Pick<ContactDraft, 'values'>): CompanyContactDraft => ({
  ...values,
  title: null,
});

/** The whole address as it will be: Shopify replaces it. Billing goes along where it was the same. */
function addressWrite(
  company: Company,
  key: string,
  values: LocationPatch['values'],
): { readonly purposes: readonly AddressPurpose[]; readonly address: LocationValues } | null {
  const { phone: _, company: __, ...address } = values;
  if (Object.keys(address).length === 0) return null;
  const location = company.locations.find((each) => each.key === key);
  const known = location?.shipping ?? null;
  const isShared = location === undefined || billingOf(location) === null;
  return {
    purposes: isShared ? ['shipping', 'billing'] : ['shipping'],
    address: { ...(known ?? blankLocation), ...address },
  };
}

export function createCompanyPartySink(
  sink: CompanySink,
  known: KnownCompanies,
): Omit<Sink, 'side' | 'deletePerson'> {
  const kept = (company: Company): Party => partyOf(known.keep(company));

  async function patchLocation(
    company: Company,
    key: string,
    { values, name, externalReference, site = {} }: LocationPatch,
    signal: AbortSignal,
  ): Promise<Company> {
    let now = company;
    const own = {
      ...(name === undefined || name === null ? {} : { name }),
      ...(externalReference === undefined ? {} : { externalId: externalReference }),
      ...(values.phone === undefined ? {} : { phone: values.phone }),
    };
    if (Object.keys(own).length > 0) now = known.keep(await sink.updateLocation(now, key, own, signal));
    const address = addressWrite(now, key, values);
    if (address !== null) {
      now = known.keep(await sink.assignAddress(now, key, address.purposes, address.address, signal));
    }
    if (site.billing !== undefined && site.billing !== null) {
      now = known.keep(await sink.assignAddress(now, key, ['billing'], withoutPhone(site.billing), signal));
    }
    const tax = {
      ...(site.taxExempt === undefined ? {} : { taxExempt: site.taxExempt }),
      ...(site.taxId === undefined ? {} : { taxRegistrationId: site.taxId }),
    };
    if (Object.keys(tax).length > 0) now = known.keep(await sink.updateTax(now, key, tax, signal));
    if (site.terms !== undefined) {
      now = known.keep(await sink.assignPaymentTerms(now, key, termsOf(site.terms), signal));
    }
    return now;
  }

  /** One after the other, each where the contact's role is another than it should be. */
  async function setRole(
    company: Company,
    contactKey: string,
    { locationKey, role }: RoleChange,
    signal: AbortSignal,
  ): Promise<Company> {
    const names = new Map(company.roles.map((each) => [each.key, roleOf(each)]));
    const held = company.contacts
      .find(({ key }) => key === contactKey)
      ?.roles.find((assignment) => assignment.locationKey === locationKey);
    if ((held === undefined ? null : (names.get(held.roleKey) ?? null)) === role) {
      // A role of the shop's own counts as none, and is left alone.
      return company;
    }
    let now = company;
    if (held !== undefined) now = known.keep(await sink.revokeRole(now, contactKey, held.key, signal));
    if (role === null) return now;
    const roleKey = now.roles.find((each) => roleOf(each) === role)?.key;
    if (roleKey === undefined) {
      const wanted = role === 'locationAdmin' ? 'Location admin' : 'Ordering only';
      throw refusal(partyOf(now), `The company has no role "${wanted}" in Shopify`);
    }
    const made = await sink.assignRole(now, contactKey, { roleKey, locationKey }, signal);
    return known.keep(made.company);
  }

  const refuseStatus = (before: Party): Promise<Party> =>
    Promise.reject(refusal(before, 'Shopify has no inactive companies. The company stays as it is.'));

  const removeLocation: Sink['removeLocation'] = async (before, key, signal) =>
    kept(await sink.removeLocation(await known.of(before, signal), key, signal));

  return {
    createCustomer: async (draft, signal) => {
      const { accountName, business, externalReference, main } = draft;
      if (business === undefined || accountName === null || externalReference === null) {
        throw new Error('A company is made with its name, its location and the ID of its partner');
      }
      const { location, mainContact } = business;
      const values = main ?? blankLocation;
      return kept(
        await sink.createCompany(
          {
            name: accountName,
            externalId: externalReference,
            note: null,
            customerSince: null,
            location: locationDraft(values, location, accountName),
            mainContact: mainContact === null ? null : contactDraft(mainContact),
          },
          signal,
        ),
      );
    },

    updateCustomer: async (before, { accountName, externalReference }, signal) => {
      const company = await known.of(before, signal);
      const patch = {
        ...(accountName === undefined || accountName === null ? {} : { name: accountName }),
        ...(externalReference === undefined ? {} : { externalId: externalReference }),
      };
      if (Object.keys(patch).length === 0) return partyOf(company);
      return kept(await sink.updateCompany(company, patch, signal));
    },

    createLocation: async (before, draft, signal) => {
      const company = await known.of(before, signal);
      const made = await sink.createLocation(
        company,
        locationDraft(draft.values, draft, company.name),
        signal,
      );
      return { party: kept(made.company), key: made.key };
    },

    updateLocation: async (before, key, patch, signal) =>
      partyOf(await patchLocation(await known.of(before, signal), key, patch, signal)),

    setDefaultLocation: (before) =>
      Promise.reject(refusal(before, 'Shopify has no default among the locations of a company')),

    removeLocation,
    deleteLocation: removeLocation,
    deactivateCustomer: refuseStatus,
    activateCustomer: refuseStatus,

    deleteCustomer: async (before, signal) => {
      await sink.deleteCompany(await known.of(before, signal), signal);
      known.forget(before.key);
    },

    createContact: async (before, { values, personKey }, signal) => {
      const company = await known.of(before, signal);
      const name = nameOf({ ...before, values, accountName: null });
      const made =
        personKey === null
          ? await sink.createContact(company, contactDraft({ values }), signal)
          : await sink.assignContact(company, { key: personKey, name }, signal);
      return { party: kept(made.company), key: made.key };
    },

    updateContact: async (before, key, { values, active }: ContactPatch, signal) => {
      const company = await known.of(before, signal);
      if (active === false) return kept(await sink.removeContact(company, key, signal));
      const { email, ...others } = values;
      const patch = { ...others, ...(email === undefined || email === null ? {} : { email }) };
      if (Object.keys(patch).length === 0) return partyOf(company);
      return kept(await sink.updateContact(company, key, patch, signal));
    },

    removeContact: async (before, key, signal) =>
      kept(await sink.removeContact(await known.of(before, signal), key, signal)),

    setContactRoles: async (before, key, roles, signal) => {
      let now = await known.of(before, signal);
      for (const change of roles) now = await setRole(now, key, change, signal);
      return partyOf(now);
    },

    setMainContact: async (before, key, signal) =>
      kept(await sink.setMainContact(await known.of(before, signal), key, signal)),

    ...refuseExtras('Shopify'),
  };
}
