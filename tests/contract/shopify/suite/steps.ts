/** Set-up that many cases share, and short ways of writing what they expect. */
import type { ContractCase, Read, Step, Variables } from './case.ts';
import { customerByIdentifier, customerCreate, customerRead } from './documents.ts';

/** A customer, saved under a name. */
export function aCustomer(input: Variables, name = 'customer'): Step {
  return {
    request: { document: customerCreate, variables: { input } },
    save: { [name]: 'customerCreate.customer.id' },
  };
}

export function customerState(id = '{{customer}}'): Read {
  return { document: customerRead, variables: { id } };
}

/** Afterwards nobody in the store has the e-mail address. */
export function nobodyHas(emailAddress: string): NonNullable<ContractCase['effect']> {
  return {
    document: customerByIdentifier,
    variables: { identifier: { emailAddress } },
    data: { customerByIdentifier: null },
  };
}

/** Afterwards the customer reads so. */
export function customerReads(fields: unknown, id = '{{customer}}'): NonNullable<ContractCase['effect']> {
  return { ...customerState(id), data: { customer: fields } };
}

/** An id of a record that no store has. */
export function unknownId(type: string, number = 999_999_999_999): string {
  return `gid://shopify/${type}/${number}`;
}

export function text(length: number): string {
  return 'x'.repeat(length);
}
