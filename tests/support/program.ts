/**
 * A whole program with its job in it, over a keychain that outlives it, as the system's does. It makes one preview and ends. Started by
 * whole-program.ts.
 */
import process from 'node:process';
import { createHost } from '../../electron/host.ts';
import type { Vault } from '../../electron/storage/vault.ts';
import { isAppError } from '../../shared/domain/app-error.ts';
import type { KeychainAnswer, KeychainQuestion, ProgramInput } from './whole-program.ts';

/** The keychain of the process that started this one. */
function outlivingVault(): Vault {
  const waiting = new Map<number, (secret: string | null) => void>();
  let asked = 0;
  process.on('message', ({ id, secret }: KeychainAnswer) => {
    waiting.get(id)?.(secret);
    waiting.delete(id);
  });
  const ask = (question: Omit<KeychainQuestion, 'id'>): Promise<string | null> => {
    asked += 1;
    const id = asked;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      process.send?.({ id, ...question });
    });
  };
  const read = (profileId: string, name: string) => ask({ profileId, name });
  return {
    kind: 'keychain',
    read,
    readExpected: async (profileId, name) => {
      const secret = await read(profileId, name);
      if (secret === null) throw new Error(`The keychain has no ${name}.`);
      return secret;
    },
    write: async (profileId, name, secret) => void (await ask({ profileId, name, secret })),
    remove: async (profileId, name) => void (await ask({ profileId, name, secret: null })),
  };
}

async function run({ home, profileId, isJustStarted, ...secrets }: ProgramInput): Promise<string | null> {
  const host = await createHost({ home, hostName: 'test', vault: outlivingVault(), givenSecrets: secrets });
  try {
    if (!isJustStarted) await host.services['plan.prepare']({ profileId });
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code;
  } finally {
    await host.close();
  }
}

const [given] = process.argv.slice(2);
if (given === undefined || process.send === undefined)
  throw new Error('This file is started by whole-program.ts.');
process.send({ failure: await run(JSON.parse(given) as ProgramInput) });
process.disconnect();
