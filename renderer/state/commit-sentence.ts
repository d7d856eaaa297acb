/** The bottom bar: exactly what the button will do, in which system, at which cost, and why it may be off. */
import { countOf, formatCount, formatEstimate } from '../kit/format.ts';
import { systemNames } from '../kit/labels.ts';
import type { GuardResult, PlanHeader } from '../../shared/sync/plan.ts';

export function commitHeadline({ totals }: PlanHeader): string {
  const { erp, shopify } = totals.writes;
  if (erp + shopify === 0) {
    return totals.byVerb.link === 0
      ? 'There is nothing to write.'
      : `Commit stores ${countOf(totals.byVerb.link, 'link')} and writes to neither system.`;
  }
  const parts = [
    erp === 0 ? null : `${countOf(erp, 'customer')} to MYOB`,
    shopify === 0 ? null : `${erp === 0 ? countOf(shopify, 'customer') : formatCount(shopify)} to Shopify`,
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

export function commitButton({ totals }: PlanHeader): string {
  const total = totals.writes.erp + totals.writes.shopify;
  if (total > 0) return `Commit ${countOf(total, 'change')}`;
  return totals.byVerb.link > 0 ? `Commit ${countOf(totals.byVerb.link, 'link')}` : 'Commit';
}

/** Why the plan cannot be committed now; null when it can. */
export function commitRefusal(plan: PlanHeader, isSpent: boolean, isBusy: boolean): string | null {
  if (isBusy) return 'Something is going on already. Wait until it ends, or stop it.';
  if (isSpent) return 'This preview was committed already. Check again to see what is left.';
  if (!plan.read.shopify.complete || !plan.read.erp.complete) {
    return 'Not everything could be read, so this preview cannot be committed. Check again.';
  }
  if (plan.guards.length > 0) return 'The preview was halted for safety; see the notice above.';
  const { writes, byVerb } = plan.totals;
  return writes.erp + writes.shopify + byVerb.link === 0 ? 'No row is approved and waiting.' : null;
}

function systemOf(params: GuardResult['params']): string {
  const { system, side } = params;
  if (system !== undefined) return system;
  return side === 'erp' || side === 'shopify' ? systemNames[side] : 'one of the two systems';
}

/** A guard in words: what is odd, and what to do. */
export function guardText({ code, params }: GuardResult): { readonly title: string; readonly text: string } {
  const of = (name: string) => params[name] ?? '?';
  switch (code) {
    case 'incompleteRead':
      return {
        title: `Not everything could be read from ${systemOf(params)}`,
        text: 'A customer that is missing here may still exist there, so nothing can be committed. Check again.',
      };
    case 'emptySide':
      return {
        title: `${systemOf(params)} answered with no customers at all`,
        text: 'There were some before. Check that this is the right store and company, and that the sign-in may see customers.',
      };
    case 'wrongStore':
      return {
        title: 'Is this the right store?',
        text: 'Most customers of the one system have no partner in the other. Compare the store and company names in the Connect step before you go on.',
      };
    case 'massDeactivation':
      return {
        title: 'Unusually many deactivations',
        text: `${of('count')} of ${of('total')} customers or locations would be deactivated or deleted. Check whether a filter, a store or a company was changed.`,
      };
    case 'massUpdate':
      return {
        title: 'Unusually many changes',
        text: `${of('count')} of ${of('total')} linked customers would be changed. Check whether somebody edited them all at once, such as by an import.`,
      };
  }
}
