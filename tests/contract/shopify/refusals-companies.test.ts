import { describe, it } from 'vitest';
import { companyDraft, companyLocationDraft, contactDraft, harbourStreet, keyAt } from './company-support.ts';
import { expectRefusal, long, type Provoked } from './refusal-world.ts';
import { signal } from './support.ts';

const ofCompanies: readonly Provoked[] = [
  {
    by: 'a company without name',
    write: ({ companies, cafe }) => companies.sink.updateCompany(cafe, { name: ' ' }, signal),
    code: 'VALUE_MISSING',
    fields: ['name'],
    says: ['Harbour Cafe', 'Name', 'Enter it'],
  },
  {
    by: 'a company’s name that is too long',
    write: ({ companies }) => companies.sink.createCompany(companyDraft({ name: long(256) }), signal),
    code: 'VALUE_TOO_LONG',
    fields: ['name'],
    says: ['Name', '256', '255'],
  },
  {
    by: 'a company’s note that is too long',
    write: ({ companies, cafe }) => companies.sink.updateCompany(cafe, { note: long(5001) }, signal),
    code: 'VALUE_TOO_LONG',
    fields: ['note'],
    says: ['Harbour Cafe', 'Note', '5000'],
  },
  {
    by: 'an external ID that another company has',
    write: ({ companies, cafe }) => companies.sink.updateCompany(cafe, { externalId: 'C000200' }, signal),
    code: 'EXTERNAL_ID_TAKEN',
    fields: ['externalId'],
    says: ['C000200', 'Fern Supplies (', 'link the two'],
  },
  {
    by: 'a new company with an external ID that is taken',
    write: ({ companies }) => companies.sink.createCompany(companyDraft({ externalId: 'C000200' }), signal),
    code: 'EXTERNAL_ID_TAKEN',
    says: ['C000200', 'Fern Supplies ('],
  },
  {
    by: 'an external ID that would be too long',
    write: ({ companies }) =>
      companies.sink.createCompany(companyDraft({ externalId: `${long(62)} y` }), signal),
    code: 'EXTERNAL_ID_TOO_LONG',
    fields: ['externalId'],
    says: ['Harbour Cafe', '66', '64', 'Shorten'],
  },
  {
    by: 'a main contact whose e-mail is taken',
    write: ({ companies }) =>
      companies.sink.createCompany(
        companyDraft({ externalId: 'NEW', mainContact: contactDraft({ email: 'Ben@example.com.au' }) }),
        signal,
      ),
    code: 'EMAIL_TAKEN',
    says: ['Ben@example.com.au', 'Ben Kerr ('],
  },
  {
    by: 'a main contact without e-mail',
    write: ({ companies }) =>
      companies.sink.createCompany(
        companyDraft({ externalId: 'NEW', mainContact: contactDraft({ firstName: 'Mia' }) }),
        signal,
      ),
    code: 'CONTACT_NEEDS_EMAIL',
    says: ['contact Mia of Harbour Cafe has no e-mail', 'goes on without'],
  },
  {
    by: 'a first location with a phone that is none',
    write: ({ companies }) =>
      companies.sink.createCompany(
        companyDraft({ externalId: 'NEW', location: companyLocationDraft({ phone: 'not-a-phone' }) }),
        signal,
      ),
    code: 'PHONE_INVALID',
    fields: ['phone'],
    says: ['location MAIN of Harbour Cafe', '"not-a-phone"'],
  },
  {
    by: 'a company that was deleted',
    write: ({ companies, admin, cafe }) => {
      admin.deleteCompany(cafe.key);
      return companies.sink.updateCompany(cafe, { note: 'x' }, signal);
    },
    code: 'RECORD_GONE',
    says: ['Harbour Cafe', 'Prepare again'],
  },
  {
    by: 'a patch of nothing, which only a fault of ours could be',
    write: ({ companies, cafe }) => companies.sink.updateCompany(cafe, {}, signal),
    code: 'REQUEST_FAULTY',
    says: ['Harbour Cafe', 'fault in Accord', 'report'],
  },
];

const shipping = harbourStreet;
const ofCompanyLocations: readonly Provoked[] = [
  {
    by: 'a location’s name that is too long',
    write: ({ companies, cafe }) =>
      companies.sink.createLocation(cafe, companyLocationDraft({ name: long(256) }), signal),
    code: 'VALUE_TOO_LONG',
    fields: ['name'],
    says: ['Name', '255'],
  },
  {
    by: 'a location without name',
    write: ({ companies, cafe }) =>
      companies.sink.updateLocation(cafe, keyAt(cafe.locations, 0), { name: '' }, signal),
    code: 'VALUE_MISSING',
    fields: ['name'],
    says: ['location MAIN of Harbour Cafe', 'Name'],
  },
  {
    by: 'a location’s note that is too long',
    write: ({ companies, cafe }) =>
      companies.sink.createLocation(cafe, companyLocationDraft({ note: long(5001) }), signal),
    code: 'VALUE_TOO_LONG',
    fields: ['note'],
    says: ['Note', '5000'],
  },
  {
    by: 'a location’s phone that is none',
    write: ({ companies, cafe }) =>
      companies.sink.updateLocation(cafe, keyAt(cafe.locations, 0), { phone: 'not-a-phone' }, signal),
    code: 'PHONE_INVALID',
    fields: ['phone'],
    says: ['location MAIN of Harbour Cafe', '"not-a-phone"'],
  },
  {
    by: 'an external ID that another location has',
    write: ({ companies, fern }) =>
      companies.sink.updateLocation(fern, keyAt(fern.locations, 0), { externalId: 'L1' }, signal),
    code: 'EXTERNAL_ID_TAKEN',
    fields: ['externalId'],
    says: ['L1', 'MAIN ('],
  },
  ...(
    [
      ['postcode', { postcode: 'abcde' }, 'POSTCODE_INVALID', '"abcde"'],
      ['postcode', { postcode: '2899' }, 'POSTCODE_INVALID', '"2899"'],
      ['province', { province: 'ZZ' }, 'STATE_UNKNOWN', '"ZZ"'],
      ['country', { country: 'ZZ' }, 'COUNTRY_UNKNOWN', '"ZZ"'],
      ['address1', { address1: '<b>1 Pine</b>' }, 'TEXT_NOT_ALLOWED', 'web code'],
      ['city', { city: 'Sydney 🎉' }, 'TEXT_NOT_ALLOWED', 'emoji'],
      ['attention', { attention: 'https://example.com' }, 'TEXT_NOT_ALLOWED', 'web address'],
      ['address1', { address1: null }, 'VALUE_MISSING', 'Address line 1'],
      ['phone', { phone: 'ring the bell' }, 'PHONE_INVALID', '"ring the bell"'],
    ] as const
  ).map(([field, patch, code, said]): Provoked => ({
    by: `a company’s address with ${JSON.stringify(patch)}`,
    write: ({ companies, cafe }) =>
      companies.sink.createLocation(
        cafe,
        companyLocationDraft({ name: 'Annexe', shipping: { ...shipping, ...patch } }),
        signal,
      ),
    code,
    fields: [field],
    says: ['MYOB Acumatica', said],
  })),
  {
    by: 'a country assigned that is none',
    write: ({ companies, cafe }) =>
      companies.sink.assignAddress(
        cafe,
        keyAt(cafe.locations, 0),
        ['billing'],
        { ...shipping, country: 'Atlantis' },
        signal,
      ),
    code: 'COUNTRY_UNKNOWN',
    fields: ['country'],
    says: ['location MAIN of Harbour Cafe', '"Atlantis"'],
  },
  {
    by: 'one purpose given twice, which only a fault of ours could be',
    write: ({ companies, cafe }) =>
      companies.sink.assignAddress(cafe, keyAt(cafe.locations, 0), ['billing', 'billing'], shipping, signal),
    code: 'REQUEST_FAULTY',
    says: ['location MAIN of Harbour Cafe', 'report'],
  },
  {
    by: 'a company’s only location deleted',
    write: ({ companies, fern }) => companies.sink.removeLocation(fern, keyAt(fern.locations, 0), signal),
    code: 'LOCATION_KEPT',
    says: ['location Fern Supplies of Fern Supplies', 'only location', 'Add another location'],
  },
  {
    by: 'a location with orders deleted',
    write: ({ companies, busy }) => companies.sink.removeLocation(busy, keyAt(busy.locations, 0), signal),
    code: 'LOCATION_KEPT',
    says: ['location One of Busy Pty Ltd', 'orders'],
  },
  {
    by: 'terms taken from a location that asks for a deposit',
    write: async ({ companies, admin, cafe }) => {
      const key = keyAt(cafe.locations, 0);
      admin.editCompanyLocation(key, {
        buyerExperienceConfiguration: {
          paymentTermsTemplateId: 'gid://shopify/PaymentTermsTemplate/4',
          deposit: { percentage: 25 },
        },
      });
      return companies.sink.assignPaymentTerms(cafe, key, null, signal);
    },
    code: 'DEPOSIT_NEEDS_TERMS',
    says: ['location MAIN of Harbour Cafe', 'deposit', 'choose terms'],
  },
  {
    by: 'terms that the store does not have',
    write: ({ companies, cafe }) => {
      const terms = {
        key: 'gid://shopify/PaymentTermsTemplate/99',
        name: 'Net 99',
        dueInDays: 99,
        kind: 'net',
      } as const;
      return companies.sink.assignPaymentTerms(cafe, keyAt(cafe.locations, 0), terms, signal);
    },
    code: 'TERMS_UNKNOWN',
    says: ['location MAIN of Harbour Cafe', 'Choose them again'],
  },
  ...(
    [
      [
        'text',
        (world) =>
          world.companies.sink.updateLocation(
            world.cafe,
            keyAt(world.cafe.locations, 1),
            { note: 'x' },
            signal,
          ),
      ],
      [
        'tax',
        (world) =>
          world.companies.sink.updateTax(
            world.cafe,
            keyAt(world.cafe.locations, 1),
            { taxExempt: true },
            signal,
          ),
      ],
      [
        'address',
        (world) =>
          world.companies.sink.assignAddress(
            world.cafe,
            keyAt(world.cafe.locations, 1),
            ['billing'],
            shipping,
            signal,
          ),
      ],
      [
        'deletion',
        (world) => world.companies.sink.removeLocation(world.cafe, keyAt(world.cafe.locations, 1), signal),
      ],
    ] satisfies readonly (readonly [string, Provoked['write']])[]
  ).map(([what, write]): Provoked => ({
    by: `a location that was deleted (${what})`,
    write: (world) => {
      world.admin.removeCompanyLocation(keyAt(world.cafe.locations, 1));
      return write(world);
    },
    code: 'RECORD_GONE',
    says: ['location Warehouse of Harbour Cafe'],
  })),
  {
    by: 'a location for a company that was deleted',
    write: ({ companies, admin, cafe }) => {
      admin.deleteCompany(cafe.key);
      return companies.sink.createLocation(cafe, companyLocationDraft({ name: 'Annexe' }), signal);
    },
    code: 'RECORD_GONE',
    says: ['Harbour Cafe no longer exists'],
  },
];

describe('a refusal about a company', () => {
  it.each(ofCompanies)('is explained: $by', async (refusal) => {
    await expectRefusal(refusal);
  });
});

describe('a refusal about a location of a company', () => {
  it.each(ofCompanyLocations)('is explained: $by', async (refusal) => {
    await expectRefusal(refusal);
  });
});
