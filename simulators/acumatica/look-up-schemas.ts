import { emptyDetail } from './contact-schema.ts';
import { computedField, ownField, ownFields } from './entity-schema.ts';
import type { EntitySchema } from './entity-schema.ts';
import type { Row } from './records.ts';

const stamps = {
  ...ownFields<Row>('dateTime', ['CreatedDateTime', 'LastModifiedDateTime'], { readOnly: true }),
};

function lookUp(
  name: string,
  key: string,
  strings: readonly string[],
  booleans: readonly string[] = [],
  further: Pick<EntitySchema, 'details'> & { readonly fields?: EntitySchema['fields'] } = { details: {} },
): EntitySchema {
  return {
    name,
    keys: [key],
    fields: {
      [key]: ownField(key, 'string'),
      ...ownFields('string', strings),
      ...ownFields('boolean', booleans),
      ...further.fields,
    },
    links: {},
    details: further.details,
  };
}

const classAttributeSchema: EntitySchema = {
  name: 'BusinessAccountClassAttributeDetail',
  keys: [],
  fields: {
    ...ownFields('string', ['AttributeID', 'Description', 'DefaultValue']),
    ...ownFields('boolean', ['Active', 'Required']),
    ...ownFields('integer', ['SortOrder']),
  },
  links: {},
  details: {},
};

/** A customer class with the attributes its customers must or may have. */
export interface CustomerClassRow extends Row {
  readonly attributes: readonly Row[];
}

const customerClassSchema: EntitySchema<CustomerClassRow> = {
  name: 'CustomerClass',
  keys: ['ClassID'],
  fields: {
    ...ownFields<CustomerClassRow>('string', [
      'ClassID',
      'Description',
      'Country',
      'CreditVerification',
      'CurrencyID',
      'CurrencyRateType',
      'DefaultRestrictionGroup',
      'EntityUsageType',
      'OverdueChargeID',
      'PaymentMethod',
      'SalespersonID',
      'ShippingRule',
      'ShippingTerms',
      'ShipVia',
      'StatementCycleID',
      'StatementType',
      'TaxZoneID',
      'Terms',
      'ARAccount',
      'ARSubaccount',
      'SalesAccount',
      'SalesSubaccount',
      'CashDiscountAccount',
      'CashDiscountSubaccount',
      'COGSAccount',
      'COGSSubaccount',
      'DiscountAccount',
      'DiscountSubaccount',
      'FreightAccount',
      'FreightSubaccount',
      'MiscAccount',
      'MiscSubaccount',
      'PrepaymentAccount',
      'PrepaymentSubaccount',
      'UnrealizedGainAccount',
      'UnrealizedGainSubaccount',
      'UnrealizedLossAccount',
      'UnrealizedLossSubaccount',
    ]),
    ...ownFields<CustomerClassRow>('boolean', [
      'ApplyOverdueCharges',
      'AutoApplyPayments',
      'DefaultLocationIDfromBranch',
      'EnableCurrencyOverride',
      'EnableRateOverride',
      'EnableWriteOffs',
      'MultiCurrencyStatements',
      'PrintDunningLetters',
      'PrintInvoices',
      'PrintStatements',
      'RequireEntityUsageType',
      'RequireTaxZone',
      'SendDunningLettersbyEmail',
      'SendInvoicesbyEmail',
      'SendStatementsByEmail',
    ]),
    ...ownFields<CustomerClassRow>('decimal', [
      'CreditLimit',
      'GroupDocumentDiscountLimit',
      'OverLimitAmount',
      'WriteOffLimit',
    ]),
    ...ownFields<CustomerClassRow>('integer', ['CreditDaysPastDue']),
    ...stamps,
  },
  links: {},
  details: {
    Attributes: {
      since: 0,
      schema: classAttributeSchema,
      onLists: true,
      read: (row: CustomerClassRow) => row.attributes,
    },
  },
};

/** Reference lists of the contract: read only here, edited through the store as on the ERP's own screens. */
export const lookUpSchemas = {
  CustomerClass: customerClassSchema,
  TaxZone: lookUp('TaxZone', 'TaxZoneID', ['Description'], [], {
    fields: stamps,
    details: { ApplicableTaxes: emptyDetail('TaxZoneApplicableTaxDetail') },
  }),
  ShipVia: lookUp(
    'ShipVia',
    'CarrierID',
    [
      'Description',
      'CalculationMethod',
      'TaxCategory',
      'Calendar',
      'FreightExpenseAccount',
      'FreightExpenseSubaccount',
      'FreightSalesAccount',
      'FreightSalesSubaccount',
    ],
    ['CommonCarrier'],
    { details: { FreightRates: emptyDetail('ShipViaFreightRate'), Packages: emptyDetail('ShippingBox') } },
  ),
  ShippingTerm: lookUp('ShippingTerm', 'TermID', ['Description'], [], {
    details: { Details: emptyDetail('ShippingTermDetail') },
  }),
  CustomerPriceClass: lookUp('CustomerPriceClass', 'PriceClassID', ['Description'], [], {
    fields: { ...stamps, NoteID: computedField('guid', (row) => row.id) },
    details: {},
  }),
  Currency: lookUp(
    'Currency',
    'CurrencyID',
    ['Description', 'CurrencySymbol'],
    ['Active', 'UseForAccounting'],
    { fields: { ...stamps, ...ownFields('integer', ['DecimalPrecision']) }, details: {} },
  ),
  Warehouse: lookUp('Warehouse', 'WarehouseID', ['Description', 'Branch'], ['Active']),
  Salesperson: lookUp('Salesperson', 'SalespersonID', ['Name', 'SalesSubaccount'], ['IsActive'], {
    fields: { ...stamps, ...ownFields('decimal', ['DefaultCommission']) },
    details: {},
  }),
  CompaniesStructure: lookUp(
    'CompaniesStructure',
    'BranchID',
    ['BranchName', 'BranchCountry', 'BaseCurrencyID', 'CompanyID', 'CompanyName', 'CompanyType'],
    ['BranchStatus', 'CompanyStatus'],
  ),
  ShopifyStore: lookUp(
    'ShopifyStore',
    'StoreName',
    ['StoreAdminURL', 'Connector', 'AccessToken', 'SharedSecret'],
    ['Active', 'Default'],
  ),
} satisfies Record<string, EntitySchema>;

export type LookUpName = keyof typeof lookUpSchemas;

/** The inquiry form of CompaniesStructure: one record whose Results list the branches. */
export interface StructureRow extends Row {
  readonly branches: readonly Row[];
}

export const structureInquirySchema: EntitySchema<StructureRow> = {
  name: 'CompaniesStructure',
  keys: [],
  fields: {},
  links: {},
  details: {
    Results: {
      since: 0,
      schema: lookUpSchemas.CompaniesStructure,
      onLists: true,
      read: (row: StructureRow) => row.branches,
    },
  },
};
