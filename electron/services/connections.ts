/** Connecting a profile to its two systems: for a check, for the look-up lists, or for the length of one activity. */
import { AppError } from '../../shared/domain/app-error.ts';
import { companyGate, type CompanyGate } from '../../shared/domain/company-gate.ts';
import type { Side } from '../../shared/domain/party.ts';
import { chosenValues, type ChosenValue } from '../../shared/mapping/chosen-values.ts';
import { lostFields, usesFurtherFields } from '../../shared/mapping/lost-fields.ts';
import { namedFields, usedFurtherFields } from '../../shared/mapping/named-fields.ts';
import type { Problem } from '../../shared/mapping/problem.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { CheckResult, InUse, Lookups } from '../../shared/ipc/contract.ts';
import type {
  ChangeSource,
  Logger,
  OrderSource,
  Sink,
  Source,
  TakenNumbers,
} from '../../shared/sync/ports.ts';
import {
  checkAcumatica,
  namedAttributes,
  type AcumaticaConnector,
  type NamedAttribute,
} from '../connectors/acumatica/index.ts';
import { checkShopify, connectShopify, type ShopifyConnector } from '../connectors/shopify/index.ts';
import type { ErpSeats, SeatOptions } from './erp-seats.ts';
import type { ErpSessions, JobContext } from './job-contract.ts';
import { leasedSession } from './leased-session.ts';
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
  readonly tokens: TokenProviders;
  readonly seats: ErpSeats;
  readonly erpSessions: ErpSessions;
}

/** A profile of which nothing is active yet is looked at like one of individuals. */
function kindsOf({ customer, company }: Profile) {
  return {
    individuals: customer.active || !company.active,
    companies: company.active,
    organization: company.organization,
  };
}

function shopifyOptions(
  context: JobContext,
  { logger, tokens: providers }: Pick<Connecting, 'logger' | 'tokens'>,
) {
  const connection = context.profile.shopify;
  if (connection === null) throw notConnected(context.profile, 'shopify');
  const secret = storeSecretOf(context);
  const tokens = providers.shopify(context, secret);
  return {
    connection,
    secret,
    logger,
    kinds: kindsOf(context.profile),
    further: usedFurtherFields(context.profile, 'shopify'),
    ...(tokens === null ? {} : { tokens }),
  };
}

function erpOptions({ profile }: JobContext): SeatOptions {
  if (profile.erp === null) throw notConnected(profile, 'erp');
  return {
    profileId: profile.id,
    connection: profile.erp,
    defaults: profile.defaults,
    learned: profile.erpLicence,
    homeCountry: profile.homeCountry,
    kinds: kindsOf(profile),
    named: namedAttributesFor(profile),
    further: usedFurtherFields(profile, 'erp'),
  };
}

function namedAttributesFor(profile: Profile): readonly NamedAttribute[] {
  const named = namedFields(profile, 'erp');
  return namedAttributes.filter((key) => named.has(key));
}

/** The classes of new customers have a step of their own, which looks at more. */
function besideClasses(profile: Profile): readonly ChosenValue[] {
  return chosenValues(profile).filter(
    ({ path, list }) => list !== 'customerClass' || !path.startsWith('default'),
  );
}

/**
 * The connection doctor of the ERP. It looks at the session that is there, or at a new one; what stands against one is a step of its own.
 */
async function checkErp(
  context: JobContext,
  { logger, erpSessions }: Pick<Connecting, 'logger' | 'erpSessions'>,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { profile } = context;
  const { profileId, ...options } = erpOptions(context);
  const leases: Promise<string>[] = [];
  const sessions = leasedSession(erpSessions, () => (leases[0] ??= erpSessions.lease(profileId)));
  const shopDomain = profile.shopify?.domain ?? null;
  const ruleClasses = profile.defaultRules.flatMap(({ values }) => values.customerClass ?? []);
  try {
    return await checkAcumatica(
      {
        ...options,
        sessions,
        logger,
        shopDomain,
        ruleClasses,
        chosen: besideClasses(profile),
        answeredFeatures: profile.erpFeatures,
        clockSkewSeconds: profile.guards.clockSkewSeconds,
      },
      signal,
    );
  } finally {
    for (const lease of await Promise.allSettled(leases)) {
      if (lease.status === 'fulfilled') await erpSessions.release(lease.value);
    }
  }
}

/** The connection doctor. Its steps name what was found and what to do; a failed step is an answer, not an exception. */
export function checkConnection(
  side: Side,
  context: JobContext,
  connecting: Connecting,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (side === 'erp') return checkErp(context, connecting, signal);
  const { businessCustomers } = context.profile.seen;
  const { clockSkewSeconds } = context.profile.guards;
  return checkShopify(
    { ...shopifyOptions(context, connecting), businessCustomers, clockSkewSeconds },
    signal,
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
  return await seat.use(ask);
}

export function readLookups(
  context: JobContext,
  connecting: Pick<Connecting, 'seats'>,
  signal: AbortSignal,
): Promise<Lookups> {
  return withErp(context, connecting, signal, (erp) => erp.lookups(signal));
}

/** Connects the store alone, for a short question. */
export async function withShopify<T>(
  context: JobContext,
  connecting: Pick<Connecting, 'logger' | 'tokens'>,
  signal: AbortSignal,
  ask: (shopify: ShopifyConnector) => Promise<T>,
): Promise<T> {
  const shopify = await connectShopify(shopifyOptions(context, connecting), signal);
  try {
    return await ask(shopify);
  } finally {
    await shopify.close();
  }
}

function neededValues(profile: Profile): readonly ChosenValue[] {
  return chosenValues(profile).filter(({ isNeeded }) => isNeeded);
}

function requireNothingLost(lost: readonly Problem[]): void {
  if (lost.length === 0) return;
  throw new AppError('CHOICE_GONE', {
    params: { reasons: lost.map(({ message }) => message).join(' ') },
    fields: Object.fromEntries(lost.map(({ path, message }) => [path, message])),
  });
}

export interface Connected {
  /** The profile with what the systems call themselves now. */
  readonly profile: Profile;
  readonly sources: Readonly<Record<Side, Source & ChangeSource & OrderSource>>;
  readonly sinks: Readonly<Record<Side, Sink>>;
  /** What a whole reading of the ERP met of values that it has no list of; null before one. */
  readonly inUse: () => InUse | null;
  readonly takenNumbers: TakenNumbers;
  /**
   * Looks whether what the profile has chosen from the ERP's lists, and the fields that its rules name, are still there.
   * @throws AppError CHOICE_GONE naming what is not, where the preview would need it.
   */
  readonly requireChoices: () => Promise<void>;
  /** Both sides, individual customers alone. */
  readonly individuals: Readonly<Record<Side, Source>>;
  /** Looks again at what business customers need (issue 6, gate): four requests at most. */
  readonly checkGate: () => Promise<CompanyGate>;
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
  const { seats, erpSessions } = connecting;
  // Whatever is missing on one side is told before the other is asked.
  const options = { shopify: shopifyOptions(context, connecting), erp: erpOptions(context) };
  const lease = await erpSessions.lease(profile.id);
  try {
    const [shopify, erp] = await Promise.allSettled([
      connectShopify(options.shopify, signal),
      seats.take(options.erp, 'run', signal),
    ]);
    try {
      if (erp.status === 'rejected') throw shopify.status === 'rejected' ? shopify.reason : erp.reason;
      return await erp.value.use(async (connector) => {
        if (shopify.status === 'rejected') throw shopify.reason;
        return work(await connected(profile, shopify.value, connector, signal));
      });
    } finally {
      if (shopify.status === 'fulfilled') await shopify.value.close();
    }
  } finally {
    await erpSessions.release(lease);
  }
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
    requireChoices: async () => {
      const systems = { erp, shopify };
      const lost: Problem[] = [...(await erp.lostValues(neededValues(profile), signal))];
      for (const side of ['erp', 'shopify'] as const) {
        if (!usesFurtherFields(profile, side)) continue;
        lost.push(...lostFields(profile, side, await systems[side].furtherFields(signal)));
      }
      requireNothingLost(lost);
    },
    sources: { shopify: shopify.source, erp: erp.source },
    individuals: { shopify: shopify.individuals, erp: erp.individuals },
    checkGate: async () => {
      const [erpFeatures, told] = await Promise.all([
        erp.features(signal),
        shopify.businessCustomers(signal),
      ]);
      const businessCustomers =
        told === null ? profile.seen.businessCustomers : ({ enabled: told, saidBy: 'store' } as const);
      return companyGate({ ...profile, seen: { ...profile.seen, erpFeatures, businessCustomers } });
    },
    takenNumbers: (numbers, takenSignal) => erp.usedIds.taken('customer', numbers, takenSignal),
    sinks: { shopify: shopify.sink, erp: erp.sink },
    inUse: erp.inUse,
  };
}
