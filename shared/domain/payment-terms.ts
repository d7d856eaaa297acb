/** Which payment terms of the store can mean the same as credit terms of the ERP. */
import { assertNever } from './assert-never.ts';
import type { PaymentTerms } from './company.ts';
import type { CompanyEntity } from './settings.ts';

/** Why terms of the store cannot be assigned to a location of a company; null where they can (acumatica.md 2, Payment Terms table). */
export function notAssignable({ name, kind }: Pick<PaymentTerms, 'name' | 'kind'>): string | null {
  switch (kind) {
    case 'net':
      return null;
    case 'receipt':
      return `"${name}" cannot be assigned to a company location. A location without terms is due at once anyway.`;
    case 'fulfilment':
      return `"${name}" counts from the delivery, which credit terms of MYOB do not.`;
    case 'fixed':
      return `"${name}" is a date of one order and no terms of a customer.`;
    case 'unknown':
      return `Accord does not know what "${name}" means.`;
    default:
      return assertNever(kind);
  }
}

/** What is wrong with a table in itself: terms that stand in it twice would mean two things. Whole sentences. */
export function termsTwice(terms: CompanyEntity['terms']): readonly string[] {
  const twice = (ids: readonly string[]) => [
    ...new Set(ids.filter((id, index) => ids.indexOf(id) !== index)),
  ];
  return [
    ...twice(terms.map(({ shopify }) => shopify)).map(
      (id) => `The terms ${id} of Shopify stand in the table twice. Each can stand there once.`,
    ),
    ...twice(terms.map(({ erp }) => erp)).map(
      (id) => `The credit terms ${id} of MYOB stand in the table twice. Each can stand there once.`,
    ),
  ];
}
