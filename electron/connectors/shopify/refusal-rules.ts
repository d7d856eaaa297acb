/**
 * What each refusal of Shopify means, as data: the first rule that fits decides. By path and code where there is one, else by
 * the text, and by no single wording alone: mutations say the same in different words (recorded texts: domain facts 12).
 */
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';

export interface RefusalRule {
  /** On the error's path, its parts joined by dots; empty where Shopify sent none. Of further fields it begins with `further`. */
  readonly at?: RegExp;
  /** One of the two must fit, where either is given. */
  readonly says?: RegExp;
  readonly codes?: readonly string[];
  /** Only where the value that was sent holds one of `forbiddenTexts`. */
  readonly holdsForbidden?: true;
  readonly means: ErrorCode;
}

interface ForbiddenText {
  readonly held: RegExp;
  readonly named: RegExp;
  /** What to call it. */
  readonly what: string;
}

/** What no address takes. Shopify names it for customers' addresses, and says only "invalid" for those of companies. */
export const forbiddenTexts: readonly ForbiddenText[] = [
  { held: /<[a-z/!]/i, named: /HTML/i, what: 'web code (text between < and >)' },
  { held: /https?:\/\/|www\./i, named: /URL/i, what: 'web address' },
  { held: /\p{Extended_Pictographic}|\p{Regional_Indicator}/u, named: /emoji/i, what: 'emoji' },
];

const taken = /already been (taken|assigned)/i;
const gone = /(does not|doesn['’]t) exist|can['’]t be found|not found/i;
const tooLong = /too long|characters or less/i;
const invalid = /invalid|not valid/i;

/** The code of our own refusals of a value, which Shopify has not seen: their messages quote it, and must not be judged by that. */
export const unfitCode = 'ACCORD_UNFIT';

export const refusalRules: readonly RefusalRule[] = [
  // ---- further fields: a definition that is gone or another app's, and what was not sent; the rest are values like others
  { at: /^further\..*type$/, means: 'WRITE_REFUSED' },
  { at: /^further\b/, codes: ['APP_NOT_AUTHORIZED'], means: 'WRITE_REFUSED' },
  { at: /^further\b/, codes: [unfitCode], means: 'VALUE_REFUSED' },

  // ---- companies, contacts and roles
  { says: /already been assigned a role/i, means: 'ROLE_ASSIGNED' },
  { says: /already associated with a company contact/i, means: 'CONTACT_IN_COMPANY' },
  { says: /must have an email|email or customer_id must be provided/i, means: 'CONTACT_NEEDS_EMAIL' },
  { says: /not belong to the company/i, means: 'CONTACT_OF_OTHER_COMPANY' },
  { at: /deposit$/, says: /requires? a payment terms/i, means: 'DEPOSIT_NEEDS_TERMS' },
  { at: /paymentTermsTemplateId$/, says: gone, codes: ['RESOURCE_NOT_FOUND'], means: 'TERMS_UNKNOWN' },
  { says: /delete the company location/i, means: 'LOCATION_KEPT' },
  { at: /^companyLocationId/, codes: ['FAILED_TO_DELETE'], means: 'LOCATION_KEPT' },
  { at: /^companyContactId/, codes: ['FAILED_TO_DELETE'], means: 'CONTACT_HAS_ORDERS' },
  { says: /delete the company\b/i, codes: ['FAILED_TO_DELETE'], means: 'COMPANY_HAS_ORDERS' },
  { says: /associated orders/i, means: 'CUSTOMER_HAS_ORDERS' },

  // ---- consent
  { says: /is required to set the \w+ (marketing )?consent/i, means: 'CONSENT_NEEDS_EMAIL' },
  { at: /consentUpdatedAt$/, says: /in the future/i, means: 'CONSENT_IN_FUTURE' },
  { at: /marketingOptInLevel$/, says: /must be confirmed/i, means: 'CONSENT_NEEDS_CONFIRMATION' },
  {
    at: /marketingOptInLevel$/,
    says: /must exist/i,
    codes: ['MISSING_ARGUMENT'],
    means: 'CONSENT_NEEDS_LEVEL',
  },

  // ---- what is not there any more
  { says: gone, codes: ['RESOURCE_NOT_FOUND', 'NOT_FOUND'], means: 'RECORD_GONE' },

  // ---- identities
  { at: /^metafields\b/, says: taken, codes: ['TAKEN'], means: 'CUSTOMER_ID_TAKEN' },
  { at: /^metafields\b.*type$/, means: 'CUSTOMER_ID_FIELD_MISSING' },
  { at: /externalId$/, says: taken, codes: ['TAKEN'], means: 'EXTERNAL_ID_TAKEN' },
  { at: /externalId$/, says: tooLong, codes: ['TOO_LONG'], means: 'EXTERNAL_ID_TOO_LONG' },
  { at: /externalId$/, says: /can only contain/i, means: 'EXTERNAL_ID_CHARACTERS' },
  { at: /email$/, says: taken, codes: ['TAKEN'], means: 'EMAIL_TAKEN' },
  { at: /phone$/, says: taken, codes: ['TAKEN'], means: 'PHONE_TAKEN' },
  { at: /^(address)?$/, says: /already (exists|been taken)|duplicate/i, means: 'ADDRESS_EXISTS' },
  { says: /name, phone number, or email address must be present/i, means: 'IDENTITY_MISSING' },

  // ---- values
  { at: /tags$/, says: /cannot be more than/i, means: 'TAGS_TOO_MANY' },
  { says: tooLong, codes: ['TOO_LONG'], means: 'VALUE_TOO_LONG' },
  { says: /can['’]t be blank/i, codes: ['BLANK', 'REQUIRED'], means: 'VALUE_MISSING' },
  { says: /cannot contain (HTML|URL|emoji)/i, means: 'TEXT_NOT_ALLOWED' },
  { at: /address/i, says: /is invalid/i, holdsForbidden: true, means: 'TEXT_NOT_ALLOWED' },
  { at: /email$/, says: invalid, means: 'EMAIL_INVALID' },
  { at: /phone$/, says: invalid, means: 'PHONE_INVALID' },
  { at: /country(Code)?$/, says: /invalid|to be one of/i, means: 'COUNTRY_UNKNOWN' },
  { at: /(province|provinceCode|zoneCode)$/, says: invalid, means: 'STATE_UNKNOWN' },
  { at: /zip$/, says: invalid, means: 'POSTCODE_INVALID' },
  { at: /locale$/, says: invalid, means: 'LANGUAGE_UNKNOWN' },

  // ---- what only a fault of ours brings about
  {
    says: /unexpected type|unexpected keys|input is empty|attribute to change|only be set on creation|ID on creation|please use the \w+ mutation|to not be null/i,
    codes: ['UNEXPECTED_TYPE', 'NO_INPUT', 'INVALID_INPUT'],
    means: 'REQUEST_FAULTY',
  },
  { says: /cannot have more than|max input size/i, codes: ['LIMIT_REACHED'], means: 'COMPANY_FULL' },
];
