import { defaultRole } from './company-changes.ts';
import { readPage } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import { listCompanyContacts, listLocationsOf } from './company-listing.ts';
import type {
  CompanyAddressRecord,
  CompanyContactRecord,
  CompanyLocationRecord,
  CompanyRecord,
  ContactRoleRecord,
  RoleAssignmentRecord,
} from './company-records.ts';
import { isRedacted, metafieldAccess, pageByNumber, personal } from './customer-fields.ts';
import type { FieldResolvers } from './customer-fields.ts';
import { gid } from './gid.ts';
import { paymentTermsTemplates } from './payment-terms.ts';
import { notModelled } from './problem.ts';
import type { ShopContext } from './shop-context.ts';

interface Count {
  readonly count: number;
  readonly precision: 'EXACT';
}

const exactly = (records: readonly unknown[]): Count => ({ count: records.length, precision: 'EXACT' });

/** A list of records that are short and not searched: by number or by a stamp. */
function pageSorted<
  T extends { readonly number: number; readonly createdAt: string; readonly updatedAt: string },
>(
  records: readonly T[],
  args: PageArguments & { readonly sortKey: string; readonly query?: string | null },
): Connection<T> {
  if ((args.query ?? '').trim() !== '') throw notModelled('Searching role assignments');
  if (args.sortKey === 'ID' || args.sortKey === 'CREATED_AT') return pageByNumber(records, args);
  if (args.sortKey !== 'UPDATED_AT') throw notModelled(`Sorting role assignments by ${args.sortKey}`);
  const sorted = records.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : a.number - b.number));
  return readPage(sorted, ({ updatedAt, number }) => ({ value: updatedAt, number }), args);
}

type SortedArguments = PageArguments & { readonly sortKey: string; readonly query?: string | null };

export const companyFields: FieldResolvers<CompanyRecord> = {
  ...metafieldAccess,
  id: ({ number }) => gid('Company', number),
  mainContact: ({ mainContactNumber }, _args, { store }) =>
    mainContactNumber === null ? null : (store.business.contact(mainContactNumber) ?? null),
  contactsCount: ({ number }, _args, { store }) => exactly(store.business.contactsOf(number)),
  locationsCount: ({ number }, _args, { store }) => exactly(store.business.locationsOf(number)),
  contactCount: ({ number }, _args, { store }) => store.business.contactsOf(number).length,
  contactRoles: ({ roles }, args: PageArguments) => pageByNumber(roles, args),
  defaultRole: (company) => defaultRole(company) ?? null,
  contacts: (company, args: SortedArguments, context) => listCompanyContacts(company, args, context),
  locations: (company, args: SortedArguments, context) => listLocationsOf(company, args, context),
};

export const contactRoleFields: FieldResolvers<ContactRoleRecord> = {
  id: ({ number }) => gid('CompanyContactRole', number),
};

export const companyContactFields: FieldResolvers<CompanyContactRecord> = {
  id: ({ number }) => gid('CompanyContact', number),
  company: ({ companyNumber }, _args, { store }) => store.business.companies.get(companyNumber),
  customer: ({ customerNumber }, _args, { store }) => store.customers.get(customerNumber),
  isMainContact: ({ number, companyNumber }, _args, { store }) =>
    store.business.companies.get(companyNumber)?.mainContactNumber === number,
  roleAssignments: ({ number }, args: SortedArguments, { store }) =>
    pageSorted(store.business.assignmentsOfContact(number), args),
};

export const roleAssignmentFields: FieldResolvers<RoleAssignmentRecord> = {
  id: ({ number }) => gid('CompanyContactRoleAssignment', number),
  company: ({ companyNumber }, _args, { store }) => store.business.companies.get(companyNumber),
  companyContact: ({ contactNumber }, _args, { store }) => store.business.contact(contactNumber),
  companyLocation: ({ locationNumber }, _args, { store }) => store.business.locations.get(locationNumber),
  role: ({ companyNumber, roleNumber }, _args, { store }) =>
    store.business.companies.get(companyNumber)?.roles.find(({ number }) => number === roleNumber),
};

export const companyLocationFields: FieldResolvers<CompanyLocationRecord> = {
  ...metafieldAccess,
  id: ({ number }) => gid('CompanyLocation', number),
  company: ({ companyNumber }, _args, { store }) => store.business.companies.get(companyNumber),
  currency: (_location, _args, { shop }) => shop.currencyCode,
  taxSettings: ({ taxExempt, taxExemptions, taxRegistrationId }) => ({
    taxExempt,
    taxExemptions,
    taxRegistrationId,
  }),
  buyerExperienceConfiguration: ({ buyerExperience }) => {
    const { checkoutToDraft, editableShippingAddress, depositPercentage } = buyerExperience;
    const terms = paymentTermsTemplates.find(
      ({ number }) => number === buyerExperience.paymentTermsTemplateNumber,
    );
    return {
      checkoutToDraft,
      editableShippingAddress,
      payNowOnly: !checkoutToDraft && !terms,
      paymentTermsTemplate: terms ?? null,
      deposit:
        depositPercentage === null ? null : { typeName: 'DepositPercentage', percentage: depositPercentage },
    };
  },
  roleAssignments: ({ number }, args: SortedArguments, { store }) =>
    pageSorted(store.business.assignmentsAt(number), args),
};

function companyNameOf({ number }: CompanyAddressRecord, { store }: ShopContext): string {
  const location = store.business.locationByAddress(number);
  return (location && store.business.companies.get(location.companyNumber)?.name) ?? '';
}

export const companyAddressFields: FieldResolvers<CompanyAddressRecord> = {
  id: ({ number }) => gid('CompanyAddress', number),
  firstName: personal('firstName'),
  lastName: personal('lastName'),
  recipient: personal('recipient'),
  companyName: (address, _args, context) => (isRedacted(context) ? '' : companyNameOf(address, context)),
  formattedAddress: (
    address,
    args: { readonly withName: boolean; readonly withCompanyName: boolean },
    context,
  ) => {
    if (isRedacted(context)) return [];
    const { recipient, firstName, lastName, address1, address2, city, zoneCode, zip, country } = address;
    const name = recipient ?? [firstName, lastName].filter(Boolean).join(' ');
    return [
      args.withName ? name : null,
      args.withCompanyName ? companyNameOf(address, context) : null,
      address1,
      address2,
      [city, zoneCode, zip].filter(Boolean).join(' '),
      country,
    ].filter(Boolean);
  },
  formattedArea: ({ city, zoneCode, country }) => [city, zoneCode, country].filter(Boolean).join(', '),
};
