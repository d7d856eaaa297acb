import { getOperationAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { priceQuery } from './cost.ts';
import { createSchema } from './schema.ts';

const schema = createSchema();

function requested(query: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return priceQuery(schema, document, operation, variables).requested;
}

describe('the requested cost', () => {
  // What is recorded of real shops is in the contract suite; these are shapes that no recording covers.
  test.each([
    [
      'edges instead of nodes',
      '{ customers(first: 250) { edges { node { id defaultPhoneNumber { phoneNumber } } } } }',
      {},
      24,
    ],
    [
      'what a directive leaves out',
      'query Q($no: Boolean!) { shop { id } customersCount @include(if: $no) { count } }',
      { no: false },
      1,
    ],
  ])('of %s', (_what, query, variables, points) => {
    expect(requested(query, variables)).toBe(points);
  });
});

describe('the actual cost', () => {
  const price = (query: string, data: unknown): number => {
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    return priceQuery(schema, document, operation, {}).actual(data);
  };

  test('goes by the page that was answered', () => {
    const query = '{ customers(first: 250) { nodes { id defaultPhoneNumber { phoneNumber } } } }';
    expect(price(query, { customers: { nodes: [] } })).toBe(2);
    expect(price(query, { customers: { nodes: [{ id: '1', defaultPhoneNumber: null }] } })).toBe(3);
    const nodes = Array.from({ length: 10 }, () => ({ defaultPhoneNumber: { phoneNumber: '1' } }));
    expect(price(query, { customers: { nodes } })).toBe(10);
  });

  test('of a missing object is nothing, of a refused mutation the mutation', () => {
    expect(price('{ customer(id: "1") { id } }', { customer: null })).toBe(0);
    expect(
      price('mutation { customerUpdate(input: {}) { customer { id } } }', { customerUpdate: null }),
    ).toBe(10);
  });
});
