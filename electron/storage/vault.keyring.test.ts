/** The vault against a real keychain. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeKeyringHome,
  missingForKeyring,
  withKeyring,
  type KeyringHome,
  type keyrings,
} from '../../tests/support/keyring.ts';

const isRequired = process.env['CI'] === 'true' && process.platform === 'linux';

let home: KeyringHome;
beforeEach(async () => {
  home = await makeKeyringHome();
});
afterEach(() => rm(home.folder, { recursive: true, force: true }));

/** What `script` answers in a process of its own, with `keyring` running beside it; its `vault` is an open one. */
async function inSession(keyring: keyof typeof keyrings | null, script: string): Promise<unknown> {
  const program = `
    const { openVault } = await import(${JSON.stringify(new URL('vault.ts', import.meta.url).href)});
    const vault = await openVault('keychain');
    const answer = await (async () => { ${script} })().catch((error) => error.code);
    process.stdout.write(JSON.stringify({ kind: vault.kind, answer }));`;
  const args = ['--input-type=module', '-e', program];
  const [file, rest] =
    keyring === null ? [process.execPath, args] : withKeyring(keyring, [process.execPath, ...args]);
  const child = spawn(file, rest, { env: home.environment, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  await once(child, 'exit');
  return JSON.parse(said);
}

async function filesUnder(path: string): Promise<readonly string[]> {
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

it('CI has a keyring to test with', () => {
  expect(isRequired ? missingForKeyring : []).toEqual([]);
});

describe.skipIf(missingForKeyring.length > 0)('the vault on a real keychain', () => {
  it('keeps a secret for the next start, apart by profile and name, and nowhere in plain text', async () => {
    const kept = await inSession(
      'unlocked',
      `await vault.write('harbour', 'erp', 'open sesame');
       await vault.write('pine', 'erp', 'other');
       await vault.write('harbour', 'shopify', 'gone');
       await vault.remove('harbour', 'shopify');
       return true;`,
    );
    expect(kept).toEqual({ kind: 'keychain', answer: true });
    const read = await inSession(
      'unlocked',
      `return [
         await vault.readExpected('harbour', 'erp'),
         await vault.read('pine', 'erp'),
         await vault.read('harbour', 'shopify'),
       ];`,
    );
    expect(read).toEqual({ kind: 'keychain', answer: ['open sesame', 'other', null] });
    const files = await filesUnder(join(home.folder, 'home'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(await readFile(file, 'latin1')).not.toContain('sesame');
  });

  it('tells a locked keychain from an empty one where a secret is expected', async () => {
    await inSession('unlocked', `await vault.write('harbour', 'erp', 'open sesame');`);
    const read = await inSession('locked', `return vault.readExpected('harbour', 'erp');`);
    expect(read).toEqual({ kind: 'keychain', answer: 'KEYCHAIN_LOCKED' });
    const again = await inSession('unlocked', `return vault.read('harbour', 'erp');`);
    expect(again).toEqual({ kind: 'keychain', answer: 'open sesame' });
  });

  it('takes the longest secret and refuses a longer one', async () => {
    const answer = await inSession(
      'unlocked',
      `await vault.write('harbour', 'erp', 'x'.repeat(2500));
       const length = (await vault.read('harbour', 'erp')).length;
       return [length, await vault.write('harbour', 'erp', 'x'.repeat(2501)).catch((error) => error.code)];`,
    );
    expect(answer).toEqual({ kind: 'keychain', answer: [2500, 'SECRET_TOO_LONG'] });
  });

  it('stays in memory where there is no keychain, and says so', async () => {
    const answer = await inSession(
      null,
      `await vault.write('harbour', 'erp', 'open sesame');
       return vault.read('harbour', 'erp');`,
    );
    expect(answer).toEqual({ kind: 'memory', answer: 'open sesame' });
    expect(await filesUnder(home.folder)).toEqual([]);
  });
});
