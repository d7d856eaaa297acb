/** Shopify's companies as neutral records. Original text stays as it is; only blank text becomes "no value". */
import { AppError } from '../../../../shared/domain/app-error.ts';
import type {
  Company,
  CompanyContact,
  CompanyLocation,
  PaymentTerms,
  RoleAssignment,
} from '../../../../shared/domain/company.ts';
import { legacyId } from '../../../../shared/domain/ids.ts';
import { joinName, type FieldValue, type LocationValues } from '../../../../shared/domain/party.ts';
import type {
  CompanyAddressValuesFragment,
  CompanyContactValuesFragment,
  CompanyLocationOwnFragment,
  CompanyLocationValuesFragment,
  CompanyValuesFragment,
  PaymentTermsTemplatesQuery,
  RoleAssignmentValuesFragment,
  TaxValuesFragment,
  TermsValuesFragment,
} from '../operations.gen.ts';
import { textOrNull } from '../parse.ts';
import { decodeExternalId } from '../../../../shared/mapping/external-id.ts';

function parseExternalId(externalId: string | null): FieldValue {
  const text = textOrNull(externalId);
  return text === null ? null : decodeExternalId(text);
}

/** We write the name on an address as its recipient; people in the admin may have entered first and last name. */
export function parseCompanyAddress(address: CompanyAddressValuesFragment | null): LocationValues | null {
  if (address === null) return null;
  return {
    attention:
      textOrNull(address.recipient) ?? joinName(textOrNull(address.firstName), textOrNull(address.lastName)),
    company: textOrNull(address.companyName),
    phone: textOrNull(address.phone),
    address1: textOrNull(address.address1),
    address2: textOrNull(address.address2),
    city: textOrNull(address.city),
    province: textOrNull(address.zoneCode),
    postcode: textOrNull(address.zip),
    country: address.countryCode,
  };
}

type Template = PaymentTermsTemplatesQuery['paymentTermsTemplates'][number];

const termsKinds: Readonly<Record<Template['paymentTermsType'], PaymentTerms['kind']>> = {
  NET: 'net',
  RECEIPT: 'receipt',
  FULFILLMENT: 'fulfilment',
  FIXED: 'fixed',
  UNKNOWN: 'unknown',
};

export function parsePaymentTerms({ id, name, dueInDays, paymentTermsType }: Template): PaymentTerms {
  return { key: id, name, dueInDays, kind: termsKinds[paymentTermsType] };
}

export function parseTerms(configuration: TermsValuesFragment | null): Pick<CompanyLocation, 'paymentTerms'> {
  const template = configuration?.paymentTermsTemplate ?? null;
  return { paymentTerms: template === null ? null : parsePaymentTerms(template) };
}

export function parseTax(
  settings: TaxValuesFragment,
): Pick<CompanyLocation, 'taxExempt' | 'taxRegistrationId'> {
  return { taxExempt: settings.taxExempt, taxRegistrationId: textOrNull(settings.taxRegistrationId) };
}

type OwnValues = Omit<
  CompanyLocation,
  'shipping' | 'billing' | 'taxExempt' | 'taxRegistrationId' | 'paymentTerms'
>;

export function parseLocationOwn(location: CompanyLocationOwnFragment): OwnValues {
  return {
    key: location.id,
    name: location.name,
    externalId: parseExternalId(location.externalId),
    phone: textOrNull(location.phone),
    note: textOrNull(location.note),
    locale: textOrNull(location.locale),
    currency: location.currency,
    revision: location.updatedAt,
  };
}

export function parseLocation(location: CompanyLocationValuesFragment): CompanyLocation {
  return {
    ...parseLocationOwn(location),
    shipping: parseCompanyAddress(location.shippingAddress),
    billing: parseCompanyAddress(location.billingAddress),
    ...parseTax(location.taxSettings),
    ...parseTerms(location.buyerExperienceConfiguration),
  };
}

/** Without roles: those hang below the locations. */
export function parseContact(contact: CompanyContactValuesFragment): CompanyContact {
  const { customer } = contact;
  return {
    key: contact.id,
    customerKey: customer.id,
    firstName: textOrNull(customer.firstName),
    lastName: textOrNull(customer.lastName),
    email: textOrNull(customer.defaultEmailAddress?.emailAddress),
    phone: textOrNull(customer.defaultPhoneNumber?.phoneNumber),
    title: textOrNull(contact.title),
    isMain: contact.isMainContact,
    roles: [],
    revision: contact.updatedAt,
  };
}

type CompanyText = Omit<Company, 'mainContactKey' | 'roles' | 'locations' | 'contacts'>;

export function parseCompanyText(company: CompanyValuesFragment): CompanyText {
  return {
    side: 'shopify',
    key: company.id,
    number: legacyId(company.id),
    name: company.name,
    externalId: parseExternalId(company.externalId),
    note: textOrNull(company.note),
    customerSince: company.customerSince,
    revision: company.updatedAt,
    createdAt: company.createdAt,
  };
}

/** A location with every role assigned at it. */
export interface LocationParts {
  readonly location: CompanyLocationValuesFragment;
  readonly assignments: readonly RoleAssignmentValuesFragment[];
}

/** Everything of one company, nested pages included. */
export interface CompanyParts {
  readonly company: CompanyValuesFragment;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly contacts: readonly CompanyContactValuesFragment[];
  readonly locations: readonly LocationParts[];
}

function rolesOf(contactKey: string, locations: readonly LocationParts[]): readonly RoleAssignment[] {
  return locations.flatMap(({ location, assignments }) =>
    assignments
      .filter(({ companyContact }) => companyContact.id === contactKey)
      .map(({ id, role }) => ({ key: id, roleKey: role.id, locationKey: location.id })),
  );
}

export function parseCompany({ company, roles, contacts, locations }: CompanyParts): Company {
  const people = contacts.map((contact) => ({
    ...parseContact(contact),
    roles: rolesOf(contact.id, locations),
  }));
  return {
    ...parseCompanyText(company),
    mainContactKey: people.find(({ isMain }) => isMain)?.key ?? null,
    roles: roles.map(({ id, name }) => ({ key: id, name })),
    locations: locations.map(({ location }) => parseLocation(location)),
    contacts: people,
  };
}

/**
 * Every contact has an e-mail, and every address the name of its company. Where an answer shows none of them, Shopify hides
 * personal data from this app (domain facts 5); taken for empty values, it would be synchronised away.
 * @throws AppError SHOPIFY_PERSONAL_DATA_HIDDEN.
 */
export function requireVisiblePeople(companies: readonly Company[]): void {
  const contacts = companies.flatMap((company) => company.contacts);
  const addresses = companies
    .flatMap(({ locations }) => locations.flatMap(({ shipping, billing }) => [shipping, billing]))
    .filter((address) => address !== null);
  const hidesContacts =
    contacts.length > 0 &&
    contacts.every(({ firstName, lastName, email, phone }) =>
      [firstName, lastName, email, phone].every((value) => value === null),
    );
  const hidesNames = addresses.length > 0 && addresses.every(({ company }) => company === null);
  if (hidesContacts || hidesNames) throw new AppError('SHOPIFY_PERSONAL_DATA_HIDDEN');
}
