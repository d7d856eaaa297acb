import { describe, expect, it } from 'vitest';
import { keyAt } from './company-support.ts';
import { expectRefusal, long, type Provoked } from './refusal-world.ts';
import { customerDraft, locationDraft, openStore, signal } from './support.ts';

const later = '2999-01-01T00:00:00Z';

const ofCustomers: readonly Provoked[] = [
  {
    by: 'a customer without any identity',
    write: ({ sink }) => sink.createCustomer(customerDraft({}), signal),
    code: 'IDENTITY_MISSING',
    says: ['a customer without name', 'one of the three', 'MYOB Acumatica'],
  },
  {
    by: 'a last identity taken away',
    write: ({ sink, ana }) =>
      sink.updateCustomer(ana, { values: { firstName: null, lastName: null, email: null } }, signal),
    code: 'IDENTITY_MISSING',
    says: ['Ana Ito'],
  },
  {
    by: 'an e-mail that another customer has',
    write: ({ sink }) =>
      sink.createCustomer(customerDraft({ lastName: 'New', email: 'BEN@example.com.au' }), signal),
    code: 'EMAIL_TAKEN',
    fields: ['email'],
    says: ['BEN@example.com.au', 'Ben Kerr (', 'Link the two'],
  },
  {
    by: 'a phone that another customer has',
    write: ({ sink, ana }) => sink.updateCustomer(ana, { values: { phone: '+61412345678' } }, signal),
    code: 'PHONE_TAKEN',
    fields: ['phone'],
    says: ['+61412345678', 'Ben Kerr (', 'Change one'],
  },
  {
    by: 'an e-mail that is none',
    write: ({ sink, ana }) => sink.updateCustomer(ana, { values: { email: 'foo@bar' } }, signal),
    code: 'EMAIL_INVALID',
    fields: ['email'],
    says: ['Ana Ito', '"foo@bar"', 'name@example.com', 'MYOB Acumatica'],
  },
  {
    by: 'an e-mail that is too long',
    write: ({ sink, ana }) =>
      sink.updateCustomer(ana, { values: { email: `${long(250)}@example.com` } }, signal),
    code: 'VALUE_TOO_LONG',
    fields: ['email'],
    says: ['Ana Ito', 'E-mail', '262', '255', 'Shorten'],
  },
  {
    by: 'a phone that is none',
    write: ({ sink, ana }) => sink.updateCustomer(ana, { values: { phone: 'abc' } }, signal),
    code: 'PHONE_INVALID',
    fields: ['phone'],
    says: ['Ana Ito', '"abc"', '+61 2 9876 5432'],
  },
  {
    by: 'a name that is too long',
    write: ({ sink, ana }) => sink.updateCustomer(ana, { values: { firstName: long(256) } }, signal),
    code: 'VALUE_TOO_LONG',
    fields: ['firstName'],
    says: ['First name', '256', '255'],
  },
  {
    by: 'a note that is too long',
    write: ({ sink, ana }) => sink.updateCustomer(ana, { values: {}, extras: { note: long(5001) } }, signal),
    code: 'VALUE_TOO_LONG',
    fields: ['note'],
    says: ['Note', '5001', '5000'],
  },
  {
    by: 'a language that is none',
    write: ({ sink, ana }) =>
      sink.updateCustomer(ana, { values: {}, extras: { locale: 'not-a-locale' } }, signal),
    code: 'LANGUAGE_UNKNOWN',
    fields: ['locale'],
    says: ['Ana Ito', '"not-a-locale"', 'en-AU'],
  },
  {
    by: 'more tags than a customer may have',
    write: ({ sink, ana }) =>
      sink.addTags(
        ana,
        Array.from({ length: 250 }, (_, index) => `tag${index}`),
        signal,
      ),
    code: 'TAGS_TOO_MANY',
    fields: ['tags'],
    says: ['Ana Ito', '250', 'Remove some'],
  },
  {
    by: 'a tag that is too long',
    write: ({ sink, ana }) => sink.addTags(ana, ['short', long(256)], signal),
    code: 'VALUE_TOO_LONG',
    fields: ['tags'],
    says: ['Ana Ito', 'Tags', '256', '255'],
  },
  {
    by: 'a customer that was deleted',
    write: ({ sink, admin, ana }) => {
      admin.deleteCustomer(ana.key);
      return sink.updateCustomer(ana, { values: { lastName: 'X' } }, signal);
    },
    code: 'RECORD_GONE',
    says: ['Ana Ito', 'deleted in Shopify', 'Prepare again'],
  },
  {
    by: 'tags of a customer that was deleted',
    write: ({ sink, admin, ana }) => {
      admin.deleteCustomer(ana.key);
      return sink.removeTags(ana, ['vip'], signal);
    },
    code: 'RECORD_GONE',
    says: ['Ana Ito'],
  },
  {
    by: 'consent of a customer that was deleted',
    write: ({ sink, admin, ana }) => {
      admin.deleteCustomer(ana.key);
      return sink.setEmailConsent(ana, { state: 'unsubscribed', level: null, at: null }, signal);
    },
    code: 'RECORD_GONE',
    says: ['Ana Ito'],
  },
  {
    by: 'a subscription without a level',
    write: ({ sink, ana }) =>
      sink.setEmailConsent(ana, { state: 'subscribed', level: null, at: null }, signal),
    code: 'CONSENT_NEEDS_LEVEL',
    says: ['Ana Ito', 'single opt-in', 'mapping'],
  },
  {
    by: 'a pending consent that nobody confirms',
    write: ({ sink, ana }) =>
      sink.setEmailConsent(ana, { state: 'pending', level: 'single', at: null }, signal),
    code: 'CONSENT_NEEDS_CONFIRMATION',
    says: ['Ana Ito', 'confirmed opt-in'],
  },
  {
    by: 'a consent of the future',
    write: ({ sink, ana }) =>
      sink.setEmailConsent(ana, { state: 'subscribed', level: 'single', at: later }, signal),
    code: 'CONSENT_IN_FUTURE',
    fields: ['consentTime'],
    says: ['Ana Ito', later, 'clock'],
  },
  ...(['notSubscribed', 'redacted', 'invalid'] as const).map((state): Provoked => ({
    by: `a consent that only Shopify can set (${state})`,
    write: ({ sink, ana }) => sink.setEmailConsent(ana, { state, level: null, at: null }, signal),
    code: 'CONSENT_NOT_SETTABLE',
    says: ['Ana Ito', 'by itself', 'unsubscribed'],
  })),
  {
    by: 'consent without an e-mail',
    write: async ({ sink, ana }) => {
      const mute = await sink.updateCustomer(ana, { values: { email: null } }, signal);
      return sink.setEmailConsent(mute, { state: 'subscribed', level: 'single', at: null }, signal);
    },
    code: 'CONSENT_NEEDS_EMAIL',
    says: ['Ana Ito', 'Enter the e-mail'],
  },
];

const address = {
  address1: '12 Banksia Street',
  city: 'Fremantle',
  province: 'WA',
  postcode: '6160',
  country: 'AU',
} as const;

const ofAddresses: readonly Provoked[] = [
  {
    by: 'a state of another country',
    write: ({ sink, ana }) =>
      sink.createLocation(ana, locationDraft({ ...address, province: 'AUK' }), signal),
    code: 'STATE_UNKNOWN',
    fields: ['province'],
    says: ['address 12 Banksia Street of Ana Ito', '"AUK"', 'NSW'],
  },
  {
    by: 'a country that is none',
    write: ({ sink, ana }) =>
      sink.updateLocation(ana, keyAt(ana.locations, 0), { values: { country: 'Atlantis' } }, signal),
    code: 'COUNTRY_UNKNOWN',
    fields: ['country'],
    says: ['address 1 Banksia Street of Ana Ito', '"Atlantis"', 'Choose the country'],
  },
  {
    by: 'a line that is too long',
    write: ({ sink, ana }) =>
      sink.createLocation(ana, locationDraft({ ...address, address2: long(256) }), signal),
    code: 'VALUE_TOO_LONG',
    fields: ['address2'],
    says: ['Address line 2', '255'],
  },
  {
    by: 'a web address in a line',
    write: ({ sink, ana }) =>
      sink.createLocation(ana, locationDraft({ ...address, city: 'www.perth.example' }), signal),
    code: 'TEXT_NOT_ALLOWED',
    fields: ['city'],
    says: ['Suburb or city', 'web address', 'Remove it'],
  },
  {
    by: 'web code in a phone',
    write: ({ sink, ana }) =>
      sink.createLocation(ana, locationDraft({ ...address, phone: '<b>1</b>' }), signal),
    code: 'TEXT_NOT_ALLOWED',
    fields: ['phone'],
    says: ['Phone', 'web code'],
  },
  {
    by: 'a change that makes two addresses the same',
    write: async ({ sink, ana }) => {
      const { party, key } = await sink.createLocation(ana, locationDraft(address), signal);
      const { values } = party.locations[0] ?? {};
      return sink.updateLocation(party, key, { values: { ...values } }, signal);
    },
    code: 'ADDRESS_EXISTS',
    says: ['12 Banksia Street of Ana Ito', 'Remove one'],
  },
  {
    by: 'an address that was deleted',
    write: ({ sink, admin, ana }) => {
      admin.removeAddress(keyAt(ana.locations, 0));
      return sink.setDefaultLocation(ana, keyAt(ana.locations, 0), signal);
    },
    code: 'RECORD_GONE',
    says: ['address 1 Banksia Street of Ana Ito'],
  },
  {
    by: 'an address whose customer was deleted',
    write: ({ sink, admin, ana }) => {
      admin.deleteCustomer(ana.key);
      return sink.createLocation(ana, locationDraft(address), signal);
    },
    code: 'RECORD_GONE',
    says: ['Ana Ito no longer exists'],
  },
];

describe('a refusal about a customer', () => {
  it.each(ofCustomers)('is explained: $by', async (refusal) => {
    await expectRefusal(refusal);
  });
});

describe('a refusal about an address', () => {
  it.each(ofAddresses)('is explained: $by', async (refusal) => {
    await expectRefusal(refusal);
  });
});

describe('a refusal whose other record cannot be looked up', () => {
  it('is still the refusal', async () => {
    const store = await openStore();
    store.simulator.store.addCustomer({ lastName: 'Kerr', email: 'ben@example.com.au' });
    const { sink } = await store.connect();
    store.simulator.faults.inject({ kind: 'serverError', on: 'query', count: 10 });
    const draft = customerDraft({ lastName: 'New', email: 'ben@example.com.au' });
    await expect(sink.createCustomer(draft, signal)).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
      params: { other: 'another customer' },
    });
  });
});
