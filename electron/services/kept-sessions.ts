/**
 * Open ERP sessions, remembered by the shell: a job process that is killed cannot sign out, and its seat would stay taken until the
 * server ends the unused session. They are secrets (L8): in this process's memory, and in the vault for the case that it is killed too.
 */
import type { Profile } from '../../shared/domain/settings.ts';
import type { Logger } from '../../shared/sync/ports.ts';
import type { Vault } from '../storage/vault.ts';

export interface KeptSessions {
  /** What was left open, null when nothing. Never throws: a keychain that gives no answer costs a seat for a while, no more. */
  leftBy(profile: Profile): Promise<string | null>;
  /** Null: it was given back. Settles once it is remembered. Never throws. */
  keep(profile: Profile, session: string | null): Promise<void>;
}

const secretName = 'erpSession';

export function createKeptSessions(vaultOf: (profile: Profile) => Vault, logger: Logger): KeptSessions {
  const open = new Map<string, string>();
  /** The last write to the vault of each profile; they follow one another. */
  const writing = new Map<string, Promise<void>>();

  async function write(profile: Profile, session: string | null): Promise<void> {
    try {
      if (session === null) await vaultOf(profile).remove(profile.id, secretName);
      else await vaultOf(profile).write(profile.id, secretName, session);
    } catch (error) {
      logger.warn('an open session could not be remembered', { error: String(error) });
    }
  }

  return {
    leftBy: async (profile) => {
      const known = open.get(profile.id);
      if (known !== undefined) return known;
      await writing.get(profile.id);
      return vaultOf(profile)
        .read(profile.id, secretName)
        .catch(() => null);
    },

    keep: (profile, session) => {
      if (session === null) open.delete(profile.id);
      else open.set(profile.id, session);
      const before = writing.get(profile.id) ?? Promise.resolve();
      const written = before.then(() => write(profile, session));
      writing.set(profile.id, written);
      return written;
    },
  };
}
