import { readdirSync, readFileSync } from 'node:fs';

export interface OperationFile {
  readonly name: string;
  readonly text: string;
}

/** The `.graphql` files our operations are written in, by name. Read when types are generated, never at run time. */
export function readOperationFiles(): readonly OperationFile[] {
  const folder = new URL('operations/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}
