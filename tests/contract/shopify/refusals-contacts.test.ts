import { describe, it } from 'vitest';
import { contactDraft, keyAt } from './company-support.ts';
import { expectRefusal, type Provoked } from './refusal-world.ts';
import { signal } from './support.ts';

const ofContacts: readonly Provoked[] = [
  {
    by: 'a contact whose e-mail a customer has',
    write: ({ companies, cafe }) =>
      companies.sink.createContact(cafe, contactDraft({ email: 'BEN@example.com.au' }), signal),
    code: 'EMAIL_TAKEN',
    fields: ['email'],
    says: ['BEN@example.com.au', 'Ben Kerr ('],
  },
  {
    by: 'a contact whose phone a customer has',
    write: ({ companies, cafe }) =>
      companies.sink.updateContact(cafe, keyAt(cafe.contacts, 0), { phone: '+61412345678' }, signal),
    code: 'PHONE_TAKEN',
    fields: ['phone'],
    says: ['+61412345678', 'Ben Kerr ('],
  },
  {
    by: 'a contact without e-mail',
    write: ({ companies, cafe }) =>
      companies.sink.createContact(cafe, contactDraft({ firstName: 'Ruby' }), signal),
    code: 'CONTACT_NEEDS_EMAIL',
    says: ['contact Ruby of Harbour Cafe', 'Enter it'],
  },
  {
    by: 'a contact’s e-mail that is none',
    write: ({ companies, cafe }) =>
      companies.sink.updateContact(cafe, keyAt(cafe.contacts, 0), { email: 'stillbad@' }, signal),
    code: 'EMAIL_INVALID',
    fields: ['email'],
    says: ['contact Mia Chen of Harbour Cafe', '"stillbad@"'],
  },
  {
    by: 'a contact’s phone that is none',
    write: ({ companies, cafe }) =>
      companies.sink.updateContact(cafe, keyAt(cafe.contacts, 0), { phone: 'abc' }, signal),
    code: 'PHONE_INVALID',
    fields: ['phone'],
    says: ['contact Mia Chen of Harbour Cafe'],
  },
  {
    by: 'a customer without e-mail as a contact',
    write: ({ companies, admin, cafe }) => {
      const key = admin.addCustomer({ lastName: 'Ngata' });
      return companies.sink.assignContact(cafe, { key, name: 'Ngata' }, signal);
    },
    code: 'CONTACT_NEEDS_EMAIL',
    says: ['Ngata has no e-mail'],
  },
  {
    by: 'a customer who is a contact of another company',
    write: ({ companies, cafe, fern }) =>
      companies.sink.assignContact(cafe, { key: fern.contacts[0]?.customerKey ?? '', name: 'Tama' }, signal),
    code: 'CONTACT_IN_COMPANY',
    says: ['Tama is a contact', 'Fern Supplies (', 'Remove the person there'],
  },
  {
    by: 'a customer who was deleted as a contact',
    write: ({ companies, admin, cafe, ana }) => {
      admin.deleteCustomer(ana.key);
      return companies.sink.assignContact(cafe, { key: ana.key, name: 'Ana Ito' }, signal);
    },
    code: 'RECORD_GONE',
    says: ['Ana Ito no longer exists'],
  },
  {
    by: 'a contact for a company that was deleted',
    write: ({ companies, admin, cafe, ana }) => {
      admin.deleteCompany(cafe.key);
      return companies.sink.assignContact(cafe, { key: ana.key, name: 'Ana Ito' }, signal);
    },
    code: 'RECORD_GONE',
    says: ['Harbour Cafe no longer exists'],
  },
  {
    by: 'a main contact who is another company’s',
    write: ({ companies, cafe, fern }) =>
      companies.sink.setMainContact({ ...cafe, contacts: fern.contacts }, keyAt(fern.contacts, 0), signal),
    code: 'CONTACT_OF_OTHER_COMPANY',
    says: ['contact Tama of Harbour Cafe', 'Prepare again'],
  },
  {
    by: 'a contact that was removed',
    write: ({ companies, admin, cafe }) => {
      admin.removeCompanyContact(keyAt(cafe.contacts, 0));
      return companies.sink.updateContact(cafe, keyAt(cafe.contacts, 0), { title: 'x' }, signal);
    },
    code: 'RECORD_GONE',
    says: ['contact Mia Chen of Harbour Cafe'],
  },
  {
    by: 'a contact that was removed, once more',
    write: ({ companies, admin, cafe }) => {
      admin.removeCompanyContact(keyAt(cafe.contacts, 0));
      return companies.sink.removeContact(cafe, keyAt(cafe.contacts, 0), signal);
    },
    code: 'RECORD_GONE',
    says: ['contact Mia Chen of Harbour Cafe'],
  },
  {
    by: 'a second role at one location',
    write: ({ companies, cafe }) =>
      companies.sink.assignRole(
        cafe,
        keyAt(cafe.contacts, 0),
        { roleKey: keyAt(cafe.roles, 0), locationKey: keyAt(cafe.locations, 0) },
        signal,
      ),
    code: 'ROLE_ASSIGNED',
    says: ['contact Mia Chen of Harbour Cafe', 'one role', 'prepare again'],
  },
  {
    by: 'a role at a location where 50 people have one',
    write: async ({ companies, admin, cafe }) => {
      for (let number = 1; number < 50; number += 1) {
        const key = admin.addCompanyContact(cafe.key, { email: `buyer${number}@example.com` });
        admin.setContactRole(key, keyAt(cafe.locations, 0), 'Ordering only');
      }
      const { company, key } = await companies.sink.createContact(
        cafe,
        contactDraft({ firstName: 'Ruby', email: 'ruby@example.com.au' }),
        signal,
      );
      const role = { roleKey: keyAt(cafe.roles, 0), locationKey: keyAt(cafe.locations, 0) };
      return companies.sink.assignRole(company, key, role, signal);
    },
    code: 'COMPANY_FULL',
    says: ['no room for contact Ruby of Harbour Cafe', '50', 'Remove'],
  },
  {
    by: 'a role at a location of another company',
    write: ({ companies, cafe, fern }) =>
      companies.sink.assignRole(
        { ...cafe, locations: fern.locations },
        keyAt(cafe.contacts, 0),
        { roleKey: keyAt(cafe.roles, 0), locationKey: keyAt(fern.locations, 0) },
        signal,
      ),
    code: 'RECORD_GONE',
    says: ['location Fern Supplies of Harbour Cafe'],
  },
  {
    by: 'a role that another company has',
    write: ({ companies, cafe, fern }) =>
      companies.sink.assignRole(
        { ...cafe, roles: fern.roles },
        keyAt(cafe.contacts, 0),
        { roleKey: keyAt(fern.roles, 0), locationKey: keyAt(cafe.locations, 1) },
        signal,
      ),
    code: 'RECORD_GONE',
    says: ['role Location admin of Harbour Cafe'],
  },
  {
    by: 'a role that was taken away already',
    write: ({ companies, admin, cafe }) => {
      const [contact] = cafe.contacts;
      admin.setContactRole(contact?.key ?? '', keyAt(cafe.locations, 0), null);
      return companies.sink.revokeRole(cafe, contact?.key ?? '', contact?.roles[0]?.key ?? '', signal);
    },
    code: 'RECORD_GONE',
    says: ['role of contact Mia Chen of Harbour Cafe'],
  },
];

describe('a refusal about a contact of a company', () => {
  it.each(ofContacts)('is explained: $by', async (refusal) => {
    await expectRefusal(refusal);
  });
});
