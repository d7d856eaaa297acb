/** Keeps the list of laws and mutations from rotting: what it names is still there. `npm run laws` proves that it is true. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lawIds, laws, type LawId, type TestName } from './laws.ts';
import { mutations } from './mutations.ts';
import { renderLaws } from './render.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cases = 'tests/support/reconcile-cases';

async function textOf(file: string): Promise<string> {
  const source = await readFile(join(root, file), 'utf8');
  // Titles as they are read, not as they are typed.
  return source
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(['"`])/g, '$1');
}

const casesText = readdir(join(root, cases)).then(async (files) =>
  (await Promise.all(files.map((file) => textOf(join(cases, file))))).join('\n'),
);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Titles with gaps that `it.each` and `describe.each` fill in. */
function templatesOf(source: string): readonly RegExp[] {
  return [...source.matchAll(/(['"`])((?:(?!\1|\n).)*(?:%[sij]|\$\{\w+\}|\$\w+)(?:(?!\1|\n).)*)\1/g)].map(
    ([, , title = '']) =>
      new RegExp(
        `^${title
          .split(/%[sij]|\$\{\w+\}|\$\w+/)
          .map(escaped)
          .join('(.+?)')}$`,
      ),
  );
}

/** A title is there as it stands, or as a template of which every filling is there. */
async function hasTitle(source: string, title: string): Promise<boolean> {
  if (source.includes(title)) return true;
  const known = source + (await casesText);
  return templatesOf(source).some((template) => {
    const found = template.exec(title);
    return found !== null && found.slice(1).every((filling) => known.includes(filling));
  });
}

async function missingTitles({ file, test }: TestName): Promise<readonly string[]> {
  const source = await textOf(file);
  const missing: string[] = [];
  for (const title of test.split(' > ')) if (!(await hasTitle(source, title))) missing.push(title);
  return missing;
}

describe.each(lawIds)('%s', (id) => {
  const own = mutations.filter(({ law }) => law === id);
  const dangerous: readonly LawId[] = ['L1', 'L3', 'L4', 'L5', 'L8', 'L9'];

  it('is broken on purpose, the dangerous ones in several ways', () => {
    expect(own.length).toBeGreaterThanOrEqual(dangerous.includes(id) ? 2 : 1);
  });

  it.each(laws[id].tests)('has its test: $test', async (name) => {
    expect(await missingTitles(name)).toEqual([]);
  });

  it.each(own)('can still be broken: $breaks', async ({ file, text, instead, red, neighbours }) => {
    const source = await readFile(join(root, file), 'utf8');
    expect(source.split(text).length - 1, `“${text}” in ${file}`).toBe(1);
    expect(instead).not.toBe(text);
    expect(laws[id].tests).toContainEqual(red);
    expect(neighbours.length).toBeGreaterThan(0);
    for (const neighbour of neighbours) expect(await textOf(neighbour)).toContain('it');
  });
});

it('what is not there is noticed', async () => {
  const file = 'shared/sync/reconcile-table.test.ts';
  expect(await missingTitles({ file, test: 'no such suite' })).toEqual(['no such suite']);
  expect(
    await missingTitles({ file, test: 'a customer as a whole > gone / gone, both: equal (L4)' }),
  ).toHaveLength(1);
});

it('docs/laws.md says the same; `npm run laws -- write` makes it anew', async () => {
  expect(await readFile(join(root, 'docs/laws.md'), 'utf8')).toBe(renderLaws());
});
