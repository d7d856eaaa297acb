import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, startClient, wrapped } from './test-client.ts';
import type { TestClient } from './test-client.ts';

/** Path of the published OpenAPI of Default 24.200.001; the test runs where it is given. */
const path = process.env['ACUMATICA_OPENAPI'];

describe.skipIf(path === undefined)('answers keep to the published OpenAPI of Default 24.200.001', () => {
  let client: TestClient;
  let openApi: Record<string, unknown>;
  let ajv: Ajv;

  beforeAll(async () => {
    openApi = JSON.parse(readFileSync(path ?? '', 'utf8')) as Record<string, unknown>;
    ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: {
        uuid: /^[0-9a-f-]{36}$/,
        'date-time': /^\d{4}-\d{2}-\d{2}T[\d:.]+[+-]\d{2}:\d{2}$/,
        int64: true,
        int32: true,
        double: true,
        uri: true,
      },
    });
    ajv.addSchema({ $id: 'contract', components: openApi['components'] });
    client = await startClient({ licence: 'off' });
    client.simulator.store.addCustomer({
      CustomerID: 'A1',
      CustomerName: 'Ada Wong',
      AccountRef: '1 - Wattle',
      MainContact: {
        Email: 'ada@example.com.au',
        Phone1: '+61293744000',
        Address: { AddressLine1: '1 Main Street', Country: 'AU', State: 'QLD', PostalCode: '4000' },
      },
      PrimaryContact: { FirstName: 'Ada', LastName: 'Wong' },
      locations: [
        {
          LocationID: 'D2',
          LocationName: 'Depot',
          ExtRefNbr: '2 - Wattle',
          LocationContact: { Attention: 'Dock', Address: { AddressLine1: '9 Wharf Road', Country: 'AU' } },
        },
      ],
    });
  });
  afterAll(() => client.simulator.close());

  const problems = (schemaName: string, body: unknown) => {
    const validate = ajv.compile({ $ref: `contract#/components/schemas/${schemaName}` });
    return validate(body) ? [] : validate.errors;
  };
  const propertiesOf = (schemaName: string): readonly string[] => {
    const parts = field(openApi, 'components', 'schemas', schemaName, 'allOf') as readonly Record<
      string,
      unknown
    >[];
    return parts.flatMap((part) =>
      '$ref' in part
        ? ['id', 'rowNumber', 'note', 'custom', 'error', 'files']
        : Object.keys(part['properties'] as object),
    );
  };

  it.each([
    [
      'Customer',
      '?$expand=MainContact,MainContact/Address,PrimaryContact,CreditVerificationRules,Attributes',
    ],
    ['CustomerLocation', '?$expand=LocationContact,LocationContact/Address,RoleAssignments'],
    ['Contact', '?$expand=Address'],
    ['CustomerClass', '?$expand=Attributes'],
    ['TaxZone', ''],
    ['ShipVia', ''],
    ['ShippingTerm', ''],
    ['CustomerPriceClass', ''],
    ['Currency', ''],
    ['Salesperson', ''],
    ['ShopifyStore', ''],
  ])('GET %s%s', async (entity, query) => {
    const records = await client.list(`${entity}${query}`);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(problems(entity, record)).toEqual([]);
      expect(
        Object.keys(record).filter((name) => name !== '_links' && !propertiesOf(entity).includes(name)),
      ).toEqual([]);
    }
  });

  it.each([
    [
      'Customer',
      'MainContact,BillingContact,ShippingContact,PrimaryContact,CreditVerificationRules,Attributes,Contacts,PaymentInstructions,Salespersons',
    ],
    ['CustomerLocation', 'LocationContact,RoleAssignments'],
    [
      'Contact',
      'Address,Activities,Attributes,Campaigns,Cases,Duplicates,MarketingLists,Notifications,Opportunities,Relations,RoleAssignments',
    ],
    ['CustomerClass', 'Attributes'],
    ['TaxZone', 'ApplicableTaxes'],
    ['ShipVia', 'FreightRates,Packages'],
    ['ShippingTerm', 'Details'],
    ['CustomerPriceClass', ''],
    ['Currency', ''],
    ['Salesperson', ''],
    ['ShopifyStore', ''],
  ])('sends every field of %s that the contract has', async (entity, expand) => {
    const [record] = await client.list(`${entity}?$expand=${expand}`);
    // A linked record that is not there is left out: a contact that signs in nowhere has no UserInfo.
    const leftOut = ['error', 'files', 'UserInfo'];
    expect(
      propertiesOf(entity).filter((name) => !leftOut.includes(name) && !Object.hasOwn(record ?? {}, name)),
    ).toEqual([]);
  });

  it('the echo of a 422 and the bodies of other failures', async () => {
    const refused = await client.put(
      'Customer',
      wrapped({ CustomerName: 'x'.repeat(60), MainContact: { Address: { Country: 'ZQ' } } }),
    );
    expect(refused.status).toBe(422);
    expect(problems('Customer', refused.json)).toEqual([]);
    for (const answer of [
      await client.send('GET', 'Customer/NOBODY'),
      await client.send('GET', `Customer?$filter=nonsense`),
      await client.put('Customer', wrapped({ CustomerID: 'A1' }), { 'If-None-Match': '*' }),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(problems('HttpError', answer.json)).toEqual([]);
    }
  });
});
