import { describe, expect, it } from 'vitest';
import { ownFields } from './entity-schema.ts';
import type { EntitySchema } from './entity-schema.ts';
import { emptyDetail } from './contact-schema.ts';
import { compileFilter } from './filter.ts';
import type { Row, Values } from './records.ts';

const linked: EntitySchema = {
  name: 'Contact',
  keys: [],
  fields: ownFields('string', ['Email']),
  links: {},
  details: {},
};
const schema: EntitySchema = {
  name: 'Customer',
  keys: ['CustomerID'],
  fields: {
    ...ownFields('string', ['CustomerID', 'CustomerName', 'Status']),
    ...ownFields('integer', ['BAccountID']),
    ...ownFields('boolean', ['Active']),
    ...ownFields('dateTime', ['LastModifiedDateTime']),
    ...ownFields('guid', ['NoteID']),
    ...ownFields('string', ['New'], { since: 24 }),
  },
  links: {
    MainContact: {
      since: 0,
      schema: linked,
      read: (row) => ({ id: row.id, values: { Email: row.values['Email'] } }),
    },
  },
  details: { Contacts: emptyDetail('Contacts') },
};
const features = { b2b: true, shopifyConnector: true, businessAccountLocations: true };
const zone = { offsetMinutes: 600, honoursOffset: true };
const row = (values: Values): Row => ({ id: 'x', values });
const matches = (text: string, values: Values, level = 24) =>
  compileFilter(text, { schema, level, features }, zone).test(row(values));

describe('a $filter', () => {
  const customer: Values = {
    CustomerID: 'C002',
    CustomerName: "O'Brien & Sons",
    Status: 'Active',
    BAccountID: 12,
    Active: true,
    Email: 'Pat@Example.com',
    LastModifiedDateTime: Date.parse('2024-07-15T00:31:28.402Z'),
    NoteID: 'a0c0de00-0000-4000-8000-00000000000a',
  };

  it.each([
    [`CustomerID eq 'c002'`, true],
    [`CustomerID gt 'C001' and CustomerID lt 'C003'`, true],
    [`CustomerID ge 'C003'`, false],
    [`CustomerName eq 'O''Brien & Sons'`, true],
    [`Status eq 'Inactive' or Status eq 'Active' and BAccountID eq 13`, false],
    [`(Status eq 'Inactive' or Status eq 'Active') and BAccountID eq 12`, true],
    [`not (Status eq 'Inactive')`, true],
    [`not substringof('brien', CustomerName)`, false],
    [`substringof('brien',CustomerName) eq true`, true],
    [`startswith(CustomerName,'o''b')`, true],
    [`endswith(CustomerName, 'sons')`, true],
    [`MainContact/Email eq 'pat@example.com'`, true],
    [`Active eq true`, true],
    [`12 le BAccountID`, true],
    [`BAccountID ne -12.5`, true],
    [`LastModifiedDateTime gt datetimeoffset'2024-07-15T10:31:28.401+10:00'`, true],
    [`LastModifiedDateTime gt datetimeoffset'2024-07-15T10:31:28.402+10:00'`, false],
    [`LastModifiedDateTime ge datetime'2024-07-15T10:31:28.402'`, true],
    [`LastModifiedDateTime lt date'2024-07-16'`, true],
    [`NoteID eq guid'A0C0DE00-0000-4000-8000-00000000000A'`, true],
    [`New eq null`, true],
    [`New ne 'x'`, false],
  ])('%s is %s', (text, expected) => expect(matches(text, customer)).toBe(expected));

  it.each([
    [`CustomerID eq`],
    [`CustomerID eq 'unclosed`],
    [`CustomerID equals 'x'`],
    [`BAccountID eq 'twelve'`],
    [`Contacts/ContactID eq 1`],
    [`Unknown eq 'x'`],
    [`LastModifiedDateTime gt datetimeoffset'2024-07-15T10:31:28.402 10:00'`],
    [`LastModifiedDateTime gt datetimeoffset'2024-07-15T10:31:28'`],
    [`CustomerID eq 'x' CustomerID eq 'y'`],
    [`(CustomerID eq 'x'`],
  ])('%s is refused', (text) => expect(() => matches(text, customer)).toThrow(/\$filter/));

  it('does not know a field that the endpoint version does not have', () =>
    expect(() => matches(`New eq 'x'`, customer, 23)).toThrow(/cannot be found/));

  it.each([
    [`CustomerID gt 'C5'`, { least: 'C5' }],
    [`CustomerID gt 'c5' and CustomerID le 'C9' and Status eq 'Active'`, { least: 'C5', greatest: 'C9' }],
    [`CustomerID gt 'C5' or (CustomerID eq 'C5' and Status gt 'A')`, { least: 'C5' }],
    [`CustomerID gt 'C5' or Status eq 'Active'`, {}],
    [`not (CustomerID gt 'C5')`, {}],
    [`CustomerID eq 'C5'`, { least: 'C5', greatest: 'C5' }],
  ])('%s lies within the keys %o', (text, expected) =>
    expect(compileFilter(text, { schema, level: 24, features }, zone).keyRange).toEqual(expected),
  );
});
