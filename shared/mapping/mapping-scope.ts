/**
 * What of a mapping a synchronisation carries out today. The rest is refused with its reason, and never left out in silence: tags,
 * notes, languages, tax status and consent are read, but no plan writes them yet; and in both directions at once a value can only
 * be passed on as it is, or not at all (ADR 19).
 */
import type { MappingRule } from '../domain/field-mapping.ts';
import { customerFields, locationFields } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { MappingProblem } from './mapping-check.ts';
import { ownValues, requiredTargets, sidesOf, type Mapping, type MappingWay } from './mapping-table.ts';
import { systemNames } from './note.ts';

/** Keys of the fields that are reconciled. */
export const reconciledKeys: ReadonlySet<string> = new Set([
  ...customerFields,
  ...locationFields.map((field) => `address.${field}`),
]);

/** Whether a synchronisation writes this field of the table today. */
export function isWritten(key: string): boolean {
  return key === 'accountName' || reconciledKeys.has(key);
}

/** What can be chosen for a field that is written. */
export function kindsOf(key: string, way: MappingWay, direction: Direction): readonly MappingRule['kind'][] {
  if (direction === 'bidirectional' && key !== 'accountName') return ['default', 'unmapped'];
  return [
    'default',
    'field',
    ...(ownValues.includes(key) ? [] : ['constant' as const]),
    'template',
    ...(requiredTargets[way].includes(key) ? [] : ['unmapped' as const]),
  ];
}

export function scopeProblems(
  { way, rules, fields }: Mapping,
  direction: Direction,
): readonly MappingProblem[] {
  const system = systemNames[sidesOf[way].target];
  return Object.entries(rules).flatMap(([key, rule]): readonly MappingProblem[] => {
    const label = fields.target.get(key)?.label;
    if (label === undefined || rule.kind === 'default') return [];
    if (key === 'accountName') return [];
    if (!isWritten(key)) {
      if (rule.kind === 'unmapped') return [];
      return [{ path: key, message: `Accord does not write ${label} in ${system} yet. Remove the row.` }];
    }
    if (direction !== 'bidirectional' || rule.kind === 'unmapped') return [];
    return [
      {
        path: key,
        message: `With both directions, ${label} can be copied as it is or left unmapped. Choose one direction to map it in another way.`,
      },
    ];
  });
}
