/** Secrets: in the system's keychain, or in memory for this session. Never in a file (L8). */
import { AppError } from '../../shared/domain/app-error.ts';

export interface Vault {
  /** `memory` forgets everything when the program ends. */
  readonly kind: 'keychain' | 'memory';
  /**
   * Null when there is none, or when a locked keychain hides it: who expects one asks `readExpected`.
   * @throws AppError KEYCHAIN_LOCKED when the keychain refuses to answer.
   */
  read(profileId: string, name: string): Promise<string | null>;
  /** @throws AppError KEYCHAIN_LOCKED when there is no answer: a secret that was stored before does not vanish. */
  readExpected(profileId: string, name: string): Promise<string>;
  /** @throws AppError SECRET_TOO_LONG, KEYCHAIN_LOCKED */
  write(profileId: string, name: string, secret: string): Promise<void>;
  remove(profileId: string, name: string): Promise<void>;
}

const service = 'Accord';

/** Windows' Credential Manager takes 2,560 bytes; a little is left for what it adds itself. */
export const maximumSecretBytes = 2_500;

type Keychain = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

function checkLength(secret: string): void {
  const length = new TextEncoder().encode(secret).length;
  if (length > maximumSecretBytes) {
    throw new AppError('SECRET_TOO_LONG', { params: { length, maximum: maximumSecretBytes } });
  }
}

function locked(profileId: string, cause?: unknown): AppError {
  return new AppError('KEYCHAIN_LOCKED', { params: { profile: profileId }, retry: 'later', cause });
}

const accountOf = (profileId: string, name: string): string => `${profileId}/${name}`;

function vaultOf(kind: Vault['kind'], keychain: Keychain): Vault {
  async function ask<T>(profileId: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw locked(profileId, error);
    }
  }
  const read = (profileId: string, name: string) =>
    ask(profileId, () => keychain.getPassword(service, accountOf(profileId, name)));

  return {
    kind,
    read,
    readExpected: async (profileId, name) => {
      const secret = await read(profileId, name);
      if (secret === null) throw locked(profileId);
      return secret;
    },
    write: async (profileId, name, secret) => {
      checkLength(secret);
      await ask(profileId, () => keychain.setPassword(service, accountOf(profileId, name), secret));
    },
    remove: async (profileId, name) => {
      await ask(profileId, () => keychain.deletePassword(service, accountOf(profileId, name)));
    },
  };
}

export function memoryVault(): Vault {
  const secrets = new Map<string, string>();
  return vaultOf('memory', {
    getPassword: async (_service, account) => secrets.get(account) ?? null,
    setPassword: async (_service, account, secret) => {
      secrets.set(account, secret);
    },
    deletePassword: async (_service, account) => secrets.delete(account),
  });
}

/** The system's keychain, or null where there is none: no library, no session bus, no secret service. */
async function findKeychain(): Promise<Keychain | null> {
  try {
    // keytar is CommonJS: its functions are on the default export.
    const { default: keychain } = (await import('keytar')) as unknown as { default: Keychain };
    await keychain.getPassword(service, 'probe');
    return keychain;
  } catch {
    return null;
  }
}

/**
 * Opens the vault. Where no keychain answers, a memory vault stands in and says so by its `kind`; a file never does.
 */
export async function openVault(kind: Vault['kind']): Promise<Vault> {
  const keychain = kind === 'keychain' ? await findKeychain() : null;
  return keychain === null ? memoryVault() : vaultOf('keychain', keychain);
}
