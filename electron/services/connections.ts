/** Connecting a profile to its two systems: for a check, for the look-up lists, or for the length of one activity. */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import { nothingLearned, type LearnedLicence, type Profile } from '../../shared/domain/settings.ts';
import type { CheckResult, InUse, Lookups } from '../../shared/ipc/contract.ts';
import type { Clock, Logger, Sink, Source, TakenNumbers } from '../../shared/sync/ports.ts';
import { checkAcumatica, connectAcumatica, type AcumaticaConnector } from '../connectors/acumatica/index.ts';
import type { SessionSource } from '../connectors/acumatica/session.ts';
import { checkShopify, connectShopify, type ShopifyConnector } from '../connectors/shopify/index.ts';
import type { ErpSessions, JobContext, JobEvents } from './job-contract.ts';
import type { TokenProviders } from './token-providers.ts';

export const systemNames: Readonly<Record<Side, string>> = { shopify: 'Shopify', erp: 'MYOB Acumatica' };

export function notConnected(profile: Profile, side: Side): AppError {
  return new AppError('PROFILE_NOT_CONNECTED', {
    params: { system: systemNames[side], profile: profile.name },
  });
}

/** The access token or client secret of the store. @throws AppError SECRET_MISSING */
export function storeSecretOf({ profile, secrets }: Pick<JobContext, 'profile' | 'secrets'>): string {
  if (secrets.shopify !== null) return secrets.shopify;
  const isToken = profile.shopify?.signIn === 'token';
  throw new AppError('SECRET_MISSING', {
    params: {
      secret: `Shopify ${isToken ? 'access token' : 'client secret'}`,
      profile: profile.name,
      variable: 'ACCORD_SHOPIFY_SECRET',
    },
  });
}

/** What connecting takes, beside the profile. */
export interface Connecting {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly tokens: TokenProviders;
  readonly erpSessions: ErpSessions;
  readonly events: Pick<JobEvents, 'licenceLearned'>;
}

function shopifyOptions(
  context: JobContext,
  { logger, tokens: providers }: Pick<Connecting, 'logger' | 'tokens'>,
) {
  const connection = context.profile.shopify;
  if (connection === null) throw notConnected(context.profile, 'shopify');
  const secret = storeSecretOf(context);
  const tokens = providers.shopify(context, secret);
  return { connection, secret, logger, ...(tokens === null ? {} : { tokens }) };
}

function erpOptions({ profile }: JobContext, sessions: SessionSource, logger: Logger) {
  if (profile.erp === null) throw notConnected(profile, 'erp');
  return {
    connection: profile.erp,
    defaults: profile.defaults,
    learned: profile.erpLicence,
    sessions,
    homeCountry: profile.homeCountry,
    logger,
  };
}

/** The profile's session of the ERP, by a lease of it. */
function leasedSession(erpSessions: ErpSessions, lease: () => Promise<string>): SessionSource {
  return {
    open: async (base) => erpSessions.open(await lease(), base),
    renew: async (_base, used) => erpSessions.renew(await lease(), used),
    close: async () => {
      await erpSessions.release(await lease());
      return true;
    },
  };
}

/** Leases the profile's session of the ERP for the length of `work`. */
async function withSession<T>(
  { profile }: JobContext,
  { erpSessions }: Pick<Connecting, 'erpSessions'>,
  work: (sessions: SessionSource) => Promise<T>,
): Promise<T> {
  if (profile.erp === null) throw notConnected(profile, 'erp');
  const lease = await erpSessions.lease(profile.id);
  try {
    return await work(leasedSession(erpSessions, () => Promise.resolve(lease)));
  } finally {
    await erpSessions.release(lease);
  }
}

/** As `withSession`, with the lease taken where the session is opened: what stands against it is a step of the doctor. */
async function withSessionOnDemand<T>(
  { profile }: JobContext,
  { erpSessions }: Pick<Connecting, 'erpSessions'>,
  work: (sessions: SessionSource) => Promise<T>,
): Promise<T> {
  const leases: Promise<string>[] = [];
  const lease = () => (leases[0] ??= erpSessions.lease(profile.id));
  try {
    return await work(leasedSession(erpSessions, lease));
  } finally {
    for (const taken of await Promise.allSettled(leases)) {
      if (taken.status === 'fulfilled') await erpSessions.release(taken.value);
    }
  }
}

/** The connection doctor. Its steps name what was found and what to do; a failed step is an answer, not an exception. */
export function checkConnection(
  side: Side,
  context: JobContext,
  connecting: Pick<Connecting, 'logger' | 'tokens' | 'erpSessions'>,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { shopify, seen, erpFeatures } = context.profile;
  return side === 'shopify'
    ? checkShopify(
        { ...shopifyOptions(context, connecting), businessCustomers: seen.businessCustomers },
        signal,
      )
    : withSessionOnDemand(context, connecting, (sessions) =>
        checkAcumatica(
          {
            ...erpOptions(context, sessions, connecting.logger),
            shopDomain: shopify?.domain ?? null,
            answeredFeatures: erpFeatures,
          },
          signal,
        ),
      );
}

/** Connects the ERP alone, for a short question. */
export async function withErp<T>(
  context: JobContext,
  connecting: Pick<Connecting, 'logger' | 'erpSessions'>,
  signal: AbortSignal,
  ask: (erp: AcumaticaConnector) => Promise<T>,
): Promise<T> {
  return withSession(context, connecting, async (sessions) => {
    const erp = await connectAcumatica(erpOptions(context, sessions, connecting.logger), signal);
    try {
      return await ask(erp);
    } finally {
      await erp.close();
    }
  });
}

export function readLookups(
  context: JobContext,
  connecting: Pick<Connecting, 'logger' | 'erpSessions'>,
  signal: AbortSignal,
): Promise<Lookups> {
  return withErp(context, connecting, signal, (erp) => erp.lookups(signal));
}

export interface Connected {
  /** The profile with what the systems call themselves now. */
  readonly profile: Profile;
  readonly sources: Readonly<Record<Side, Source>>;
  readonly sinks: Readonly<Record<Side, Sink>>;
  /** What a whole reading of the ERP met of values that it has no list of; null before one. */
  readonly inUse: () => InUse | null;
  readonly takenNumbers: TakenNumbers;
}

/** Passes on what is newly known of the licence: what requests showed, or that no seat was free. */
function passOnLearned(
  { profile }: JobContext,
  erp: AcumaticaConnector | null,
  failure: unknown,
  { clock, events }: Connecting,
): void {
  const before = profile.erpLicence ?? nothingLearned;
  const known = erp === null ? before : erp.learned();
  // With a cookie it shows when the session is opened, with a token at the first request.
  const hadNoSeat = isAppError(failure) && failure.code === 'ERP_NO_SEAT';
  const learned: LearnedLicence = hadNoSeat ? { ...known, noSeatAt: clock.now() } : known;
  if (JSON.stringify(learned) !== JSON.stringify(before)) events.licenceLearned(profile.id, learned);
}

/**
 * Connects both sides for the length of `work`. The ERP session is released whatever happens, as its seats are few.
 * @throws AppError of the sign-in families, PROFILE_NOT_CONNECTED, SECRET_MISSING.
 */
export async function withConnections<T>(
  context: JobContext,
  connecting: Connecting,
  signal: AbortSignal,
  work: (connected: Connected) => Promise<T>,
): Promise<T> {
  const { profile } = context;
  // Whatever is missing on one side is told before the other is asked.
  const storeOptions = shopifyOptions(context, connecting);
  return withSession(context, connecting, async (sessions) => {
    const [shopify, erp] = await Promise.allSettled([
      connectShopify(storeOptions, signal),
      connectAcumatica(erpOptions(context, sessions, connecting.logger), signal),
    ]);
    let failure: unknown = erp.status === 'rejected' ? erp.reason : null;
    try {
      if (shopify.status === 'rejected') throw shopify.reason;
      if (erp.status === 'rejected') throw erp.reason;
      return await work(await connected(profile, shopify.value, erp.value, signal));
    } catch (error) {
      failure ??= error;
      throw error;
    } finally {
      passOnLearned(context, erp.status === 'fulfilled' ? erp.value : null, failure, connecting);
      if (erp.status === 'fulfilled') await erp.value.close();
      if (shopify.status === 'fulfilled') await shopify.value.close();
    }
  });
}

async function connected(
  profile: Profile,
  shopify: ShopifyConnector,
  erp: AcumaticaConnector,
  signal: AbortSignal,
): Promise<Connected> {
  const shopDomain = profile.shopify?.domain ?? null;
  const erpStoreName = shopDomain === null ? null : await erp.storeNameFor(shopDomain, signal);
  return {
    profile: {
      ...profile,
      seen: {
        ...profile.seen,
        shopName: shopify.shop.name,
        shopCurrency: shopify.shop.currency,
        shopCountry: shopify.shop.country,
        shopPlan: shopify.shop.plan,
        erpStoreName,
        erpVersion: erp.buildVersion,
        endpointVersion: erp.endpointVersion,
      },
    },
    sources: { shopify: shopify.source, erp: erp.source },
    takenNumbers: (numbers, takenSignal) => erp.usedIds.taken('customer', numbers, takenSignal),
    sinks: { shopify: shopify.sink, erp: erp.sink },
    inUse: erp.inUse,
  };
}
