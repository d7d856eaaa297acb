import {
  buildSchema,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { deriveSchema } from './derive-schema.ts';
import { customersByIdentifier } from './find.ts';
import { generateOperations, readSchema } from './generate.ts';
import { readOperationFiles } from './operation-files.ts';
import * as generated from './operations.gen.ts';

const schema = buildSchema(readSchema());
const documents = [
  ...Object.values(generated).map(({ name, document }) => ({ name, document })),
  ...[1, 2, 20].map((count) => ({
    name: `CustomersByIdentifier of ${count}`,
    document: customersByIdentifier(count).document,
  })),
];

describe('operations', () => {
  it('stand on a schema that is valid in itself', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it.each(documents)('$name is valid and uses nothing deprecated', ({ document }) => {
    const errors = validate(schema, parse(document), [...specifiedRules, NoDeprecatedCustomRule]);
    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  it('are the ones that are generated from the .graphql files', async () => {
    const committed = readFileSync(new URL('operations.gen.ts', import.meta.url), 'utf8');
    expect(await generateOperations(readSchema(), readOperationFiles())).toBe(committed);
  });

  it('a deprecated field that an operation touches stays in the schema, so that it is refused', () => {
    const full = `
      type QueryRoot { shop: Shop! }
      type Shop { name: String! email: String @deprecated(reason: "Use contactEmail") plan: String }
      schema { query: QueryRoot }`;
    const operation = parse('query Old { shop { email } }');
    const derived = deriveSchema(full, [operation]);
    expect(derived).not.toContain('plan');
    const errors = validate(buildSchema(derived), operation, [NoDeprecatedCustomRule]);
    expect(errors.map(({ message }) => message)).toEqual([
      'The field Shop.email is deprecated. Use contactEmail',
    ]);
  });

  it('an interface of which nothing itself is selected keeps a field, in all that implements it', () => {
    const full = `
      interface Owner { label(of: String): Label tags: [String!]! }
      type Customer implements Owner { label(of: String): Label tags: [String!]! updatedAt: String! }
      type Label { owner: Owner! text: String! }
      type QueryRoot { label: Label }
      schema { query: QueryRoot }`;
    const derived = deriveSchema(full, [
      parse('query Of { label { owner { ... on Customer { updatedAt } } } }'),
    ]);
    expect(validateSchema(buildSchema(derived))).toEqual([]);
    expect(derived).toContain('type Customer implements Owner');
    expect(derived).not.toContain('tags');
  });

  it('an operation that the full schema does not know is refused when the subset is made', () => {
    const full = 'type QueryRoot { shop: String } schema { query: QueryRoot }';
    expect(() => deriveSchema(full, [parse('query Wrong { store }')])).toThrow(/Cannot query field "store"/);
  });
});
