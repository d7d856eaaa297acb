/** Every ruling that the program follows has a test that names it. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rulings = Array.from({ length: 34 }, (_, index) => `R${index + 1}`);

/** Where titles of tests and the reasons of table cases stand. */
const places = ['shared', 'electron', 'renderer', 'tests'];
const isTest = (file: string): boolean =>
  (/\.test\.tsx?$/.test(file) && !file.endsWith('rulings.test.ts')) ||
  /(?:reconcile|company)-cases.+\.ts$/.test(file);

let titles = '';

beforeAll(async () => {
  for (const place of places) {
    const files = await readdir(join(root, place), { recursive: true });
    for (const file of files.filter(isTest)) {
      const source = await readFile(join(root, place, file), 'utf8');
      // Text in quotes: a comment that speaks of a ruling tests nothing.
      titles += [...source.matchAll(/(['"`])((?:(?!\1|\n).)*)\1/g)].map(([, , text]) => text).join('\n');
    }
  }
});

describe('a ruling', () => {
  const isNamed = (ruling: string): boolean => new RegExp(`\\b${ruling}\\b`).test(titles);

  it.each(rulings)('%s has a test', (ruling) => {
    expect(isNamed(ruling)).toBe(true);
  });
});
