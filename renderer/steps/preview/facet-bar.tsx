import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { systemNames } from '../../kit/labels.ts';
import { facets, facetViews } from '../../state/facets.ts';
import { useStore } from '../../state/store.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';

export function FacetBar({ plan }: { readonly plan: PlanHeader }) {
  const filter = useStore((state) => state.filter);
  const { setFacet, setFilter } = useStore.getState();
  return (
    <div className="facets">
      {facetViews(plan, filter.facet).map(({ facet, count, label }) => {
        const { icon, tone } = facets[facet];
        return (
          <Chip
            key={facet}
            count={count}
            isOn={filter.facet === facet}
            onPress={() => setFacet(facet)}
            {...(icon === undefined ? {} : { icon })}
            {...(tone === undefined ? {} : { tone })}
          >
            {label}
          </Chip>
        );
      })}
      {filter.target === null ? null : (
        <Button small onPress={() => setFilter({ ...filter, target: null })}>
          Only to {systemNames[filter.target]} ✕
        </Button>
      )}
    </div>
  );
}
