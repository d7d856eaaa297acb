import { findAssignment, findCompany, findContact, findLocation } from './company-changes.ts';
import {
  assignCustomerAsContact,
  createContact,
  deleteContact,
  deleteContacts,
  removeContactFromCompany,
  updateContact,
} from './company-contact-mutations.ts';
import { countCompanies, listCompanies, listLocations } from './company-listing.ts';
import {
  assignAddress,
  createLocation,
  deleteCompanyAddress,
  deleteLocation,
  deleteLocations,
  updateLocation,
  updateTaxSettings,
} from './company-location-mutations.ts';
import {
  assignMainContact,
  createCompany,
  deleteCompanies,
  deleteCompany,
  revokeMainContact,
  updateCompany,
} from './company-mutations.ts';
import type { CompanyAddressRecord, ContactRoleRecord } from './company-records.ts';
import {
  assignContactRole,
  assignContactRoles,
  assignLocationRoles,
  revokeContactRole,
  revokeContactRoles,
  revokeLocationRoles,
} from './company-role-mutations.ts';
import { parseGid } from './gid.ts';
import { paymentTermsTemplates } from './payment-terms.ts';
import type { RootField, RootResolver } from './root-field.ts';
import type { ShopContext } from './shop-context.ts';

const reading = (resolve: RootResolver): RootField => ({
  scope: 'read_customers',
  businessScope: 'read_companies',
  resolve,
});
const writing = (resolve: (context: ShopContext, args: never) => unknown): RootField => ({
  scope: 'write_customers',
  businessScope: 'write_companies',
  resolve: (args, context) => resolve(context, args),
});

function byId<T>(find: (context: ShopContext, id: string) => T | undefined): RootField {
  return reading(({ id }: { readonly id: string }, context) => find(context, id) ?? null);
}

function findContactRole({ store }: ShopContext, id: string): ContactRoleRecord | undefined {
  const parsed = parseGid(id);
  if (parsed?.type !== 'CompanyContactRole') return undefined;
  for (const { roles } of store.business.companies.all()) {
    const role = roles.find(({ number }) => number === parsed.id);
    if (role) return role;
  }
  return undefined;
}

function findCompanyAddress({ store }: ShopContext, id: string): CompanyAddressRecord | undefined {
  const parsed = parseGid(id);
  if (parsed?.type !== 'CompanyAddress') return undefined;
  const location = store.business.locationByAddress(parsed.id);
  const addresses = [location?.billingAddress, location?.shippingAddress];
  return addresses.find((address) => address?.number === parsed.id) ?? undefined;
}

/** What `node(id:)` finds among business customers. */
export function findBusinessNode(context: ShopContext, id: string): unknown {
  return (
    findCompany(context, id) ??
    findLocation(context, id) ??
    findContact(context, id) ??
    findAssignment(context, id) ??
    findCompanyAddress(context, id) ??
    findContactRole(context, id) ??
    null
  );
}

export const companyQueries: Readonly<Record<string, RootField>> = {
  companies: reading(listCompanies),
  companiesCount: reading(countCompanies),
  company: byId(findCompany),
  companyContact: byId(findContact),
  companyContactRole: byId(findContactRole),
  companyLocation: byId(findLocation),
  companyLocations: reading(listLocations),
  paymentTermsTemplates: {
    resolve: ({ paymentTermsType: type }: { readonly paymentTermsType?: string | null }) =>
      paymentTermsTemplates.filter(({ paymentTermsType }) => type == null || paymentTermsType === type),
  },
};

export const companyMutations: Readonly<Record<string, RootField>> = {
  companyCreate: writing(createCompany),
  companyUpdate: writing(updateCompany),
  companyDelete: writing(deleteCompany),
  companiesDelete: writing(deleteCompanies),
  companyAssignMainContact: writing(assignMainContact),
  companyRevokeMainContact: writing(revokeMainContact),
  companyContactCreate: writing(createContact),
  companyContactUpdate: writing(updateContact),
  companyContactDelete: writing(deleteContact),
  companyContactsDelete: writing(deleteContacts),
  companyContactRemoveFromCompany: writing(removeContactFromCompany),
  companyAssignCustomerAsContact: writing(assignCustomerAsContact),
  companyContactAssignRole: writing(assignContactRole),
  companyContactAssignRoles: writing(assignContactRoles),
  companyContactRevokeRole: writing(revokeContactRole),
  companyContactRevokeRoles: writing(revokeContactRoles),
  companyLocationAssignRoles: writing(assignLocationRoles),
  companyLocationRevokeRoles: writing(revokeLocationRoles),
  companyLocationCreate: writing(createLocation),
  companyLocationUpdate: writing(updateLocation),
  companyLocationDelete: writing(deleteLocation),
  companyLocationsDelete: writing(deleteLocations),
  companyLocationAssignAddress: writing(assignAddress),
  companyAddressDelete: writing(deleteCompanyAddress),
  companyLocationTaxSettingsUpdate: writing(updateTaxSettings),
};
