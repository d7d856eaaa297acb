import { fieldError } from './field-error.ts';
import { findCustomer, saveCustomer } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

interface TaxExemptionArguments {
  readonly customerId: string;
  readonly taxExemptions: readonly string[];
}

/** `customerAdd-`, `-Remove-` and `-ReplaceTaxExemptions`, which differ only in how the lists are joined. */
export function changeTaxExemptions(
  join: (before: readonly string[], given: readonly string[]) => readonly string[],
): (context: ShopContext, args: TaxExemptionArguments) => unknown {
  return (context, { customerId, taxExemptions }) => {
    const before = findCustomer(context, customerId);
    if (!before)
      return { customer: null, userErrors: [fieldError('customerId', 'Customer does not exist.')] };
    const joined = [...new Set(join(before.taxExemptions, taxExemptions))];
    return { customer: saveCustomer(context, before, { ...before, taxExemptions: joined }), userErrors: [] };
  };
}
