import { Button } from '../../kit/button.tsx';
import { countOf } from '../../kit/format.ts';
import { countedOf, facets } from '../../state/facets.ts';
import { useStore } from '../../state/store.ts';
import type { PlanHeader, Verb } from '../../../shared/sync/plan.ts';

/** Rows with near matches are records without a partner. */
const unmatchedVerbs: readonly Verb[] = ['create', 'skip', 'invalid', 'delete'];

/** Decisions for all rows of the filter at once; only on a filter, never on everything. */
export function Bulk({ plan }: { readonly plan: PlanHeader }) {
  const filter = useStore((state) => state.filter);
  const total = useStore((state) => state.total);
  const decideAll = useStore((state) => state.decideAll);
  const isNarrowed =
    filter.facet !== 'all' || filter.search.trim() !== '' || filter.entity != null || filter.target !== null;
  if (!isNarrowed || total === null || total === 0) return null;
  const verbs = filter.facet === 'near' ? unmatchedVerbs : facets[filter.facet].verbs;
  const { byVerb } = countedOf(plan, filter.entity ?? null);
  const has = (...wanted: readonly Verb[]) =>
    wanted.some((verb) => (verbs === null || verbs.includes(verb)) && byVerb[verb] > 0);
  const canInclude = has('create', 'update', 'link');
  const hasConflicts = has('conflict');
  const hasProposals = has('deactivate');
  if (!canInclude && !hasConflicts && !hasProposals) return null;
  const all = (decision: Parameters<typeof decideAll>[0]) => () => void decideAll(decision);
  return (
    <fieldset className="bulk">
      <legend>For {total === 1 ? 'the row' : `all ${countOf(total, 'row')}`} shown:</legend>
      {canInclude ? (
        <>
          <Button small onPress={all({ include: true })}>
            Include
          </Button>
          <Button small onPress={all({ include: false })}>
            Leave out
          </Button>
        </>
      ) : null}
      {hasConflicts ? (
        <>
          <Button small onPress={all({ conflictsGoTo: 'erp' })}>
            MYOB wins for these conflicts
          </Button>
          <Button small onPress={all({ conflictsGoTo: 'shopify' })}>
            Shopify wins for these conflicts
          </Button>
        </>
      ) : null}
      {hasProposals ? (
        <>
          <Button small onPress={all({ approveProposals: true })}>
            Approve what is proposed
          </Button>
          <Button small onPress={all({ approveProposals: false })}>
            Keep it off
          </Button>
        </>
      ) : null}
    </fieldset>
  );
}
