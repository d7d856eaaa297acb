import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import { deleteRecord } from './delete-record.ts';

const fault = {
  status: 500,
  headers: new Headers({ 'content-type': 'application/json' }),
  text: JSON.stringify({ message: 'An error has occurred.', exceptionMessage: 'The connection was lost.' }),
};

describe('a delete that is answered with a fault', () => {
  it('L5 was carried out all the same if the record is gone, and is not sent again', async () => {
    let sent = 0;
    const client = {
      delete: () => {
        sent += 1;
        return Promise.resolve(fault);
      },
      get: () => Promise.resolve(null),
      writeFailure: () => new AppError('INTERNAL'),
    };
    const record = { entity: 'Customer', keys: ['C000001'], record: 'customer C000001' };
    await deleteRecord(client, record, new AbortController().signal);
    expect(sent).toBe(1);
  });
});
