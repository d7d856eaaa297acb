/**
 * Why a system did not take one record, in more words than "refused": what is wrong, with which value, and what to do. Part of
 * the error catalogue, in a file of its own because there are as many reasons as rules of the systems.
 */
export const refusalCatalogue = {
  // ---- values
  VALUE_TOO_LONG: {
    title: 'A value of {record} is too long for {system}',
    text: '{field} has {length} characters ("{value}"); {system} takes {maximum}. Shorten it in {source}, then prepare again.',
  },
  VALUE_MISSING: {
    title: 'A value of {record} is missing',
    text: '{field} is empty, and {system} needs it. Enter it in {source}, then prepare again.',
  },
  TEXT_NOT_ALLOWED: {
    title: '{system} does not take a text of {record}',
    text: '{field} is "{value}". {system} takes no {what} there. Remove it in {source}, then prepare again.',
  },
  EMAIL_INVALID: {
    title: 'The e-mail of {record} is not a valid one',
    text: '{system} does not accept "{value}". An e-mail looks like name@example.com. Correct it in {source}, then prepare again.',
  },
  PHONE_INVALID: {
    title: 'A phone of {record} is not a valid one',
    text: '{system} does not accept "{value}". Enter one number with its country code, such as +61 2 9876 5432, in {source}, then prepare again.',
  },
  COUNTRY_UNKNOWN: {
    title: '{system} does not know a country of {record}',
    text: '"{value}" is no country in {system}. Choose the country again in {source}, then prepare again.',
  },
  STATE_UNKNOWN: {
    title: '{system} does not know a state of {record}',
    text: '"{value}" is no state or region of the address\u2019s country. Enter its usual abbreviation, such as NSW, in {source}, then prepare again.',
  },
  POSTCODE_INVALID: {
    title: 'A postcode of {record} is not a valid one',
    text: '"{value}" is no postcode of the address\u2019s country. Correct the postcode or the country in {source}, then prepare again.',
  },
  LANGUAGE_UNKNOWN: {
    title: '{system} does not know the language of {record}',
    text: '"{value}" is no language in {system}; one looks like en or en-AU. Correct it in {source}, then prepare again.',
  },
  TAGS_TOO_MANY: {
    title: '{record} would have too many tags',
    text: '{system} keeps at most {maximum} tags with a customer. Remove some, then prepare again.',
  },
  IDENTITY_MISSING: {
    title: '{record} has no name, e-mail or phone',
    text: '{system} needs one of the three. Enter one in {source}, then prepare again.',
  },
  ADDRESS_EXISTS: {
    title: '{record} has this address already',
    text: '{system} keeps no address twice. Remove one of the two in {source}, then prepare again.',
  },

  // ---- consent to marketing
  CONSENT_NEEDS_EMAIL: {
    title: '{record} has no e-mail to agree to marketing with',
    text: 'Enter the e-mail of {record} first, then prepare again.',
  },
  CONSENT_NEEDS_LEVEL: {
    title: 'It is not known how {record} agreed to marketing',
    text: '{system} subscribes nobody without it. Say in the mapping whether a customer agrees once (single opt-in) or confirms by e-mail.',
  },
  CONSENT_NEEDS_CONFIRMATION: {
    title: 'The consent of {record} does not fit together',
    text: 'A consent that is still to be confirmed must be one that customers confirm by e-mail (confirmed opt-in). Correct it in the mapping.',
  },
  CONSENT_IN_FUTURE: {
    title: 'The consent of {record} lies in the future',
    text: '{value} has not come yet. Correct the time in {source}, and check this computer\u2019s clock.',
  },
  CONSENT_NOT_SETTABLE: {
    title: 'This state of consent cannot be set',
    text: '{system} sets {value} by itself and takes it from nobody. {record} can only be subscribed, unsubscribed, or asked to confirm.',
  },

  // ---- the ERP's customer ID, kept with the Shopify customer
  CUSTOMER_ID_TAKEN: {
    title: 'Another customer carries this customer ID',
    text: '{value} is stored with {other} in {system}. If that is the same customer, link the two; if not, remove the ID there.',
  },
  CUSTOMER_ID_FIELD_MISSING: {
    title: 'The field for customer IDs is missing in {system}',
    text: 'The customer field that holds the ID of MYOB Acumatica was removed from the store. Nothing was written. Commit again: Accord makes the field anew.',
  },
  CUSTOMER_ID_FIELD_CLASH: {
    title: 'The field for customer IDs is used for something else',
    text: 'The store has a customer field {value} of another kind ({type}). Remove it in the store\u2019s settings for custom data, or switch off storing the customer ID in the connection.',
  },

  // ---- companies
  SHOPIFY_COMPANIES_OFF: {
    title: 'Companies are switched off in the store',
    text: 'The app may use companies, but {host} does not offer them (B2B). Switch them on in the Shopify admin under Customers, or check whether the store\u2019s plan has them. Other customers are not concerned.',
  },
  EXTERNAL_ID_TAKEN: {
    title: 'Another record carries this ID',
    text: '{value} is the external ID of {other} in {system}. If that is the same one, link the two; if not, change the external ID there.',
  },
  EXTERNAL_ID_TOO_LONG: {
    title: 'The ID of {record} is too long for {system}',
    text: '"{value}" needs {length} characters as an external ID; {system} takes {maximum}. Shorten the ID in {source}, then prepare again.',
  },
  EXTERNAL_ID_CHARACTERS: {
    title: 'The ID of {record} has characters that {system} does not take',
    text: '"{value}" cannot be an external ID in {system}. Use letters, digits and plain signs in {source}, then prepare again.',
  },
  CONTACT_NEEDS_EMAIL: {
    title: '{record} has no e-mail and cannot be a contact',
    text: '{system} asks an e-mail of every contact of a company. Enter it in {source}, then prepare again; the company goes on without this contact.',
  },
  CONTACT_IN_COMPANY: {
    title: '{record} is a contact of a company already',
    text: 'In {system} a person can be a contact of one company only, and this one belongs to {other}. Remove the person there first, or leave this contact out.',
  },
  CONTACT_OF_OTHER_COMPANY: {
    title: '{record} is a contact of another company',
    text: 'Somebody moved the contact in {system} after the preview. Prepare again to see what that means.',
  },
  CONTACT_HAS_ORDERS: {
    title: '{record} has orders and cannot be deleted',
    text: '{system} keeps contacts with orders or draft orders. Remove the person from the company instead.',
  },
  ROLE_ASSIGNED: {
    title: '{record} has a role there already',
    text: 'A contact has one role at a location. Somebody gave one in {system} after the preview: prepare again to see it.',
  },
  COMPANY_HAS_ORDERS: {
    title: '{record} cannot be deleted',
    text: '{system} keeps companies with orders or draft orders.',
  },
  LOCATION_KEPT: {
    title: '{record} cannot be deleted',
    text: '{system} keeps a company\u2019s only location, and locations with orders or draft orders. Add another location first, or leave this one.',
  },
  COMPANY_FULL: {
    title: 'There is no room for {record}',
    text: '{system} answered: {message} Remove what is no longer needed there, then prepare again.',
  },
  DEPOSIT_NEEDS_TERMS: {
    title: '{record} asks for a deposit and needs payment terms',
    text: 'Somebody set a deposit for this location in {system}, which goes only with payment terms. Remove the deposit there, or choose terms in {source}.',
  },
  TERMS_UNKNOWN: {
    title: '{system} does not have these payment terms',
    text: 'The payment terms chosen for {record} no longer exist in the store. Choose them again in the mapping.',
  },

  // ---- our own mistakes
  REQUEST_FAULTY: {
    title: 'Accord sent something that {system} does not take',
    text: '{record} was not written: {message} ({field}). This is a fault in Accord, not in your data: please report it.',
  },
} as const satisfies Record<string, { readonly title: string; readonly text: string }>;
