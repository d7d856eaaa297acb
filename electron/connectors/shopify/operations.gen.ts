// Generated from operations/*.graphql and schema.graphql by generate.ts. Do not edit.
import { connectionCost } from './cost.ts';
import type { BulkQuery, Operation } from './operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BulkOperationErrorCode =
  | 'ACCESS_DENIED'
  | 'INTERNAL_SERVER_ERROR'
  | 'TIMEOUT';

export type BulkOperationStatus =
  | 'CANCELED'
  | 'CANCELING'
  | 'COMPLETED'
  | 'CREATED'
  | 'EXPIRED'
  | 'FAILED'
  | 'RUNNING';

export type BulkOperationUserErrorCode =
  | 'INVALID'
  | 'LIMIT_REACHED'
  | 'OPERATION_IN_PROGRESS';

export type CountPrecision =
  | 'AT_LEAST'
  | 'EXACT';

export type CustomerDeleteInput = {
  readonly id: string;
};

export type CustomerIdentifierInput =
  {   readonly emailAddress: string; readonly phoneNumber?: never; }
  |  { readonly emailAddress?: never;   readonly phoneNumber: string; };

export type CustomerInput = {
  readonly email?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
};

export type CustomerState =
  | 'DECLINED'
  | 'DISABLED'
  | 'ENABLED'
  | 'INVITED';

export type MailingAddressInput = {
  readonly address1?: string | null | undefined;
  readonly address2?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly company?: string | null | undefined;
  readonly countryCode?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly provinceCode?: string | null | undefined;
  readonly zip?: string | null | undefined;
};

export type BulkQueryRunMutationVariables = Exact<{
  query: string;
}>;


export type BulkQueryRunMutation = { readonly bulkOperationRunQuery: { readonly bulkOperation: { readonly id: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: BulkOperationUserErrorCode | null, readonly message: string }> } | null };

export type BulkQueryCancelMutationVariables = Exact<{
  id: string;
}>;


export type BulkQueryCancelMutation = { readonly bulkOperationCancel: { readonly userErrors: ReadonlyArray<{ readonly message: string }> } | null };

export type BulkQueryStatusQueryVariables = Exact<{
  id: string;
}>;


export type BulkQueryStatusQuery = { readonly bulkOperation: { readonly status: BulkOperationStatus, readonly errorCode: BulkOperationErrorCode | null, readonly objectCount: string, readonly rootObjectCount: string, readonly url: string | null } | null };

export type CustomersInBulkQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomersInBulkQuery = { readonly customers: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly numberOfOrders: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly addressesV2: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null } }> }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }> } };

export type CustomersPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  query?: string | null | undefined;
  addresses: number;
}>;


export type CustomersPageQuery = { readonly customers: { readonly nodes: ReadonlyArray<{ readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CustomersByIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  addresses: number;
}>;


export type CustomersByIdsQuery = { readonly nodes: ReadonlyArray<
    | { readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null }
    | Record<PropertyKey, never>
   | null> };

export type CustomerAddressesQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type CustomerAddressesQuery = { readonly customer: { readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type CustomersCountQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomersCountQuery = { readonly customersCount: { readonly count: number, readonly precision: CountPrecision } | null };

export type CustomerFieldsFragment = { readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null };

export type CustomerRecordFragment = { readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null };

export type CustomerValuesFragment = { readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null };

export type AddressPageFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type AddressValuesFragment = { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null };

export type CustomerDeleteMutationVariables = Exact<{
  input: CustomerDeleteInput;
}>;


export type CustomerDeleteMutation = { readonly customerDelete: { readonly deletedCustomerId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type CustomerByIdentifierQueryVariables = Exact<{
  identifier: CustomerIdentifierInput;
}>;


export type CustomerByIdentifierQuery = { readonly customerByIdentifier: { readonly id: string, readonly legacyResourceId: string, readonly displayName: string } | null };

export type ShopDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopDetailsQuery = { readonly shop: { readonly id: string, readonly name: string, readonly myshopifyDomain: string, readonly currencyCode: string, readonly shopAddress: { readonly countryCodeV2: string | null }, readonly plan: { readonly publicDisplayName: string } }, readonly currentAppInstallation: { readonly accessScopes: ReadonlyArray<{ readonly handle: string }> } };

export type AddressCreateMutationVariables = Exact<{
  customerId: string;
  address: MailingAddressInput;
  setAsDefault: boolean;
}>;


export type AddressCreateMutation = { readonly customerAddressCreate: { readonly address: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type AddressUpdateMutationVariables = Exact<{
  customerId: string;
  addressId: string;
  address: MailingAddressInput;
}>;


export type AddressUpdateMutation = { readonly customerAddressUpdate: { readonly address: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type AddressDeleteMutationVariables = Exact<{
  customerId: string;
  addressId: string;
}>;


export type AddressDeleteMutation = { readonly customerAddressDelete: { readonly deletedAddressId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type AddressSetDefaultMutationVariables = Exact<{
  customerId: string;
  addressId: string;
}>;


export type AddressSetDefaultMutation = { readonly customerUpdateDefaultAddress: { readonly customer: { readonly updatedAt: string, readonly defaultAddress: { readonly id: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type CustomerCreateMutationVariables = Exact<{
  input: CustomerInput;
}>;


export type CustomerCreateMutation = { readonly customerCreate: { readonly customer: { readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type CustomerUpdateMutationVariables = Exact<{
  input: CustomerInput;
}>;


export type CustomerUpdateMutation = { readonly customerUpdate: { readonly customer: { readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export const bulkQueryRun: Operation<BulkQueryRunMutation, BulkQueryRunMutationVariables> = {
  name: 'BulkQueryRun',
  kind: 'mutation',
  document: "mutation BulkQueryRun($query:String!){bulkOperationRunQuery(query:$query groupObjects:true){bulkOperation{id}userErrors{code message}}}",
  cost: () => 10,
};

export const bulkQueryCancel: Operation<BulkQueryCancelMutation, BulkQueryCancelMutationVariables> = {
  name: 'BulkQueryCancel',
  kind: 'mutation',
  document: "mutation BulkQueryCancel($id:ID!){bulkOperationCancel(id:$id){userErrors{message}}}",
  cost: () => 10,
};

export const bulkQueryStatus: Operation<BulkQueryStatusQuery, BulkQueryStatusQueryVariables> = {
  name: 'BulkQueryStatus',
  kind: 'query',
  document: "query BulkQueryStatus($id:ID!){bulkOperation(id:$id){status errorCode objectCount rootObjectCount url}}",
  cost: () => 1,
};

export const customersInBulk: BulkQuery<CustomersInBulkQuery> = {
  name: 'CustomersInBulk',
  document: "query CustomersInBulk{customers{edges{node{id ...CustomerRecord addressesV2{edges{node{id ...AddressValues}}}}}}}fragment CustomerRecord on Customer{...CustomerValues note tags numberOfOrders defaultAddress{id}}fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName state createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
};

export const customersPage: Operation<CustomersPageQuery, CustomersPageQueryVariables> = {
  name: 'CustomersPage',
  kind: 'query',
  document: "query CustomersPage($first:Int!$after:String$query:String$addresses:Int!){customers(first:$first after:$after query:$query sortKey:ID){nodes{...CustomerFields}pageInfo{hasNextPage endCursor}}}fragment CustomerFields on Customer{...CustomerRecord addressesV2(first:$addresses){...AddressPage}}fragment CustomerRecord on Customer{...CustomerValues note tags numberOfOrders defaultAddress{id}}fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName state createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}fragment AddressPage on MailingAddressConnection{nodes{...AddressValues}pageInfo{hasNextPage endCursor}}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
  cost: (variables) => connectionCost(variables.first, 2 + connectionCost(variables.addresses, 0)),
};

export const customersByIds: Operation<CustomersByIdsQuery, CustomersByIdsQueryVariables> = {
  name: 'CustomersByIds',
  kind: 'query',
  document: "query CustomersByIds($ids:[ID!]!$addresses:Int!){nodes(ids:$ids){...on Customer{...CustomerFields}}}fragment CustomerFields on Customer{...CustomerRecord addressesV2(first:$addresses){...AddressPage}}fragment CustomerRecord on Customer{...CustomerValues note tags numberOfOrders defaultAddress{id}}fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName state createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}fragment AddressPage on MailingAddressConnection{nodes{...AddressValues}pageInfo{hasNextPage endCursor}}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
  cost: (variables) => 3 + connectionCost(variables.addresses, 0),
};

export const customerAddresses: Operation<CustomerAddressesQuery, CustomerAddressesQueryVariables> = {
  name: 'CustomerAddresses',
  kind: 'query',
  document: "query CustomerAddresses($id:ID!$first:Int!$after:String){customer(id:$id){addressesV2(first:$first after:$after){...AddressPage}}}fragment AddressPage on MailingAddressConnection{nodes{...AddressValues}pageInfo{hasNextPage endCursor}}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
  cost: (variables) => 1 + connectionCost(variables.first, 0),
};

export const customersCount: Operation<CustomersCountQuery, CustomersCountQueryVariables> = {
  name: 'CustomersCount',
  kind: 'query',
  document: "query CustomersCount{customersCount(limit:null){count precision}}",
  cost: () => 10,
};

export const customerDelete: Operation<CustomerDeleteMutation, CustomerDeleteMutationVariables> = {
  name: 'CustomerDelete',
  kind: 'mutation',
  document: "mutation CustomerDelete($input:CustomerDeleteInput!){customerDelete(input:$input){deletedCustomerId userErrors{field message}}}",
  cost: () => 10,
};

export const customerByIdentifier: Operation<CustomerByIdentifierQuery, CustomerByIdentifierQueryVariables> = {
  name: 'CustomerByIdentifier',
  kind: 'query',
  document: "query CustomerByIdentifier($identifier:CustomerIdentifierInput!){customerByIdentifier(identifier:$identifier){id legacyResourceId displayName}}",
  cost: () => 1,
};

export const shopDetails: Operation<ShopDetailsQuery, ShopDetailsQueryVariables> = {
  name: 'ShopDetails',
  kind: 'query',
  document: "query ShopDetails{shop{id name myshopifyDomain currencyCode shopAddress{countryCodeV2}plan{publicDisplayName}}currentAppInstallation{accessScopes{handle}}}",
  cost: () => 4,
};

export const addressCreate: Operation<AddressCreateMutation, AddressCreateMutationVariables> = {
  name: 'AddressCreate',
  kind: 'mutation',
  document: "fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}mutation AddressCreate($customerId:ID!$address:MailingAddressInput!$setAsDefault:Boolean!){customerAddressCreate(customerId:$customerId address:$address setAsDefault:$setAsDefault){address{...AddressValues}userErrors{field message}}}",
  cost: () => 10,
};

export const addressUpdate: Operation<AddressUpdateMutation, AddressUpdateMutationVariables> = {
  name: 'AddressUpdate',
  kind: 'mutation',
  document: "fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}mutation AddressUpdate($customerId:ID!$addressId:ID!$address:MailingAddressInput!){customerAddressUpdate(customerId:$customerId addressId:$addressId address:$address){address{...AddressValues}userErrors{field message}}}",
  cost: () => 10,
};

export const addressDelete: Operation<AddressDeleteMutation, AddressDeleteMutationVariables> = {
  name: 'AddressDelete',
  kind: 'mutation',
  document: "mutation AddressDelete($customerId:ID!$addressId:ID!){customerAddressDelete(customerId:$customerId addressId:$addressId){deletedAddressId userErrors{field message}}}",
  cost: () => 10,
};

export const addressSetDefault: Operation<AddressSetDefaultMutation, AddressSetDefaultMutationVariables> = {
  name: 'AddressSetDefault',
  kind: 'mutation',
  document: "mutation AddressSetDefault($customerId:ID!$addressId:ID!){customerUpdateDefaultAddress(customerId:$customerId addressId:$addressId){customer{updatedAt defaultAddress{id}}userErrors{field message}}}",
  cost: () => 10,
};

export const customerCreate: Operation<CustomerCreateMutation, CustomerCreateMutationVariables> = {
  name: 'CustomerCreate',
  kind: 'mutation',
  document: "fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName state createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}mutation CustomerCreate($input:CustomerInput!){customerCreate(input:$input){customer{...CustomerValues}userErrors{field message}}}",
  cost: () => 12,
};

export const customerUpdate: Operation<CustomerUpdateMutation, CustomerUpdateMutationVariables> = {
  name: 'CustomerUpdate',
  kind: 'mutation',
  document: "fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName state createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}mutation CustomerUpdate($input:CustomerInput!){customerUpdate(input:$input){customer{...CustomerValues}userErrors{field message}}}",
  cost: () => 12,
};
