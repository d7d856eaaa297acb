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

export type BusinessCustomerErrorCode =
  | 'BLANK'
  | 'FAILED_TO_DELETE'
  | 'INTERNAL_ERROR'
  | 'INVALID'
  | 'INVALID_INPUT'
  | 'LIMIT_REACHED'
  | 'NO_INPUT'
  | 'REQUIRED'
  | 'RESOURCE_NOT_FOUND'
  | 'TAKEN'
  | 'TOO_LONG'
  | 'UNEXPECTED_TYPE';

export type BuyerExperienceConfigurationInput = {
  readonly paymentTermsTemplateId?: string | null | undefined;
};

export type CompanyAddressInput = {
  readonly address1?: string | null | undefined;
  readonly address2?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly countryCode?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly recipient?: string | null | undefined;
  readonly zip?: string | null | undefined;
  readonly zoneCode?: string | null | undefined;
};

export type CompanyAddressType =
  | 'BILLING'
  | 'SHIPPING';

export type CompanyContactInput = {
  readonly email?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly title?: string | null | undefined;
};

export type CompanyCreateInput = {
  readonly company: CompanyInput;
  readonly companyContact?: CompanyContactInput | null | undefined;
  readonly companyLocation?: CompanyLocationInput | null | undefined;
};

export type CompanyInput = {
  readonly customerSince?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
};

export type CompanyLocationInput = {
  readonly billingAddress?: CompanyAddressInput | null | undefined;
  readonly billingSameAsShipping?: boolean | null | undefined;
  readonly buyerExperienceConfiguration?: BuyerExperienceConfigurationInput | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly shippingAddress?: CompanyAddressInput | null | undefined;
  readonly taxExempt?: boolean | null | undefined;
  readonly taxRegistrationId?: string | null | undefined;
};

export type CompanyLocationUpdateInput = {
  readonly buyerExperienceConfiguration?: BuyerExperienceConfigurationInput | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly phone?: string | null | undefined;
};

export type CountPrecision =
  | 'AT_LEAST'
  | 'EXACT';

export type CustomerDeleteInput = {
  readonly id: string;
};

export type CustomerEmailAddressMarketingState =
  | 'INVALID'
  | 'NOT_SUBSCRIBED'
  | 'PENDING'
  | 'SUBSCRIBED'
  | 'UNSUBSCRIBED';

export type CustomerEmailMarketingConsentInput = {
  readonly consentUpdatedAt?: string | null | undefined;
  readonly marketingOptInLevel?: CustomerMarketingOptInLevel | null | undefined;
  readonly marketingState: CustomerEmailMarketingState;
};

export type CustomerEmailMarketingConsentUpdateInput = {
  readonly customerId: string;
  readonly emailMarketingConsent: CustomerEmailMarketingConsentInput;
};

export type CustomerEmailMarketingConsentUpdateUserErrorCode =
  | 'INCLUSION'
  | 'INTERNAL_ERROR'
  | 'INVALID'
  | 'MISSING_ARGUMENT';

export type CustomerEmailMarketingState =
  | 'INVALID'
  | 'NOT_SUBSCRIBED'
  | 'PENDING'
  | 'REDACTED'
  | 'SUBSCRIBED'
  | 'UNSUBSCRIBED';

export type CustomerIdentifierInput =
  {   readonly customId: UniqueMetafieldValueInput; readonly emailAddress?: never; readonly phoneNumber?: never; }
  |  { readonly customId?: never;   readonly emailAddress: string; readonly phoneNumber?: never; }
  |  { readonly customId?: never; readonly emailAddress?: never;   readonly phoneNumber: string; };

export type CustomerInput = {
  readonly email?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly metafields?: ReadonlyArray<MetafieldInput> | null | undefined;
  readonly note?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly taxExempt?: boolean | null | undefined;
};

export type CustomerMarketingOptInLevel =
  | 'CONFIRMED_OPT_IN'
  | 'SINGLE_OPT_IN'
  | 'UNKNOWN';

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

export type MetafieldDefinitionCreateUserErrorCode =
  | 'ADMIN_ACCESS_INPUT_NOT_ALLOWED'
  | 'BLANK'
  | 'CAPABILITY_REQUIRED_BUT_DISABLED'
  | 'DUPLICATE_OPTION'
  | 'INCLUSION'
  | 'INVALID'
  | 'INVALID_CAPABILITY'
  | 'INVALID_CHARACTER'
  | 'INVALID_CONSTRAINTS'
  | 'INVALID_INPUT_COMBINATION'
  | 'INVALID_OPTION'
  | 'LIMIT_EXCEEDED'
  | 'OWNER_TYPE_LIMIT_EXCEEDED_FOR_AUTOMATED_COLLECTIONS'
  | 'OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS'
  | 'PINNED_LIMIT_REACHED'
  | 'PRESENT'
  | 'RESERVED_NAMESPACE_KEY'
  | 'RESOURCE_TYPE_LIMIT_EXCEEDED'
  | 'RESOURCE_TYPE_LIMIT_EXCEEDED_BY_APP'
  | 'TAKEN'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'TYPE_NOT_ALLOWED_FOR_CONDITIONS'
  | 'UNSTRUCTURED_ALREADY_EXISTS'
  | 'UNSUPPORTED_PINNING';

export type MetafieldDefinitionInput = {
  readonly description?: string | null | undefined;
  readonly key: string;
  readonly name: string;
  readonly namespace?: string | null | undefined;
  readonly ownerType: MetafieldOwnerType;
  readonly type: string;
};

export type MetafieldIdentifierInput = {
  readonly key: string;
  readonly namespace: string;
  readonly ownerId: string;
};

export type MetafieldInput = {
  readonly key?: string | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly value?: string | null | undefined;
};

export type MetafieldOwnerType =
  | 'API_PERMISSION'
  | 'ARTICLE'
  | 'BLOG'
  | 'CARTTRANSFORM'
  | 'COLLECTION'
  | 'COMPANY'
  | 'COMPANY_LOCATION'
  | 'CUSTOMER'
  | 'DELIVERY_CUSTOMIZATION'
  | 'DISCOUNT'
  | 'DRAFTORDER'
  | 'FULFILLMENT_CONSTRAINT_RULE'
  | 'GIFT_CARD_TRANSACTION'
  | 'LOCATION'
  | 'MARKET'
  | 'ORDER'
  | 'ORDER_ROUTING_LOCATION_RULE'
  | 'PAGE'
  | 'PAYMENT_CUSTOMIZATION'
  | 'PRODUCT'
  | 'PRODUCTVARIANT'
  | 'SELLING_PLAN'
  | 'SHOP'
  | 'TRANSFER'
  | 'VALIDATION';

export type MetafieldsSetInput = {
  readonly key: string;
  readonly namespace?: string | null | undefined;
  readonly ownerId: string;
  readonly value: string;
};

export type MetafieldsSetUserErrorCode =
  | 'APP_NOT_AUTHORIZED'
  | 'BLANK'
  | 'CAPABILITY_VIOLATION'
  | 'INCLUSION'
  | 'INTERNAL_ERROR'
  | 'INVALID'
  | 'INVALID_COMPARE_DIGEST'
  | 'INVALID_TYPE'
  | 'INVALID_VALUE'
  | 'LESS_THAN_OR_EQUAL_TO'
  | 'PRESENT'
  | 'STALE_OBJECT'
  | 'TAKEN'
  | 'TOO_LONG'
  | 'TOO_SHORT';

export type PaymentTermsType =
  | 'FIXED'
  | 'FULFILLMENT'
  | 'NET'
  | 'RECEIPT'
  | 'UNKNOWN';

export type UniqueMetafieldValueInput = {
  readonly key: string;
  readonly namespace?: string | null | undefined;
  readonly value: string;
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


export type CustomersInBulkQuery = { readonly customers: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly numberOfOrders: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly erpId: { readonly value: string } | null, readonly addressesV2: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null } }> }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }> } };

export type CompaniesPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  query?: string | null | undefined;
  roles: number;
  contacts: number;
}>;


export type CompaniesPageQuery = { readonly companies: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null, readonly note: string | null, readonly customerSince: string, readonly createdAt: string, readonly updatedAt: string, readonly locationsCount: { readonly count: number } | null, readonly contactRoles: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly contacts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CompanyLocationsPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  query?: string | null | undefined;
  assignments: number;
}>;


export type CompanyLocationsPageQuery = { readonly companyLocations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly company: { readonly id: string }, readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CompaniesByIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  roles: number;
  contacts: number;
  locations: number;
  assignments: number;
}>;


export type CompaniesByIdsQuery = { readonly nodes: ReadonlyArray<
    | { readonly id: string, readonly name: string, readonly externalId: string | null, readonly note: string | null, readonly customerSince: string, readonly createdAt: string, readonly updatedAt: string, readonly locations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly locationsCount: { readonly count: number } | null, readonly contactRoles: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly contacts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null> };

export type CompaniesCountQueryVariables = Exact<{ [key: string]: never; }>;


export type CompaniesCountQuery = { readonly companiesCount: { readonly count: number, readonly precision: CountPrecision } | null };

export type ChangedCompaniesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  query?: string | null | undefined;
}>;


export type ChangedCompaniesQuery = { readonly companies: { readonly nodes: ReadonlyArray<{ readonly id: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ChangedCompanyLocationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  query?: string | null | undefined;
}>;


export type ChangedCompanyLocationsQuery = { readonly companyLocations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly company: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CompanyRolesQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type CompanyRolesQuery = { readonly company: { readonly contactRoles: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type CompanyContactsQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type CompanyContactsQuery = { readonly company: { readonly contacts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type CompanyLocationsQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
  assignments: number;
}>;


export type CompanyLocationsQuery = { readonly company: { readonly locations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type LocationRoleAssignmentsQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type LocationRoleAssignmentsQuery = { readonly companyLocation: { readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type PaymentTermsTemplatesQueryVariables = Exact<{ [key: string]: never; }>;


export type PaymentTermsTemplatesQuery = { readonly paymentTermsTemplates: ReadonlyArray<{ readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType }> };

export type PageEndFragment = { readonly hasNextPage: boolean, readonly endCursor: string | null };

export type CompanyFieldsFragment = { readonly id: string, readonly name: string, readonly externalId: string | null, readonly note: string | null, readonly customerSince: string, readonly createdAt: string, readonly updatedAt: string, readonly locationsCount: { readonly count: number } | null, readonly contactRoles: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly contacts: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CompanyValuesFragment = { readonly id: string, readonly name: string, readonly externalId: string | null, readonly note: string | null, readonly customerSince: string, readonly createdAt: string, readonly updatedAt: string };

export type CompanyRoleListFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type CompanyContactListFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type CompanyContactValuesFragment = { readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } };

export type CompanyLocationListFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type CompanyLocationFieldsFragment = { readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null };

export type CompanyLocationValuesFragment = { readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null };

export type CompanyLocationOwnFragment = { readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string };

export type CompanyAddressValuesFragment = { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null };

export type TaxValuesFragment = { readonly taxExempt: boolean, readonly taxRegistrationId: string | null };

export type TermsValuesFragment = { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null };

export type RoleAssignmentListFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type RoleAssignmentValuesFragment = { readonly id: string, readonly role: { readonly id: string }, readonly companyContact: { readonly id: string } };

export type CustomersPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  query?: string | null | undefined;
  addresses: number;
  erpId?: boolean;
  further?: boolean;
  furtherKeys?: ReadonlyArray<string> | string;
  furtherCount?: number;
}>;


export type CustomersPageQuery = { readonly customers: { readonly nodes: ReadonlyArray<{ readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly erpId?: { readonly value: string } | null, readonly metafields?: { readonly nodes: ReadonlyArray<{ readonly namespace: string, readonly key: string, readonly type: string, readonly value: string }> }, readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CustomersByIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  addresses: number;
  erpId?: boolean;
  further?: boolean;
  furtherKeys?: ReadonlyArray<string> | string;
  furtherCount?: number;
}>;


export type CustomersByIdsQuery = { readonly nodes: ReadonlyArray<
    | { readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly erpId?: { readonly value: string } | null, readonly metafields?: { readonly nodes: ReadonlyArray<{ readonly namespace: string, readonly key: string, readonly type: string, readonly value: string }> }, readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null }
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

export type CustomerFieldsFragment = { readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly erpId?: { readonly value: string } | null, readonly metafields?: { readonly nodes: ReadonlyArray<{ readonly namespace: string, readonly key: string, readonly type: string, readonly value: string }> }, readonly addressesV2: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null };

export type FurtherValueFragment = { readonly namespace: string, readonly key: string, readonly type: string, readonly value: string };

export type CustomerRecordFragment = { readonly numberOfOrders: string, readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultAddress: { readonly id: string } | null, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null };

export type CustomerValuesFragment = { readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null };

export type EmailValuesFragment = { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null };

export type AddressPageFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type AddressValuesFragment = { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly company: string | null, readonly address1: string | null, readonly address2: string | null, readonly city: string | null, readonly province: string | null, readonly provinceCode: string | null, readonly zip: string | null, readonly countryCodeV2: string | null, readonly phone: string | null };

export type CustomerDeleteMutationVariables = Exact<{
  input: CustomerDeleteInput;
}>;


export type CustomerDeleteMutation = { readonly customerDelete: { readonly deletedCustomerId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type ErpIdFieldQueryVariables = Exact<{
  namespace: string;
  key: string;
  first: number;
}>;


export type ErpIdFieldQuery = { readonly metafieldDefinitions: { readonly nodes: ReadonlyArray<{ readonly type: { readonly name: string } }> } };

export type ErpIdFieldCreateMutationVariables = Exact<{
  definition: MetafieldDefinitionInput;
}>;


export type ErpIdFieldCreateMutation = { readonly metafieldDefinitionCreate: { readonly createdDefinition: { readonly id: string } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: MetafieldDefinitionCreateUserErrorCode | null }> } | null };

export type CompaniesByTextQueryVariables = Exact<{
  query: string;
  found: number;
  newest: number;
}>;


export type CompaniesByTextQuery = { readonly found: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null }> }, readonly newest: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null }> } };

export type CompanyLocationsByTextQueryVariables = Exact<{
  query: string;
  found: number;
  newest: number;
}>;


export type CompanyLocationsByTextQuery = { readonly found: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null }> }, readonly newest: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null }> } };

export type CompaniesOfCustomersQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type CompaniesOfCustomersQuery = { readonly nodes: ReadonlyArray<
    | { readonly id: string, readonly companyContactProfiles: ReadonlyArray<{ readonly company: { readonly id: string, readonly name: string } }> }
    | Record<PropertyKey, never>
   | null> };

export type CustomerByIdentifierQueryVariables = Exact<{
  identifier: CustomerIdentifierInput;
}>;


export type CustomerByIdentifierQuery = { readonly customerByIdentifier: { readonly id: string, readonly legacyResourceId: string, readonly displayName: string } | null };

export type CustomerFieldDefinitionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type CustomerFieldDefinitionsQuery = { readonly metafieldDefinitions: { readonly nodes: ReadonlyArray<{ readonly namespace: string, readonly key: string, readonly name: string, readonly type: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OpenOrdersPageQueryVariables = Exact<{
  first: number;
  query: string;
}>;


export type OpenOrdersPageQuery = { readonly orders: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly legacyResourceId: string, readonly name: string, readonly customer: { readonly id: string } | null, readonly purchasingEntity:
        | { readonly company: { readonly id: string } }
        | Record<PropertyKey, never>
       | null }> } };

export type ShopDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopDetailsQuery = { readonly shop: { readonly id: string, readonly name: string, readonly myshopifyDomain: string, readonly currencyCode: string, readonly shopAddress: { readonly countryCodeV2: string | null }, readonly plan: { readonly publicDisplayName: string } }, readonly currentAppInstallation: { readonly accessScopes: ReadonlyArray<{ readonly handle: string }> } };

export type BusinessCustomersEnabledQueryVariables = Exact<{ [key: string]: never; }>;


export type BusinessCustomersEnabledQuery = { readonly shop: { readonly entitlements: { readonly b2b: { readonly enabled: boolean } } } };

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

export type CompanyContactCreateMutationVariables = Exact<{
  companyId: string;
  input: CompanyContactInput;
}>;


export type CompanyContactCreateMutation = { readonly companyContactCreate: { readonly companyContact: { readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyContactAssignMutationVariables = Exact<{
  companyId: string;
  customerId: string;
}>;


export type CompanyContactAssignMutation = { readonly companyAssignCustomerAsContact: { readonly companyContact: { readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyContactUpdateMutationVariables = Exact<{
  companyContactId: string;
  input: CompanyContactInput;
}>;


export type CompanyContactUpdateMutation = { readonly companyContactUpdate: { readonly companyContact: { readonly id: string, readonly title: string | null, readonly isMainContact: boolean, readonly updatedAt: string, readonly customer: { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly defaultEmailAddress: { readonly emailAddress: string } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyContactRemoveMutationVariables = Exact<{
  companyContactId: string;
}>;


export type CompanyContactRemoveMutation = { readonly companyContactRemoveFromCompany: { readonly removedCompanyContactId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyMainContactMutationVariables = Exact<{
  companyId: string;
  companyContactId: string;
}>;


export type CompanyMainContactMutation = { readonly companyAssignMainContact: { readonly company: { readonly updatedAt: string } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyRoleAssignMutationVariables = Exact<{
  companyContactId: string;
  companyContactRoleId: string;
  companyLocationId: string;
}>;


export type CompanyRoleAssignMutation = { readonly companyContactAssignRole: { readonly companyContactRoleAssignment: { readonly id: string } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyRoleRevokeMutationVariables = Exact<{
  companyContactId: string;
  companyContactRoleAssignmentId: string;
}>;


export type CompanyRoleRevokeMutation = { readonly companyContactRevokeRole: { readonly revokedCompanyContactRoleAssignmentId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyLocationCreateMutationVariables = Exact<{
  companyId: string;
  input: CompanyLocationInput;
}>;


export type CompanyLocationCreateMutation = { readonly companyLocationCreate: { readonly companyLocation: { readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly shippingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly billingAddress: { readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null } | null, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null }, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyLocationUpdateMutationVariables = Exact<{
  companyLocationId: string;
  input: CompanyLocationUpdateInput;
}>;


export type CompanyLocationUpdateMutation = { readonly companyLocationUpdate: { readonly companyLocation: { readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyLocationTermsMutationVariables = Exact<{
  companyLocationId: string;
  input: CompanyLocationUpdateInput;
}>;


export type CompanyLocationTermsMutation = { readonly companyLocationUpdate: { readonly companyLocation: { readonly updatedAt: string, readonly buyerExperienceConfiguration: { readonly paymentTermsTemplate: { readonly id: string, readonly name: string, readonly dueInDays: number | null, readonly paymentTermsType: PaymentTermsType } | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyLocationAddressMutationVariables = Exact<{
  locationId: string;
  address: CompanyAddressInput;
  addressTypes: ReadonlyArray<CompanyAddressType> | CompanyAddressType;
}>;


export type CompanyLocationAddressMutation = { readonly companyLocationAssignAddress: { readonly addresses: ReadonlyArray<{ readonly recipient: string | null, readonly firstName: string | null, readonly lastName: string | null, readonly companyName: string, readonly address1: string, readonly address2: string | null, readonly city: string | null, readonly zip: string | null, readonly zoneCode: string | null, readonly countryCode: string, readonly phone: string | null }> | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyLocationTaxMutationVariables = Exact<{
  companyLocationId: string;
  taxExempt?: boolean | null | undefined;
  taxRegistrationId?: string | null | undefined;
}>;


export type CompanyLocationTaxMutation = { readonly companyLocationTaxSettingsUpdate: { readonly companyLocation: { readonly updatedAt: string, readonly taxSettings: { readonly taxExempt: boolean, readonly taxRegistrationId: string | null } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyLocationDeleteMutationVariables = Exact<{
  companyLocationId: string;
}>;


export type CompanyLocationDeleteMutation = { readonly companyLocationDelete: { readonly deletedCompanyLocationId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyCreateMutationVariables = Exact<{
  input: CompanyCreateInput;
  roles: number;
  locations: number;
  assignments: number;
}>;


export type CompanyCreateMutation = { readonly companyCreate: { readonly company: { readonly id: string, readonly name: string, readonly externalId: string | null, readonly note: string | null, readonly customerSince: string, readonly createdAt: string, readonly updatedAt: string, readonly contactRoles: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> }, readonly mainContact: { readonly id: string, readonly updatedAt: string, readonly customer: { readonly id: string } } | null, readonly locations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly externalId: string | null, readonly phone: string | null, readonly note: string | null, readonly locale: string | null, readonly currency: string, readonly updatedAt: string, readonly roleAssignments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly role: { readonly id: string } }> } }> } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CompanyUpdateMutationVariables = Exact<{
  companyId: string;
  input: CompanyInput;
}>;


export type CompanyUpdateMutation = { readonly companyUpdate: { readonly company: { readonly id: string, readonly name: string, readonly externalId: string | null, readonly note: string | null, readonly customerSince: string, readonly createdAt: string, readonly updatedAt: string } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CodedErrorFragment = { readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null };

export type CompanyDeleteMutationVariables = Exact<{
  id: string;
}>;


export type CompanyDeleteMutation = { readonly companyDelete: { readonly deletedCompanyId: string | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: BusinessCustomerErrorCode | null }> } | null };

export type CustomerCreateMutationVariables = Exact<{
  input: CustomerInput;
}>;


export type CustomerCreateMutation = { readonly customerCreate: { readonly customer: { readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type CustomerUpdateMutationVariables = Exact<{
  input: CustomerInput;
}>;


export type CustomerUpdateMutation = { readonly customerUpdate: { readonly customer: { readonly id: string, readonly legacyResourceId: string, readonly firstName: string | null, readonly lastName: string | null, readonly displayName: string, readonly note: string | null, readonly tags: ReadonlyArray<string>, readonly taxExempt: boolean, readonly locale: string, readonly state: CustomerState, readonly createdAt: string, readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null, readonly defaultPhoneNumber: { readonly phoneNumber: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type TagsAddMutationVariables = Exact<{
  id: string;
  tags: ReadonlyArray<string> | string;
}>;


export type TagsAddMutation = { readonly tagsAdd: { readonly node:
      | { readonly tags: ReadonlyArray<string>, readonly updatedAt: string }
      | Record<PropertyKey, never>
     | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type TagsRemoveMutationVariables = Exact<{
  id: string;
  tags: ReadonlyArray<string> | string;
}>;


export type TagsRemoveMutation = { readonly tagsRemove: { readonly node:
      | { readonly tags: ReadonlyArray<string>, readonly updatedAt: string }
      | Record<PropertyKey, never>
     | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type EmailConsentUpdateMutationVariables = Exact<{
  input: CustomerEmailMarketingConsentUpdateInput;
}>;


export type EmailConsentUpdateMutation = { readonly customerEmailMarketingConsentUpdate: { readonly customer: { readonly updatedAt: string, readonly defaultEmailAddress: { readonly emailAddress: string, readonly marketingState: CustomerEmailAddressMarketingState, readonly marketingOptInLevel: CustomerMarketingOptInLevel | null, readonly marketingUpdatedAt: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: CustomerEmailMarketingConsentUpdateUserErrorCode | null }> } | null };

export type TaggedCustomerFragment = { readonly tags: ReadonlyArray<string>, readonly updatedAt: string };

export type MetafieldsSetMutationVariables = Exact<{
  metafields: ReadonlyArray<MetafieldsSetInput> | MetafieldsSetInput;
}>;


export type MetafieldsSetMutation = { readonly metafieldsSet: { readonly metafields: ReadonlyArray<{ readonly namespace: string, readonly key: string, readonly type: string, readonly value: string, readonly owner:
        | { readonly updatedAt: string }
        | Record<PropertyKey, never>
       }> | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: MetafieldsSetUserErrorCode | null }> } | null };

export type MetafieldsDeleteMutationVariables = Exact<{
  metafields: ReadonlyArray<MetafieldIdentifierInput> | MetafieldIdentifierInput;
}>;


export type MetafieldsDeleteMutation = { readonly metafieldsDelete: { readonly deletedMetafields: ReadonlyArray<{ readonly namespace: string, readonly key: string } | null> | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

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
  document: "query CustomersInBulk{customers{edges{node{id ...CustomerRecord erpId:metafield(namespace:\"accord\" key:\"erp_customer_id\"){value}addressesV2{edges{node{id ...AddressValues}}}}}}}fragment CustomerRecord on Customer{...CustomerValues numberOfOrders defaultAddress{id}}fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName note tags taxExempt locale state createdAt updatedAt defaultEmailAddress{...EmailValues}defaultPhoneNumber{phoneNumber}}fragment EmailValues on CustomerEmailAddress{emailAddress marketingState marketingOptInLevel marketingUpdatedAt}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
};

export const companiesPage: Operation<CompaniesPageQuery, CompaniesPageQueryVariables> = {
  name: 'CompaniesPage',
  kind: 'query',
  document: "query CompaniesPage($first:Int!$after:String$query:String$roles:Int!$contacts:Int!){companies(first:$first after:$after query:$query sortKey:ID){nodes{...CompanyFields}pageInfo{...PageEnd}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment CompanyFields on Company{...CompanyValues locationsCount{count}contactRoles(first:$roles){...CompanyRoleList}contacts(first:$contacts){...CompanyContactList}}fragment CompanyValues on Company{id name externalId note customerSince createdAt updatedAt}fragment CompanyRoleList on CompanyContactRoleConnection{nodes{id name}pageInfo{...PageEnd}}fragment CompanyContactList on CompanyContactConnection{nodes{...CompanyContactValues}pageInfo{...PageEnd}}fragment CompanyContactValues on CompanyContact{id title isMainContact updatedAt customer{id firstName lastName defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}}",
  cost: (variables) => connectionCost(variables.first, 1 + connectionCost(variables.roles, 0) + connectionCost(variables.contacts, 3)),
};

export const companyLocationsPage: Operation<CompanyLocationsPageQuery, CompanyLocationsPageQueryVariables> = {
  name: 'CompanyLocationsPage',
  kind: 'query',
  document: "query CompanyLocationsPage($first:Int!$after:String$query:String$assignments:Int!){companyLocations(first:$first after:$after query:$query sortKey:ID){nodes{...CompanyLocationFields company{id}}pageInfo{...PageEnd}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment CompanyLocationFields on CompanyLocation{...CompanyLocationValues roleAssignments(first:$assignments){...RoleAssignmentList}}fragment CompanyLocationValues on CompanyLocation{...CompanyLocationOwn shippingAddress{...CompanyAddressValues}billingAddress{...CompanyAddressValues}taxSettings{...TaxValues}buyerExperienceConfiguration{...TermsValues}}fragment CompanyLocationOwn on CompanyLocation{id name externalId phone note locale currency updatedAt}fragment CompanyAddressValues on CompanyAddress{recipient firstName lastName companyName address1 address2 city zip zoneCode countryCode phone}fragment TaxValues on CompanyLocationTaxSettings{taxExempt taxRegistrationId}fragment TermsValues on BuyerExperienceConfiguration{paymentTermsTemplate{id name dueInDays paymentTermsType}}fragment RoleAssignmentList on CompanyContactRoleAssignmentConnection{nodes{...RoleAssignmentValues}pageInfo{...PageEnd}}fragment RoleAssignmentValues on CompanyContactRoleAssignment{id role{id}companyContact{id}}",
  cost: (variables) => connectionCost(variables.first, 6 + connectionCost(variables.assignments, 2)),
};

export const companiesByIds: Operation<CompaniesByIdsQuery, CompaniesByIdsQueryVariables> = {
  name: 'CompaniesByIds',
  kind: 'query',
  document: "query CompaniesByIds($ids:[ID!]!$roles:Int!$contacts:Int!$locations:Int!$assignments:Int!){nodes(ids:$ids){...on Company{...CompanyFields locations(first:$locations){...CompanyLocationList}}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment CompanyFields on Company{...CompanyValues locationsCount{count}contactRoles(first:$roles){...CompanyRoleList}contacts(first:$contacts){...CompanyContactList}}fragment CompanyValues on Company{id name externalId note customerSince createdAt updatedAt}fragment CompanyRoleList on CompanyContactRoleConnection{nodes{id name}pageInfo{...PageEnd}}fragment CompanyContactList on CompanyContactConnection{nodes{...CompanyContactValues}pageInfo{...PageEnd}}fragment CompanyContactValues on CompanyContact{id title isMainContact updatedAt customer{id firstName lastName defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}}fragment CompanyLocationList on CompanyLocationConnection{nodes{...CompanyLocationFields}pageInfo{...PageEnd}}fragment CompanyLocationFields on CompanyLocation{...CompanyLocationValues roleAssignments(first:$assignments){...RoleAssignmentList}}fragment CompanyLocationValues on CompanyLocation{...CompanyLocationOwn shippingAddress{...CompanyAddressValues}billingAddress{...CompanyAddressValues}taxSettings{...TaxValues}buyerExperienceConfiguration{...TermsValues}}fragment CompanyLocationOwn on CompanyLocation{id name externalId phone note locale currency updatedAt}fragment CompanyAddressValues on CompanyAddress{recipient firstName lastName companyName address1 address2 city zip zoneCode countryCode phone}fragment TaxValues on CompanyLocationTaxSettings{taxExempt taxRegistrationId}fragment TermsValues on BuyerExperienceConfiguration{paymentTermsTemplate{id name dueInDays paymentTermsType}}fragment RoleAssignmentList on CompanyContactRoleAssignmentConnection{nodes{...RoleAssignmentValues}pageInfo{...PageEnd}}fragment RoleAssignmentValues on CompanyContactRoleAssignment{id role{id}companyContact{id}}",
  cost: (variables) => 2 + connectionCost(variables.roles, 0) + connectionCost(variables.contacts, 3) + connectionCost(variables.locations, 5 + connectionCost(variables.assignments, 2)),
};

export const companiesCount: Operation<CompaniesCountQuery, CompaniesCountQueryVariables> = {
  name: 'CompaniesCount',
  kind: 'query',
  document: "query CompaniesCount{companiesCount(limit:null){count precision}}",
  cost: () => 10,
};

export const changedCompanies: Operation<ChangedCompaniesQuery, ChangedCompaniesQueryVariables> = {
  name: 'ChangedCompanies',
  kind: 'query',
  document: "query ChangedCompanies($first:Int!$after:String$query:String){companies(first:$first after:$after query:$query sortKey:ID){nodes{id}pageInfo{...PageEnd}}}fragment PageEnd on PageInfo{hasNextPage endCursor}",
  cost: (variables) => connectionCost(variables.first, 0),
};

export const changedCompanyLocations: Operation<ChangedCompanyLocationsQuery, ChangedCompanyLocationsQueryVariables> = {
  name: 'ChangedCompanyLocations',
  kind: 'query',
  document: "query ChangedCompanyLocations($first:Int!$after:String$query:String){companyLocations(first:$first after:$after query:$query sortKey:ID){nodes{id company{id}}pageInfo{...PageEnd}}}fragment PageEnd on PageInfo{hasNextPage endCursor}",
  cost: (variables) => connectionCost(variables.first, 1),
};

export const companyRoles: Operation<CompanyRolesQuery, CompanyRolesQueryVariables> = {
  name: 'CompanyRoles',
  kind: 'query',
  document: "query CompanyRoles($id:ID!$first:Int!$after:String){company(id:$id){contactRoles(first:$first after:$after){...CompanyRoleList}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment CompanyRoleList on CompanyContactRoleConnection{nodes{id name}pageInfo{...PageEnd}}",
  cost: (variables) => 1 + connectionCost(variables.first, 0),
};

export const companyContacts: Operation<CompanyContactsQuery, CompanyContactsQueryVariables> = {
  name: 'CompanyContacts',
  kind: 'query',
  document: "query CompanyContacts($id:ID!$first:Int!$after:String){company(id:$id){contacts(first:$first after:$after){...CompanyContactList}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment CompanyContactList on CompanyContactConnection{nodes{...CompanyContactValues}pageInfo{...PageEnd}}fragment CompanyContactValues on CompanyContact{id title isMainContact updatedAt customer{id firstName lastName defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}}",
  cost: (variables) => 1 + connectionCost(variables.first, 3),
};

export const companyLocations: Operation<CompanyLocationsQuery, CompanyLocationsQueryVariables> = {
  name: 'CompanyLocations',
  kind: 'query',
  document: "query CompanyLocations($id:ID!$first:Int!$after:String$assignments:Int!){company(id:$id){locations(first:$first after:$after){...CompanyLocationList}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment CompanyLocationList on CompanyLocationConnection{nodes{...CompanyLocationFields}pageInfo{...PageEnd}}fragment CompanyLocationFields on CompanyLocation{...CompanyLocationValues roleAssignments(first:$assignments){...RoleAssignmentList}}fragment CompanyLocationValues on CompanyLocation{...CompanyLocationOwn shippingAddress{...CompanyAddressValues}billingAddress{...CompanyAddressValues}taxSettings{...TaxValues}buyerExperienceConfiguration{...TermsValues}}fragment CompanyLocationOwn on CompanyLocation{id name externalId phone note locale currency updatedAt}fragment CompanyAddressValues on CompanyAddress{recipient firstName lastName companyName address1 address2 city zip zoneCode countryCode phone}fragment TaxValues on CompanyLocationTaxSettings{taxExempt taxRegistrationId}fragment TermsValues on BuyerExperienceConfiguration{paymentTermsTemplate{id name dueInDays paymentTermsType}}fragment RoleAssignmentList on CompanyContactRoleAssignmentConnection{nodes{...RoleAssignmentValues}pageInfo{...PageEnd}}fragment RoleAssignmentValues on CompanyContactRoleAssignment{id role{id}companyContact{id}}",
  cost: (variables) => 1 + connectionCost(variables.first, 5 + connectionCost(variables.assignments, 2)),
};

export const locationRoleAssignments: Operation<LocationRoleAssignmentsQuery, LocationRoleAssignmentsQueryVariables> = {
  name: 'LocationRoleAssignments',
  kind: 'query',
  document: "query LocationRoleAssignments($id:ID!$first:Int!$after:String){companyLocation(id:$id){roleAssignments(first:$first after:$after){...RoleAssignmentList}}}fragment PageEnd on PageInfo{hasNextPage endCursor}fragment RoleAssignmentList on CompanyContactRoleAssignmentConnection{nodes{...RoleAssignmentValues}pageInfo{...PageEnd}}fragment RoleAssignmentValues on CompanyContactRoleAssignment{id role{id}companyContact{id}}",
  cost: (variables) => 1 + connectionCost(variables.first, 2),
};

export const paymentTermsTemplates: Operation<PaymentTermsTemplatesQuery, PaymentTermsTemplatesQueryVariables> = {
  name: 'PaymentTermsTemplates',
  kind: 'query',
  document: "query PaymentTermsTemplates{paymentTermsTemplates{id name dueInDays paymentTermsType}}",
  cost: () => 1,
};

export const customersPage: Operation<CustomersPageQuery, CustomersPageQueryVariables> = {
  name: 'CustomersPage',
  kind: 'query',
  document: "query CustomersPage($first:Int!$after:String$query:String$addresses:Int!$erpId:Boolean!=false$further:Boolean!=false$furtherKeys:[String!]!=[]$furtherCount:Int!=1){customers(first:$first after:$after query:$query sortKey:ID){nodes{...CustomerFields}pageInfo{hasNextPage endCursor}}}fragment CustomerFields on Customer{...CustomerRecord erpId:metafield(namespace:\"accord\" key:\"erp_customer_id\")@include(if:$erpId){value}metafields(first:$furtherCount keys:$furtherKeys)@include(if:$further){nodes{...FurtherValue}}addressesV2(first:$addresses){...AddressPage}}fragment FurtherValue on Metafield{namespace key type value}fragment CustomerRecord on Customer{...CustomerValues numberOfOrders defaultAddress{id}}fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName note tags taxExempt locale state createdAt updatedAt defaultEmailAddress{...EmailValues}defaultPhoneNumber{phoneNumber}}fragment EmailValues on CustomerEmailAddress{emailAddress marketingState marketingOptInLevel marketingUpdatedAt}fragment AddressPage on MailingAddressConnection{nodes{...AddressValues}pageInfo{hasNextPage endCursor}}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
  cost: (variables) => connectionCost(variables.first, 2 + (variables.erpId === true ? 1 : 0) + (variables.further === true ? connectionCost(variables.furtherCount ?? 1, 0) : 0) + connectionCost(variables.addresses, 0)),
};

export const customersByIds: Operation<CustomersByIdsQuery, CustomersByIdsQueryVariables> = {
  name: 'CustomersByIds',
  kind: 'query',
  document: "query CustomersByIds($ids:[ID!]!$addresses:Int!$erpId:Boolean!=false$further:Boolean!=false$furtherKeys:[String!]!=[]$furtherCount:Int!=1){nodes(ids:$ids){...on Customer{...CustomerFields}}}fragment CustomerFields on Customer{...CustomerRecord erpId:metafield(namespace:\"accord\" key:\"erp_customer_id\")@include(if:$erpId){value}metafields(first:$furtherCount keys:$furtherKeys)@include(if:$further){nodes{...FurtherValue}}addressesV2(first:$addresses){...AddressPage}}fragment FurtherValue on Metafield{namespace key type value}fragment CustomerRecord on Customer{...CustomerValues numberOfOrders defaultAddress{id}}fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName note tags taxExempt locale state createdAt updatedAt defaultEmailAddress{...EmailValues}defaultPhoneNumber{phoneNumber}}fragment EmailValues on CustomerEmailAddress{emailAddress marketingState marketingOptInLevel marketingUpdatedAt}fragment AddressPage on MailingAddressConnection{nodes{...AddressValues}pageInfo{hasNextPage endCursor}}fragment AddressValues on MailingAddress{id firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone}",
  cost: (variables) => 3 + (variables.erpId === true ? 1 : 0) + (variables.further === true ? connectionCost(variables.furtherCount ?? 1, 0) : 0) + connectionCost(variables.addresses, 0),
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

export const erpIdField: Operation<ErpIdFieldQuery, ErpIdFieldQueryVariables> = {
  name: 'ErpIdField',
  kind: 'query',
  document: "query ErpIdField($namespace:String!$key:String!$first:Int!){metafieldDefinitions(ownerType:CUSTOMER namespace:$namespace key:$key first:$first){nodes{type{name}}}}",
  cost: (variables) => connectionCost(variables.first, 1),
};

export const erpIdFieldCreate: Operation<ErpIdFieldCreateMutation, ErpIdFieldCreateMutationVariables> = {
  name: 'ErpIdFieldCreate',
  kind: 'mutation',
  document: "mutation ErpIdFieldCreate($definition:MetafieldDefinitionInput!){metafieldDefinitionCreate(definition:$definition){createdDefinition{id}userErrors{field message code}}}",
  cost: () => 10,
};

export const companiesByText: Operation<CompaniesByTextQuery, CompaniesByTextQueryVariables> = {
  name: 'CompaniesByText',
  kind: 'query',
  document: "query CompaniesByText($query:String!$found:Int!$newest:Int!){found:companies(first:$found query:$query){nodes{id name externalId}}newest:companies(first:$newest sortKey:ID reverse:true){nodes{id name externalId}}}",
  cost: (variables) => connectionCost(variables.found, 0) + connectionCost(variables.newest, 0),
};

export const companyLocationsByText: Operation<CompanyLocationsByTextQuery, CompanyLocationsByTextQueryVariables> = {
  name: 'CompanyLocationsByText',
  kind: 'query',
  document: "query CompanyLocationsByText($query:String!$found:Int!$newest:Int!){found:companyLocations(first:$found query:$query){nodes{id name externalId}}newest:companyLocations(first:$newest sortKey:ID reverse:true){nodes{id name externalId}}}",
  cost: (variables) => connectionCost(variables.found, 0) + connectionCost(variables.newest, 0),
};

export const companiesOfCustomers: Operation<CompaniesOfCustomersQuery, CompaniesOfCustomersQueryVariables> = {
  name: 'CompaniesOfCustomers',
  kind: 'query',
  document: "query CompaniesOfCustomers($ids:[ID!]!){nodes(ids:$ids){...on Customer{id companyContactProfiles{company{id name}}}}}",
  cost: () => 3,
};

export const customerByIdentifier: Operation<CustomerByIdentifierQuery, CustomerByIdentifierQueryVariables> = {
  name: 'CustomerByIdentifier',
  kind: 'query',
  document: "query CustomerByIdentifier($identifier:CustomerIdentifierInput!){customerByIdentifier(identifier:$identifier){id legacyResourceId displayName}}",
  cost: () => 1,
};

export const customerFieldDefinitions: Operation<CustomerFieldDefinitionsQuery, CustomerFieldDefinitionsQueryVariables> = {
  name: 'CustomerFieldDefinitions',
  kind: 'query',
  document: "query CustomerFieldDefinitions($first:Int!$after:String){metafieldDefinitions(ownerType:CUSTOMER first:$first after:$after){nodes{namespace key name type{name}}pageInfo{hasNextPage endCursor}}}",
  cost: (variables) => connectionCost(variables.first, 1),
};

export const openOrdersPage: Operation<OpenOrdersPageQuery, OpenOrdersPageQueryVariables> = {
  name: 'OpenOrdersPage',
  kind: 'query',
  document: "query OpenOrdersPage($first:Int!$query:String!){orders(first:$first query:$query sortKey:ID){nodes{id legacyResourceId name customer{id}purchasingEntity{...on PurchasingCompany{company{id}}}}}}",
  cost: (variables) => connectionCost(variables.first, 3),
};

export const shopDetails: Operation<ShopDetailsQuery, ShopDetailsQueryVariables> = {
  name: 'ShopDetails',
  kind: 'query',
  document: "query ShopDetails{shop{id name myshopifyDomain currencyCode shopAddress{countryCodeV2}plan{publicDisplayName}}currentAppInstallation{accessScopes{handle}}}",
  cost: () => 4,
};

export const businessCustomersEnabled: Operation<BusinessCustomersEnabledQuery, BusinessCustomersEnabledQueryVariables> = {
  name: 'BusinessCustomersEnabled',
  kind: 'query',
  document: "query BusinessCustomersEnabled{shop{entitlements{b2b{enabled}}}}",
  cost: () => 3,
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

export const companyContactCreate: Operation<CompanyContactCreateMutation, CompanyContactCreateMutationVariables> = {
  name: 'CompanyContactCreate',
  kind: 'mutation',
  document: "fragment CompanyContactValues on CompanyContact{id title isMainContact updatedAt customer{id firstName lastName defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}}mutation CompanyContactCreate($companyId:ID!$input:CompanyContactInput!){companyContactCreate(companyId:$companyId input:$input){companyContact{...CompanyContactValues}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 13,
};

export const companyContactAssign: Operation<CompanyContactAssignMutation, CompanyContactAssignMutationVariables> = {
  name: 'CompanyContactAssign',
  kind: 'mutation',
  document: "fragment CompanyContactValues on CompanyContact{id title isMainContact updatedAt customer{id firstName lastName defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}}mutation CompanyContactAssign($companyId:ID!$customerId:ID!){companyAssignCustomerAsContact(companyId:$companyId customerId:$customerId){companyContact{...CompanyContactValues}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 13,
};

export const companyContactUpdate: Operation<CompanyContactUpdateMutation, CompanyContactUpdateMutationVariables> = {
  name: 'CompanyContactUpdate',
  kind: 'mutation',
  document: "fragment CompanyContactValues on CompanyContact{id title isMainContact updatedAt customer{id firstName lastName defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}}mutation CompanyContactUpdate($companyContactId:ID!$input:CompanyContactInput!){companyContactUpdate(companyContactId:$companyContactId input:$input){companyContact{...CompanyContactValues}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 13,
};

export const companyContactRemove: Operation<CompanyContactRemoveMutation, CompanyContactRemoveMutationVariables> = {
  name: 'CompanyContactRemove',
  kind: 'mutation',
  document: "mutation CompanyContactRemove($companyContactId:ID!){companyContactRemoveFromCompany(companyContactId:$companyContactId){removedCompanyContactId userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyMainContact: Operation<CompanyMainContactMutation, CompanyMainContactMutationVariables> = {
  name: 'CompanyMainContact',
  kind: 'mutation',
  document: "mutation CompanyMainContact($companyId:ID!$companyContactId:ID!){companyAssignMainContact(companyId:$companyId companyContactId:$companyContactId){company{updatedAt}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyRoleAssign: Operation<CompanyRoleAssignMutation, CompanyRoleAssignMutationVariables> = {
  name: 'CompanyRoleAssign',
  kind: 'mutation',
  document: "mutation CompanyRoleAssign($companyContactId:ID!$companyContactRoleId:ID!$companyLocationId:ID!){companyContactAssignRole(companyContactId:$companyContactId companyContactRoleId:$companyContactRoleId companyLocationId:$companyLocationId){companyContactRoleAssignment{id}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyRoleRevoke: Operation<CompanyRoleRevokeMutation, CompanyRoleRevokeMutationVariables> = {
  name: 'CompanyRoleRevoke',
  kind: 'mutation',
  document: "mutation CompanyRoleRevoke($companyContactId:ID!$companyContactRoleAssignmentId:ID!){companyContactRevokeRole(companyContactId:$companyContactId companyContactRoleAssignmentId:$companyContactRoleAssignmentId){revokedCompanyContactRoleAssignmentId userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyLocationCreate: Operation<CompanyLocationCreateMutation, CompanyLocationCreateMutationVariables> = {
  name: 'CompanyLocationCreate',
  kind: 'mutation',
  document: "fragment CompanyLocationValues on CompanyLocation{...CompanyLocationOwn shippingAddress{...CompanyAddressValues}billingAddress{...CompanyAddressValues}taxSettings{...TaxValues}buyerExperienceConfiguration{...TermsValues}}fragment CompanyLocationOwn on CompanyLocation{id name externalId phone note locale currency updatedAt}fragment CompanyAddressValues on CompanyAddress{recipient firstName lastName companyName address1 address2 city zip zoneCode countryCode phone}fragment TaxValues on CompanyLocationTaxSettings{taxExempt taxRegistrationId}fragment TermsValues on BuyerExperienceConfiguration{paymentTermsTemplate{id name dueInDays paymentTermsType}}mutation CompanyLocationCreate($companyId:ID!$input:CompanyLocationInput!){companyLocationCreate(companyId:$companyId input:$input){companyLocation{...CompanyLocationValues}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 15,
};

export const companyLocationUpdate: Operation<CompanyLocationUpdateMutation, CompanyLocationUpdateMutationVariables> = {
  name: 'CompanyLocationUpdate',
  kind: 'mutation',
  document: "fragment CompanyLocationOwn on CompanyLocation{id name externalId phone note locale currency updatedAt}mutation CompanyLocationUpdate($companyLocationId:ID!$input:CompanyLocationUpdateInput!){companyLocationUpdate(companyLocationId:$companyLocationId input:$input){companyLocation{...CompanyLocationOwn}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyLocationTerms: Operation<CompanyLocationTermsMutation, CompanyLocationTermsMutationVariables> = {
  name: 'CompanyLocationTerms',
  kind: 'mutation',
  document: "fragment TermsValues on BuyerExperienceConfiguration{paymentTermsTemplate{id name dueInDays paymentTermsType}}mutation CompanyLocationTerms($companyLocationId:ID!$input:CompanyLocationUpdateInput!){companyLocationUpdate(companyLocationId:$companyLocationId input:$input){companyLocation{updatedAt buyerExperienceConfiguration{...TermsValues}}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 12,
};

export const companyLocationAddress: Operation<CompanyLocationAddressMutation, CompanyLocationAddressMutationVariables> = {
  name: 'CompanyLocationAddress',
  kind: 'mutation',
  document: "fragment CompanyAddressValues on CompanyAddress{recipient firstName lastName companyName address1 address2 city zip zoneCode countryCode phone}mutation CompanyLocationAddress($locationId:ID!$address:CompanyAddressInput!$addressTypes:[CompanyAddressType!]!){companyLocationAssignAddress(locationId:$locationId address:$address addressTypes:$addressTypes){addresses{...CompanyAddressValues}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyLocationTax: Operation<CompanyLocationTaxMutation, CompanyLocationTaxMutationVariables> = {
  name: 'CompanyLocationTax',
  kind: 'mutation',
  document: "fragment TaxValues on CompanyLocationTaxSettings{taxExempt taxRegistrationId}mutation CompanyLocationTax($companyLocationId:ID!$taxExempt:Boolean$taxRegistrationId:String){companyLocationTaxSettingsUpdate(companyLocationId:$companyLocationId taxExempt:$taxExempt taxRegistrationId:$taxRegistrationId){companyLocation{updatedAt taxSettings{...TaxValues}}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 11,
};

export const companyLocationDelete: Operation<CompanyLocationDeleteMutation, CompanyLocationDeleteMutationVariables> = {
  name: 'CompanyLocationDelete',
  kind: 'mutation',
  document: "mutation CompanyLocationDelete($companyLocationId:ID!){companyLocationDelete(companyLocationId:$companyLocationId){deletedCompanyLocationId userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyCreate: Operation<CompanyCreateMutation, CompanyCreateMutationVariables> = {
  name: 'CompanyCreate',
  kind: 'mutation',
  document: "fragment CompanyValues on Company{id name externalId note customerSince createdAt updatedAt}fragment CompanyLocationOwn on CompanyLocation{id name externalId phone note locale currency updatedAt}mutation CompanyCreate($input:CompanyCreateInput!$roles:Int!$locations:Int!$assignments:Int!){companyCreate(input:$input){company{...CompanyValues contactRoles(first:$roles){nodes{id name}}mainContact{id updatedAt customer{id}}locations(first:$locations){nodes{...CompanyLocationOwn roleAssignments(first:$assignments){nodes{id role{id}}}}}}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: (variables) => 12 + connectionCost(variables.roles, 0) + connectionCost(variables.locations, connectionCost(variables.assignments, 1)),
};

export const companyUpdate: Operation<CompanyUpdateMutation, CompanyUpdateMutationVariables> = {
  name: 'CompanyUpdate',
  kind: 'mutation',
  document: "fragment CompanyValues on Company{id name externalId note customerSince createdAt updatedAt}mutation CompanyUpdate($companyId:ID!$input:CompanyInput!){companyUpdate(companyId:$companyId input:$input){company{...CompanyValues}userErrors{...CodedError}}}fragment CodedError on BusinessCustomerUserError{field message code}",
  cost: () => 10,
};

export const companyDelete: Operation<CompanyDeleteMutation, CompanyDeleteMutationVariables> = {
  name: 'CompanyDelete',
  kind: 'mutation',
  document: "fragment CodedError on BusinessCustomerUserError{field message code}mutation CompanyDelete($id:ID!){companyDelete(id:$id){deletedCompanyId userErrors{...CodedError}}}",
  cost: () => 10,
};

export const customerCreate: Operation<CustomerCreateMutation, CustomerCreateMutationVariables> = {
  name: 'CustomerCreate',
  kind: 'mutation',
  document: "fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName note tags taxExempt locale state createdAt updatedAt defaultEmailAddress{...EmailValues}defaultPhoneNumber{phoneNumber}}fragment EmailValues on CustomerEmailAddress{emailAddress marketingState marketingOptInLevel marketingUpdatedAt}mutation CustomerCreate($input:CustomerInput!){customerCreate(input:$input){customer{...CustomerValues}userErrors{field message}}}",
  cost: () => 12,
};

export const customerUpdate: Operation<CustomerUpdateMutation, CustomerUpdateMutationVariables> = {
  name: 'CustomerUpdate',
  kind: 'mutation',
  document: "fragment CustomerValues on Customer{id legacyResourceId firstName lastName displayName note tags taxExempt locale state createdAt updatedAt defaultEmailAddress{...EmailValues}defaultPhoneNumber{phoneNumber}}fragment EmailValues on CustomerEmailAddress{emailAddress marketingState marketingOptInLevel marketingUpdatedAt}mutation CustomerUpdate($input:CustomerInput!){customerUpdate(input:$input){customer{...CustomerValues}userErrors{field message}}}",
  cost: () => 12,
};

export const tagsAdd: Operation<TagsAddMutation, TagsAddMutationVariables> = {
  name: 'TagsAdd',
  kind: 'mutation',
  document: "mutation TagsAdd($id:ID!$tags:[String!]!){tagsAdd(id:$id tags:$tags){node{...TaggedCustomer}userErrors{field message}}}fragment TaggedCustomer on Customer{tags updatedAt}",
  cost: () => 10,
};

export const tagsRemove: Operation<TagsRemoveMutation, TagsRemoveMutationVariables> = {
  name: 'TagsRemove',
  kind: 'mutation',
  document: "mutation TagsRemove($id:ID!$tags:[String!]!){tagsRemove(id:$id tags:$tags){node{...TaggedCustomer}userErrors{field message}}}fragment TaggedCustomer on Customer{tags updatedAt}",
  cost: () => 10,
};

export const emailConsentUpdate: Operation<EmailConsentUpdateMutation, EmailConsentUpdateMutationVariables> = {
  name: 'EmailConsentUpdate',
  kind: 'mutation',
  document: "fragment EmailValues on CustomerEmailAddress{emailAddress marketingState marketingOptInLevel marketingUpdatedAt}mutation EmailConsentUpdate($input:CustomerEmailMarketingConsentUpdateInput!){customerEmailMarketingConsentUpdate(input:$input){customer{updatedAt defaultEmailAddress{...EmailValues}}userErrors{field message code}}}",
  cost: () => 11,
};

export const metafieldsSet: Operation<MetafieldsSetMutation, MetafieldsSetMutationVariables> = {
  name: 'MetafieldsSet',
  kind: 'mutation',
  document: "fragment FurtherValue on Metafield{namespace key type value}mutation MetafieldsSet($metafields:[MetafieldsSetInput!]!){metafieldsSet(metafields:$metafields){metafields{...FurtherValue owner{...on Customer{updatedAt}}}userErrors{field message code}}}",
  cost: () => 11,
};

export const metafieldsDelete: Operation<MetafieldsDeleteMutation, MetafieldsDeleteMutationVariables> = {
  name: 'MetafieldsDelete',
  kind: 'mutation',
  document: "mutation MetafieldsDelete($metafields:[MetafieldIdentifierInput!]!){metafieldsDelete(metafields:$metafields){deletedMetafields{namespace key}userErrors{field message}}}",
  cost: () => 10,
};
