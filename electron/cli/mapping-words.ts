/** Rows of a field mapping as `profile set` takes them: by the key of their field, and in a word. */
import type { MappingRule } from '../../shared/domain/field-mapping.ts';

const members: readonly string[] = ['kind', 'source', 'value', 'template'];

/** A field's key is one name, dots and all: `fieldMappings.customer.export.address.city`. */
export function mappingPath(path: readonly string[]): readonly string[] {
  const [group, entity = '', way = '', ...row] = path;
  if (group !== 'fieldMappings' || row.length === 0) return path;
  const member = row.length > 1 && members.includes(row.at(-1) ?? '') ? row.slice(-1) : [];
  return [group, entity, way, row.slice(0, row.length - member.length).join('.'), ...member];
}

/** `default`, `unmapped`, `field:tags`, `always:Web`, and else a template; undefined where `path` is no row. */
export function ruleInWords(path: readonly string[], text: string): MappingRule | undefined {
  if (path[0] !== 'fieldMappings' || path.length !== 4) return undefined;
  if (text === 'default' || text === 'unmapped') return { kind: text };
  const [, word, rest = ''] = /^(field|always):(.*)$/su.exec(text) ?? [];
  if (word === 'field') return { kind: 'field', source: rest.trim() };
  return word === 'always' ? { kind: 'constant', value: rest } : { kind: 'template', template: text };
}
