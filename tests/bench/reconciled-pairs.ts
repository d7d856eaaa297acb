/**
 * Linked pairs, each with what the two agreed on, and what the three-way comparison makes of them. Of every twenty pairs fourteen are as
 * they were, two were edited in the ERP, two in Shopify, one in both alike, and one in both differently.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { Party } from '../../shared/domain/party.ts';
import { newProfile } from '../../shared/domain/settings.ts';
import { reconcilePair, type ReconcileContext, type ReconcileInput } from '../../shared/sync/reconcile.ts';
import { reconcileSettingsOf } from '../../shared/sync/reconcile-types.ts';
import { inventPerson } from '../../simulators/demo/people.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { agreedLink } from '../support/preview-world.ts';
import { mobile, partyOf } from './parties.ts';

/** Made, compared and let go together: what a pair becomes depends on no other. */
const batch = 10_000;

const profile = newProfile('bench', 'Bench', '2026-01-01T00:00:00.000Z');
const settings = reconcileSettingsOf(profile, 'individual');

/** Nobody shares an e-mail or a phone, and both sides were read whole. */
const context: ReconcileContext = {
  emailOwner: () => null,
  phoneOwner: () => null,
  isFiltered: () => null,
  isComplete: () => true,
  nextNumber: () => null,
  nextLocationNumber: () => null,
  contentHash: () => '',
};

function renamed(party: Party, lastName: string): Party {
  return {
    ...party,
    values: { ...party.values, lastName },
    accountName: `${party.values.firstName ?? ''} ${lastName}`,
  };
}

export function pairOf(serial: number): ReconcileInput {
  const person = inventPerson(createRandom(serial), serial, 1);
  const email = `${person.firstName}.${person.lastName}.${serial}@example.com`.toLowerCase();
  const phone = `+61${mobile(serial).slice(1)}`;
  const traits = { email, phone, externalReference: null };
  const erp = partyOf('erp', serial, person, traits);
  const shopify = partyOf('shopify', serial, person, traits);
  const kind = serial % 20;
  const isErpEdited = kind < 2 || kind === 4 || kind === 5;
  const isShopifyEdited = kind >= 2 && kind < 6;
  return {
    erp: isErpEdited ? renamed(erp, 'Hargreaves') : erp,
    shopify: isShopifyEdited ? renamed(shopify, kind === 5 ? 'Moorcroft' : 'Hargreaves') : shopify,
    link: agreedLink(erp, shopify),
    evidence: [],
    settings,
    context,
  };
}

export interface TimedReconcile {
  readonly milliseconds: number;
  /** Of all threads. */
  readonly processor: number;
  /** Rows by verb. */
  readonly verbs: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/** The time is the comparing's alone; the pairs are made in between. */
export function timedReconcile(count: number): TimedReconcile {
  const verbs: Record<string, number> = {};
  let milliseconds = 0;
  let processor = 0;
  for (let first = 1; first <= count; first += batch) {
    const pairs = Array.from({ length: Math.min(batch, count - first + 1) }, (_, index) =>
      pairOf(first + index),
    );
    const before = process.cpuUsage();
    const started = performance.now();
    const rows = pairs.map(reconcilePair);
    milliseconds += performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    processor += (user + system) / 1000;
    for (const { row } of rows) verbs[row.verb] = (verbs[row.verb] ?? 0) + 1;
  }
  const wanted = { equal: 15, update: 4, conflict: 1 };
  return {
    milliseconds,
    processor,
    verbs,
    faults: Object.entries(wanted).flatMap(([verb, share]) =>
      verbs[verb] === (share * count) / 20
        ? []
        : [`${verb}: ${verbs[verb] ?? 0} instead of ${(share * count) / 20}`],
    ),
  };
}
