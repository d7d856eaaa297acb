/**
 * Where each of the properties P1 to P14 (preview-and-safety.md, section 6) is looked after: by the soak in every history, or by
 * tests of its own, or both. The soak notices a broken one by itself; a test of its own says what it is about.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../flow/command-line.ts';

interface Kept {
  readonly property: string;
  readonly means: string;
  /** What the soak looks at; null where it does not. */
  readonly inSoak: string | null;
  readonly test: readonly [file: string, title: string];
}

const kept: readonly Kept[] = [
  {
    property: 'P1',
    means: 'a preview makes no writes',
    inSoak: 'L2: writes counted around every preview, of syncs and of undos',
    test: ['shared/sync/prepare.test.ts', 'L2 writes nothing to either system'],
  },
  {
    property: 'P2',
    means: 'a commit writes only what the plan shows',
    inSoak: 'P2: each write is one that a row showed',
    test: ['shared/sync/commit.test.ts', 'L1 commits only a stored plan as it was shown'],
  },
  {
    property: 'P3',
    means: 'killed at any step and resumed, a run ends in the same state',
    inSoak: 'P3 P13: the same weeks without kills are the oracle',
    test: ['tests/flow/kill-every-step.test.ts', 'P3 ends the same from every step k'],
  },
  {
    property: 'P4',
    means: 'a second sync right after the first is empty',
    inSoak: 'L7: every week comes to rest',
    test: ['shared/sync/whole-sync.test.ts', 'P4 P6 for any two systems'],
  },
  {
    property: 'P5',
    means: 'no record is deleted without a decision',
    inSoak: 'P5: nobody is gone whom no undo said it deletes',
    test: ['shared/sync/operations.test.ts', 'L11 takes nothing away unasked'],
  },
  {
    property: 'P6',
    means: 'duplicates never increase',
    inSoak: 'P6: creates counted against those shown',
    test: ['shared/sync/commit-crash.test.ts', 'P3 P6 ends the same, killed at any step'],
  },
  {
    property: 'P7',
    means: 'a failing record never stops the others and stays listed',
    inSoak: 'P7: every row of a finished run has ended, what failed is listed with its cause',
    test: ['shared/sync/commit.test.ts', 'L6 one bad record stops no other'],
  },
  {
    property: 'P8',
    means: 'equal edits on both sides cause no write',
    inSoak: null,
    test: ['shared/sync/whole-sync.test.ts', 'P8 the same edit on both sides of linked customers'],
  },
  {
    property: 'P9',
    means: 'a stale row never overwrites',
    inSoak: 'P9: what people edit between preview and commit is still there',
    test: ['shared/sync/commit.test.ts', 'L3 does not write what changed after the preview'],
  },
  {
    property: 'P10',
    means: 'undo returns to the before-image unless the record was touched since',
    inSoak:
      'P10: every record through run, edits and undo; the next preview shows what the one before the run did',
    test: ['shared/sync/undo.property.test.ts', 'P10 an undo of any run'],
  },
  {
    property: 'P11',
    means: 'the order of rows and the page boundaries do not matter',
    inSoak: 'P3 P13: pages of one to five records, in any order in storms',
    test: [
      'shared/sync/prepare.test.ts',
      'P11 neither the order of records nor page boundaries change the plan',
    ],
  },
  {
    property: 'P12',
    means: 'a lost link store causes no deletes',
    inSoak: 'P5, in weeks that lose it',
    test: ['shared/sync/prepare.test.ts', 'L4 P12 a lost ledger proposes no deletion'],
  },
  {
    property: 'P13',
    means: 'faults, repeated and reordered answers and a clock one day off do not change the end state',
    inSoak: 'P3 P13: the same weeks in calm weather are the oracle',
    test: ['shared/sync/commit.test.ts', 'P13 a lost answer of any write leaves one record'],
  },
  {
    property: 'P14',
    means: 'normalising twice is normalising once',
    inSoak: null,
    test: ['shared/mapping/normalise.test.ts', 'P14: every normaliser is idempotent'],
  },
];

describe('the properties of a sync', () => {
  it('are fourteen, in their order', () => {
    expect(kept.map(({ property }) => property)).toEqual(kept.map((_, index) => `P${index + 1}`));
    expect(kept).toHaveLength(14);
  });

  it.each(kept)('$property $means', async ({ inSoak, test: [file, title] }) => {
    expect(await readFile(join(root, file), 'utf8')).toContain(title);
    const [law] = inSoak?.split(/[:,]/) ?? [];
    if (law === undefined) return;
    const judges = ['history.ts', 'operator.ts', 'judge.ts', 'watch.ts', 'undo-judge.ts'].map((name) =>
      readFile(join(root, 'tests/soak', name), 'utf8'),
    );
    expect((await Promise.all(judges)).join('\n')).toMatch(new RegExp(`${law}[:']`));
  });
});
