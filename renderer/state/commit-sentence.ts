/** The bottom bar: exactly what the button will do, in which system, at which cost, and why it may be off. */
import { countOf, formatCount, formatEstimate, formatLongDateTime } from '../kit/format.ts';
import { describeGuard } from '../../shared/domain/guard-catalogue.ts';
import { haltingGuards, type PlanHeader, type PlanStanding } from '../../shared/sync/plan.ts';

export function commitHeadline({ totals }: PlanHeader): string {
  const { erp, shopify } = totals.writes;
  if (erp + shopify === 0) {
    return totals.linkOnly === 0
      ? 'There is nothing to write.'
      : `Commit stores ${countOf(totals.linkOnly, 'link')} and writes to neither system.`;
  }
  // Both kinds are counted together: which of them are written changes with every decision.
  const counted = (count: number) =>
    totals.companies === undefined
      ? countOf(count, 'customer')
      : countOf(count, 'customer or company', 'customers and companies');
  const parts = [
    erp === 0 ? null : `${counted(erp)} to MYOB`,
    shopify === 0 ? null : `${erp === 0 ? counted(shopify) : formatCount(shopify)} to Shopify`,
  ].filter((part) => part !== null);
  return `Commit writes ${parts.join(' and ')}.`;
}

export function commitDetails({ totals }: PlanHeader): string {
  const { writes, needPerson, proposals, cost, estimatedSeconds } = totals;
  const total = writes.erp + writes.shopify;
  const created = totals.creates.erp + totals.creates.shopify;
  const updated = totals.updates.erp + totals.updates.shopify;
  const parts = [
    total === 0 ? null : `${formatCount(created)} new, ${formatCount(updated)} changed.`,
    needPerson === 0
      ? null
      : `${countOf(needPerson, 'row waits', 'rows wait')} for you and ${needPerson === 1 ? 'is' : 'are'} left alone.`,
    proposals === 0
      ? null
      : `${countOf(proposals, 'proposed deactivation is', 'proposed deactivations are')} off unless approved.`,
    total === 0
      ? null
      : `Takes ${formatEstimate(estimatedSeconds)}: ${countOf(cost.erpRequests, 'MYOB request')}, ${countOf(cost.shopifyPoints, 'Shopify point')}.`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

/** After a trial run only what is left of the preview. */
export function commitButton({ totals }: PlanHeader, standing: PlanStanding): string {
  const total = totals.writes.erp + totals.writes.shopify;
  const others = standing === 'tried' ? 'the other ' : '';
  if (total > 0) return `Commit ${others}${countOf(total, 'change')}`;
  return totals.linkOnly > 0 ? `Commit ${others}${countOf(totals.linkOnly, 'link')}` : 'Commit';
}

const refusals: Readonly<Record<PlanStanding, string | null>> = {
  fresh: null,
  tried: null,
  unfinished: 'A run of this preview did not get to its end. Go on with that run first.',
  spent: 'This preview was committed already. Check again to see what is left.',
  outdated:
    'A run or a change of settings came in between. Check again; decisions on unchanged rows are kept.',
};

/** Why the plan cannot be committed now; null when it can. */
export function commitRefusal(plan: PlanHeader, standing: PlanStanding, isBusy: boolean): string | null {
  if (isBusy) return 'Something is going on already. Wait until it ends, or stop it.';
  if (refusals[standing] !== null) return refusals[standing];
  if (!plan.read.shopify.complete || !plan.read.erp.complete) {
    return 'Not everything could be read, so this preview cannot be committed. Check again.';
  }
  if (haltingGuards(plan).length > 0) return 'The preview was halted for safety; see the notice above.';
  const { writes, linkOnly } = plan.totals;
  if (writes.erp + writes.shopify + linkOnly > 0) return null;
  return standing === 'tried' ? 'Nothing is left of this preview.' : 'No row is approved and waiting.';
}

/** What can be done about a halted preview; some things no word of a person makes good. */
export function guardRemedy(isFinal: boolean): string {
  return isFinal
    ? 'Nothing can be committed from this preview.'
    : 'Nothing can be committed from this preview until you say that this is as it should be.';
}

/** Who let a halted preview be committed, when, and why it had been halted. */
export function overriddenText({ guards, guardOverride }: PlanHeader): string {
  if (guardOverride === undefined) return '';
  const { by, at } = guardOverride;
  const reasons = [...new Set(guards.map((guard) => describeGuard(guard).title))].join('; ');
  return `${reasons}. ${by === '' ? 'Somebody' : by} typed the name of the store on ${formatLongDateTime(at)}. A new preview asks again.`;
}

/** A guard in words: what is odd, and what to do. */
export { describeGuard as guardText } from '../../shared/domain/guard-catalogue.ts';
