import { gid, parseGid } from './gid.ts';
import type { FieldResolvers } from './customer-fields.ts';

export interface PaymentTermsTemplate {
  readonly typeName: 'PaymentTermsTemplate';
  readonly number: number;
  readonly name: string;
  readonly paymentTermsType: 'RECEIPT' | 'NET' | 'FIXED' | 'FULFILLMENT';
  readonly dueInDays: number | null;
}

const net = (number: number, dueInDays: number): PaymentTermsTemplate => ({
  typeName: 'PaymentTermsTemplate',
  number,
  name: `Net ${dueInDays}`,
  paymentTermsType: 'NET',
  dueInDays,
});

/** The templates every shop has; nobody can add one. */
export const paymentTermsTemplates: readonly PaymentTermsTemplate[] = [
  {
    typeName: 'PaymentTermsTemplate',
    number: 1,
    name: 'Due on receipt',
    paymentTermsType: 'RECEIPT',
    dueInDays: null,
  },
  net(2, 7),
  net(3, 15),
  net(4, 30),
  net(5, 45),
  net(6, 60),
  { typeName: 'PaymentTermsTemplate', number: 7, name: 'Fixed', paymentTermsType: 'FIXED', dueInDays: null },
  net(8, 90),
  {
    typeName: 'PaymentTermsTemplate',
    number: 9,
    name: 'Due on fulfillment',
    paymentTermsType: 'FULFILLMENT',
    dueInDays: null,
  },
];

export function findPaymentTerms(id: string): PaymentTermsTemplate | undefined {
  const parsed = parseGid(id);
  if (parsed?.type !== 'PaymentTermsTemplate') return undefined;
  return paymentTermsTemplates.find(({ number }) => number === parsed.id);
}

export const paymentTermsFields: FieldResolvers<PaymentTermsTemplate> = {
  id: ({ number }) => gid('PaymentTermsTemplate', number),
  translatedName: ({ name }) => name,
  description: ({ name }) => name,
};
