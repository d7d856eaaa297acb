/** Short ways to make drafts of companies for tests: everything that is not named is plain and valid. */
import type { Company } from '../../../shared/domain/company.ts';
import type { LocationValues } from '../../../shared/domain/party.ts';
import type {
  CompanyContactDraft,
  CompanyDraft,
  CompanyLocationDraft,
  CompanySource,
} from '../../../shared/sync/company-ports.ts';
import { signal } from './support.ts';

export const harbourStreet: LocationValues = {
  attention: 'Receiving Dock',
  company: null,
  phone: '+61293744000',
  address1: '1 Harbour Street',
  address2: 'Level 2',
  city: 'Sydney',
  province: 'NSW',
  postcode: '2000',
  country: 'AU',
};

/** The same as a person enters it in the admin. */
export const harbourStreetInput = {
  recipient: 'Receiving Dock',
  phone: '+61293744000',
  address1: '1 Harbour Street',
  address2: 'Level 2',
  city: 'Sydney',
  zoneCode: 'NSW',
  zip: '2000',
  countryCode: 'AU',
};

export function companyLocationDraft(patch: Partial<CompanyLocationDraft> = {}): CompanyLocationDraft {
  return {
    name: 'MAIN',
    externalId: null,
    phone: null,
    note: null,
    locale: null,
    shipping: null,
    billing: null,
    taxExempt: false,
    taxRegistrationId: null,
    paymentTerms: null,
    ...patch,
  };
}

export function contactDraft(patch: Partial<CompanyContactDraft> = {}): CompanyContactDraft {
  return { firstName: null, lastName: null, email: null, phone: null, title: null, ...patch };
}

export function companyDraft(patch: Partial<CompanyDraft> = {}): CompanyDraft {
  return {
    name: 'Harbour Cafe',
    externalId: 'C000100',
    note: null,
    customerSince: null,
    location: companyLocationDraft(),
    mainContact: null,
    ...patch,
  };
}

/** @throws Error where the store does not hold it. */
export async function readCompany(source: CompanySource, key: string): Promise<Company> {
  const company = (await source.readByKeys([key], signal)).get(key);
  if (company === undefined) throw new Error(`The store does not hold ${key}`);
  return company;
}

export const keyAt = (items: readonly { readonly key: string }[], index: number): string =>
  items[index]?.key ?? '';
