/** Profiles and their connections, as the shell keeps them: settings on disk, secrets in the vault, nothing else. */
import { AppError } from '../../shared/domain/app-error.ts';
import { companyGate } from '../../shared/domain/company-gate.ts';
import { unansweredFeatures, undetectedFeatures } from '../../shared/domain/erp-features.ts';
import { readInstanceAddress } from '../../shared/domain/instance-address.ts';
import { templateOf } from '../../shared/domain/profile-file.ts';
import {
  newProfile,
  type ErpConnection,
  type LearnedLicence,
  type Profile,
  type ShopifyConnection,
} from '../../shared/domain/settings.ts';
import type { Input, Output, ProfileOverview, TermsLists } from '../../shared/ipc/contract.ts';
import { requireUsableRules } from '../../shared/mapping/profile-rules.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import type { SettingsStore } from '../storage/settings.ts';
import { missingForCompany, newTerms, requireAssignable, requireCompany } from './company-settings.ts';
import { missingDefaults, requireDefaults } from './defaults.ts';
import type { Job } from './job-contract.ts';
import { idFor, requireFreeName } from './profile-names.ts';
import { grantName, type EnteredSecret, type ProfileSecrets, type SecretName } from './secrets.ts';

export interface ProfileDependencies {
  readonly settings: SettingsStore;
  readonly secrets: ProfileSecrets;
  readonly job: Job;
  readonly clock: Clock;
  /** What can stand in the table of payment terms. */
  readonly readTerms: (profileId: string) => Promise<TermsLists>;
  readonly onChange: () => void;
  /** Before a profile's connection to the ERP is given up: what was opened with it can be ended with it alone. */
  readonly onForget: (profile: Profile) => Promise<void>;
}

type ProfileMethod =
  | 'profile.list'
  | 'profile.create'
  | 'profile.open'
  | 'connection.saveShopify'
  | 'connection.saveErp'
  | 'connection.answerBusinessCustomers'
  | 'connection.answerErpFeatures'
  | 'settings.save';

export interface Profiles {
  readonly services: {
    readonly [M in ProfileMethod]: (input: Input<M>) => Promise<Output<M>>;
  };
  find(profileId: string): Profile;
  save(profile: Profile): Promise<void>;
  /** Keeps what a run learned of the ERP's licence. Never throws: it is learned again where it could not be stored. */
  keepLearned(profileId: string, licence: LearnedLicence): void;
  overview(profileId: string): Promise<ProfileOverview>;
  /** Forgets the settings of a profile that is removed. */
  drop(profileId: string): Promise<void>;
}

/** Nothing is known of a store that was not reached yet. */
const unseenStore = {
  shopName: null,
  shopCurrency: null,
  shopCountry: null,
  shopPlan: null,
  shopPointsPerSecond: null,
  businessCustomers: null,
  erpStoreName: null,
} as const;

/** Nor of a company. */
const unseenCompany = {
  erpStoreName: null,
  erpVersion: null,
  endpointVersion: null,
  erpAddress: null,
  erpFeatures: undetectedFeatures,
} as const;

/** What the chosen way of signing in to the ERP lacks, by field. */
function erpProblems({
  signIn,
  clientId,
  username,
  branch,
}: ErpConnection): Readonly<Record<string, string>> {
  const needsApplication = signIn !== 'cookie';
  return {
    ...(needsApplication && clientId === null
      ? { clientId: 'Copy the Client ID from form Connected Applications (SM303010).' }
      : {}),
    ...(signIn !== 'authorizationCode' && username === null
      ? { username: 'Enter the user that Accord signs in with.' }
      : {}),
    // With tokens it goes into a header of each request, which takes no other characters.
    ...(needsApplication && !/^[\x20-\x7e]*$/.test(branch ?? '')
      ? { branch: 'Enter the Branch ID, as form Branches (CS102000) shows it.' }
      : {}),
  };
}

/** The connection with its address as it is kept. @throws AppError SETTINGS_INVALID with a sentence per field. */
export function checkedErpConnection(entered: ErpConnection): ErpConnection {
  const url = readInstanceAddress(entered.url);
  const problems = {
    ...(url === null ? { url: 'Enter the address you open MYOB Acumatica with.' } : {}),
    ...erpProblems(entered),
  };
  if (url === null || Object.keys(problems).length > 0) {
    throw new AppError('SETTINGS_INVALID', { fields: problems });
  }
  return { ...entered, url };
}

export function createProfiles(dependencies: ProfileDependencies): Profiles {
  const { settings, secrets, job, clock, readTerms, onChange, onForget } = dependencies;

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

  function keepLearned(profileId: string, erpLicence: LearnedLicence): void {
    const keep = (profile: Profile) => (profile.id === profileId ? { ...profile, erpLicence } : profile);
    settings
      .update((current) => ({ ...current, profiles: current.profiles.map(keep) }))
      .then(onChange, () => undefined);
  }

  async function overview(profileId: string): Promise<ProfileOverview> {
    const profile = find(profileId);
    const [shopify, erp, erpClientSecret, shopifyGrant, erpGrant, ledger] = await Promise.all([
      secrets.state(profile, 'shopify'),
      secrets.state(profile, 'erp'),
      secrets.state(profile, 'erpClientSecret'),
      secrets.state(profile, grantName('shopify')),
      secrets.state(profile, grantName('erp')),
      job.overview({ profile, secrets: { shopify: null } }),
    ]);
    return {
      profile,
      secrets: { shopify, erp, erpClientSecret },
      grants: { shopify: shopifyGrant, erp: erpGrant },
      missing: missingDefaults(profile.customer, profile.defaults),
      missingForCompany: missingForCompany(profile),
      companyGate: companyGate(profile),
      ...ledger,
    };
  }

  async function drop(profileId: string): Promise<void> {
    await settings.update(({ profiles, preferences, ...others }) => ({
      ...others,
      profiles: profiles.filter(({ id }) => id !== profileId),
      preferences: {
        ...preferences,
        lastProfileId: preferences.lastProfileId === profileId ? null : preferences.lastProfileId,
      },
    }));
    onChange();
  }

  /** A secret that is null keeps the stored one. */
  async function withSecret(profile: Profile, name: EnteredSecret, secret: string | null): Promise<Profile> {
    return secret === null ? profile : secrets.store(profile, name, secret);
  }

  /** As `connectedTo`, for the ERP: what another company, application, user or way left behind, or does not need, is forgotten. */
  async function connectedToErp(profile: Profile, connection: ErpConnection): Promise<Profile> {
    const before = profile.erp;
    const isSameCompany = before?.url === connection.url && before.tenant === connection.tenant;
    const isSameApplication = isSameCompany && before.clientId === connection.clientId;
    const isSameAccess =
      isSameApplication && before.signIn === connection.signIn && before.username === connection.username;
    const unneeded: readonly (SecretName | null)[] = [
      isSameAccess ? null : 'erpGrant',
      isSameApplication && connection.signIn !== 'cookie' ? null : 'erpClientSecret',
      connection.signIn === 'authorizationCode' ? 'erp' : null,
    ];
    if (before !== null && !isSameAccess) await onForget(profile);
    const left = await secrets.forget(profile, ...unneeded.filter((name) => name !== null));
    const known = isSameCompany
      ? {}
      : { seen: { ...left.seen, ...unseenCompany }, erpFeatures: unansweredFeatures, erpLicence: null };
    return { ...left, ...known, erp: connection };
  }

  /**
   * What another store, another app or another way of signing in left behind is of no use for this one: it must neither be
   * sent to it nor shown beside it.
   */
  async function connectedTo(profile: Profile, connection: ShopifyConnection): Promise<Profile> {
    const before = profile.shopify;
    const isSameStore = before?.domain === connection.domain && before.url === connection.url;
    const isSameApp = isSameStore && before.clientId === connection.clientId;
    const isSameWay = before === null || before.signIn === connection.signIn;
    const isSecretOther = before !== null && (before.signIn === 'token') !== (connection.signIn === 'token');
    let next: Profile = { ...profile, shopify: connection };
    if (!isSameApp || !isSameWay) next = await secrets.forget(next, 'shopifyGrant');
    // An access token is no client secret.
    if (isSecretOther) next = await secrets.forget(next, 'shopify');
    return isSameStore ? next : { ...next, seen: { ...next.seen, ...unseenStore } };
  }

  return {
    find,
    save,
    keepLearned,
    overview,
    drop,
    services: {
      'profile.list': async () => settings.read().profiles,

      'profile.create': async ({ name, colour, homeCountry, template }) => {
        const { profiles } = settings.read();
        requireFreeName(name, profiles);
        const fresh = newProfile(idFor(name, profiles), name, clock.now());
        const chosen = template === undefined ? fresh : { ...fresh, ...templateOf(template) };
        const profile = { ...chosen, colour, homeCountry: homeCountry ?? chosen.homeCountry };
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

      'connection.saveShopify': async ({ profileId, connection, secret }) => {
        const profile = await connectedTo(find(profileId), connection);
        await save(await withSecret(profile, 'shopify', secret));
        return overview(profileId);
      },

      'connection.saveErp': async ({ profileId, connection, secret, clientSecret = null }) => {
        const connected = await connectedToErp(find(profileId), checkedErpConnection(connection));
        const withPassword = await withSecret(connected, 'erp', secret);
        await save(await withSecret(withPassword, 'erpClientSecret', clientSecret));
        return overview(profileId);
      },

      'connection.answerErpFeatures': async ({ profileId, features }) => {
        await save({ ...find(profileId), erpFeatures: features });
        return overview(profileId);
      },

      'connection.answerBusinessCustomers': async ({ profileId, enabled }) => {
        const profile = find(profileId);
        // The store's own word counts more; a person is asked only where it gives none.
        if (profile.seen.businessCustomers?.saidBy !== 'store') {
          const businessCustomers = { enabled, saidBy: 'person' } as const;
          await save({ ...profile, seen: { ...profile.seen, businessCustomers } });
        }
        return overview(profileId);
      },

      'settings.save': async ({ profileId, customer, company, defaults, policies, ...given }) => {
        const known = find(profileId);
        const profile = {
          ...known,
          customer,
          company: company ?? known.company,
          defaults,
          policies,
          guards: given.guards ?? known.guards,
          filters: given.filters ?? known.filters,
          savedFilters: given.savedFilters ?? known.savedFilters,
          fieldMappings: given.fieldMappings ?? known.fieldMappings,
          defaultRules: given.defaultRules ?? known.defaultRules,
          substitutions: given.substitutions ?? known.substitutions,
          furtherFields: given.furtherFields ?? known.furtherFields,
        };
        requireDefaults(profile);
        requireCompany(known, profile);
        const terms = newTerms(known.company, profile.company);
        if (terms.length > 0) requireAssignable(terms, await readTerms(profileId));
        requireUsableRules(profile);
        await save(profile);
        return overview(profileId);
      },
    },
  };
}
