/** docs/laws.md, from the laws and the mutations. */
import { lawIds, laws, type LawId } from './laws.ts';
import { mutations } from './mutations.ts';

const head = `# The laws, the tests that defend them, and how we know that the tests bite

The laws are those of [ARCHITECTURE.md](ARCHITECTURE.md), section 3. Each has tests that name it. Under each stands how the code is broken
on purpose, and which test goes red then; \`npm run laws\` does so, one mutation at a time in a copy of the project, and fails unless exactly
the law's own tests notice: the named one has to go red, and of all other tests that are run with it only those may that are in the law's
list or have the law in their name. \`npm run laws -- L5\` proves one law. It takes a few minutes and is no part of \`npm test\`; a quick test
there checks that every text is still in its file once, that every named test exists, and that this page is up to date.

On 26 November 2026, on two shared cores: ${mutations.length} of ${mutations.length} proven in three and a half minutes.

The page is made from \`tests/laws/laws.ts\` and \`tests/laws/mutations.ts\`: \`npm run laws -- write\`.
`;

function section(id: LawId): string {
  const { text, tests } = laws[id];
  const own = mutations.filter(({ law }) => law === id);
  return [
    `## ${id}`,
    text,
    'Tests:',
    tests.map(({ file, test }) => `- \`${file}\`: \`${test}\``).join('\n'),
    'Broken on purpose:',
    own
      .map(
        ({ breaks, file, red }) =>
          `- ${breaks} (\`${file}\`)\n  Red: \`${red.test.split(' > ').at(-1)}\`, and nothing but tests of ${id}.`,
      )
      .join('\n'),
  ].join('\n\n');
}

export function renderLaws(): string {
  return `${[head.trimEnd(), ...lawIds.map(section)].join('\n\n')}\n`;
}
