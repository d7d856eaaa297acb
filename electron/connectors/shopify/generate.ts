/**
 * Makes `operations.gen.ts`: every operation as text, with its cost and the types of its variables and answer.
 *
 * Usage: node generate.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import {
  buildASTSchema,
  concatAST,
  Kind,
  parse,
  print,
  separateOperations,
  stripIgnoredCharacters,
  type DocumentNode,
} from 'graphql';
import { readOperationFiles } from './operation-files.ts';
import { predictCost } from './predict-cost.ts';

/** Codes of a standard outside Shopify, which may grow: plain text to us. */
const openCodes = new Set(['CountryCode', 'CurrencyCode']);

function withoutOpenCodes(schema: DocumentNode): DocumentNode {
  return {
    ...schema,
    definitions: schema.definitions.map((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && openCodes.has(definition.name.value)
        ? { kind: Kind.SCALAR_TYPE_DEFINITION, name: definition.name }
        : definition,
    ),
  };
}

function renderOperations(schemaText: string, all: DocumentNode): string {
  const schema = buildASTSchema(parse(schemaText));
  return Object.entries(separateOperations(all))
    .map(([name, document]) => {
      const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
      if (operation === undefined) throw new Error(`${name} is no operation`);
      const suffix = operation.operation === 'mutation' ? 'Mutation' : 'Query';
      const constant = `${name[0]?.toLowerCase()}${name.slice(1)}`;
      const text = JSON.stringify(stripIgnoredCharacters(print(document)));
      if (name.endsWith('InBulk')) {
        return `export const ${constant}: BulkQuery<${name}Query> = {
  name: '${name}',
  document: ${text},
};
`;
      }
      const cost = predictCost(schema, document, operation);
      const parameters = cost.includes('variables.') ? '(variables)' : '()';
      return `export const ${constant}: Operation<${name}${suffix}, ${name}${suffix}Variables> = {
  name: '${name}',
  kind: '${operation.operation}',
  document: ${text},
  cost: ${parameters} => ${cost},
};
`;
    })
    .join('\n');
}

/** The text of `operations.gen.ts`. */
export async function generateOperations(
  schemaText: string,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<string> {
  const documents = files.map((file) => ({ location: file.name, document: parse(file.text) }));
  const types = await codegen({
    filename: 'operations.gen.ts',
    schema: withoutOpenCodes(parse(schemaText)),
    documents,
    plugins: [{ typescriptOperations: {} }],
    pluginMap: { typescriptOperations },
    config: {
      skipTypename: true,
      immutableTypes: true,
      useTypeImports: true,
      enumType: 'string-literal',
      scalars: {
        ID: 'string',
        DateTime: 'string',
        UnsignedInt64: 'string',
        URL: 'string',
        CountryCode: 'string',
        CurrencyCode: 'string',
      },
    },
  });
  const operations = renderOperations(schemaText, concatAST(documents.map((each) => each.document)));
  return `// Generated from operations/*.graphql and schema.graphql by generate.ts. Do not edit.
import { connectionCost } from './cost.ts';
import type { BulkQuery, Operation } from './operation.ts';

${types}
${operations}`;
}

export function readSchema(): string {
  return readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
}

if (import.meta.main) {
  writeFileSync(
    new URL('operations.gen.ts', import.meta.url),
    await generateOperations(readSchema(), readOperationFiles()),
  );
}
