/**
 * What the shop holds. Records are replaced, never changed in place: the search index may still show an older one.
 * Field names are those of the Admin API wherever the value is handed out as it is stored.
 */
export interface AddressRecord {
  readonly typeName: 'MailingAddress';
  readonly number: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly provinceCode: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly countryCodeV2: string | null;
  readonly phone: string | null;
}

export interface MarketingConsent {
  readonly marketingState: string;
  readonly marketingOptInLevel: string | null;
  readonly consentUpdatedAt: string | null;
}

export interface MetafieldRecord {
  readonly typeName: 'Metafield';
  readonly number: number;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CustomerRecord {
  readonly typeName: 'Customer';
  readonly number: number;
  /** ISO 8601 in UTC, to the second. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly note: string | null;
  /** Sorted, unique ignoring case. */
  readonly tags: readonly string[];
  readonly taxExempt: boolean;
  readonly taxExemptions: readonly string[];
  readonly locale: string;
  readonly state: string;
  readonly verifiedEmail: boolean;
  readonly numberOfOrders: number;
  /** Decimal text in the shop's currency. */
  readonly amountSpent: string;
  readonly emailConsent: MarketingConsent;
  readonly smsConsent: MarketingConsent;
  /** In order of creation. */
  readonly addresses: readonly AddressRecord[];
  /** Null exactly when there is no address. */
  readonly defaultAddressNumber: number | null;
  readonly metafields: readonly MetafieldRecord[];
}

/** Of an order only who placed it and where it stands. */
export interface OrderRecord {
  readonly typeName: 'Order';
  readonly number: number;
  /** `#1001` */
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly cancelledAt: string | null;
  readonly email: string | null;
  /** Null for a guest whose e-mail is nobody's. */
  readonly customerNumber: number | null;
  /** Of an order for a company: where it goes. */
  readonly locationNumber: number | null;
}

export interface MetafieldDefinitionRecord {
  readonly typeName: 'MetafieldDefinition';
  readonly number: number;
  readonly ownerType: string;
  readonly namespace: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  /** Definitions of type `id` have unique values by themselves. */
  readonly uniqueValues: boolean;
}

export const noConsent: MarketingConsent = {
  marketingState: 'NOT_SUBSCRIBED',
  marketingOptInLevel: 'SINGLE_OPT_IN',
  consentUpdatedAt: null,
};

/** The date as Shopify writes it: UTC, to the second. */
export function timeStamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** What the admin shows as the customer's name: the names, else the e-mail, else the phone. */
export function displayName(customer: CustomerRecord): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return name || (customer.email ?? customer.phone ?? '');
}
