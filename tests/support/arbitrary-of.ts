/**
 * Values that a zod schema takes, invented from the schema itself: a field that a schema gains is covered without anybody thinking
 * of it. What it cannot invent is an error, never left out.
 */
import fc from 'fast-check';
import { z } from 'zod';

interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'output' }) as JsonSchema;
}

function texts({ minLength = 0, maxLength, pattern }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const plain = { minLength, maxLength: maxLength ?? minLength + 30 };
  // Names as people write them, and anything at all.
  return fc.oneof(fc.string(plain), fc.string({ ...plain, unit: 'binary' }));
}

function numbers(schema: JsonSchema): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (schema.type === 'integer') {
    const min = minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1);
    const max = maximum ?? (exclusiveMaximum === undefined ? Number.MAX_SAFE_INTEGER : exclusiveMaximum - 1);
    return fc.integer({ min, max });
  }
  const minimumOf = minimum ?? exclusiveMinimum;
  const maximumOf = maximum ?? exclusiveMaximum;
  return fc.double({
    noNaN: true,
    noDefaultInfinity: true,
    ...(minimumOf === undefined ? {} : { min: minimumOf, minExcluded: minimum === undefined }),
    ...(maximumOf === undefined ? {} : { max: maximumOf, maxExcluded: maximum === undefined }),
  });
}

/** A recursive schema goes no deeper than this. */
const deepest = 4;

function arbitraryOfJson(schema: JsonSchema, root: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const inner = (each: JsonSchema) => arbitraryOfJson(each, root, depth);
  const { $ref, properties, required = [], items, additionalProperties } = schema;
  if ($ref !== undefined) {
    const target = $ref === '#' ? root : root.$defs?.[$ref.replace('#/$defs/', '')];
    if (target === undefined) throw new Error(`Nothing is at ${$ref}.`);
    // Fails only where it is drawn: a choice that leads no deeper is taken instead.
    return depth >= deepest ? fc.constant(tooDeep) : arbitraryOfJson(target, root, depth + 1);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(inner));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (typeof schema.type === 'object') {
    return fc.oneof(...schema.type.map((type) => inner({ ...schema, type })));
  }
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'array':
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(inner));
      return fc.array(items === undefined ? fc.constant(null) : inner(items), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      });
    case 'object':
      if (properties !== undefined) {
        const members = Object.entries(properties).map(([name, each]) => [name, inner(each)] as const);
        return fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
      }
      return fc.dictionary(
        schema.propertyNames === undefined
          ? fc.string()
          : (inner(schema.propertyNames) as fc.Arbitrary<string>),
        typeof additionalProperties === 'object' ? inner(additionalProperties) : fc.constant(null),
        { maxKeys: 3, noNullPrototype: true },
      );
    default:
      throw new Error(`No values can be invented for ${JSON.stringify(schema)}.`);
  }
}

/** In place of what would go too deep; no schema takes it, so values with it are not used. */
const tooDeep = Symbol('too deep');

/** Values that the schema takes. */
export function arbitraryOf<T>(schema: z.ZodType<T>): fc.Arbitrary<T> {
  const json = jsonSchemaOf(schema);
  return (arbitraryOfJson(json, json, 0) as fc.Arbitrary<T>).filter(
    (value) => schema.safeParse(value).success,
  );
}

/** The names of all members that a value of the schema can have, at any depth: `erp.branch`, `defaults.numbering.mode`. */
export function memberNames(schema: z.ZodType): readonly string[] {
  const root = jsonSchemaOf(schema);
  const names = new Set<string>();
  function walk(each: JsonSchema, name: string, seen: readonly JsonSchema[]): void {
    if (seen.includes(each)) return;
    const further = [...seen, each];
    const target = each.$ref === undefined ? undefined : root.$defs?.[each.$ref.replace('#/$defs/', '')];
    if (target !== undefined) walk(target, name, further);
    for (const choice of each.anyOf ?? each.oneOf ?? []) walk(choice, name, further);
    for (const [key, member] of Object.entries(each.properties ?? {})) {
      const path = name === '' ? key : `${name}.${key}`;
      names.add(path);
      walk(member, path, further);
    }
    if (each.items !== undefined) walk(each.items, `${name}[]`, further);
  }
  walk(root, '', []);
  return [...names];
}
