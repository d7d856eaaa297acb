import { computedField, ownField, ownFields } from './entity-schema.ts';
import type { DetailSpec, EntitySchema, FieldSpec } from './entity-schema.ts';
import type { ContactRow, CustomerRow, RoleRow, Row } from './records.ts';

/** Endpoint levels: the release that brought a field in, 22 for 22.200 and so on (acumatica.md 7.1). */
export const levels = {
  first: 22,
  categoryAndRoles: 23,
  externalReferences: 24,
  /** Also PATCH is published from here on. */
  structuredAddress: 25,
} as const;

/** A detail list the contract has and customer synchronisation leaves alone: known by name, always empty. */
export function emptyDetail<R extends Row>(name: string, since = 0): DetailSpec<R> {
  return {
    since,
    schema: { name, keys: [], fields: {}, links: {}, details: {} },
    onLists: false,
    read: () => [],
  };
}

/** A role assignment. Which of its fields may be written depends on where it is listed; the rest follows from that. */
const roleSchema: EntitySchema<RoleRow> = {
  name: 'BCRoleAssignment',
  keys: [],
  fields: {
    ...ownFields<RoleRow>('integer', ['RoleAssignmentID', 'BAccountID', 'ContactID']),
    ...ownFields<RoleRow>('string', ['LocationCD', 'Role']),
    CreatedDateTime: computedField('dateTime', (role) => role.createdAt),
    LastModifiedDateTime: computedField('dateTime', (role) => role.modifiedAt),
  },
  links: {},
  details: {},
};

/** The roles of a location or a person; they exist with the feature for business customers and are filled by key only. */
export function roleAssignments<R extends Row & { readonly roles: readonly RoleRow[] }>(): DetailSpec<R> {
  return {
    since: levels.categoryAndRoles,
    schema: roleSchema as EntitySchema,
    onLists: false,
    feature: 'b2b',
    read: (row) => row.roles,
  };
}

export const addressSchema: EntitySchema = {
  name: 'Address',
  keys: [],
  fields: {
    ...ownFields('string', ['AddressLine1', 'AddressLine2', 'City'], { maximum: 50 }),
    ...ownFields('string', ['State'], { maximum: 50 }),
    // A code of two letters, but the checks may take the country's name and replace it.
    ...ownFields('string', ['Country'], { maximum: 100 }),
    // Reported length, to check on a real tenant (acumatica.md 9.8).
    ...ownFields('string', ['PostalCode'], { maximum: 20 }),
    ...ownFields('boolean', ['Validated'], { readOnly: true }),
    ...ownFields(
      'string',
      [
        'Department',
        'SubDepartment',
        'StreetName',
        'BuildingNumber',
        'BuildingName',
        'Floor',
        'UnitNumber',
        'PostBox',
        'Room',
        'TownLocationName',
        'DistrictName',
      ],
      { maximum: 50, since: levels.structuredAddress },
    ),
  },
  links: {},
  details: {},
};

/** The account name of a contact block; three contract names stand for this one screen field (acumatica.md 7.8). */
const accountName: FieldSpec<ContactRow> = ownField('FullName', 'string', { maximum: 255 });

const displayName: FieldSpec<ContactRow> = {
  ...accountName,
  read: (contact) => {
    if (!contact.person) return contact.values['FullName'];
    const names = [contact.values['FirstName'], contact.values['MiddleName'], contact.values['LastName']];
    return names.filter((name) => typeof name === 'string' && name !== '').join(' ') || null;
  },
  write: (contact, value) => {
    if (!contact.person) contact.values['FullName'] = value;
  },
};

export const contactSchema: EntitySchema<ContactRow> = {
  name: 'Contact',
  keys: ['ContactID'],
  fields: {
    ContactID: computedField('integer', (contact) => contact.contactId),
    NoteID: computedField('guid', (contact) => contact.id),
    LastModifiedDateTime: computedField('dateTime', (contact) => contact.modifiedAt),
    FullName: accountName,
    CompanyName: accountName,
    DisplayName: displayName,
    ...ownFields<ContactRow>('string', ['Attention'], { maximum: 255 }),
    ...ownFields<ContactRow>('string', ['Email'], { maximum: 255 }),
    ...ownFields<ContactRow>(
      'string',
      ['FirstName', 'MiddleName', 'Phone1', 'Phone2', 'Phone3', 'Fax', 'Title'],
      { maximum: 50 },
    ),
    ...ownFields<ContactRow>('string', ['LastName'], { maximum: 100 }),
    ...ownFields<ContactRow>('string', ['WebSite', 'JobTitle'], { maximum: 255 }),
    ...ownFields<ContactRow>('string', [
      'Phone1Type',
      'Phone2Type',
      'Phone3Type',
      'FaxType',
      'BusinessAccount',
      'ContactClass',
      'ContactMethod',
      'LanguageOrLocale',
      'Owner',
      'Reason',
      'Source',
      'Status',
      'Type',
    ]),
    ...ownFields<ContactRow>(
      'string',
      [
        'ConvertedBy',
        'Duplicate',
        'Gender',
        'Image',
        'MaritalStatus',
        'OwnerEmployeeName',
        'ParentAccount',
        'SourceCampaign',
        'SpouseOrPartnerName',
        'Workgroup',
        'WorkgroupDescription',
      ],
      { readOnly: true },
    ),
    ...ownFields<ContactRow>(
      'dateTime',
      ['DateOfBirth', 'LastIncomingActivity', 'LastOutgoingActivity', 'QualificationDate'],
      { readOnly: true },
    ),
    ...ownFields<ContactRow>('boolean', ['AddressValidated', 'DuplicateFound'], { readOnly: true }),
    ...ownFields<ContactRow>('boolean', [
      'Active',
      'DoNotCall',
      'DoNotEmail',
      'DoNotFax',
      'DoNotMail',
      'NoMarketing',
      'NoMassMail',
      'OverrideAccountAddress',
      'Synchronize',
    ]),
    ...ownFields<ContactRow>('string', ['ExtRefNbr'], { since: levels.externalReferences, maximum: 50 }),
  },
  links: {
    Address: { since: 0, schema: addressSchema, read: (contact: ContactRow) => contact.address },
    // Nobody here signs in as a contact.
    UserInfo: {
      since: 0,
      schema: { name: 'ContactUserInfo', keys: [], fields: {}, links: {}, details: {} },
      read: () => null,
    },
  },
  details: {
    RoleAssignments: roleAssignments<ContactRow>(),
    ...Object.fromEntries(
      [
        'Activities',
        'Attributes',
        'Campaigns',
        'Cases',
        'Duplicates',
        'MarketingLists',
        'Notifications',
        'Opportunities',
        'Relations',
      ].map((name) => [name, emptyDetail<ContactRow>(name)]),
    ),
  },
};

/** A person listed in a customer's Contacts. */
export const customerContactSchema: EntitySchema<ContactRow> = {
  name: 'CustomerContact',
  keys: [],
  fields: {
    ContactID: computedField('integer', (contact) => contact.contactId),
    LastModifiedDateTime: computedField('dateTime', (contact) => contact.modifiedAt, levels.categoryAndRoles),
  },
  links: { Contact: { since: 0, schema: contactSchema, read: (contact: ContactRow) => contact } },
  details: {},
};

/** Credit figures of a customer; a simulator without documents has no balances. */
export const creditSchema: EntitySchema<CustomerRow> = {
  name: 'CreditVerificationRules',
  keys: [],
  fields: {
    CreditVerification: computedField(
      'string',
      (customer) => customer.values['CreditVerification'] ?? 'Disabled',
    ),
    CreditLimit: computedField('decimal', (customer) => customer.values['CreditLimit'] ?? 0),
    CreditDaysPastDue: computedField('integer', (customer) => customer.values['CreditDaysPastDue'] ?? 0),
    FirstDueDate: computedField('dateTime', () => null),
    OpenOrdersBalance: computedField('decimal', () => 0),
    UnreleasedBalance: computedField('decimal', () => 0),
    RemainingCreditLimit: computedField('decimal', (customer) => customer.values['CreditLimit'] ?? 0),
  },
  links: {},
  details: {},
};

export const attributeSchema: EntitySchema = {
  name: 'AttributeValue',
  keys: [],
  fields: {
    ...ownFields('string', ['AttributeID', 'AttributeDescription', 'Value', 'ValueDescription']),
    ...ownFields('boolean', ['Required', 'IsActive']),
    ...ownFields('guid', ['RefNoteID'], { readOnly: true }),
  },
  links: {},
  details: {},
};
