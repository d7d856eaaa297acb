import { readFileSync, writeFileSync, mkdtempSync, rmSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import { settingsSchemaVersion } from '../../shared/domain/settings.ts';
import { toWireError } from '../../shared/ipc/errors.ts';
import { contentHash, rowHash } from '../../shared/sync/hashes.ts';
import { planFileFormat, planFileVersion, rowLine, type PlanFileHead } from '../../shared/sync/plan-file.ts';
import type { StoredRow } from '../../shared/sync/ledger-port.ts';
import { openPlanFile, writePlanFile } from './plan-file.ts';

const ids = createTestIds();
let folder: string;
let file: string;
let entries: StoredRow[];

/** A small preview, written as an export writes it. */
async function writePreview(): Promise<void> {
  const names = ['Ana', 'Ben', 'Zoë'];
  const world = createCommitWorld({
    erp: names.map((firstName, at) => erpParty(at + 1, { firstName, email: `${at}@example.com` })),
    shopify: [shopifyParty(1, { firstName: 'Anna', email: '0@example.com' })],
  });
  const plan = await world.prepare();
  entries = [];
  await world.ledger.eachPlanRow(plan.id, (row, records) => void entries.push({ row, records }));
  const head: PlanFileHead = {
    format: planFileFormat,
    version: planFileVersion,
    settingsVersion: settingsSchemaVersion,
    redacted: false,
    exportedAt: plan.createdAt,
    origin: { profile: 'Harbour & Pine', store: 'Harbour & Pine', company: null, person: null },
    profile: world.profile,
    plan,
  };
  await writePlanFile(file, head, async (writer) => {
    for (const entry of entries) await writer.row(rowLine(entry));
    const hashes = entries.map(({ row }) => rowHash(row, ids));
    return contentHash(plan, hashes, ids);
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accord-plan-file-'));
  file = join(folder, 'preview.json');
  await writePreview();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What people read of every refusal: it names the file, and has no blank left in it. */
const messages: string[] = [];
afterEach(() => {
  const isPlain = (message: string): boolean => message.includes('preview.json') && !/\{\w+\}/.test(message);
  expect(messages.splice(0).filter((message) => !isPlain(message))).toEqual([]);
});

/** Reads the whole file; the code it was refused with, or `read`. */
function read(path = file): string {
  try {
    const opened = openPlanFile(path, ids);
    try {
      for (const _ of opened.rows);
      return 'read';
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    messages.push(toWireError(error).message);
    return error.code;
  }
}

const text = (): string => readFileSync(file, 'utf8');
const put = (changed: string): void => writeFileSync(file, changed);

describe('a plan file', () => {
  it('is one JSON document with a row per line, and gives back what was put in', () => {
    const document = JSON.parse(text()) as { rows: unknown[] };
    expect(document.rows).toHaveLength(entries.length);
    expect(text().split('\n')).toHaveLength(entries.length + 3);
    const opened = openPlanFile(file, ids);
    expect([...opened.rows]).toEqual(JSON.parse(JSON.stringify(entries)));
    expect(opened.head.plan.rowCount).toBe(entries.length);
    opened.close();
  });

  it('is not there until it is whole, and leaves nothing behind where it was not', async () => {
    const before = text();
    const head = { ...(JSON.parse(before) as PlanFileHead) };
    const failing = writePlanFile(file, head, () => Promise.reject(new AppError('STOPPED')));
    await expect(failing).rejects.toMatchObject({ code: 'STOPPED' });
    expect(text()).toBe(before);
    expect(readdirSync(folder)).toEqual(['preview.json']);
  });

  it('PLAN_FILE_NOT_SAVED names the file where there is no such folder', async () => {
    const head = JSON.parse(text()) as PlanFileHead;
    const nowhere = writePlanFile(join(folder, 'no', 'preview.json'), head, async () => null);
    await expect(nowhere).rejects.toMatchObject({
      code: 'PLAN_FILE_NOT_SAVED',
      params: { file: 'preview.json' },
    });
  });
});

describe('bad input', () => {
  it('PLAN_FILE_TRUNCATED: cut off anywhere after its first words, also between two lines', () => {
    const whole = text();
    const lineEnds = [...whole.matchAll(/\n/g)].map(({ index }) => index + 1).slice(0, -1);
    for (const length of [40, 400, ...lineEnds, whole.length - 3, Math.floor(whole.length / 2)]) {
      put(whole.slice(0, length));
      expect(read(), `${length} of ${whole.length}`).toBe('PLAN_FILE_TRUNCATED');
    }
  });

  it('PLAN_FILE_DAMAGED: one changed character in any line, also one that leaves valid JSON', () => {
    const whole = text();
    for (const [from, to] of [
      ['"Ben"', '"Bem"'],
      ['Zoë', 'Zoé'],
      ['"verb":"', '"verb":"x'],
      ['"include', '"inc1ude'],
      ['"checksum":"', '"checksum":"0'],
      ['],"contentSha256"', '] "contentSha256"'],
    ] as const) {
      if (!whole.includes(from)) continue;
      put(whole.replace(from, to));
      expect(read(), from).toBe('PLAN_FILE_DAMAGED');
    }
    const lines = whole.split('\n');
    put([...lines.slice(0, 1), ...lines.slice(2)].join('\n'));
    expect(read(), 'a row that is missing').toBe('PLAN_FILE_DAMAGED');
    put(`${whole}{}\n`);
    expect(read(), 'something behind its end').toBe('PLAN_FILE_DAMAGED');
  });

  it('PLAN_FILE_DAMAGED: rows that are not those of the plan, although somebody made the checksum fit', async () => {
    const head = JSON.parse(text()) as PlanFileHead;
    await writePlanFile(file, head, async (writer) => {
      for (const { row, records } of entries)
        await writer.row(rowLine({ row: { ...row, verb: 'skip' }, records }));
      return head.plan.sha256;
    });
    expect(read()).toBe('PLAN_FILE_DAMAGED');
  });

  it('PLAN_FILE_NEWER: of a later version of files, settings or plans, whatever else is in it', () => {
    const whole = text();
    put(whole.replace('"version":1', '"version":2').replace('"rows"', '"lines"'));
    expect(read()).toBe('PLAN_FILE_NEWER');
    put(whole.replace(`"settingsVersion":${settingsSchemaVersion}`, '"settingsVersion":99'));
    expect(read()).toBe('PLAN_FILE_NEWER');
    put(whole.replace('"planVersion":1', '"planVersion":2'));
    expect(read()).toBe('PLAN_FILE_NEWER');
  });

  it('PLAN_FILE_UNKNOWN: something else, nothing at all, or saved again by another program', () => {
    const whole = text();
    const others = ['', 'hello', '\u0000\u0001\u0002', '{"title":"Accord run report"}', '<html>', '[]'];
    for (const other of others) {
      put(other);
      expect(read(), other).toBe('PLAN_FILE_UNKNOWN');
    }
    put(JSON.stringify(JSON.parse(whole), null, 2));
    expect(read()).toBe('PLAN_FILE_UNKNOWN');
  });

  it('PLAN_FILE_UNREADABLE: not there, or a folder', () => {
    expect(read(join(folder, 'other', 'preview.json'))).toBe('PLAN_FILE_UNREADABLE');
    rmSync(file);
    const asFolder = mkdtempSync(join(folder, 'preview.json-'));
    expect(read(asFolder)).toBe('PLAN_FILE_UNREADABLE');
  });
});
