/**
 * The composition root: storage, vault, job and services wired to the contract. The shell, the command line and the tests
 * all get the same thing from here.
 */
import {
  type EventName,
  type Events,
  type Input,
  type Output,
  type Services,
} from '../shared/ipc/contract.ts';
import { AppError } from '../shared/domain/app-error.ts';
import type { Profile } from '../shared/domain/settings.ts';
import type { Logger } from '../shared/sync/ports.ts';
import { openLoopback } from './connectors/loopback.ts';
import type { Demo } from './demo.ts';
import { createErpAccess } from './services/erp-access.ts';
import { createErpSessions } from './services/erp-sessions.ts';
import { createJob } from './services/job.ts';
import {
  jobMethods,
  methodsWithSecrets,
  type ErpSessions,
  type Job,
  type JobContext,
  type JobEvents,
  type JobMethod,
} from './services/job-contract.ts';
import { createProfileKeeping } from './services/profile-keeping.ts';
import { createProfiles } from './services/profiles.ts';
import { createReviews, type ChooseFile, type PlanFiles } from './services/reviews.ts';
import { addressOf } from './services/records.ts';
import { createSecrets, usesGrant, type GivenSecrets } from './services/secrets.ts';
import { createSignIns } from './services/sign-in.ts';
import { suggestInThread } from './services/suggest-thread.ts';
import { systemClock, systemIds } from './services/system.ts';
import { fileLogger } from './storage/log.ts';
import { dataPaths, type DataPaths } from './storage/paths.ts';
import { openSettings } from './storage/settings.ts';
import { memoryVault, openVault, type Vault } from './storage/vault.ts';

export const appVersion = '0.1.0';

export type HostListener = <E extends EventName>(event: E, payload: Events[E]) => void;

export interface HostOptions {
  /** Folder of all data; null means the platform's own place. */
  readonly home: string | null;
  readonly hostName: string;
  /** `memory` keeps secrets for this process only: demo and headless use. Or one that is open already. */
  readonly vault: Vault['kind'] | Vault;
  readonly givenSecrets?: GivenSecrets;
  /** The job in another process; without it the job runs in this one. */
  readonly startJob?: (paths: DataPaths, events: JobEvents, erpSessions: ErpSessions) => Promise<Job>;
  /** Opens a web address or a folder outside the app; the command line has none. */
  readonly openOutside?: (target: { readonly url: string } | { readonly folder: string }) => Promise<void>;
  /** Asks a person for a file; the command line names it itself, see `Host.planFiles`. */
  readonly chooseFile?: ChooseFile;
}

export interface Host {
  readonly services: Services;
  readonly paths: DataPaths;
  /** Previews as files whose place is known already. */
  readonly planFiles: PlanFiles;
  subscribe(listener: HostListener): () => void;
  /** Keeps an error that nobody expected; the page is only told that something went wrong. */
  readonly logUnexpected: (method: string, error: unknown) => void;
  /** The running demo twins, or null. */
  demo(): Demo | null;
  close(): Promise<void>;
}

/**
 * @throws AppError SETTINGS_CORRUPT, SETTINGS_NEWER, STORAGE_FAILED.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const paths = dataPaths(options.home);
  const logger: Logger = fileLogger(paths.logFile('main'));
  const listeners = new Set<HostListener>();
  const emit: HostListener = (event, payload) => {
    for (const listener of listeners) listener(event, payload);
  };

  const settings = await openSettings(paths.settingsFile);
  const vault = typeof options.vault === 'string' ? await openVault(options.vault) : options.vault;
  const demoVault = memoryVault();
  const secrets = createSecrets({
    vaultOf: (profile) => (profile.demo ? demoVault : vault),
    givenSecrets: options.givenSecrets ?? {},
  });
  const events: JobEvents = {
    progress: (profileId, progress) => emit('progress', { profileId, progress }),
    runChanged: (profileId, status) => emit('runChanged', { profileId, status }),
    grantRenewed: (profileId, side, grant) => signIns.keepRenewed(profileId, side, grant),
    licenceLearned: (profileId, licence) => profiles.keepLearned(profileId, licence),
  };
  const erpSessions = createErpSessions({
    profiles: { find: (profileId) => profiles.find(profileId) },
    access: createErpAccess({ secrets, clock: systemClock, logger }),
    paths,
    clock: systemClock,
    logger,
  });
  const job =
    options.startJob === undefined
      ? createJob({
          paths,
          clock: systemClock,
          ids: systemIds,
          logger,
          events,
          erpSessions,
          suggest: suggestInThread,
        })
      : await options.startJob(paths, events, erpSessions);
  const profiles = createProfiles({
    settings,
    secrets,
    job,
    clock: systemClock,
    readTerms: (profileId) => jobServices['lookups.terms']({ profileId }),
    onChange: () => emit('profilesChanged', {}),
    onForget: (profile) => erpSessions.endLeft([profile]),
  });
  const keeping = createProfileKeeping({
    profiles,
    settings,
    secrets,
    job,
    paths,
    clock: systemClock,
    onForget: (profile) => erpSessions.endLeft([profile]),
  });
  const signIns = createSignIns({
    profiles,
    secrets,
    openLoopback,
    openBrowser: async (url) => options.openOutside?.({ url }),
    clock: systemClock,
    logger,
  });

  let demo: Demo | null = null;
  async function startDemo(isNew: boolean): Promise<Demo> {
    // Only a demo loads the simulators.
    if (demo === null) {
      const { openDemo } = await import('./demo.ts');
      demo = await openDemo(paths.demoFolder, isNew);
    }
    return demo;
  }

  /** The demo's twins live in this process and get new ports at each start. */
  async function connectDemo(isNew: boolean) {
    const running = await startDemo(isNew);
    const existing = settings.read().profiles.find((profile) => profile.demo);
    const profile = running.connect(existing ?? null, systemClock.now());
    for (const side of ['shopify', 'erp'] as const)
      await demoVault.write(profile.id, side, running.secrets[side]);
    await profiles.save(profile);
    return profile;
  }
  if (settings.read().profiles.some((profile) => profile.demo)) await connectDemo(false);
  // Nobody waits for it but whoever works with the same profile.
  void erpSessions.endLeft(settings.read().profiles);

  async function storeContext(profile: Profile): Promise<JobContext> {
    const shopify = await secrets.read(profile, 'shopify');
    const grant = usesGrant(profile, 'shopify') ? await secrets.read(profile, 'shopifyGrant') : null;
    return { profile, secrets: { shopify }, ...(grant === null ? {} : { grants: { shopify: grant } }) };
  }
  const contextOf = async (profileId: string): Promise<JobContext> =>
    (await reviews.context(profileId)) ?? {
      profile: profiles.find(profileId),
      secrets: { shopify: null },
    };
  const reviews = createReviews({
    paths,
    job,
    clock: systemClock,
    ids: systemIds,
    chooseFile: options.chooseFile ?? (async () => null),
    contextOf,
  });
  function jobService<M extends JobMethod>(method: M) {
    return async (input: Input<M>): Promise<Output<M>> => {
      const context = await contextOf((input as { profileId: string }).profileId);
      const needsSecrets = methodsWithSecrets.has(method) && context.review === undefined;
      if (needsSecrets && context.profile.archived) {
        throw new AppError('PROFILE_ARCHIVED', { params: { profile: context.profile.name } });
      }
      return job.call(method, input, needsSecrets ? await storeContext(context.profile) : context);
    };
  }
  const jobServices = Object.fromEntries(jobMethods.map((method) => [method, jobService(method)])) as Pick<
    Services,
    JobMethod
  >;

  const services: Services = {
    ...profiles.services,
    ...keeping,
    ...signIns.services,
    ...jobServices,
    ...reviews.services,

    'profile.open': async (input) =>
      (await reviews.overview(input.profileId)) ?? profiles.services['profile.open'](input),

    'app.info': async () => ({
      version: appVersion,
      host: options.hostName,
      keychain: vault.kind === 'keychain' ? 'available' : 'missing',
      preferences: settings.read().preferences,
      notices: settings.notices,
    }),

    'preferences.save': async (preferences) => {
      await settings.update((current) => ({ ...current, preferences }));
      return preferences;
    },

    /** A demo that already ran for a week: the first sync linked the two systems, then people edited both. */
    'profile.createDemo': async () => {
      if (demo !== null) await demo.close();
      demo = null;
      const known = settings.read().profiles.find((profile) => profile.demo);
      if (known !== undefined)
        await services['profile.remove']({ profileId: known.id, typedName: known.name });
      const profile = await connectDemo(true);
      const plan = await services['plan.prepare']({ profileId: profile.id });
      await services['plan.commit']({
        profileId: profile.id,
        planId: plan.id,
        sha256: plan.sha256,
        firstRowsPerVerb: null,
      });
      await (await startDemo(false)).passWeek();
      return profile;
    },

    'connection.check': async (input) => {
      const result = await jobServices['connection.check'](input);
      const profile = profiles.find(input.profileId);
      await profiles.save({ ...profile, seen: { ...profile.seen, ...result.seen } });
      return result;
    },

    open: async ({ profileId, kind, id }) => {
      const profile = profiles.find(profileId);
      const target =
        kind === 'reportFolder'
          ? { folder: paths.reportsFolder(profileId) }
          : { url: addressOf(profile, kind, id) };
      await options.openOutside?.(target);
      return { opened: true };
    },
  };

  return {
    services,
    paths,
    planFiles: reviews.files,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    logUnexpected: (method, error) =>
      logger.error('unexpected error', {
        method,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    demo: () => demo,
    close: async () => {
      await job.close();
      await signIns.close();
      await erpSessions.close();
      await demo?.close();
    },
  };
}
