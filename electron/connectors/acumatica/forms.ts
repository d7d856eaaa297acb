/** The forms behind the contract's entities, by the names and numbers that users know. */
const forms: Readonly<Record<string, string>> = {
  Customer: 'the form Customers (AR303000)',
  CustomerLocation:
    'the form Customer Locations (AR303020), which exists only with the feature Business Account Locations',
  Contact: 'the form Contacts (CR302000)',
  SalesOrder: 'the form Sales Orders (SO301000)',
  CustomerClass: 'the form Customer Classes (AR201000)',
  TaxZone: 'the form Tax Zones (TX206000)',
  ShipVia: 'the form Ship via Codes (CS207500)',
  ShippingTerm: 'the form Shipping Terms (CS208000)',
  CustomerPriceClass: 'the form Customer Price Classes (AR208000)',
  Currency: 'the form Currencies (CM202000)',
  CompaniesStructure: 'the form Company Branch (CS401000)',
  ShopifyStore: 'the form Shopify Stores (BC201010)',
};

/** What to call the form of an entity in a sentence. */
export function formOf(entity: string): string {
  return forms[entity] ?? `the form of ${entity}`;
}
