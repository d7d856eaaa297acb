/** The settings a case is about. Each name stands for every combination of settings that it leaves open. */
import type { Side } from '../../../shared/domain/party.ts';
import type { Direction } from '../../../shared/domain/settings.ts';
import type { ReconcileSettings } from '../../../shared/sync/reconcile.ts';

type Conflicts = 'ask' | 'primary';

function combinations(
  direction: Direction,
  primaries: readonly Side[] = ['erp', 'shopify'],
  policies: readonly Conflicts[] = ['ask', 'primary'],
): readonly ReconcileSettings[] {
  return primaries.flatMap((primary) =>
    policies.map((conflicts) => ({
      direction,
      primary,
      withLocations: true,
      policies: { conflicts, phoneTaken: 'without' as const, approveDeactivations: false, sameEmail: 'link' },
      homeCountry: 'AU',
    })),
  );
}

export const modes = {
  /** Shopify to MYOB, whatever else is set. */
  import: combinations('import'),
  'import, ask': combinations('import', undefined, ['ask']),
  'import, settle': combinations('import', undefined, ['primary']),
  /** MYOB to Shopify, whatever else is set. */
  export: combinations('export'),
  'export, ask': combinations('export', undefined, ['ask']),
  'export, settle': combinations('export', undefined, ['primary']),
  /** Both ways, whatever else is set. */
  both: combinations('bidirectional'),
  'both, ask': combinations('bidirectional', undefined, ['ask']),
  /** The profile lets the primary system settle what a person would be asked. */
  'both, MYOB settles': combinations('bidirectional', ['erp'], ['primary']),
  'both, Shopify settles': combinations('bidirectional', ['shopify'], ['primary']),
  /** The primary system, whether it settles anything or not. */
  'both, MYOB first': combinations('bidirectional', ['erp']),
  'both, Shopify first': combinations('bidirectional', ['shopify']),
} as const satisfies Readonly<Record<string, readonly ReconcileSettings[]>>;

export type Mode = keyof typeof modes;

/** What became of each side since the two last agreed, under which settings, what is planned, and the ruling or law behind it. */
export type Case<State extends string> = readonly [
  erp: State,
  shopify: State,
  mode: Mode,
  planned: string,
  because: string,
];
