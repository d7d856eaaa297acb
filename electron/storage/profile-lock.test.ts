import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataPaths } from './paths.ts';
import { lockProfile } from './profile-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Another process that locks the profile and then waits to be ended. */
async function lockElsewhere() {
  const script = `
    const { lockProfile } = await import(${JSON.stringify(new URL('profile-lock.ts', import.meta.url).href)});
    const { dataPaths } = await import(${JSON.stringify(new URL('paths.ts', import.meta.url).href)});
    try {
      await lockProfile(dataPaths(${JSON.stringify(folder)}), 'harbour');
      process.stdout.write('locked');
      setInterval(() => {}, 1000);
    } catch (error) {
      process.stdout.write(error.code);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString() };
}

describe('lockProfile', () => {
  it('lets one writer in at a time, and the next one after it', async () => {
    const paths = dataPaths(folder);
    const lock = await lockProfile(paths, 'harbour');
    await expect(lockProfile(paths, 'harbour')).rejects.toMatchObject({
      code: 'PROFILE_IN_USE',
      params: { profile: 'harbour', process: expect.stringContaining(String(process.pid)) },
    });
    const other = await lockProfile(paths, 'pine');
    await lock.release();
    await lock.release();
    const next = await lockProfile(paths, 'harbour');
    await next.release();
    await other.release();
  });

  it('names the other process, and takes over from one that was killed', async () => {
    const paths = dataPaths(folder);
    const { child, said } = await lockElsewhere();
    expect(said).toBe('locked');
    await expect(lockProfile(paths, 'harbour')).rejects.toMatchObject({
      code: 'PROFILE_IN_USE',
      params: { process: expect.stringMatching(new RegExp(`^${child.pid}, since \\d{4}-`)) },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await lockProfile(paths, 'harbour');
    const second = await lockElsewhere();
    expect(second.said).toBe('PROFILE_IN_USE');
    await once(second.child, 'exit');
    await lock.release();
  });
});
