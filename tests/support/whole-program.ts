/** Programs that are started and killed as a whole, one after the other, over one keychain and one home folder. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GivenSecrets } from '../../electron/services/secrets.ts';
import { memoryVault, type Vault } from '../../electron/storage/vault.ts';

/** Reads, or with a secret or null writes. */
export interface KeychainQuestion {
  readonly id: number;
  readonly profileId: string;
  readonly name: string;
  readonly secret?: string | null;
}

export interface KeychainAnswer {
  readonly id: number;
  readonly secret: string | null;
}

export interface ProgramInput extends GivenSecrets {
  readonly home: string;
  readonly profileId: string;
  /** Makes no preview: starts and ends. */
  readonly isJustStarted: boolean;
}

export interface WholeProgram {
  /** Code of the error that the preview ended with, null without one; `'killed'` where the program was. */
  readonly ended: Promise<string | null>;
  /** SIGKILL to all of it. Settles when the process is gone, and the keychain has done what it was still told. */
  kill(): Promise<void>;
}

/** A keychain that stays when programs do not. */
export function lastingVault(): Vault {
  return { ...memoryVault(), kind: 'keychain' };
}

async function answer(
  vault: Vault,
  { id, profileId, name, secret }: KeychainQuestion,
): Promise<KeychainAnswer> {
  if (secret === undefined) return { id, secret: await vault.read(profileId, name) };
  if (secret === null) await vault.remove(profileId, name);
  else await vault.write(profileId, name, secret);
  return { id, secret: null };
}

export function startProgram(vault: Vault, input: ProgramInput): WholeProgram {
  const file = fileURLToPath(new URL('program.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(input)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let outcome: { readonly failure: string | null } | null = null;
  child.on('message', (message: KeychainQuestion | { readonly failure: string | null }) => {
    if ('failure' in message) outcome = message;
    else
      void answer(vault, message).then((told) => {
        if (child.connected) child.send(told, () => undefined);
      });
  });
  // What was sent before the end is read until the channel is empty.
  const gone = Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  const ended = gone.then(() => {
    if (outcome !== null) return outcome.failure;
    if (child.signalCode === 'SIGKILL') return 'killed';
    throw new Error(`The program ended with code ${String(child.exitCode)}.`);
  });
  ended.catch(() => undefined);
  return {
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
