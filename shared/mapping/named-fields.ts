/** Which fields of a side a profile's rules speak of: what costs extra is read only where one of them does. Pure. */
import { isGroup, type FilterGroup } from '../domain/filter.ts';
import type { MappingRules } from '../domain/field-mapping.ts';
import type { FurtherField } from '../domain/further-field.ts';
import { isFurtherKey, type OptInField, type Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { sidesOf } from './mapping-table.ts';
import { erpOptInKey, optInOfRow, sideOfOptIn } from './opt-in.ts';
import { waysOf } from './profile-rules.ts';
import { fieldsOf, parseTemplate } from './template.ts';

/** Every field that a filter names, groups within groups. */
export function fieldsOfGroup({ parts }: FilterGroup): readonly string[] {
  return parts.flatMap((part) => (isGroup(part) ? fieldsOfGroup(part) : [part.field]));
}

/** Every field that a rule is made from. */
function fieldsOfRules(rules: MappingRules): readonly string[] {
  return Object.values(rules).flatMap((rule): readonly string[] => {
    if (rule.kind === 'field') return [rule.source];
    const parsed = rule.kind === 'template' ? parseTemplate(rule.template) : null;
    return parsed?.ok === true ? fieldsOf(parsed.template).map(({ key }) => key) : [];
  });
}

/**
 * Keys of fields of `side` that are written only because the profile maps them: they have to be known to be compared. What Shopify says of
 * every customer anyway is not among them.
 */
function optedKeys(
  { customer, fieldMappings }: Pick<Profile, 'customer' | 'fieldMappings'>,
  side: Side,
): readonly string[] {
  const ways = waysOf(customer.direction).filter((way) => sidesOf[way].target === side);
  return ways.flatMap((way) =>
    Object.entries(fieldMappings.customer[way]).flatMap(([key, { kind }]) =>
      kind === 'default' ||
      kind === 'unmapped' ||
      optInOfRow(way, key) === null ||
      (side === 'shopify' && !isFurtherKey(key))
        ? []
        : [key],
    ),
  );
}

/**
 * Keys of the fields of `side` that filters and mappings of customers name, in the directions that copy from it, and those that are opted
 * into.
 */
export function namedFields(
  profile: Pick<Profile, 'customer' | 'filters' | 'fieldMappings'>,
  side: Side,
): ReadonlySet<string> {
  const { customer, filters, fieldMappings } = profile;
  const ways = waysOf(customer.direction).filter((way) => sidesOf[way].source === side);
  return new Set([
    ...optedKeys(profile, side),
    ...ways.flatMap((way) => [
      ...(filters.customer[way] === null ? [] : fieldsOfGroup(filters.customer[way].where)),
      ...fieldsOfRules(fieldMappings.customer[way]),
    ]),
  ]);
}

/** Tells what is opted into and not read, because no rule of the profile names it any more. */
export function unreadOptIn(
  profile: Pick<Profile, 'customer' | 'filters' | 'fieldMappings'>,
): (field: OptInField) => boolean {
  const named = { erp: namedFields(profile, 'erp'), shopify: namedFields(profile, 'shopify') };
  return (field) => {
    if (isFurtherKey(field)) return !named[sideOfOptIn(field)].has(field);
    const key = erpOptInKey(field);
    return key !== null && !named.erp.has(key);
  };
}

/** Those of the profile's further fields that its rules name: nothing else of them is read, and a plan depends on nothing else. */
export function usedFurtherFields(
  profile: Pick<Profile, 'customer' | 'company' | 'filters' | 'fieldMappings' | 'furtherFields'>,
  side: Side,
): readonly FurtherField[] {
  const { company, filters, fieldMappings, furtherFields } = profile;
  const named = namedFields(profile, side);
  const ofCompanies =
    company.active && side === 'erp' && waysOf(company.direction).includes('export')
      ? [
          ...fieldsOfGroup(filters.company.export?.where ?? { join: 'and', parts: [] }),
          ...fieldsOfRules(fieldMappings.company.export),
        ]
      : [];
  return furtherFields[side].filter(({ key }) => named.has(key) || ofCompanies.includes(key));
}
