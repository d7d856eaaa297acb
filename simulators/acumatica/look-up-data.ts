import type { LookUpName } from './look-up-schemas.ts';
import type { Values } from './records.ts';

/** Terms a customer may carry. The contract publishes no list of them (acumatica.md 7.8). */
export const creditTerms: readonly string[] = ['COD', 'NET7', 'NET14', 'NET30', '20EOM'];

const created = Date.UTC(2024, 6, 1);
const stamped = (values: Values): Values => ({
  ...values,
  CreatedDateTime: created,
  LastModifiedDateTime: created,
});

const customerClass = (values: Values): Values =>
  stamped({
    CurrencyID: 'AUD',
    StatementCycleID: 'EOM',
    StatementType: 'Open Item',
    CreditVerification: 'Disabled',
    SendInvoicesbyEmail: true,
    SendStatementsByEmail: true,
    PrintInvoices: false,
    PrintStatements: false,
    RequireTaxZone: false,
    ShippingRule: 'Back Order Allowed',
    ...values,
  });

/** The reference lists of a small Australian company with a New Zealand branch; names are invented or the vendor's sample names. */
export const defaultLookUps: Readonly<Record<LookUpName, readonly Values[]>> = {
  CustomerClass: [
    customerClass({
      ClassID: 'ECCUSTOMER',
      Description: 'Online customers',
      Country: 'AU',
      TaxZoneID: 'DOMESTIC',
      ShipVia: 'AUSPOST',
      ShippingTerms: 'PREPAID',
      Terms: 'COD',
    }),
    customerClass({
      ClassID: 'WHOLESALE',
      Description: 'Wholesale customers',
      Country: 'AU',
      TaxZoneID: 'DOMESTIC',
      ShipVia: 'ROADFRT',
      ShippingTerms: 'COLLECT',
      Terms: 'NET30',
      CreditVerification: 'Limit',
      CreditLimit: 10_000,
    }),
    customerClass({
      ClassID: 'RETAILNZ',
      Description: 'New Zealand retail',
      Country: 'NZ',
      TaxZoneID: 'OVERSEAS',
      ShipVia: 'NZPOST',
      ShippingTerms: 'PREPAID',
      Terms: 'NET7',
      CurrencyID: 'NZD',
    }),
  ],
  TaxZone: [
    stamped({ TaxZoneID: 'DOMESTIC', Description: 'Domestic sales, GST' }),
    stamped({ TaxZoneID: 'OVERSEAS', Description: 'Overseas sales' }),
  ],
  ShipVia: [
    {
      CarrierID: 'AUSPOST',
      Description: 'Parcel post, Australia',
      CommonCarrier: true,
      CalculationMethod: 'Flat Rate',
    },
    {
      CarrierID: 'AUSEXP',
      Description: 'Express parcel, Australia',
      CommonCarrier: true,
      CalculationMethod: 'Flat Rate',
    },
    {
      CarrierID: 'NZPOST',
      Description: 'Parcel post, New Zealand',
      CommonCarrier: true,
      CalculationMethod: 'Flat Rate',
    },
    { CarrierID: 'ROADFRT', Description: 'Road freight', CommonCarrier: true, CalculationMethod: 'Per Unit' },
    {
      CarrierID: 'PICKUP',
      Description: 'Picked up by the customer',
      CommonCarrier: false,
      CalculationMethod: 'Flat Rate',
    },
  ],
  ShippingTerm: [
    { TermID: 'PREPAID', Description: 'Freight included' },
    { TermID: 'COLLECT', Description: 'Freight charged on delivery' },
    { TermID: 'FREE100', Description: 'Free from 100 dollars' },
  ],
  CustomerPriceClass: [
    { PriceClassID: 'RETAIL', Description: 'Retail prices' },
    { PriceClassID: 'TRADE', Description: 'Trade prices' },
    { PriceClassID: 'VIP', Description: 'Preferred customers' },
  ],
  Currency: [
    {
      CurrencyID: 'AUD',
      Description: 'Australian dollar',
      CurrencySymbol: '$',
      Active: true,
      UseForAccounting: true,
    },
    {
      CurrencyID: 'NZD',
      Description: 'New Zealand dollar',
      CurrencySymbol: '$',
      Active: true,
      UseForAccounting: true,
    },
  ],
  Warehouse: [
    { WarehouseID: 'BRISBANE', Description: 'Brisbane warehouse', Branch: 'MAIN', Active: true },
    { WarehouseID: 'MELB', Description: 'Melbourne warehouse', Branch: 'MAIN', Active: true },
    { WarehouseID: 'AUCKLAND', Description: 'Auckland warehouse', Branch: 'NZ', Active: true },
  ],
  Salesperson: [
    { SalespersonID: 'SP0001', Name: 'Hine Walker', IsActive: true },
    { SalespersonID: 'SP0002', Name: 'Callum Reid', IsActive: true },
  ],
  CompaniesStructure: [
    {
      BranchID: 'MAIN',
      BranchName: 'Head office',
      BranchCountry: 'AU',
      BranchStatus: true,
      BaseCurrencyID: 'AUD',
      CompanyID: 'DEMO',
      CompanyName: 'Wattle and Fern Trading',
      CompanyStatus: true,
      CompanyType: 'With Branches Not Requiring Balancing',
    },
    {
      BranchID: 'NZ',
      BranchName: 'New Zealand',
      BranchCountry: 'NZ',
      BranchStatus: true,
      BaseCurrencyID: 'AUD',
      CompanyID: 'DEMO',
      CompanyName: 'Wattle and Fern Trading',
      CompanyStatus: true,
      CompanyType: 'With Branches Not Requiring Balancing',
    },
  ],
  ShopifyStore: [
    // The secrets are made up; they are here so that a test can show that nobody asks for them or passes them on.
    {
      StoreName: 'Wattle and Fern',
      StoreAdminURL: 'https://wattle-and-fern.myshopify.com/admin',
      Connector: 'Shopify',
      Active: true,
      Default: true,
      AccessToken: 'simulated-access-token',
      SharedSecret: 'simulated-shared-secret',
    },
  ],
};
