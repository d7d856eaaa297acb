/** Shopify's `userErrors` as errors of the catalogue (recorded texts: domain facts 12). */
import { AppError } from '../../../shared/domain/app-error.ts';
import { fieldAt, valueRefused } from './fields.ts';

/** A plain UserError has no code: path and text are all there is to go by. */
export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
}

const taken = /already been taken/i;
const gone = /(does not|doesn['’]t) exist|can['’]t be found|(was )?not found/i;
const hasOrders = /associated orders/i;
const duplicateAddress = /address already exists|already been taken|duplicate/i;

/** True when an address was refused only because the customer has exactly that address already. */
export function isDuplicateAddress(errors: readonly UserError[]): boolean {
  return (
    errors.length > 0 &&
    errors.every(({ field, message }) => fieldAt(field ?? []) === null && duplicateAddress.test(message))
  );
}

/** The identity that another customer holds, where that is why a write was refused. */
export function takenIdentity(errors: readonly UserError[]): 'email' | 'phone' | null {
  for (const { field, message } of errors) {
    const name = fieldAt(field ?? []);
    if (taken.test(message) && (name === 'email' || name === 'phone')) return name;
  }
  return null;
}

/** Any refusal but a taken identity, which needs a look-up to name the other customer. */
export function readRefusal(record: string, errors: readonly UserError[]): AppError {
  const params = { system: 'Shopify', record };
  const all = errors.map(({ message }) => message).join(' ');
  if (hasOrders.test(all)) return new AppError('CUSTOMER_HAS_ORDERS', { params });
  const isGone = errors.some(({ field, message }) => /id$/i.test(field?.at(-1) ?? '') && gone.test(message));
  if (isGone) return new AppError('RECORD_GONE', { params });
  const refused = errors
    .map(({ field, message }) => valueRefused(record, field ?? [], message))
    .filter((each) => each !== null);
  const [first] = refused;
  if (first === undefined) return new AppError('WRITE_REFUSED', { params: { ...params, message: all } });
  const fields = Object.assign({}, ...refused.map((each) => each.fields).toReversed());
  return new AppError('VALUE_REFUSED', { params: first.params, fields });
}
