import { describe, expect, it } from 'vitest';
import { writeFailureOf, type WriteFacts } from './write-failure.ts';
import type { HttpAnswer } from '../http.ts';

function answer(status: number, body: unknown): HttpAnswer {
  return { status, headers: new Headers(), text: typeof body === 'string' ? body : JSON.stringify(body) };
}

const update: WriteFacts = {
  host: 'harbour.example.com.au',
  endpoint: 'Default 24.200.001',
  entity: 'Customer',
  record: 'customer C1 (Mere)',
  only: 'update',
};

describe('a write that was not simply carried out', () => {
  it.each([
    [422, { PostalCode: { value: 'x', error: 'Wrong.' } }, 'VALUE_REFUSED'],
    [422, { error: 'No.' }, 'WRITE_REFUSED'],
    [400, { message: 'Bad request' }, 'WRITE_REFUSED'],
    [403, {}, 'ERP_NO_RIGHTS'],
    [404, { message: 'x' }, 'RECORD_GONE'],
    [404, '<html></html>', 'ERP_ENTITY_MISSING'],
    [406, { message: 'POST is not accepted here: use PUT.' }, 'WRITE_REFUSED'],
    [409, {}, 'WRITE_REFUSED'],
    [412, {}, 'RECORD_GONE'],
    [302, '<html></html>', 'OUTCOME_UNKNOWN'],
    [500, { message: 'An error has occurred.' }, 'OUTCOME_UNKNOWN'],
    [500, { exceptionType: 'NoEntitySatisfiesTheConditionException' }, 'RECORD_GONE'],
    [502, '<html></html>', 'OUTCOME_UNKNOWN'],
  ])('with %s %j is %s', (status, body, code) => {
    expect(writeFailureOf(answer(status, body), update).code).toBe(code);
  });

  it('with 412 on an insert exists already', () => {
    expect(writeFailureOf(answer(412, {}), { ...update, only: 'insert' }).code).toBe('RECORD_EXISTS');
  });

  it('with 404 on an insert has no entity to go to: there is no record that could be missing', () => {
    const failure = writeFailureOf(answer(404, { message: 'x' }), { ...update, only: null });
    expect(failure).toMatchObject({
      code: 'ERP_ENTITY_MISSING',
      params: { endpoint: 'Default 24.200.001', form: 'the form Customers (AR303000)' },
    });
  });

  it('names every refused field as the screens do, and where to correct it', () => {
    const body = {
      MainContact: {
        Email: { value: 'x', error: 'Wrong e-mail.' },
        Address: { State: { value: 'XX', error: "'State' cannot be found." } },
      },
      TaxZone: { value: 'Y', error: 'No such zone.' },
      StatementCycleID: { error: "'Statement Cycle ID' cannot be empty." },
      error: 'The record has errors.',
    };
    expect(writeFailureOf(answer(422, body), update)).toMatchObject({
      code: 'VALUE_REFUSED',
      params: {
        record: 'customer C1 (Mere)',
        field: 'E-mail',
        message:
          "Wrong e-mail; State: 'State' cannot be found; Tax zone: No such zone; Statement cycle ID: 'Statement Cycle ID' cannot be empty",
        source: 'Shopify',
      },
      fields: {
        email: 'Wrong e-mail',
        province: "'State' cannot be found",
        'Tax zone': 'No such zone',
        'Statement cycle ID': "'Statement Cycle ID' cannot be empty",
      },
    });
  });

  it.each([
    ['CustomerClass', 'the defaults in Accord'],
    ['AccountRef', 'the name of the store'],
    ['CreditLimit', 'MYOB Acumatica'],
  ])('sends a person whose %s was refused to %s', (name, source) => {
    const failure = writeFailureOf(answer(422, { [name]: { error: 'No.' } }), update);
    expect(failure.params['source']).toBe(source);
  });

  it('says why its outcome is not known', () => {
    const exception = { exceptionMessage: 'Object reference not set.' };
    expect(writeFailureOf(answer(500, exception), update).params['reason']).toBe(
      'it answered with status 500: Object reference not set',
    );
    expect(writeFailureOf(answer(302, ''), update).params['reason']).toBe(
      'it answered with a page instead of data',
    );
  });
});
