import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerProblems } from './answer-problems.ts';
import { openApiFile } from './contract.ts';
import type { RecordedRequest } from './exchange.ts';
import { requestProblems } from './request-problems.ts';

const base = 'http://127.0.0.1:1/Site/entity/Default/24.200.001';
const json = { accept: 'application/json', 'content-type': 'application/json' };
const ask = (method: string, path: string, body: unknown = null): RecordedRequest => ({
  method,
  url: `${base}/${path}`,
  headers: json,
  body: body === null ? null : JSON.stringify(body),
});

it('every test of this folder is recorded', () => {
  const folder = join(import.meta.dirname, '..');
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  expect(tests.length).toBeGreaterThan(5);
  const unrecorded = tests.filter(
    (name) =>
      !/from '\.\/(support|commit-world|runner\/run-suite)\.ts'/.test(
        readFileSync(join(folder, name), 'utf8'),
      ),
  );
  expect(unrecorded).toEqual([]);
});

describe.skipIf(openApiFile === undefined)('a request', () => {
  it.each([
    ask(
      'GET',
      'Customer?$select=CustomerID,MainContact/Address/City&$expand=MainContact,MainContact/Address',
    ),
    ask(
      'GET',
      `Customer?$filter=${encodeURIComponent("MainContact/Email eq 'a''b@example.com'")}&$top=1&$skip=2`,
    ),
    ask(
      'GET',
      `CustomerLocation?$filter=${encodeURIComponent("(Customer gt 'A' or (Customer eq 'A' and LocationID ge 'B'))")}`,
    ),
    ask(
      'GET',
      `Customer?$filter=${encodeURIComponent("LastModifiedDateTime gt datetimeoffset'2026-01-05T10:00:00.000+10:00'")}`,
    ),
    ask(
      'GET',
      `Customer?$filter=${encodeURIComponent("NoteID eq guid'a0c0de00-0000-4000-8000-000000000001'")}`,
    ),
    ask(
      'GET',
      `Customer?$filter=${encodeURIComponent("substringof('guest',CustomerName) or endswith(MainContact/Phone1,'678')")}`,
    ),
    ask('GET', 'Customer/A1?$expand=Contacts,Contacts/Contact'),
    ask('PUT', 'Customer?$expand=MainContact', {
      CustomerName: { value: 'A' },
      MainContact: { Email: { value: '' } },
    }),
    ask('PUT', 'CompaniesStructure?$expand=Results', {}),
  ])('$method $url is published', (request) => {
    expect(requestProblems(request)).toEqual([]);
  });

  it.each<[RecordedRequest, RegExp]>([
    [ask('GET', 'Customer?$select=CustomerId'), /CustomerId is no property/],
    [ask('GET', 'Customer?$select=MainContact/Address/Town'), /Town is no property/],
    [ask('GET', 'Customer?$expand=Contacts'), /detail Contacts on a list/],
    [ask('GET', 'Customer?$expand=CustomerID'), /is a value/],
    [ask('GET', 'Customer?$orderby=CustomerID'), /\$orderby is no option/],
    [ask('GET', 'Customer?$top=all'), /no number/],
    [ask('GET', "Customer?$filter=Name eq 'A'"), /Name is no property/],
    [ask('GET', 'Customer?$filter=CustomerID eq 7'), /StringValue\) is compared with 7/],
    [ask('GET', "Customer?$filter=LastModifiedDateTime gt '2026-01-05'"), /DateTimeValue\) is compared/],
    [ask('GET', 'Customer?$filter=Contacts/ContactID eq 7'), /in a detail/],
    [ask('GET', "Customer?$filter=(CustomerID eq 'A'"), /brackets/],
    [ask('GET', 'BusinessAccount'), /BusinessAccount is not published/],
    [ask('PATCH', 'Customer', {}), /PATCH \/Customer is not published/],
    [ask('PUT', 'Customer', { CustomerName: 'A' }), /CustomerName must be object/],
    [ask('PUT', 'Customer', { CustomerName: { value: null } }), /must be string/],
    [ask('PUT', 'Customer', { Nickname: { value: 'A' } }), /Nickname/],
    [ask('PUT', 'Customer', { MainContact: { Address: { Town: { value: 'A' } } } }), /Town/],
    [ask('PUT', 'Customer'), /without a record/],
    [ask('PUT', 'CompaniesStructure?$expand=Results', { BranchID: { value: 'X' } }), /inquiry/],
    [{ ...ask('PUT', 'Customer', {}), headers: { ...json, 'if-match': '"1"' } }, /not documented/],
    [
      { ...ask('GET', 'Customer'), url: 'http://127.0.0.1:1/Site/odata/Customers' },
      /outside of the contract/,
    ],
    [{ ...ask('GET', ''), url: 'http://127.0.0.1:1/entity?x=1' }, /plain GET/],
    [
      { ...ask('POST', '', { name: 'a', password: 1 }), url: 'http://127.0.0.1:1/entity/auth/login' },
      /password/,
    ],
    [{ ...ask('POST', '', {}), url: 'http://127.0.0.1:1/entity/auth/logout' }, /POST of nothing/],
  ])('%j is not', (request, problem) => {
    expect(requestProblems(request).join('\n')).toMatch(problem);
  });

  it.each([
    ['Default/23.200.001', 'CustomerLocation?$select=ExtRefNbr', /ExtRefNbr is no property/],
    ['Default/22.200.001', 'Customer?$select=CustomerCategory', /CustomerCategory is no property/],
    ['eCommerce/22.200.001', 'CustomerLocation?$select=Status', /^$/],
    ['eCommerce/22.200.001', 'CustomerLocation?$select=ExtRefNbr', /ExtRefNbr is no property/],
    ['Default/25.200.001', 'Customer?$select=MainContact/Address/UnitNumber&$expand=MainContact', /^$/],
    [
      'Default/24.200.001',
      'Customer?$select=MainContact/Address/UnitNumber&$expand=MainContact',
      /UnitNumber/,
    ],
  ])('on %s, %s goes by that endpoint’s fields', (endpoint, path, problem) => {
    const url = `http://127.0.0.1:1/entity/${endpoint}/${path}`;
    const found = requestProblems({ ...ask('GET', ''), url }).join('\n');
    expect(found).toMatch(problem);
  });
});

describe.skipIf(openApiFile === undefined)('an answer', () => {
  const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => ({
    status,
    headers,
    text: typeof body === 'string' ? body : JSON.stringify(body),
  });

  it.each([
    [ask('GET', 'Customer'), answer(200, [{ CustomerID: { value: 'A' }, City: {} }]), /record 0: .*City/],
    [ask('GET', 'Customer'), answer(200, [{ CustomerID: 'A' }]), /must be object/],
    [ask('GET', 'Customer'), answer(200, { CustomerID: {} }), /no list/],
    [ask('GET', 'Customer'), answer(201, []), /201 is not documented/],
    [ask('GET', 'Customer'), answer(500, { message: 7 }), /must be string/],
    [ask('GET', 'Customer/A'), answer(200, '{"CustomerID":'), /no JSON/],
    [ask('PUT', 'Customer', {}), answer(422, { CustomerID: { error: 7 } }), /must be string/],
    [ask('DELETE', 'Customer/A'), answer(204, 'x'), /204/],
    [
      { ...ask('GET', ''), url: 'http://127.0.0.1:1/entity' },
      answer(200, { endpoints: [{}] }),
      /without name/,
    ],
  ])('%j %j is not published', (request, given, problem) => {
    expect(answerProblems(request, given).join('\n')).toMatch(problem);
  });

  it.each([
    [
      ask('GET', 'Customer'),
      answer(200, [{ id: 'a0c0de00-0000-4000-8000-000000000001', _links: { self: '/x' } }]),
    ],
    [ask('GET', 'Customer/A'), answer(404, { message: 'No entity satisfies the condition.' })],
    [ask('PUT', 'Customer', {}), answer(422, { CustomerID: { value: 'X', error: 'No.' }, error: 'No.' })],
    [ask('GET', 'Customer'), answer(200, '<html>', { 'simulated-fault': 'loginPage' })],
  ])('%j %j is', (request, given) => {
    expect(answerProblems(request, given)).toEqual([]);
  });
});
