/** Profiles and their connections, as the shell keeps them: settings on disk, secrets in the vault, nothing else. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import { newProfile, type Profile, type Settings } from '../../shared/domain/settings.ts';
import type { Input, Output, ProfileOverview } from '../../shared/ipc/contract.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import type { SettingsStore } from '../storage/settings.ts';
import type { Vault } from '../storage/vault.ts';
import { missingDefaults, requireDefaults } from './defaults.ts';
import type { Job, Secrets } from './job-contract.ts';

export interface ProfileDependencies {
  readonly settings: SettingsStore;
  /** The keychain; for a demo, whose secrets open nothing, this process's memory. */
  readonly vaultOf: (profile: Profile) => Vault;
  readonly job: Job;
  readonly clock: Clock;
  /** Secrets given for this process only (environment variables of the command line); they win over the vault. */
  readonly givenSecrets: Partial<Secrets>;
  readonly onChange: () => void;
}

type ProfileMethod =
  | 'profile.list'
  | 'profile.create'
  | 'profile.open'
  | 'profile.remove'
  | 'connection.saveShopify'
  | 'connection.saveErp'
  | 'settings.save';

export interface Profiles {
  readonly services: {
    readonly [M in ProfileMethod]: (input: Input<M>) => Promise<Output<M>>;
  };
  find(profileId: string): Profile;
  /** @throws AppError KEYCHAIN_LOCKED when a stored secret is expected and the keychain answers nothing. */
  secretsOf(profile: Profile): Promise<Secrets>;
  save(profile: Profile): Promise<void>;
  overview(profileId: string): Promise<ProfileOverview>;
}

const sides: readonly Side[] = ['shopify', 'erp'];

/** `Harbour & Pine` -> `harbour-pine`; a number is added where that is taken. */
function idFor(name: string, settings: Settings): string {
  const stem =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 48) || 'profile';
  const taken = new Set(settings.profiles.map((profile) => profile.id));
  for (let suffix = 1; ; suffix++) {
    const id = suffix === 1 ? stem : `${stem}-${suffix}`;
    if (!taken.has(id)) return id;
  }
}

export function createProfiles(dependencies: ProfileDependencies): Profiles {
  const { settings, vaultOf, job, clock, givenSecrets, onChange } = dependencies;

  function find(profileId: string): Profile {
    const profile = settings.read().profiles.find((each) => each.id === profileId);
    if (profile === undefined) throw new AppError('PROFILE_MISSING', { params: { profile: profileId } });
    return profile;
  }

  async function save(profile: Profile): Promise<void> {
    await settings.update((current) => ({
      ...current,
      profiles: current.profiles.some((each) => each.id === profile.id)
        ? current.profiles.map((each) => (each.id === profile.id ? profile : each))
        : [...current.profiles, profile],
    }));
    onChange();
  }

  async function secretsOf(profile: Profile): Promise<Secrets> {
    const read = async (side: Side) => {
      const given = givenSecrets[side];
      if (given !== undefined && given !== null) return given;
      const vault = vaultOf(profile);
      const isExpected = profile.secretsExpected[side] && vault.kind === 'keychain';
      return isExpected ? vault.readExpected(profile.id, side) : vault.read(profile.id, side);
    };
    return { shopify: await read('shopify'), erp: await read('erp') };
  }

  async function secretState(profile: Profile, side: Side): Promise<ProfileOverview['secrets'][Side]> {
    if (givenSecrets[side] !== undefined && givenSecrets[side] !== null) return 'session';
    const vault = vaultOf(profile);
    const secret = await vault.read(profile.id, side);
    if (secret !== null) return vault.kind === 'keychain' ? 'stored' : 'session';
    return profile.secretsExpected[side] && vault.kind === 'keychain' ? 'locked' : 'missing';
  }

  async function overview(profileId: string): Promise<ProfileOverview> {
    const profile = find(profileId);
    const [shopify, erp, ledger] = await Promise.all([
      secretState(profile, 'shopify'),
      secretState(profile, 'erp'),
      job.overview({ profile, secrets: { shopify: null, erp: null } }),
    ]);
    return {
      profile,
      secrets: { shopify, erp },
      missing: missingDefaults(profile.customer, profile.defaults),
      ...ledger,
    };
  }

  async function storeSecret(profile: Profile, side: Side, secret: string | null): Promise<Profile> {
    if (secret === null) return profile;
    const vault = vaultOf(profile);
    await vault.write(profile.id, side, secret);
    return {
      ...profile,
      secretsExpected: { ...profile.secretsExpected, [side]: vault.kind === 'keychain' },
    };
  }

  return {
    find,
    secretsOf,
    save,
    overview,
    services: {
      'profile.list': async () => settings.read().profiles,

      'profile.create': async ({ name, colour, homeCountry }) => {
        const current = settings.read();
        if (current.profiles.some((profile) => profile.name.toLowerCase() === name.toLowerCase())) {
          throw new AppError('PROFILE_EXISTS', { params: { profile: name } });
        }
        const profile = { ...newProfile(idFor(name, current), name, clock.now()), colour, homeCountry };
        await save(profile);
        return profile;
      },

      'profile.open': async ({ profileId }) => {
        const opened = await overview(profileId);
        await settings.update((current) => ({
          ...current,
          preferences: { ...current.preferences, lastProfileId: profileId },
        }));
        return opened;
      },

      'profile.remove': async ({ profileId, typedName }) => {
        const profile = find(profileId);
        if (typedName !== profile.name) {
          throw new AppError('INPUT_INVALID', {
            params: { reason: `Type "${profile.name}" to remove this profile and everything in it.` },
            fields: { typedName: `Type "${profile.name}".` },
          });
        }
        await job.remove(profileId);
        for (const side of sides) await vaultOf(profile).remove(profileId, side);
        await settings.update((current) => ({
          ...current,
          profiles: current.profiles.filter((each) => each.id !== profileId),
          preferences: {
            ...current.preferences,
            lastProfileId:
              current.preferences.lastProfileId === profileId ? null : current.preferences.lastProfileId,
          },
        }));
        onChange();
        return { removed: true };
      },

      'connection.saveShopify': async ({ profileId, connection, secret }) => {
        const profile = await storeSecret(find(profileId), 'shopify', secret);
        await save({ ...profile, shopify: connection });
        return overview(profileId);
      },

      'connection.saveErp': async ({ profileId, connection, secret }) => {
        const profile = await storeSecret(find(profileId), 'erp', secret);
        await save({ ...profile, erp: connection });
        return overview(profileId);
      },

      'settings.save': async ({ profileId, customer, defaults, policies, guards }) => {
        const known = find(profileId);
        const profile = { ...known, customer, defaults, policies, guards: guards ?? known.guards };
        requireDefaults(profile);
        await save(profile);
        return overview(profileId);
      },
    },
  };
}
