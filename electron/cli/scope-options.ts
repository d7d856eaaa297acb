/** How much `accord preview` looks at, as it is said on the command line. */
import { Option, type Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import { momentOfDay, mostChosen, type Scope } from '../../shared/domain/scope.ts';
import type { Side } from '../../shared/domain/party.ts';

export interface ScopeOptions {
  readonly changes?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly only?: readonly string[];
  readonly onlyShopify?: readonly string[];
  /** `true` where no system was named. */
  readonly forOrders?: Side | true;
}

export function addScopeOptions(command: Command): Command {
  return command
    .option('--changes', 'only what changed since the last complete reading, and what still waits')
    .option('--from <day>', 'only customers last changed on or after this day (2026-07-01)')
    .option('--to <day>', 'with --from: last changed on or before this day; today unless given')
    .option('--only <CustomerID...>', 'only these customers of MYOB')
    .option('--only-shopify <id...>', 'only these customers of Shopify, by the number in their address')
    .addOption(
      new Option(
        '--for-orders [system]',
        'only customers and companies that open orders wait for: of the store, or of the ERP',
      ).choices(['shopify', 'erp']),
    );
}

function refuse(reason: string): AppError {
  return new AppError('USAGE', { params: { reason } });
}

function momentOf(day: string, end: 'first' | 'last'): string {
  const moment = momentOfDay(day, end);
  if (moment === null) throw refuse(`"${day}" is no day. Write it as year, month and day: 2026-07-01.`);
  return moment;
}

/** @throws AppError USAGE where the options do not go together. */
export function scopeOf(options: ScopeOptions): Scope {
  const { changes, from, to, only = [], onlyShopify = [], forOrders } = options;
  const isChosen = only.length + onlyShopify.length > 0;
  if (to !== undefined && from === undefined) throw refuse('--to needs --from: say on which day to begin.');
  const kinds = [changes === true, from !== undefined, isChosen, forOrders !== undefined].filter(Boolean);
  if (kinds.length > 1) {
    throw refuse('Choose one of --changes, --from, --only and --for-orders; a preview looks at one of them.');
  }
  if (changes === true) return { kind: 'changes' };
  if (forOrders !== undefined) return { kind: 'orders', of: forOrders === true ? 'shopify' : forOrders };
  if (from !== undefined) {
    const last = to === undefined ? new Date().toISOString() : momentOf(to, 'last');
    const first = momentOf(from, 'first');
    if (first > last) throw refuse(`--from ${from} is after ${to === undefined ? 'today' : `--to ${to}`}.`);
    return { kind: 'dates', from: first, to: last };
  }
  if (!isChosen) return { kind: 'full' };
  if (only.length + onlyShopify.length > mostChosen) {
    throw refuse(`At most ${mostChosen} customers can be chosen at once.`);
  }
  return {
    kind: 'chosen',
    records: [
      ...only.map((number) => ({ side: 'erp' as const, number })),
      ...onlyShopify.map((number) => ({ side: 'shopify' as const, number })),
    ],
  };
}
