import { expect, it } from 'vitest';
import { newProfile } from '../../shared/domain/settings.ts';
import { silentLogger } from '../../tests/support/test-ports.ts';
import { memoryVault, type Vault } from '../storage/vault.ts';
import { createKeptSessions } from './kept-sessions.ts';

const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');

it('an open session outlives the program in the vault, and leaves it when it is given back', async () => {
  const vault = memoryVault();
  const first = createKeptSessions(() => vault, silentLogger);
  expect(await first.leftBy(profile)).toBeNull();
  await first.keep(profile, 'one');
  await first.keep(profile, 'two');
  expect(await first.leftBy(profile)).toBe('two');
  const next = createKeptSessions(() => vault, silentLogger);
  expect(await next.leftBy(profile)).toBe('two');
  await next.keep(profile, null);
  expect([await next.leftBy(profile), await vault.read('harbour', 'erpSession')]).toEqual([null, null]);
});

it('the last word wins, however long the vault takes', async () => {
  const vault = memoryVault();
  const slow: Vault = {
    ...vault,
    write: async (...secret) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await vault.write(...secret);
    },
  };
  const kept = createKeptSessions(() => slow, silentLogger);
  await Promise.all([kept.keep(profile, 'one'), kept.keep(profile, null)]);
  expect(await vault.read('harbour', 'erpSession')).toBeNull();
  expect(await kept.leftBy(profile)).toBeNull();
});

it('a keychain that refuses stops nobody: this program still remembers, the next one does not', async () => {
  const refuse = () => Promise.reject(new Error('locked'));
  const locked: Vault = { ...memoryVault(), read: refuse, write: refuse, remove: refuse };
  const kept = createKeptSessions(() => locked, silentLogger);
  await kept.keep(profile, 'one');
  expect(await kept.leftBy(profile)).toBe('one');
  expect(await createKeptSessions(() => locked, silentLogger).leftBy(profile)).toBeNull();
});
