/** How much of the two systems a preview looks at. */
import { z } from 'zod';
import type { Side } from './party.ts';
import { sideSchema } from './settings.ts';

/** A record by its key or by what people call it: CustomerID in the ERP, the id (digits) in Shopify. */
const chosenSchema = z
  .strictObject({ side: sideSchema, key: z.string().min(1) })
  .or(z.strictObject({ side: sideSchema, number: z.string().trim().min(1) }));
export type ChosenRecord = z.infer<typeof chosenSchema>;

/** Records that can be chosen at once. */
export const mostChosen = 500;

export const scopeSchema = z.discriminatedUnion('kind', [
  /** Everything. The only one that sees what is gone (L4). */
  z.strictObject({ kind: z.literal('full') }),
  /** What changed since the last complete reading, and whatever still waits. */
  z.strictObject({ kind: z.literal('changes') }),
  /** What was last changed between these moments, both included; ISO 8601 UTC. */
  z
    .strictObject({ kind: z.literal('dates'), from: z.iso.datetime(), to: z.iso.datetime() })
    .refine(({ from, to }) => from <= to, 'The first day is after the last one.'),
  z.strictObject({ kind: z.literal('chosen'), records: z.array(chosenSchema).min(1).max(mostChosen) }),
  /** The customers of open orders: of the store, or open sales orders of the ERP. */
  z.strictObject({ kind: z.literal('orders'), of: sideSchema }),
]);
export type Scope = z.infer<typeof scopeSchema>;

export const fullScope: Scope = { kind: 'full' };

/**
 * Why everything was read although less was asked for. `first`: no complete reading is remembered. `settings`: they changed since.
 * `age`: it was too long ago. `waiting`: more waits than reading everything costs. `source`: a system cannot be read in parts. `paused`: business customers are. `mapping`: a rule makes the value that records are looked up by.
 */
export const fullReasons = ['first', 'settings', 'age', 'waiting', 'source', 'paused', 'mapping'] as const;
export type FullReason = (typeof fullReasons)[number];

/** Days after which a preview of changes reads everything: only then is seen what was deleted. */
export const fullEveryDays = 7;

const reasonTexts: Readonly<Record<FullReason, string>> = {
  first: 'no complete reading of both systems is remembered yet',
  settings: 'the settings changed since the last complete reading',
  age: `the last complete reading is more than ${fullEveryDays} days old, and only a complete one sees what was deleted`,
  waiting: 'so many customers wait that reading everything is quicker',
  source: 'one of the systems can only be read as a whole',
  paused: 'business customers are paused, as a system has them switched off',
  mapping: 'a field mapping of yours makes e-mails or phones, so that nobody can be looked up by them',
};

/**
 * The first or the last moment of a day, where this computer is; ISO 8601 UTC. Null for what is no day, such as the 31st of June.
 * @param day as year, month and day: `2026-07-01`.
 */
export function momentOfDay(day: string, end: 'first' | 'last'): string | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day.trim());
  if (parts === null) return null;
  const moment = new Date(`${day.trim()}T${end === 'first' ? '00:00:00.000' : '23:59:59.999'}`);
  return Number.isNaN(moment.getTime()) || moment.getDate() !== Number(parts[3])
    ? null
    : moment.toISOString();
}

/** As people write it, in the time zone of this computer. */
function dayOf(moment: string): string {
  return new Date(moment).toLocaleDateString('en-AU', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** What a preview looked at, in a sentence; null for a full one that was asked for. */
export function scopeSentence({ asked, forced }: PlanScope): string | null {
  if (forced !== undefined) return `Everything was read: ${reasonTexts[forced]}.`;
  switch (asked.kind) {
    case 'full':
      return null;
    case 'changes':
      return 'Only what changed since the last complete reading was looked at, and what still waits. What was deleted is seen by a full preview.';
    case 'dates':
      return `Only customers last changed from ${dayOf(asked.from)} to ${dayOf(asked.to)} were looked at.`;
    case 'chosen':
      return `Only ${asked.records === 1 ? 'the chosen customer was' : `the ${asked.records} chosen customers were`} looked at, with whom they could be mistaken for.`;
    case 'orders':
      return 'Only customers of open orders were looked at.';
  }
}

/** What a preview says about its scope. */
export interface PlanScope {
  readonly asked: Exclude<Scope, { kind: 'chosen' }> | { readonly kind: 'chosen'; readonly records: number };
  /** Present where everything was read although less was asked for. */
  readonly forced?: FullReason;
  /** What open orders came to; only where they were asked for. */
  readonly orders?: OrdersSummary;
}

/** What the open orders of one system wait for. */
export interface OrdersSummary {
  readonly of: Side;
  readonly open: number;
  /** Orders whose customer the plan has something to do for. */
  readonly waiting: number;
  /** Customers and companies that these orders wait for. */
  readonly customers: number;
  /** Orders without a customer: there is nobody to bring to the other system. */
  readonly guests: number;
  /** Orders whose customer is not to be found, or is no part of what is synchronised. */
  readonly unknown: number;
}

/** Whether a plan was made from some of the records only. */
export function isPart(scope: PlanScope | undefined): boolean {
  return scope !== undefined && scope.forced === undefined && scope.asked.kind !== 'full';
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-AU')} ${count === 1 ? one : many}`;
}

/** "17 of 212 open orders wait for 14 customers." and what else there is to know of them. */
export function ordersSentences({
  of,
  open,
  waiting,
  customers,
  guests,
  unknown,
}: OrdersSummary): readonly string[] {
  const system = of === 'erp' ? 'MYOB' : 'Shopify';
  const verb = waiting === 1 ? 'waits' : 'wait';
  return [
    open === 0
      ? `There are no open orders in ${system}.`
      : `${waiting.toLocaleString('en-AU')} of ${counted(open, 'open order', 'open orders')} ${verb} for ${counted(customers, 'customer', 'customers')}.`,
    ...(guests === 0
      ? []
      : [
          `${counted(guests, 'order has', 'orders have')} no customer. Give ${guests === 1 ? 'it' : 'them'} one in ${system}, or let the order import use the guest customer.`,
        ]),
    ...(unknown === 0
      ? []
      : [
          `Of ${counted(unknown, 'order', 'orders')} the customer was not found, or is not one that is synchronised.`,
        ]),
  ];
}
