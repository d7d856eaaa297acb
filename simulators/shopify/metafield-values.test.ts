import { describe, expect, test } from 'vitest';
import { valueError } from './metafield-values.ts';

describe('the value of a metafield', () => {
  test.each([
    ['number_integer', '-12', '1.5'],
    ['number_decimal', '-1.50', '1,5'],
    ['boolean', 'false', 'no'],
    ['date', '2024-02-29', '2023-02-29'],
    ['date', '2024-02-28', '2024-02-28T00:00:00'],
    ['date_time', '2022-06-01T15:30:00', '2022-06-01'],
    ['date_time', '2022-06-01T15:30:00Z', '2022-06-31T15:30:00'],
    ['single_line_text_field', 'One', 'One\nTwo'],
    ['color', '#fff123', 'red'],
    ['url', 'mailto:ana@example.com', 'ftp://example.com'],
    ['json', '{"a":1}', '{'],
    ['list.single_line_text_field', '["a","b"]', 'a,b'],
    ['list.single_line_text_field', '[]', '[1]'],
    ['list.number_integer', '[1,2]', '[1.5]'],
    ['list.date', '["2024-02-29"]', '["soon"]'],
  ])('of type %s may be %s and not %s', (type, right, wrong) => {
    expect(valueError(type, right)).toBeUndefined();
    expect(valueError(type, wrong)).toMatch(/^Value /);
  });

  test('of a type that is no plain value is not judged', () => {
    expect(valueError('multi_line_text_field', 'One\nTwo')).toBeUndefined();
    expect(valueError('product_reference', 'gid://shopify/Product/1')).toBeUndefined();
  });
});
