/** Connecting a profile to its two systems: for a check, for the look-up lists, or for the length of one activity. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { CheckResult, InUse, Lookups } from '../../shared/ipc/contract.ts';
import type { Logger, Sink, Source, TakenNumbers } from '../../shared/sync/ports.ts';
import { checkAcumatica, type AcumaticaConnector } from '../connectors/acumatica/index.ts';
import { checkShopify, connectShopify, type ShopifyConnector } from '../connectors/shopify/index.ts';
import type { ErpSeats, SeatOptions } from './erp-seats.ts';
import type { JobContext } from './job-contract.ts';
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
  readonly tokens: TokenProviders;
  readonly seats: ErpSeats;
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

function erpOptions(context: JobContext): SeatOptions {
  const { profile } = context;
  if (profile.erp === null) throw notConnected(profile, 'erp');
  return {
    profileId: profile.id,
    leftSession: context.erpSession ?? null,
    connection: profile.erp,
    defaults: profile.defaults,
    learned: profile.erpLicence,
    secret: secretOf(context, 'erp'),
    homeCountry: profile.homeCountry,
  };
}

/** The connection doctor. Its steps name what was found and what to do; a failed step is an answer, not an exception. */
export function checkConnection(
  side: Side,
  context: JobContext,
  connecting: Connecting,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { shopify, seen, erpFeatures } = context.profile;
  return side === 'shopify'
    ? checkShopify(
        { ...shopifyOptions(context, connecting), businessCustomers: seen.businessCustomers },
        signal,
      )
    : connecting.seats.alone(erpOptions(context), signal, (options) =>
        checkAcumatica(
          { ...options, shopDomain: shopify?.domain ?? null, answeredFeatures: erpFeatures },
          signal,
        ),
      );
}

/** Connects the ERP alone, for a short question. */
export async function withErp<T>(
  context: JobContext,
  { seats }: Pick<Connecting, 'seats'>,
  signal: AbortSignal,
  ask: (erp: AcumaticaConnector) => Promise<T>,
): Promise<T> {
  const seat = await seats.take(erpOptions(context), 'question', signal);
  try {
    return await ask(seat.erp);
  } finally {
    await seat.release();
  }
}

export function readLookups(
  context: JobContext,
  connecting: Pick<Connecting, 'seats'>,
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
  const options = { shopify: shopifyOptions(context, connecting), erp: erpOptions(context) };
  const [shopify, erp] = await Promise.allSettled([
    connectShopify(options.shopify, signal),
    connecting.seats.take(options.erp, 'run', signal),
  ]);
  try {
    if (shopify.status === 'rejected') throw shopify.reason;
    if (erp.status === 'rejected') throw erp.reason;
    return await work(await connected(profile, shopDomain, shopify.value, erp.value.erp, signal));
  } finally {
    if (erp.status === 'fulfilled') await erp.value.release();
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
