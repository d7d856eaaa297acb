/** The operations that several subjects send. What creates a record answers its id, so that it can be removed. */

const plainErrors = 'userErrors { field message }';
const codedErrors = 'userErrors { field message code }';

export const customerCreate = `mutation M($input: CustomerInput!) {
  customerCreate(input: $input) { customer { id } ${plainErrors} } }`;
export const customerUpdate = `mutation M($input: CustomerInput!) {
  customerUpdate(input: $input) { customer { id } ${plainErrors} } }`;
export const customerSet = `mutation M($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) {
  customerSet(input: $input, identifier: $identifier) { customer { id } ${codedErrors} } }`;
export const customerDelete = `mutation M($input: CustomerDeleteInput!) {
  customerDelete(input: $input) { deletedCustomerId ${plainErrors} } }`;

export const addressCreate = `mutation M($customerId: ID!, $address: MailingAddressInput!, $setAsDefault: Boolean) {
  customerAddressCreate(customerId: $customerId, address: $address, setAsDefault: $setAsDefault) {
    address { id } ${plainErrors} } }`;
export const addressUpdate = `mutation M($customerId: ID!, $addressId: ID!, $address: MailingAddressInput!, $setAsDefault: Boolean) {
  customerAddressUpdate(customerId: $customerId, addressId: $addressId, address: $address, setAsDefault: $setAsDefault) {
    address { id } ${plainErrors} } }`;
export const addressDelete = `mutation M($customerId: ID!, $addressId: ID!) {
  customerAddressDelete(customerId: $customerId, addressId: $addressId) { deletedAddressId ${plainErrors} } }`;
export const defaultAddressUpdate = `mutation M($customerId: ID!, $addressId: ID!) {
  customerUpdateDefaultAddress(customerId: $customerId, addressId: $addressId) { customer { id } ${plainErrors} } }`;

export const customerByIdentifier = `query Q($identifier: CustomerIdentifierInput!) {
  customerByIdentifier(identifier: $identifier) { id } }`;

const addressFields =
  'id firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone';

/** Everything of a customer that the cases change. */
export const customerRead = `query Q($id: ID!) { customer(id: $id) {
  id firstName lastName displayName note tags taxExempt taxExemptions locale updatedAt canDelete
  defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber smsMarketingConsent { state optInLevel } }
  defaultAddress { id } addressesV2(first: 50) { nodes { ${addressFields} } } } }`;

export const companyCreate = `mutation M($input: CompanyCreateInput!) { companyCreate(input: $input) {
  company { id mainContact { id customer { id } } contactRoles(first: 5) { nodes { id name } } locations(first: 5) { nodes { id } } }
  ${codedErrors} } }`;
export const companyUpdate = `mutation M($companyId: ID!, $input: CompanyInput!) {
  companyUpdate(companyId: $companyId, input: $input) { company { id } ${codedErrors} } }`;
export const companyDelete = `mutation M($id: ID!) { companyDelete(id: $id) { deletedCompanyId ${codedErrors} } }`;
export const companiesDelete = `mutation M($companyIds: [ID!]!) {
  companiesDelete(companyIds: $companyIds) { deletedCompanyIds ${codedErrors} } }`;

export const contactCreate = `mutation M($companyId: ID!, $input: CompanyContactInput!) {
  companyContactCreate(companyId: $companyId, input: $input) { companyContact { id customer { id } } ${codedErrors} } }`;
export const contactUpdate = `mutation M($companyContactId: ID!, $input: CompanyContactInput!) {
  companyContactUpdate(companyContactId: $companyContactId, input: $input) { companyContact { id } ${codedErrors} } }`;
export const contactDelete = `mutation M($companyContactId: ID!) {
  companyContactDelete(companyContactId: $companyContactId) { deletedCompanyContactId ${codedErrors} } }`;
export const contactAssign = `mutation M($companyId: ID!, $customerId: ID!) {
  companyAssignCustomerAsContact(companyId: $companyId, customerId: $customerId) { companyContact { id } ${codedErrors} } }`;
export const mainContactAssign = `mutation M($companyId: ID!, $companyContactId: ID!) {
  companyAssignMainContact(companyId: $companyId, companyContactId: $companyContactId) { company { id } ${codedErrors} } }`;

export const contactAssignRole = `mutation M($companyContactId: ID!, $companyContactRoleId: ID!, $companyLocationId: ID!) {
  companyContactAssignRole(companyContactId: $companyContactId, companyContactRoleId: $companyContactRoleId, companyLocationId: $companyLocationId) {
    companyContactRoleAssignment { id } ${codedErrors} } }`;
export const contactAssignRoles = `mutation M($companyContactId: ID!, $rolesToAssign: [CompanyContactRoleAssign!]!) {
  companyContactAssignRoles(companyContactId: $companyContactId, rolesToAssign: $rolesToAssign) {
    roleAssignments { id } ${codedErrors} } }`;
export const locationAssignRoles = `mutation M($companyLocationId: ID!, $rolesToAssign: [CompanyLocationRoleAssign!]!) {
  companyLocationAssignRoles(companyLocationId: $companyLocationId, rolesToAssign: $rolesToAssign) {
    roleAssignments { id } ${codedErrors} } }`;
export const locationRevokeRoles = `mutation M($companyLocationId: ID!, $rolesToRevoke: [ID!]!) {
  companyLocationRevokeRoles(companyLocationId: $companyLocationId, rolesToRevoke: $rolesToRevoke) {
    revokedRoleAssignmentIds ${codedErrors} } }`;

export const locationCreate = `mutation M($companyId: ID!, $input: CompanyLocationInput!) {
  companyLocationCreate(companyId: $companyId, input: $input) { companyLocation { id } ${codedErrors} } }`;
export const locationUpdate = `mutation M($companyLocationId: ID!, $input: CompanyLocationUpdateInput!) {
  companyLocationUpdate(companyLocationId: $companyLocationId, input: $input) { companyLocation { id } ${codedErrors} } }`;
export const locationDelete = `mutation M($companyLocationId: ID!) {
  companyLocationDelete(companyLocationId: $companyLocationId) { deletedCompanyLocationId ${codedErrors} } }`;
export const locationsDelete = `mutation M($companyLocationIds: [ID!]!) {
  companyLocationsDelete(companyLocationIds: $companyLocationIds) { deletedCompanyLocationIds ${codedErrors} } }`;
export const locationAssignAddress = `mutation M($locationId: ID!, $address: CompanyAddressInput!, $addressTypes: [CompanyAddressType!]!) {
  companyLocationAssignAddress(locationId: $locationId, address: $address, addressTypes: $addressTypes) {
    addresses { id } ${codedErrors} } }`;
export const locationTaxUpdate = `mutation M($companyLocationId: ID!, $taxRegistrationId: String, $taxExempt: Boolean) {
  companyLocationTaxSettingsUpdate(companyLocationId: $companyLocationId, taxRegistrationId: $taxRegistrationId, taxExempt: $taxExempt) {
    companyLocation { id } ${codedErrors} } }`;

const companyAddressFields =
  'id recipient firstName lastName address1 address2 city zip zoneCode countryCode phone';

/** Everything of a company that the cases change. */
export const companyRead = `query Q($id: ID!) { company(id: $id) {
  id name externalId note customerSince updatedAt mainContact { id } contactsCount { count } locationsCount { count }
  contacts(first: 10) { nodes { id title locale isMainContact customer { id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
    roleAssignments(first: 10) { nodes { id role { name } companyLocation { id } } } } }
  locations(first: 10) { nodes { id name externalId phone note locale
    billingAddress { ${companyAddressFields} } shippingAddress { ${companyAddressFields} }
    taxSettings { taxExempt taxExemptions taxRegistrationId }
    buyerExperienceConfiguration { checkoutToDraft editableShippingAddress paymentTermsTemplate { id dueInDays } }
    roleAssignments(first: 10) { nodes { id role { name } companyContact { id } } } } } } }`;

export const metafieldDefinitionCreate = `mutation M($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) { createdDefinition { id } ${codedErrors} } }`;
export const metafieldsSet = `mutation M($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { metafields { id value compareDigest } ${codedErrors} } }`;
