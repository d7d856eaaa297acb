import type { NamedField, Side } from '../domain/party.ts';

/**
 * How many characters a field takes. Text is never cut to fit (R14).
 *
 * Shopify: measured (domain facts 2.5). ERP: only PostalCode and CustomerName were reported by users, the rest are the
 * usual lengths of these columns. [VERIFY] on a real tenant (domain facts 9.8); this table is the one place to correct.
 */
export const maximumLengths: Readonly<Record<Side, Readonly<Record<NamedField, number>>>> = {
  erp: {
    accountName: 50,
    firstName: 50,
    lastName: 100,
    email: 255,
    phone: 50,
    attention: 255,
    company: 255,
    address1: 50,
    address2: 50,
    city: 50,
    province: 50,
    postcode: 20,
    country: 100,
    terms: 10,
    locationName: 60,
    taxId: 50,
    taxExempt: 30,
    // Of these the ERP has no counterpart; nothing of theirs is written there.
    tags: 255,
    note: 5000,
    language: 35,
    emailConsent: 20,
    // How long a note may be is not published; Shopify's is never longer than this.
    erpNote: 5000,
    erpLanguage: 10,
    noMarketing: 3,
    doNotEmail: 3,
    taxExemptionNumber: 30,
  },
  shopify: {
    accountName: 255,
    firstName: 255,
    lastName: 255,
    email: 255,
    phone: 255,
    attention: 255,
    company: 255,
    address1: 255,
    address2: 255,
    city: 255,
    province: 255,
    postcode: 255,
    country: 255,
    // A key of Shopify's own, and a box that is ticked or not.
    terms: 255,
    locationName: 255,
    taxId: 255,
    taxExempt: 255,
    // Of each tag; note measured (domain facts 2.5). A locale's is that of the longest tag. [VERIFY]
    tags: 255,
    note: 5000,
    language: 35,
    emailConsent: 20,
    // Of these Shopify has no counterpart.
    erpNote: 5000,
    erpLanguage: 10,
    noMarketing: 3,
    doNotEmail: 3,
    taxExemptionNumber: 30,
  },
};

/** Most tags of a customer in Shopify (domain facts 2.5). */
export const mostTags = 250;

/** Most locations that Shopify takes in one company, and most contacts at one of its locations (domain facts 4.3). */
export const mostLocationsOfCompany = 10_000;
export const mostContactsAtLocation = 50;
