/**
 * The secrets of profiles: in the vault, or given for this process only. What is expected in the vault stands in the
 * profile's settings, so that a locked keychain is never taken for an empty one.
 */
import type { Side } from '../../shared/domain/party.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import { browserSides, type BrowserSide } from '../../shared/domain/sign-in.ts';
import type { SecretState } from '../../shared/ipc/contract.ts';
import type { Vault } from '../storage/vault.ts';

export interface SecretsDependencies {
  /** The keychain; for a demo, whose secrets open nothing, this process's memory. */
  readonly vaultOf: (profile: Profile) => Vault;
  /** Secrets given for this process only (environment variables of the command line); they win over the vault. */
  readonly givenSecrets: GivenSecrets;
}

/** Secrets that a person enters: the ERP's connected application can have one beside the user's password. */
export type EnteredSecret = Side | 'erpClientSecret';
export type GivenSecrets = Readonly<Partial<Record<EnteredSecret, string | null>>>;

/** What a secret is called in the vault and in `secretsExpected`. */
export type SecretName = EnteredSecret | `${BrowserSide}Grant`;

/**
 * Where the cookies of the ERP's open session are kept, for whoever comes after a program that was killed. Nothing is missed where they
 * are not there, so none is expected.
 */
export type KeptSession = 'erpSession';

export interface ProfileSecrets {
  /** @throws AppError KEYCHAIN_LOCKED when a stored secret is expected and the keychain answers nothing. */
  read(profile: Profile, name: SecretName | KeptSession): Promise<string | null>;
  state(profile: Profile, name: SecretName): Promise<SecretState>;
  /**
   * Puts a secret into the vault. @returns the profile with what is expected there now, to be saved.
   * @throws AppError SECRET_TOO_LONG, KEYCHAIN_LOCKED
   */
  store(profile: Profile, name: SecretName, secret: string): Promise<Profile>;
  /** Takes secrets out of the vault. @returns the profile with what is expected there now, to be saved. */
  forget(profile: Profile, ...names: readonly SecretName[]): Promise<Profile>;
  /** Keeps the cookies of a session, or with null none any more. @throws AppError SECRET_TOO_LONG, KEYCHAIN_LOCKED */
  keepSession(profile: Profile, cookies: string | null): Promise<void>;
}

export const sides: readonly Side[] = ['shopify', 'erp'];
export const secretNames: readonly SecretName[] = [
  ...sides,
  'erpClientSecret',
  ...browserSides.map(grantName),
];

export function grantName<S extends BrowserSide>(side: S): `${S}Grant` {
  return `${side}Grant`;
}

/** True where the profile's way of signing in to the side leaves a grant behind. */
export function usesGrant(profile: Profile, side: BrowserSide): boolean {
  return profile[side]?.signIn === 'authorizationCode';
}

export function createSecrets({ vaultOf, givenSecrets }: SecretsDependencies): ProfileSecrets {
  const given = (name: SecretName | KeptSession): string | null =>
    name in givenSecrets ? (givenSecrets[name as EnteredSecret] ?? null) : null;

  async function read(profile: Profile, name: SecretName | KeptSession): Promise<string | null> {
    const vault = vaultOf(profile);
    const isExpected = name !== 'erpSession' && profile.secretsExpected[name] && vault.kind === 'keychain';
    return (
      given(name) ??
      (isExpected ? await vault.readExpected(profile.id, name) : await vault.read(profile.id, name))
    );
  }

  function expecting(profile: Profile, name: SecretName, isExpected: boolean): Profile {
    return { ...profile, secretsExpected: { ...profile.secretsExpected, [name]: isExpected } };
  }

  return {
    read,

    state: async (profile, name) => {
      if (given(name) !== null) return 'session';
      const vault = vaultOf(profile);
      const isKept = vault.kind === 'keychain';
      if ((await vault.read(profile.id, name)) !== null) return isKept ? 'stored' : 'session';
      return profile.secretsExpected[name] && isKept ? 'locked' : 'missing';
    },

    store: async (profile, name, secret) => {
      const vault = vaultOf(profile);
      await vault.write(profile.id, name, secret);
      return expecting(profile, name, vault.kind === 'keychain');
    },

    forget: async (profile, ...names) => {
      let left = profile;
      for (const name of names) {
        await vaultOf(profile).remove(profile.id, name);
        left = expecting(left, name, false);
      }
      return left;
    },

    keepSession: async (profile, cookies) => {
      const vault = vaultOf(profile);
      const name: KeptSession = 'erpSession';
      if (cookies === null) await vault.remove(profile.id, name);
      else await vault.write(profile.id, name, cookies);
    },
  };
}
