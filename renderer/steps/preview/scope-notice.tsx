import { ordersSentences, scopeSentence } from '../../../shared/domain/scope.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';
import { Banner } from '../../kit/banner.tsx';

/** What of the two systems this preview looked at, where that is not everything, and what open orders wait for. */
export function ScopeNotice({ plan: { scope } }: { readonly plan: PlanHeader }) {
  const looked = scope === undefined ? null : scopeSentence(scope);
  if (scope === undefined || looked === null) return null;
  const [first, ...others] =
    scope.orders === undefined ? [looked] : [...ordersSentences(scope.orders), looked];
  return (
    <div className="notices">
      <Banner tone="info" title={first ?? looked}>
        {others.join(' ')}
      </Banner>
    </div>
  );
}
