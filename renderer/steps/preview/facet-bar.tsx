import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { systemNames } from '../../kit/labels.ts';
import { facets, facetViews, rowsOfEntity } from '../../state/facets.ts';
import { useStore } from '../../state/store.ts';
import { entities, type Entity } from '../../../shared/domain/party.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';

const nouns: Readonly<Record<Entity, readonly [string, string]>> = {
  customer: ['customer', 'customers'],
  company: ['company', 'companies'],
};

export function FacetBar({ plan }: { readonly plan: PlanHeader }) {
  const filter = useStore((state) => state.filter);
  const { setFacet, setFilter } = useStore.getState();
  const showOnly = (entity: Entity) => () =>
    setFilter({ ...filter, entity: filter.entity === entity ? null : entity });
  return (
    <div className="facets">
      {plan.totals.companies === undefined
        ? null
        : entities.map((entity) => {
            const count = rowsOfEntity(plan, entity);
            return (
              <Chip
                key={entity}
                count={count}
                isOn={filter.entity === entity}
                onPress={showOnly(entity)}
                icon={entity === 'company' ? 'building' : 'person'}
              >
                {nouns[entity][count === 1 ? 0 : 1]}
              </Chip>
            );
          })}
      {plan.totals.companies === undefined ? null : <span className="facet-gap" />}
      {facetViews(plan, filter.facet, filter.entity).map(({ facet, count, label }) => {
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
