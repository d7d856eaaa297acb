import { describe, expect, it } from 'vitest';
import { customersByIdentifier, identifierVariables } from '../../../electron/connectors/shopify/find.ts';
import { shopifyApiVersion, type Operation } from '../../../electron/connectors/shopify/operation.ts';
import * as operations from '../../../electron/connectors/shopify/operations.gen.ts';
import { defaultAccessToken } from '../../../simulators/shopify/index.ts';
import { openStore } from './support.ts';

interface Case {
  readonly name: string;
  readonly document: string;
  readonly variables: unknown;
  readonly predicted: number;
}

function predict<Variables>(operation: Operation<unknown, Variables>, variables: Variables): Case {
  const { name, document } = operation;
  return { name, document, variables, predicted: operation.cost(variables) };
}

const customerId = 'gid://shopify/Customer/1';
const addressId = 'gid://shopify/MailingAddress/1?model_name=CustomerAddress';
const identifier = { emailAddress: 'ana@example.com' };
const cases: readonly Case[] = [
  predict(operations.customersPage, { first: 244, addresses: 12 }),
  predict(operations.customersPage, { first: 3, addresses: 2 }),
  predict(operations.customersByIds, { ids: [customerId], addresses: 12 }),
  predict(operations.customerAddresses, { id: customerId, first: 250 }),
  predict(operations.customersCount, {}),
  predict(operations.customerByIdentifier, { identifier }),
  predict(customersByIdentifier(3), identifierVariables([identifier, identifier, identifier])),
  predict(operations.shopDetails, {}),
  predict(operations.bulkQueryRun, { query: operations.customersInBulk.document }),
  predict(operations.bulkQueryStatus, { id: 'gid://shopify/BulkOperation/1' }),
  predict(operations.bulkQueryCancel, { id: 'gid://shopify/BulkOperation/1' }),
  predict(operations.customerCreate, { input: {} }),
  predict(operations.customerUpdate, { input: { id: customerId } }),
  predict(operations.customerDelete, { input: { id: customerId } }),
  predict(operations.addressCreate, { customerId, address: {}, setAsDefault: false }),
  predict(operations.addressUpdate, { customerId, addressId, address: {} }),
  predict(operations.addressDelete, { customerId, addressId }),
  predict(operations.addressSetDefault, { customerId, addressId }),
];

describe('the predicted cost', () => {
  it('covers every operation', () => {
    // A bulk query is never sent itself, so it has no cost.
    const names = Object.values(operations).flatMap((each) => ('cost' in each ? [each.name] : []));
    expect(cases.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it.each(cases)('of $name, $predicted points, is what the store asks for', async (each) => {
    const { simulator } = await openStore();
    const response = await fetch(`${simulator.url}/admin/api/${shopifyApiVersion}/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': defaultAccessToken },
      body: JSON.stringify({ query: each.document, variables: each.variables }),
    });
    expect(await response.json()).toMatchObject({
      extensions: { cost: { requestedQueryCost: each.predicted } },
    });
  });
});
