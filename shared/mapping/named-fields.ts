/** Which fields of a side a profile's rules speak of: what costs extra is read only where one of them does. Pure. */
import { isGroup, type FilterGroup } from '../domain/filter.ts';
import type { FurtherField } from '../domain/further-field.ts';
import type { Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { sidesOf } from './mapping-table.ts';
import { waysOf } from './profile-rules.ts';
import { fieldsOf, parseTemplate } from './template.ts';

/** Every field that a filter names, groups within groups. */
export function fieldsOfGroup({ parts }: FilterGroup): readonly string[] {
  return parts.flatMap((part) => (isGroup(part) ? fieldsOfGroup(part) : [part.field]));
}

/** Keys of the fields of `side` that filters and mappings of customers name, in the directions that copy from it. */
export function namedFields(
  { customer, filters, fieldMappings }: Pick<Profile, 'customer' | 'filters' | 'fieldMappings'>,
  side: Side,
): ReadonlySet<string> {
  const ways = waysOf(customer.direction).filter((way) => sidesOf[way].source === side);
  return new Set(
    ways.flatMap((way) => [
      ...(filters.customer[way] === null ? [] : fieldsOfGroup(filters.customer[way].where)),
      ...Object.values(fieldMappings.customer[way]).flatMap((rule): readonly string[] => {
        if (rule.kind === 'field') return [rule.source];
        const parsed = rule.kind === 'template' ? parseTemplate(rule.template) : null;
        return parsed?.ok === true ? fieldsOf(parsed.template).map(({ key }) => key) : [];
      }),
    ]),
  );
}

/** Those of the profile's further fields that its rules name: nothing else of them is read, and a plan depends on nothing else. */
export function usedFurtherFields(
  profile: Pick<Profile, 'customer' | 'company' | 'filters' | 'fieldMappings' | 'furtherFields'>,
  side: Side,
): readonly FurtherField[] {
  const { company, filters, furtherFields } = profile;
  const named = namedFields(profile, side);
  const ofCompanies =
    company.active && side === 'erp' && waysOf(company.direction).includes('export')
      ? fieldsOfGroup(filters.company.export?.where ?? { join: 'and', parts: [] })
      : [];
  return furtherFields[side].filter(({ key }) => named.has(key) || ofCompanies.includes(key));
}
