/** Joins the lines of a bulk query's result: a customer's line, then a line for each of its addresses. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { AddressValuesFragment, CustomersInBulkQuery } from './operations.gen.ts';

type BulkCustomer = CustomersInBulkQuery['customers']['edges'][number]['node'];

export interface CustomerWithAddresses {
  readonly customer: BulkCustomer;
  readonly addresses: readonly AddressValuesFragment[];
}

type Line = BulkCustomer | (AddressValuesFragment & { readonly __parentId: string });

function unreadable(host: string, detail: string, cause?: unknown): AppError {
  return new AppError('ANSWER_UNEXPECTED', { params: { system: 'Shopify', host, detail }, cause });
}

function parseLine(text: string, host: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (cause) {
    const params = { system: 'Shopify', host };
    throw new AppError('ANSWER_MALFORMED', { params, retry: 'later', cause });
  }
}

/**
 * Holds one customer at a time: in a grouped result the children follow their parent. An address without its customer in front
 * of it is an error, never an address less (L4).
 * @throws AppError ANSWER_MALFORMED for a line that breaks off, ANSWER_UNEXPECTED for lines in another order.
 */
export async function* joinLines(
  lines: AsyncIterable<string>,
  host: string,
): AsyncGenerator<CustomerWithAddresses> {
  let current: BulkCustomer | null = null;
  let addresses: AddressValuesFragment[] = [];
  for await (const text of lines) {
    if (text === '') continue;
    const line = parseLine(text, host);
    if ('__parentId' in line) {
      if (line.__parentId !== current?.id) throw unreadable(host, '__parentId');
      addresses.push(line);
      continue;
    }
    if (current !== null) yield { customer: current, addresses };
    if (typeof line.id !== 'string') throw unreadable(host, 'id');
    current = line;
    addresses = [];
  }
  if (current !== null) yield { customer: current, addresses };
}
