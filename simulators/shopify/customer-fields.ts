import { readPage } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import { addressGid, customerGid, gid, parseGid } from './gid.ts';
import { digestOf, metafieldOf, ownerOf, resolveNamespace, viewMetafield } from './metafields.ts';
import type { MetafieldOwner, MetafieldView } from './metafields.ts';
import { displayName } from './records.ts';
import type {
  AddressRecord,
  CustomerRecord,
  MarketingConsent,
  MetafieldDefinitionRecord,
} from './records.ts';
import type { ShopContext } from './shop-context.ts';
import { isEmail } from './text-rules.ts';

/** Resolvers of one type's fields. A field without one is read from the record's property of the same name. */
export type FieldResolvers<T> = Readonly<
  Record<string, (record: T, args: never, context: ShopContext) => unknown>
>;

const numberPosition = ({
  number,
}: {
  readonly number: number;
}): { readonly value: number; readonly number: number } => ({
  value: number,
  number,
});

/** Records in ascending order of their numbers, paged. */
export function pageByNumber<T extends { readonly number: number }>(
  records: readonly T[],
  args: PageArguments,
): Connection<T> {
  return readPage(records, numberPosition, args);
}

/** Whether personal data is withheld from the app. */
export const isRedacted = (context: ShopContext): boolean => context.switches.protectedData === 'redacted';

/** A personal text, null for an app that may not see it. */
export function personal<T, K extends keyof T>(
  field: K,
): (record: T, args: never, context: ShopContext) => unknown {
  return (record, _args, context) => (isRedacted(context) ? null : record[field]);
}

/** `metafield` and `metafields` of whatever has them. */
export const metafieldAccess: FieldResolvers<MetafieldOwner> = {
  metafield: (owner, { namespace, key }: { readonly namespace?: string | null; readonly key: string }) => {
    const found = metafieldOf(owner, namespace, key);
    return found ? viewMetafield(owner, found) : null;
  },
  metafields: (
    owner,
    args: PageArguments & { readonly namespace?: string | null; readonly keys?: readonly string[] | null },
  ) => {
    const namespace = args.namespace == null ? undefined : resolveNamespace(args.namespace);
    const wanted = owner.metafields.filter(
      (each) =>
        (namespace === undefined || each.namespace === namespace) &&
        (args.keys == null ||
          args.keys.includes(each.key) ||
          args.keys.includes(`${each.namespace}.${each.key}`)),
    );
    return pageByNumber(
      wanted.map((each) => viewMetafield(owner, each)),
      args,
    );
  },
};

/** The newer consent types call the state of nobody's choice by another name. */
function consentState({ marketingState }: MarketingConsent): string {
  return marketingState === 'NOT_SUBSCRIBED' ? 'NEVER_SUBSCRIBED' : marketingState;
}

export const customerFields: FieldResolvers<CustomerRecord> = {
  id: ({ number }) => customerGid(number),
  legacyResourceId: ({ number }) => String(number),
  firstName: personal('firstName'),
  lastName: personal('lastName'),
  // Never null in the schema, so a redacted name is empty text.
  displayName: (customer, _args, context) => (isRedacted(context) ? '' : displayName(customer)),
  email: personal('email'),
  phone: personal('phone'),
  defaultEmailAddress: ({ email, emailConsent }, _args, context) =>
    email === null || isRedacted(context)
      ? null
      : {
          emailAddress: email,
          marketingState: emailConsent.marketingState,
          marketingOptInLevel: emailConsent.marketingOptInLevel,
          marketingUpdatedAt: emailConsent.consentUpdatedAt,
          validFormat: isEmail(email),
          openTrackingLevel: 'UNKNOWN',
        },
  defaultPhoneNumber: ({ phone, smsConsent }, _args, context) =>
    phone === null || isRedacted(context)
      ? null
      : {
          phoneNumber: phone,
          marketingState: smsConsent.marketingState,
          marketingOptInLevel: smsConsent.marketingOptInLevel,
          marketingUpdatedAt: smsConsent.consentUpdatedAt,
          smsMarketingConsent: {
            state: consentState(smsConsent),
            optInLevel: smsConsent.marketingOptInLevel,
            updatedAt: smsConsent.consentUpdatedAt,
            collectedFrom: null,
          },
        },
  emailMarketingConsent: ({ email, emailConsent }) => (email === null ? null : emailConsent),
  smsMarketingConsent: ({ phone, smsConsent }) => (phone === null ? null : smsConsent),
  validEmailAddress: ({ email }) => email !== null && isEmail(email),
  defaultAddress: ({ addresses, defaultAddressNumber }) =>
    addresses.find(({ number }) => number === defaultAddressNumber) ?? null,
  addresses: ({ addresses }, { first }: { readonly first?: number | null }) =>
    addresses.slice(0, Math.min(first ?? 250, 250)),
  addressesV2: ({ addresses }, args: PageArguments) => pageByNumber(addresses, args),
  numberOfOrders: ({ numberOfOrders }) => String(numberOfOrders),
  amountSpent: ({ amountSpent }, _args, { shop }) => ({
    amount: amountSpent,
    currencyCode: shop.currencyCode,
  }),
  canDelete: ({ numberOfOrders }) => numberOfOrders === 0,
  companyContactProfiles: ({ number }, _args, { store }) => store.business.contactsByCustomer(number),
  ...metafieldAccess,
};

/** Lines of an address as an envelope would carry them. */
function formatted(address: AddressRecord, withName: boolean, withCompany: boolean): readonly string[] {
  const { firstName, lastName, company, address1, address2, city, provinceCode, zip, country } = address;
  const name = [firstName, lastName].filter(Boolean).join(' ');
  const lines = [withName ? name : null, withCompany ? company : null, address1, address2];
  const place = [city, provinceCode, zip].filter(Boolean).join(' ');
  return [...lines, place, country].filter((line): line is string => line !== null && line !== '');
}

export const addressFields: FieldResolvers<AddressRecord> = {
  id: ({ number }) => addressGid(number),
  firstName: personal('firstName'),
  lastName: personal('lastName'),
  name: ({ firstName, lastName }, _args, context) =>
    isRedacted(context) ? null : [firstName, lastName].filter(Boolean).join(' ') || null,
  address1: personal('address1'),
  address2: personal('address2'),
  zip: personal('zip'),
  phone: personal('phone'),
  countryCode: ({ countryCodeV2 }) => countryCodeV2,
  formatted: (address, args: { readonly withName: boolean; readonly withCompany: boolean }, context) =>
    isRedacted(context) ? [] : formatted(address, args.withName, args.withCompany),
  formattedArea: ({ city, provinceCode, country }) =>
    [city, provinceCode, country].filter(Boolean).join(', ') || null,
  latitude: () => null,
  longitude: () => null,
  timeZone: () => null,
  coordinatesValidated: () => false,
  validationResultSummary: () => null,
};

export const metafieldFields: FieldResolvers<MetafieldView> = {
  id: ({ number }) => gid('Metafield', number),
  legacyResourceId: ({ number }) => String(number),
  compareDigest: (metafield) => digestOf(metafield),
  jsonValue: ({ type, value }) =>
    type === 'json' || type.startsWith('list.') ? (JSON.parse(value) as unknown) : value,
  sizeInBytes: ({ value }) => Buffer.byteLength(value),
  definition: ({ ownerType, namespace, key }, _args, { store }) =>
    store.metafieldDefinition(ownerType, namespace, key) ?? null,
  owner: (metafield, _args, { store }) => ownerOf(store, metafield),
};

export const metafieldDefinitionFields: FieldResolvers<MetafieldDefinitionRecord> = {
  id: ({ number }) => gid('MetafieldDefinition', number),
  type: ({ type }) => ({ name: type, category: type.toUpperCase() }),
  capabilities: ({ uniqueValues }) => ({ uniqueValues: { enabled: uniqueValues, eligible: true } }),
  pinnedPosition: () => null,
  validations: () => [],
};

/** What `node(id:)` finds: customers and their addresses. */
export function findNode({ store }: ShopContext, id: string): CustomerRecord | AddressRecord | null {
  const parsed = parseGid(id);
  if (parsed?.type === 'Customer') return store.customers.get(parsed.id) ?? null;
  if (parsed?.type !== 'MailingAddress') return null;
  const owner = store.addressOwner(parsed.id);
  return owner?.addresses.find(({ number }) => number === parsed.id) ?? null;
}
