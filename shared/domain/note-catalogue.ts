/**
 * Sentences on rows, fields and locations of a preview ("said so" in the rulings). `{name}` is a parameter.
 * `R…` names the ruling that the note answers.
 */
export const noteCatalogue = {
  // identity
  ambiguousEmail: 'Several customers have the e-mail {email}. Choose which one this is, or keep them apart.', // L9
  ambiguousPhone: 'The phone {phone} is equal, but only one of the two has an e-mail. Is it the same person?', // R7
  ambiguousPhones: 'Several customers have the phone {phone}. Choose which one this is, or keep them apart.', // L9
  ambiguousReference: 'Several records claim to be this customer. Choose which one it is.',
  ambiguousTaxId:
    'Several companies have the business number {number}. Choose which one this is, or keep them apart.', // L9
  ambiguousNamesake:
    'Several companies are called {name} in the same postcode. Choose which one this is, or keep them apart.', // L9
  personOrCompany:
    '{system} says that this is a person, {other} that it is a company ({value} joins the two). Keep them apart, so that each is a customer of its own kind, or leave both; to make them one, change the kind in one system first.', // L9
  duplicateOnSource:
    '{count} customers in {system} have the e-mail {email}. All of them wait until one is chosen.', // R11
  identitySwap:
    '{name} and {other} have swapped their {field}. In one system, first give one of them another {field}, prepare and commit, then set the right one.', // R30
  noIdentity: 'This record has no name, no e-mail and no phone. Add one of them in {system}.',
  namedByEmail: 'Named by the e-mail, as it has no other name.', // R8
  namedByPhone: 'Named by the phone, as it has neither a name nor an e-mail.', // R8
  guestCustomer: 'This is the guest customer of the ERP. It is never synchronised.',
  defaultsByRule: 'By rule {rule} of the defaults ({places}): {values}.',
  newLink: 'These two records will be linked for the first time.',
  locationLeftOut: 'Another location has the same address; Shopify keeps one. This one is left out.', // R21
  linkReplaced: 'Its link with {other} ends; {other} stays as it is and is left alone.',
  keptApart:
    'It was taken apart from {other} in {system} by hand. It is left alone until it is linked to another record, or created as a customer of its own.',
  partnerReplaced:
    'Its partner was deleted or merged in {system}; the customer {name} ({number}) now has this {field}. Link the two, or keep them apart.',
  emailHeld: 'The customer {name} ({number}) in {system} now has this e-mail, and waits in another row.',
  emailHeldByPartner:
    'The customer {name} ({number}) in {system} now has this e-mail, and is the partner of {other}. If the two were merged, end this link.',
  partnerNotRead: 'Its partner in {system} was not read this time, so nothing is done to it.', // L4
  // direction and filters
  outsideDirection: 'Only in {system}; the profile\u2019s direction does not copy it.',
  ofOtherStore:
    'In MYOB it is marked as a customer of the store {store}, and the profile keeps stores apart.',
  statusNotExported: 'The status in MYOB is {status}; only Active, On Hold and Credit Hold are exported.', // R19
  outsideFilter:
    'Outside the filter "{filter}" for customers of {system} ({condition}). It is left alone, and nothing is deleted.', // R34, L4
  erpStatus: 'The status in MYOB is {status}.', // R19
  // fields
  differsFromSource:
    'Was changed in {system} and differs from the source. It is kept; the source can be applied again.', // R4
  replacesEdit: 'Replaces an edit made in {system}.', // R33
  cleared: 'Cleared: the value was removed in {system}.', // R13
  requiredNotCleared: 'The name was removed in {system}; a name is never cleared. Enter one there.', // R13
  phoneNotValid: '"{phone}" is not a valid phone number. The customer goes without a phone.', // R5
  phoneTaken: '{phone} already belongs to {other} in Shopify. The customer goes without a phone.', // R6
  phoneTakenWaits: '{phone} already belongs to {other} in Shopify. The profile lets such customers wait.', // R6
  phoneExtensionDropped: 'The extension {extension} is left out: Shopify keeps plain numbers only.',
  phoneTakenKept: '{phone} already belongs to {other} in Shopify. The phone there stays as it is.', // R6
  addressPhoneNotValid: '"{phone}" is not a valid phone number. The address goes without a phone.', // R5
  phoneUnreadable: '"{phone}" is not a phone number Accord can read. It is left as it is.',
  bothSidesDiffer: 'The two systems differ and never agreed before.', // R2
  bothSidesChanged: 'Both systems changed it since they last agreed.',
  filledBlank: 'Fills a blank.', // R3
  followsPrimary: 'Settled by the profile: {system} decides.',
  accountNameFollows: 'The account name in MYOB follows the new name.', // R29
  accountNameKept: 'The account name in MYOB stays "{name}": it was not the person\u2019s name.', // R29
  mappedValue: 'By the field mapping: {rule}.',
  unmapped: 'Not mapped: each system keeps its own.',
  languageNotValid:
    '"{language}" is no language that Shopify knows, such as en or en-AU. The language there stays as it is.',
  consentWithoutEmail: 'The customer has no e-mail in Shopify, so consent to e-mails is not set.',
  consentWithdrawn:
    'The customer withdrew consent in Shopify. It is not given again by itself; change it in Shopify if the customer asked for it.',
  refusalKept:
    'MYOB says no to marketing for this customer. It is not taken back by itself; change it in MYOB if the customer asked for it.',
  tooManyTags: 'The customer would have {count} tags; Shopify takes {maximum}. Remove some in Shopify.',
  accountNameMapped: 'The account name in MYOB is "{name}", by the field mapping.',
  accountNameNotMade:
    'The field mapping makes no account name of this customer, and MYOB needs one. Change the rule, or the customer in Shopify.',
  companyNameNotMade:
    'The field mapping makes no name of this company, and {system} needs one. Change the rule, or the company in {source}.',
  // validation
  emailNotValid: '"{email}" is not a valid e-mail for {system}.',
  emailTaken: '{email} already belongs to {other} in {system}.',
  phoneNamesOther:
    '{phone} already belongs to {other} in MYOB, and neither has an e-mail to tell them apart. Add an e-mail to one of them, or link them by hand.', // R7
  tooLong: '{field} has {length} characters; {system} takes {maximum}. Shorten it in {source}.', // R14
  provinceUnknown: '{system} knows no state "{province}" in {country}. Correct it in {source}.',
  provinceRequired: '{country} addresses need a state in {system}. Add it in {source}.',
  countryUnknown: '{system} knows no country "{country}". Correct it in {source}.',
  charactersRefused:
    '{field} has characters that {system} refuses (emoji, HTML or a web address). Correct it in {source}.', // R9
  addressLineRequired: '{system} takes no address of a company without its first line. Add it in {source}.',
  countryRequired: '{system} takes no address of a company without a country. Add it in {source}.',
  postcodeRefused:
    '{country} has no postcode {postcode}, and {system} refuses it in an address of a company. Correct it in {source}.',
  postcodeUnusual: 'The postcode {postcode} is unusual for {country}.',
  // locations
  mainFilled: 'Fills the blank MAIN location.',
  blankMainNotExported: 'A location without an address is not exported.', // R1
  locationRevived: 'The inactive location {location} is used again.', // R10
  addressDeleted: 'The address was deleted in Shopify. Deactivating the location in MYOB is proposed.',
  addressDeletedKept: 'The address was deleted in Shopify. The location in MYOB stays; only the link ends.', // R4
  locationGoneKept: 'The location was removed in MYOB. The address in Shopify stays; only the link ends.', // R4
  addressDeletedOnly:
    'The address was deleted in Shopify. It is the only active location in MYOB and stays; only the link ends.',
  addressDeletedDefault:
    'The address was deleted in Shopify. Another location becomes the default first, then deactivating it is proposed.',
  locationInactiveKept: 'The location is inactive in MYOB. The address in Shopify stays.',
  locationGone: 'The location no longer exists in MYOB.',
  deletedAndEdited: 'Deleted in {system}, but edited on the other side since they last agreed.', // R16
  defaultFollows: 'The default follows {system}.', // R17
  defaultBothChanged:
    'Both systems chose another default location since they last agreed: {erp} in MYOB, {shopify} in Shopify.', // ADR 18
  becomesMain: 'The default address becomes MAIN.', // R20
  tiedByHand: 'Tied to each other by hand.',
  tiedToNone: 'Has no partner, as a person said. It is left as it is.',
  contactLinkedByHand: 'Linked to each other by hand.',
  contactNobody: 'Is nobody in the other system, as a person said. The contact is left as it is.',
  locationMoves:
    'Belongs to {other}. {system} cannot hand it over: it is created there first, and removing it here is proposed by the next preview.',
  locationMoved: 'Belongs to {other} and is there now. Removing it here is proposed.',
  locationMovedStays:
    'Belongs to {other} and is there now. It stays here, as it is the only active location.',
  locationArrives: 'Comes from {other}, where removing it is proposed once it is here.',
  locationIsBad: 'This location cannot be written; the customer and its other locations go on.', // R9
  // business customers
  externalIdTooLong:
    'As an ID in Shopify, "{id}" has {length} characters; Shopify takes {maximum}. Shorten it in MYOB.',
  externalIdTaken:
    'In Shopify, the ID "{id}" belongs to {other} already. Take it away there, or link the two.',
  taxIdNotValid:
    '"{number}" in {system} is no valid ABN, ACN, NZBN or GST number. It is copied as it is, and no partner is looked for by it.',
  companyWithoutLocation: 'It has no active location in {system}; it goes without one.',
  companyWithoutContact: 'It has no active contact in {system}; it goes without one.', // R22
  locationWithoutAddress:
    'It goes to Shopify without its address: a company is always made with its first location.',
  companyFull: 'Shopify takes {limit} locations in one company, and this one has as many.',
  locationNameNotCleared:
    'The name of the location was removed in {system}; Shopify takes none without. Enter one there.', // R13
  termsDiffer:
    'The locations have different payment terms in Shopify, and MYOB has one for the whole customer: they are not copied.', // R23
  termsNotMapped:
    'Its payment terms in Shopify are not in the profile\u2019s table of terms, so they are not copied.',
  termsNotMappedErp:
    'The terms {terms} of MYOB are not in the profile\u2019s table of terms, so they are not copied.',
  termsKept: 'The payment terms were taken away in Shopify; MYOB keeps {terms}.',
  // contacts of business customers
  contactIsBad: 'This contact cannot be written; the company and its other contacts go on.', // R9, R22
  mainContactDiffers:
    'Each system has another main contact, and each keeps its own until one is chosen in both.', // R2
  mainContactBothChanged:
    'MYOB made {erp} the main contact, and Shopify made {shopify} the main contact. Choose whose choice counts in both.',
  contactWithoutEmail: '{name} has no e-mail, and Shopify takes no contact without. Enter one in MYOB.', // R22
  contactEmailTwice:
    '{other} of this company has the e-mail {email}; in Shopify only one person can have it. Give each an e-mail of their own in MYOB.',
  contactElsewhere:
    '{email} belongs to a contact of {other}, and in Shopify a person acts for one company only. End that first, or give the person another e-mail.',
  contactAwaitsCustomer:
    '{other} gets the e-mail {email} in Shopify with this preview. The next preview makes that customer a contact of the company.',
  contactAssigned: 'The customer of Shopify who has this e-mail becomes the contact.',
  comparedOnceContact:
    'The customer in Shopify has another value. It stays, and the next preview asks about it.',
  lastNameStands: 'MYOB takes no contact without last name, so "{name}" stands there.',
  contactRevived: 'The inactive contact in MYOB is used again.', // R10
  contactDeactivated:
    'The contact was deactivated in MYOB. Ending the person\u2019s part in the company in Shopify is proposed.',
  contactInactiveKept: 'The contact is inactive in MYOB. In Shopify it stays.',
  contactRemoved: 'The contact was removed in Shopify. Deactivating it in MYOB is proposed.',
  contactRemovedKept: 'The contact was removed in Shopify. In MYOB it stays as it is; only the link ends.', // R4
  contactGone:
    'The contact no longer exists in MYOB. Ending the person\u2019s part in the company in Shopify is proposed.',
  contactGoneKept: 'The contact no longer exists in MYOB. In Shopify it stays; only the link ends.', // R4
  contactMovedTo: 'Moved to {other} in {system}. It is made there with its roles.', // R26
  contactMovedFrom: 'Moved here from {other} in {system}, where removing it is proposed.', // R26
  roleWithoutLocation: 'Its role at {location} has no place in {system}, as the location is not there.',
  roleNotKnown: 'A role that Accord does not know. It is left alone.',
  locationFull: 'Shopify takes {limit} contacts at one location, and {location} has as many.',
  businessPaused: 'This is a business customer, and those are paused.',
  contactOfPaused:
    'This person acts for {company}, and business customers are paused. Until they are resumed nothing is done with the person.',
  contactOfCompany:
    'This person is a contact of {company}. The profile does not copy contacts as customers of their own.',
  contactInErp:
    'This person is a contact of {company} in MYOB. The profile does not copy contacts as customers of their own.',
  // deletion of a linked customer
  deletedInShopify: 'Deleted or merged in Shopify. Ending the link is proposed; the customer in MYOB stays.', // R32
  deletedInErp: 'Deleted or merged in MYOB. Ending the link is proposed; the customer in Shopify stays.', // R32
  deletedThenChanged:
    'Deleted in {system}, but changed on the other side since. Creating it again is proposed.', // R12
  linkEnded:
    'Its partner was deleted in {system} and the link ended on {date}, so it is left alone. Set it back to Prepared in the history to have it created again.', // R24, R32
  // taking a run back: what is done
  undoDeletesShopify: 'The customer that the run made in Shopify ({number}) is deleted there.', // R15
  undoDeletesErp:
    'The customer that the run made in MYOB ({number}) is deleted there. If MYOB refuses, as it does once the customer is used on documents, it is set Inactive.', // R15
  undoStatus: 'The status in MYOB is {status} again.',
  undoValue: '{field} in {system} goes back to "{to}".',
  undoBlank: '{field} in {system} is blank again.',
  undoDeletesAddress: 'The address that the run added in Shopify ({location}) is deleted there.',
  undoDeletesLocation:
    'The location that the run added in MYOB ({location}) is deleted there. If MYOB refuses, as it does once the location is used on documents, it is set Inactive.',
  undoMakesAddress:
    'The address {location} is made again in Shopify. It looks the same; only its id there is a new one.',
  undoActivatesLocation: 'Location {location} is set active again in MYOB.',
  undoDeactivatesLocation: 'Location {location} is set Inactive again in MYOB.',
  undoDefault: '{location} is the default again in {system}.',
  undoDeletesCompany:
    'The company that the run made in Shopify ({number}) is deleted there. Who of its people was a customer before stays one.', // R15
  undoMakesLocation:
    'The location {location} is made again in Shopify. It looks the same; only its id there is a new one.',
  undoRemovesLocation: 'The location that the run added in Shopify ({location}) is deleted there.',
  undoInactivatesContact: 'The contact that the run added in MYOB ({contact}) is set Inactive.',
  undoRemovesContact: 'The contact that the run added in Shopify ({contact}) leaves the company.',
  undoReleasesContact:
    'The contact that the run added in Shopify ({contact}) leaves the company. The person was a customer there before and stays one.',
  undoDeletesPerson: '{contact}, whom the run made a customer of Shopify as a contact, is deleted there.', // R15
  undoAddsContact: '{contact} becomes a contact of the company in Shopify again.',
  undoActivatesContact: 'The contact {contact} is set active again in MYOB.',
  undoDeactivatesContact: 'The contact {contact} is set Inactive again in MYOB.',
  undoRole: '{contact} has the role "{role}" at {location} again in {system}.',
  undoNoRole: '{contact} has no role at {location} again in {system}.',
  undoMainContact: '{contact} is the main contact again in {system}.',
  undoUnlinks: 'The two records are no longer linked.',
  undoRelinks: 'The link that was ended holds again.',
  undoAgreed: 'What the two systems agreed on before is remembered again.',
  // taking a run back: what stays, and why
  undoKeptCustomer: 'The customer that the run made was edited in {system} since. It is not deleted.', // R15
  undoKeptOrders: 'The customer that the run made has orders in Shopify. It is not deleted.', // R15
  undoKeptAdditions: 'Somebody added {what} to the customer that the run made in Shopify. It is not deleted.', // R15
  undoKeptValue: '{field} was edited in {system} since and stays "{now}".',
  undoKeptBlank: '{field} was emptied in {system} since and stays blank.',
  undoKeptUnread:
    '{field} is not mapped any more, so Accord does not look at it in {system}. It stays. To take it back, map it again and prepare this anew.',
  undoKeptConsent:
    'Shopify cannot take consent back to what it was before the run. It stays; change it in Shopify if the customer asks for it.',
  undoKeptStatus: 'The status in MYOB was changed since and stays {status}.',
  undoKeptLocation: '{location} was edited in {system} since and stays.',
  undoKeptDefault: 'Another default was chosen in {system} since, and it stays.',
  undoKeptDefaultGone: '{location}, the default before the run, can no longer be the default in {system}.',
  undoKeptDefaultNeeded:
    '{location} is the default in MYOB, and no other location can take its place. It stays.',
  undoKeptContact: '{contact} was edited in {system} since and stays a contact.',
  undoKeptPerson:
    '{contact}, whom the run made a customer of Shopify as a contact, was edited there since and stays a customer.', // R15
  undoKeptPersonOrders:
    '{contact}, whom the run made a customer of Shopify as a contact, has orders there and stays a customer.', // R15
  undoKeptPersonAdditions:
    'Somebody added {what} to {contact} in Shopify, whom the run made a customer as a contact. The person stays a customer.', // R15
  undoKeptPersonActs:
    '{contact}, whom the run made a customer of Shopify as a contact, is a contact of {company} now and stays a customer.', // R15
  undoKeptContactElsewhere:
    '{contact} is a contact of {company} in Shopify now, which allows one company only. It stays with that one.',
  undoKeptContactNobody:
    '{contact} is no customer in Shopify any more, so the company does not get this contact back.',
  undoKeptContactGone: '{contact} is no contact of the company in {system} any more.',
  undoKeptRole: 'The role of {contact} at {location} was changed in {system} since, and it stays.',
  undoKeptMainContact: 'Another main contact was chosen in {system} since, and it stays.',
  undoKeptMainContactGone: '{contact}, the main contact before the run, is no contact in {system} any more.',
  undoKeptOnlyMainContact:
    'The company had no main contact in {system} before the run. The present one stays.',
  undoKeptOnlyLocation: '{location} is the only location of the company in Shopify. It stays.',
  undoKeptGone: 'The customer no longer exists in {system}.',
  undoKeptLocationGone: '{location} no longer exists in {system}.',
  undoKeptLink: 'The two records stay linked.',
  undoKeptLinkUsed: 'A later run went on from this link, so the two records stay linked.',
  undoKeptLinkTaken:
    'One of the records that were linked before is linked to another one by now, so the link stays as it is.',
  undoAlready: 'It is as it was before the run already.',
  decisionTakenBack:
    'What had been decided for this customer was taken back with its run. Decide again if it is still wanted.', // ADR 17
  undoNotKnown: 'Accord cannot take this kind of change back. It stays.',
  // trouble with this record
  mustFixFirst: 'Failed {attempts} times; set aside until it is put back.',
} as const satisfies Record<string, string>;

export type NoteCode = keyof typeof noteCatalogue;

/** A sentence for a person: an entry of the catalogue and the values of its parameters. */
export interface Note {
  readonly code: NoteCode;
  readonly params: Readonly<Record<string, string>>;
}
