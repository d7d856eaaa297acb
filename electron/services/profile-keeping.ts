/** Many profiles on one computer: taking over settings, naming, putting away, and removing with everything. */
import { isDeepStrictEqual } from 'node:util';
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { ProfileSettings } from '../../shared/domain/profile-file.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { inputSchemas, type Input, type Output } from '../../shared/ipc/contract.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import { storeAddress } from '../connectors/shopify/store-address.ts';
import type { DataPaths } from '../storage/paths.ts';
import { profileFiles } from '../storage/profile-files.ts';
import type { SettingsStore } from '../storage/settings.ts';
import { arriving } from './company-settings.ts';
import { requireDefaults } from './defaults.ts';
import type { Job } from './job-contract.ts';
import { checkedName, idFor, requireFreeName } from './profile-names.ts';
import { checkedErpConnection, type Profiles } from './profiles.ts';
import { secretNames, type ProfileSecrets, type SecretName } from './secrets.ts';

export interface ProfileKeepingDependencies {
  readonly profiles: Profiles;
  readonly settings: SettingsStore;
  readonly secrets: ProfileSecrets;
  readonly job: Job;
  readonly paths: DataPaths;
  readonly clock: Clock;
  /** Ends what was opened with the profile's connection and was left open. */
  readonly onForget: (profile: Profile) => Promise<void>;
}

type KeepingMethod =
  | 'profile.import'
  | 'profile.set'
  | 'profile.relabel'
  | 'profile.archive'
  | 'profile.belongings'
  | 'profile.remove';

type KeepingServices = { readonly [M in KeepingMethod]: (input: Input<M>) => Promise<Output<M>> };

const secretTitles: Readonly<Record<SecretName, string>> = {
  shopify: 'the secret of the Shopify store',
  erp: 'the password of the MYOB Acumatica user',
  erpClientSecret: 'the secret of the connected application',
  shopifyGrant: 'the sign-in to Shopify',
  erpGrant: 'the sign-in to MYOB Acumatica',
};

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

type Connections = Pick<ProfileSettings, 'shopify' | 'erp'>;

/** @throws AppError of the connection, as its own screen would say it. */
function checkedConnections({ shopify, erp }: Connections): Connections {
  if (shopify !== null) storeAddress(shopify);
  return { shopify, erp: erp === null ? null : checkedErpConnection(erp) };
}

/** Connections that are to be saved; null leaves one as it is. */
function changedConnections(next: Connections, before: Connections): Connections {
  return checkedConnections({
    shopify: isDeepStrictEqual(next.shopify, before.shopify) ? null : next.shopify,
    erp: isDeepStrictEqual(next.erp, before.erp) ? null : next.erp,
  });
}

/** Settings that the screens save together, and those that have no other check than their schema. */
function partition(settings: ProfileSettings): readonly [saved: object, others: Partial<ProfileSettings>] {
  const { shopify: _, erp: __, erpFeatures: ___, ...rest } = settings;
  const isSaved = ([field]: readonly [string, unknown]) => field in inputSchemas['settings.save'].shape;
  const fields = Object.entries(rest);
  return [
    Object.fromEntries(fields.filter(isSaved)),
    Object.fromEntries(fields.filter((field) => !isSaved(field))),
  ];
}

export function createProfileKeeping(dependencies: ProfileKeepingDependencies): KeepingServices {
  const { profiles, settings, secrets, job, paths, clock, onForget } = dependencies;
  const contextOf = (profile: Profile) => ({ profile, secrets: { shopify: null } });

  /**
   * @returns false where its ledger is damaged: then nothing can go on with it.
   * @throws AppError RUN_ACTIVE, PROFILE_IN_USE
   */
  async function requireIdle(profile: Profile): Promise<boolean> {
    try {
      const { activity } = await job.call('run.status', { profileId: profile.id }, contextOf(profile));
      if (activity !== 'idle') throw new AppError('RUN_ACTIVE');
      return true;
    } catch (error) {
      if (isAppError(error) && error.code === 'LEDGER_CORRUPT') return false;
      throw error;
    }
  }

  async function ledgerSentence(profile: Profile, isWhole: boolean): Promise<string> {
    if (!isWhole) return 'Its ledger, which is damaged and cannot be read.';
    const [runs, { recordCounts }] = await Promise.all([
      job.call('history.runs', { profileId: profile.id }, contextOf(profile)),
      job.overview(contextOf(profile)),
    ]);
    const customers = Object.values(recordCounts).reduce((sum, each) => sum + each, 0);
    if (runs.length === 0 && customers === 0) return 'Its ledger, which is still empty.';
    return `Its ledger: ${count(runs.length, 'run')}, what each of them wrote and how to take it back, and the links and states of ${count(customers, 'customer')}.`;
  }

  async function secretsSentence(profile: Profile): Promise<string | null> {
    const states = await Promise.all(secretNames.map((name) => secrets.state(profile, name)));
    const kept = secretNames.filter((_, index) => states[index] === 'stored' || states[index] === 'locked');
    return kept.length === 0
      ? null
      : `From the keychain: ${kept.map((name) => secretTitles[name]).join(', ')}.`;
  }

  function settingsSentence({ shopify, erp }: Profile): string {
    const systems = [shopify?.domain, erp?.tenant].filter((name) => name !== undefined);
    return systems.length === 0
      ? 'Its settings.'
      : `Its settings, and how it is connected to ${systems.join(' and ')}.`;
  }

  return {
    'profile.import': async ({ settings: chosen }) => {
      const known = settings.read().profiles;
      const name = checkedName(chosen.name);
      requireFreeName(name, known);
      const profile: Profile = {
        ...newProfile(idFor(name, known), name, clock.now()),
        ...chosen,
        ...checkedConnections(chosen),
        name,
      };
      requireDefaults(profile);
      const made = arriving(profile);
      await profiles.save(made);
      return made;
    },

    'profile.set': async ({ profileId, settings: next }) => {
      const before = profiles.find(profileId);
      const { erpFeatures } = next;
      const name = checkedName(next.name);
      const { shopify, erp } = changedConnections(next, before);
      requireFreeName(name, settings.read().profiles, profileId);
      const { services } = profiles;
      const [saved, others] = partition(next);
      // Whatever the screens save together is saved with their checks, before anything else is changed.
      await services['settings.save']({ profileId, ...saved } as Input<'settings.save'>);
      await profiles.save({ ...profiles.find(profileId), ...others, name });
      if (erp !== null) await services['connection.saveErp']({ profileId, connection: erp, secret: null });
      if (shopify !== null)
        await services['connection.saveShopify']({ profileId, connection: shopify, secret: null });
      // A new company was asked nothing yet, unless the answers came with it.
      const isAnswered = !isDeepStrictEqual(erpFeatures, before.erpFeatures);
      if (isAnswered) await services['connection.answerErpFeatures']({ profileId, features: erpFeatures });
      return profiles.overview(profileId);
    },

    'profile.relabel': async ({ profileId, name, colour, homeCountry }) => {
      requireFreeName(name, settings.read().profiles, profileId);
      const profile = { ...profiles.find(profileId), name, colour, homeCountry };
      await profiles.save(profile);
      return profile;
    },

    'profile.archive': async ({ profileId, archived }) => {
      if (archived) await requireIdle(profiles.find(profileId));
      const profile = { ...profiles.find(profileId), archived };
      await profiles.save(profile);
      return profile;
    },

    'profile.belongings': async ({ profileId }) => {
      const profile = profiles.find(profileId);
      const isWhole = await requireIdle(profile);
      const [ledger, files, kept] = await Promise.all([
        ledgerSentence(profile, isWhole),
        profileFiles(paths, profileId),
        secretsSentence(profile),
      ]);
      const sentences = [
        settingsSentence(profile),
        ledger,
        files.reports === 0 ? null : `${count(files.reports, 'report')} of its runs.`,
        files.hasLookups ? 'The lists of MYOB Acumatica as they were last read.' : null,
        files.hasOpenSession
          ? 'The note that a session of MYOB Acumatica was left open; Accord ends the session first.'
          : null,
        kept,
      ];
      return { items: sentences.filter((sentence) => sentence !== null) };
    },

    'profile.remove': async ({ profileId, typedName }) => {
      const profile = profiles.find(profileId);
      if (typedName !== profile.name) {
        throw new AppError('INPUT_INVALID', {
          params: { reason: `Type "${profile.name}" to remove this profile and everything in it.` },
          fields: { typedName: `Type "${profile.name}".` },
        });
      }
      await requireIdle(profile);
      await onForget(profile);
      await job.remove(profileId);
      await secrets.forget(profile, ...secretNames);
      await secrets.keepSession(profile, null);
      await profiles.drop(profileId);
      return { removed: true };
    },
  };
}
