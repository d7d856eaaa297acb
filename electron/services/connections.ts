/** Connecting a profile to its two systems: for a check, for the look-up lists, or for the length of one activity. */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import { nothingLearned, type LearnedLicence, type Profile } from '../../shared/domain/settings.ts';
import type { CheckResult, InUse, Lookups } from '../../shared/ipc/contract.ts';
import type { Clock, Logger, Sink, Source, TakenNumbers } from '../../shared/sync/ports.ts';
import { checkAcumatica, connectAcumatica, type AcumaticaConnector } from '../connectors/acumatica/index.ts';
import { checkShopify, connectShopify, type ShopifyConnector } from '../connectors/shopify/index.ts';
import type { JobContext, JobEvents } from './job-contract.ts';
import type { TokenProviders } from './token-providers.ts';

export const systemNames: Readonly<Record<Side, string>> = { shopify: 'Shopify', erp: 'MYOB Acumatica' };

export function notConnected(profile: Profile, side: Side): AppError {
  return new AppError('PROFILE_NOT_CONNECTED', {
    params: { system: systemNames[side], profile: profile.name },
  });
}

/** @throws AppError SECRET_MISSING */
export function secretOf({ profile, secrets }: JobContext, side: Side): string {
  const secret = secrets[side];
  if (secret !== null) return secret;
  const isToken = profile.shopify?.signIn === 'token';
  const name = side === 'erp' ? 'password' : isToken ? 'access token' : 'client secret';
  throw new AppError('SECRET_MISSING', {
    params: {
      secret: `${systemNames[side]} ${name}`,
      profile: profile.name,
      variable: side === 'erp' ? 'ACCORD_ERP_PASSWORD' : 'ACCORD_SHOPIFY_SECRET',
    },
  });
}

/** What connecting takes, beside the profile. */
export interface Connecting {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly tokens: TokenProviders;
  readonly events: Pick<JobEvents, 'licenceLearned'>;
}

function shopifyOptions(
  context: JobContext,
  { logger, tokens: providers }: Pick<Connecting, 'logger' | 'tokens'>,
) {
  const connection = context.profile.shopify;
  if (connection === null) throw notConnected(context.profile, 'shopify');
  const secret = secretOf(context, 'shopify');
  const tokens = providers.shopify(context, secret);
  return { connection, secret, logger, ...(tokens === null ? {} : { tokens }) };
}

function erpOptions(context: JobContext, { logger }: Pick<Connecting, 'logger'>) {
  const { profile } = context;
  if (profile.erp === null) throw notConnected(profile, 'erp');
  return {
    connection: profile.erp,
    defaults: profile.defaults,
    learned: profile.erpLicence,
    secret: secretOf(context, 'erp'),
    homeCountry: profile.homeCountry,
    logger,
  };
}

/** The connection doctor. Its steps name what was found and what to do; a failed step is an answer, not an exception. */
export function checkConnection(
  side: Side,
  context: JobContext,
  connecting: Pick<Connecting, 'logger' | 'tokens'>,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { shopify, seen, erpFeatures } = context.profile;
  return side === 'shopify'
    ? checkShopify(
        { ...shopifyOptions(context, connecting), businessCustomers: seen.businessCustomers },
        signal,
      )
    : checkAcumatica(
        {
          ...erpOptions(context, connecting),
          shopDomain: shopify?.domain ?? null,
          answeredFeatures: erpFeatures,
        },
        signal,
      );
}

/** Connects the ERP alone, for a short question. */
export async function withErp<T>(
  context: JobContext,
  connecting: Pick<Connecting, 'logger'>,
  signal: AbortSignal,
  ask: (erp: AcumaticaConnector) => Promise<T>,
): Promise<T> {
  const erp = await connectAcumatica(erpOptions(context, connecting), signal);
  try {
    return await ask(erp);
  } finally {
    await erp.close();
  }
}

export function readLookups(
  context: JobContext,
  connecting: Pick<Connecting, 'logger'>,
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
  erp: PromiseSettledResult<AcumaticaConnector>,
  { clock, events }: Connecting,
): void {
  const before = profile.erpLicence ?? nothingLearned;
  const hadNoSeat = erp.status === 'rejected' && isAppError(erp.reason) && erp.reason.code === 'ERP_NO_SEAT';
  const learned: LearnedLicence =
    erp.status === 'fulfilled'
      ? erp.value.learned()
      : hadNoSeat
        ? { ...before, noSeatAt: clock.now() }
        : before;
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
  const shopDomain = profile.shopify?.domain ?? null;
  // Whatever is missing on one side is told before the other is asked.
  const options = { shopify: shopifyOptions(context, connecting), erp: erpOptions(context, connecting) };
  const [shopify, erp] = await Promise.allSettled([
    connectShopify(options.shopify, signal),
    connectAcumatica(options.erp, signal),
  ]);
  try {
    if (shopify.status === 'rejected') throw shopify.reason;
    if (erp.status === 'rejected') throw erp.reason;
    return await work(await connected(profile, shopDomain, shopify.value, erp.value, signal));
  } finally {
    passOnLearned(context, erp, connecting);
    if (erp.status === 'fulfilled') await erp.value.close();
    if (shopify.status === 'fulfilled') await shopify.value.close();
  }
}

async function connected(
  profile: Profile,
  shopDomain: string | null,
  shopify: ShopifyConnector,
  erp: AcumaticaConnector,
  signal: AbortSignal,
): Promise<Connected> {
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
