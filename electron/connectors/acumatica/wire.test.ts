import { describe, expect, it } from 'vitest';
import { keyOf, requireLinked, stampOf, textOf } from './wire.ts';
import { quote } from './list.ts';
import { queryText } from './client.ts';

describe('records on the wire', () => {
  it('reads an empty wrapper and blank text as no value, and keeps other text as it is', () => {
    const record = { City: {}, Email: { value: ' ' }, State: { value: ' VIC ' }, BAccountID: { value: 7 } };
    expect(textOf(record, 'City')).toBeNull();
    expect(textOf(record, 'Email')).toBeNull();
    expect(textOf(record, 'State')).toBe(' VIC ');
    expect(textOf(record, 'BAccountID')).toBe('7');
  });

  it('never takes a field that was not answered for a blank one', () => {
    for (const read of [textOf, keyOf, requireLinked]) {
      expect(() => read({}, 'Email')).toThrow(expect.objectContaining({ code: 'ANSWER_UNEXPECTED' }));
    }
  });

  it('turns stamps into UTC', () => {
    expect(stampOf({ At: { value: '2026-03-01T10:00:00.123+10:00' } }, 'At')).toBe(
      '2026-03-01T00:00:00.123Z',
    );
    expect(stampOf({ At: { value: '2026-03-01T10:00:00' } }, 'At')).toBe('2026-03-01T10:00:00.000Z');
    expect(stampOf({ At: {} }, 'At')).toBe('');
  });

  it('quotes texts and encodes addresses', () => {
    expect(quote("O'Neil")).toBe("'O''Neil'");
    expect(queryText({ filter: "A eq 'b+c' and D eq 1", select: ['A', 'B/C'], top: 5 })).toBe(
      "?$filter=A%20eq%20'b%2Bc'%20and%20D%20eq%201&$select=A,B/C&$top=5",
    );
    expect(queryText({})).toBe('');
  });
});
