/**
 * `npm run schema`: takes the published Admin schema of our API version out of the npm package that carries it, and makes from
 * it what is committed: the connector's subset with its typed operations, and the simulator's.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, printSchema, stripIgnoredCharacters, type IntrospectionQuery } from 'graphql';
import { shopifyApiVersion } from '../electron/connectors/shopify/operation.ts';

/** ISC, Shopify Inc. Its dependencies are heavy and not needed: it is unpacked, never installed. */
const carrier = '@shopify/dev-mcp@1.16.0';

const root = fileURLToPath(new URL('..', import.meta.url));
const connector = join(root, 'electron', 'connectors', 'shopify');

/** The whole schema as SDL, without descriptions. */
function readPublishedSchema(folder: string): string {
  const isWindows = process.platform === 'win32';
  execFileSync('npm', ['pack', carrier, '--silent'], { cwd: folder, shell: isWindows });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm did not fetch ${carrier}`);
  const file = `package/dist/data/admin_${shopifyApiVersion}.json.gz`;
  execFileSync('tar', ['-xzf', archive, file], { cwd: folder });
  const text = gunzipSync(readFileSync(join(folder, file))).toString('utf8');
  const { data } = JSON.parse(text) as { readonly data: IntrospectionQuery };
  return printSchema(buildClientSchema(withoutDescriptions(data), { assumeValid: true }));
}

function withoutDescriptions<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutDescriptions) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'description');
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutDescriptions(each)])) as T;
}

const folder = mkdtempSync(join(tmpdir(), 'accord-schema-'));
try {
  const sdl = join(folder, 'admin.graphql');
  writeFileSync(sdl, stripIgnoredCharacters(readPublishedSchema(folder)));
  const run = (...args: readonly string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });
  run(join(connector, 'derive-schema.ts'), sdl);
  run(join(connector, 'generate.ts'));
  run(join(root, 'simulators', 'shopify', 'schema', 'derive.ts'), sdl);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
