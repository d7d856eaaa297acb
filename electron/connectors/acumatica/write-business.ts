/** Business customers as the ERP takes them. Locations are written as those of individuals are; what differs is here. */
import type { Contact } from '../../../shared/domain/contact.ts';
import { AppError } from '../../../shared/domain/app-error.ts';
import { joinName, nameOf, type LocationValues, type Party } from '../../../shared/domain/party.ts';
import type { ContactStore } from '../../../shared/sync/contact-ports.ts';
import type {
  BusinessDraft,
  CustomerDraft,
  CustomerPatch,
  LocationPatch,
  Sink,
} from '../../../shared/sync/ports.ts';
import { system } from './answer.ts';
import {
  addressFields,
  givenFields,
  inheritedPatchBody,
  linked,
  locationNameOf,
  named,
  present,
} from './bodies.ts';
import { mergeBusinessAnswer, parseCreatedBusiness, withContact } from './business.ts';
import type { ErpClient } from './client.ts';
import type { Kinds } from './kind.ts';
import { labels } from './labels.ts';
import { type ParseSettings } from './parse.ts';
import type { View } from './views.ts';
import { wrap, type WireRecord } from './wire.ts';

export interface BusinessWriter {
  readonly client: ErpClient;
  readonly customerView: View;
  readonly kinds: Kinds;
  readonly customerClass: string | null;
  readonly settings: ParseSettings;
  readonly contacts: ContactStore;
}

/** Text of the exemption number of a location that Shopify calls exempt. [VERIFY] see `siteOf`. */
const exemption = 'Exempt';

/** Changes of tax and exemption, by the names that a location has for them; the customer calls the second by another. */
export function siteFields(
  site: NonNullable<LocationPatch['site']>,
  exemptionField: 'TaxExemptionNbr' | 'TaxExemptionNumber' = 'TaxExemptionNbr',
): WireRecord {
  return named({
    TaxRegistrationID: site.taxId,
    [exemptionField]: site.taxExempt === undefined ? undefined : site.taxExempt ? exemption : null,
  });
}

/** A business customer with its MAIN location and its main contact in one record. The account's own e-mail and phone are the contact's. */
export function newBusinessBody(
  draft: CustomerDraft,
  business: BusinessDraft,
  { kinds, ...writer }: Pick<BusinessWriter, 'kinds' | 'customerClass'>,
): WireRecord {
  const given = draft.defaults ?? {};
  const customerClass = given.customerClass ?? writer.customerClass;
  const { main } = draft;
  const { location, mainContact, terms } = business;
  const person = mainContact?.values ?? null;
  const byCategory = kinds.organization.by === 'category';
  const hasPerson = person !== null && person.lastName !== null;
  return {
    ...present({
      CustomerID: draft.number,
      CustomerName: draft.accountName,
      ...givenFields(given, customerClass),
      // Where a class tells companies from persons, the class of new ones has to be among those.
      CustomerClass:
        kinds.organization.by === 'class' && !kinds.organization.classes.includes(customerClass ?? '')
          ? (kinds.organization.classes[0] ?? customerClass)
          : customerClass,
      CustomerCategory: byCategory ? labels.organization : null,
      AccountRef: draft.externalReference,
      // Terms that the company has in Shopify say more than its country.
      Terms: terms ?? given.terms,
      LocationName: location.name ?? (main === null ? null : locationNameOf(main)),
      TaxRegistrationID: location.site.taxId,
      TaxExemptionNumber: location.site.taxExempt ? exemption : null,
    }),
    ...(kinds.organization.by === 'attribute'
      ? {
          Attributes: [
            {
              AttributeID: wrap(kinds.organization.attribute),
              Value: wrap(kinds.organization.value),
            },
          ],
        }
      : {}),
    MainContact: {
      ...present({
        Email: draft.values.email ?? person?.email,
        Phone1: main?.phone ?? draft.values.phone ?? person?.phone,
        Attention: main?.attention,
        FullName: draft.accountName,
      }),
      ...(main === null ? {} : linked('Address', present(addressFields(main)))),
    },
    ...(hasPerson
      ? {
          PrimaryContact: present({
            FirstName: person.firstName,
            LastName: person.lastName,
            Email: person.email,
            Phone1: person.phone,
          }),
        }
      : {}),
  };
}

/** Changes of the company itself. Its e-mail and phone are nobody's but the ERP's. */
export function businessPatchBody(before: Party, patch: CustomerPatch): WireRecord {
  const { accountName, externalReference, terms } = patch;
  const inherits = before.locations.some((location) => location.inherits);
  return {
    ...named({ CustomerName: accountName, AccountRef: externalReference, Terms: terms }),
    ...(accountName === undefined || !inherits ? {} : { MainContact: named({ FullName: accountName }) }),
  };
}

/** Changes of the only location that takes everything from its customer: the company's own phone is that location's. */
export function inheritedSiteBody(before: Party, values: Readonly<Partial<LocationValues>>): WireRecord {
  const { phone, ...others } = values;
  const body = inheritedPatchBody(before, others);
  if (phone === undefined) return body;
  const main = body['MainContact'];
  return { MainContact: { ...(main as WireRecord | undefined), Phone1: wrap(phone) } };
}

/** A customer, for messages to people. */
export const customerNamed = (party: Party): string => `customer ${party.number} (${nameOf(party)})`;

function contactOf(before: Party, key: string): Contact {
  const contact = before.business?.contacts.find((each) => each.key === key);
  if (contact === undefined) {
    const record = `contact ${key} of ${customerNamed(before)}`;
    throw new AppError('RECORD_GONE', { params: { record, system } });
  }
  return contact;
}

type ContactWrites = Pick<
  Sink,
  'createContact' | 'updateContact' | 'removeContact' | 'setContactRoles' | 'setMainContact'
>;

export type BusinessWrites = ContactWrites & Pick<Sink, 'createCustomer' | 'updateCustomer'>;

export function createBusinessWrites(writer: BusinessWriter): BusinessWrites {
  const { client, contacts, customerView, settings } = writer;

  async function putCustomer(before: Party, body: WireRecord, signal: AbortSignal): Promise<Party> {
    const answer = await client.put(
      'Customer',
      { CustomerID: wrap(before.number), ...body },
      {
        expand: customerView.expand,
        custom: customerView.custom ?? [],
        only: 'update',
        record: customerNamed(before),
      },
      signal,
    );
    return mergeBusinessAnswer(before, answer, settings);
  }

  return {
    createCustomer: async (draft, signal) => {
      const { business, accountName, number } = draft;
      if (business === undefined) throw new Error('Only business customers are made here');
      const name = accountName ?? number ?? 'a customer';
      const answer = await client.put(
        'Customer',
        newBusinessBody(draft, business, writer),
        {
          expand: customerView.expand,
          custom: customerView.custom ?? [],
          only: number === null ? null : 'insert',
          record: number === null ? `customer ${name}` : `customer ${number} (${name})`,
        },
        signal,
      );
      return parseCreatedBusiness(answer, settings);
    },

    updateCustomer: async (before, patch, signal) => {
      const body = businessPatchBody(before, patch);
      return Object.keys(body).length === 0 ? before : await putCustomer(before, body, signal);
    },

    createContact: async (before, { values, externalReference, roles }, signal) => {
      const contact = await contacts.createContact(before, { values, externalReference, roles }, signal);
      return { party: withContact(before, contact), key: contact.key };
    },

    updateContact: async (before, key, patch, signal) =>
      withContact(before, await contacts.updateContact(before, contactOf(before, key), patch, signal)),

    removeContact: async (before, key, signal) => {
      const patch = { values: {}, active: false };
      const contact = await contacts.updateContact(before, contactOf(before, key), patch, signal);
      if (contact.active) {
        const { firstName, lastName } = contact.values;
        const record = `contact ${joinName(firstName, lastName) ?? contact.number} of ${customerNamed(before)}`;
        const message = 'The request was taken, but the status did not change';
        throw new AppError('WRITE_REFUSED', { params: { system, record, message } });
      }
      return withContact(before, contact);
    },

    setContactRoles: async (before, key, roles, signal) =>
      withContact(
        before,
        await contacts.updateContact(before, contactOf(before, key), { values: {}, roles }, signal),
      ),

    setMainContact: async (before, key, signal) => {
      const contact = contactOf(before, key);
      const after = await putCustomer(before, { PrimaryContactID: wrap(Number(contact.number)) }, signal);
      if (after.business?.mainContactKey !== key) {
        const message = 'The request was taken, but the primary contact did not change';
        throw new AppError('WRITE_REFUSED', { params: { system, record: customerNamed(before), message } });
      }
      return after;
    },
  };
}
