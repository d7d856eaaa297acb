/** The connection doctor for a store: what works, what does not, and what to do about it. */
import { AppError } from '../../../shared/domain/app-error.ts';
import { describeError, type ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { Profile, ShopifyConnection, ShopifySignIn } from '../../../shared/domain/settings.ts';
import { optionalShopifyScopes, shopifyScopes, type ShopifyScope } from '../../../shared/domain/sign-in.ts';
import type { CheckResult, CheckStatus, CheckStep } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import { clockFinding } from '../check-clock.ts';
import type { TokenProvider } from './auth.ts';
import { readBusinessCustomers } from './business-customers.ts';
import type { ShopifyClient } from './client.ts';
import { customersPage, type CustomersPageQuery } from './operations.gen.ts';
import { parseWholeCustomer, requirePersonalData } from './parse.ts';
import { readShop, type Shop } from './shop.ts';

const titles = {
  address: 'Address of the store',
  connection: 'Secure connection',
  signIn: 'Sign-in',
  store: 'The right store',
  scopes: 'Permissions',
  personalData: 'Personal data visible',
  businessCustomers: 'Business customers (B2B)',
  time: 'Time',
  budget: 'Request rate',
} as const;
type StepId = keyof typeof titles;
const stepIds = Object.keys(titles) as readonly StepId[];

/** The step at which an error shows that something is wrong; any other belongs to the step that was being taken. */
const stepOfError: Partial<Record<ErrorCode, StepId>> = {
  INPUT_INVALID: 'address',
  HOST_UNREACHABLE: 'address',
  TIMED_OUT: 'address',
  SHOPIFY_STORE_UNKNOWN: 'address',
  ANSWER_NOT_JSON: 'address',
  INSECURE_ADDRESS: 'connection',
  TLS_FAILED: 'connection',
  SHOPIFY_TOKEN_REJECTED: 'signIn',
  SHOPIFY_CLIENT_REJECTED: 'signIn',
  SHOPIFY_SHOP_NOT_PERMITTED: 'signIn',
  SHOPIFY_APP_NOT_INSTALLED: 'signIn',
  SHOPIFY_SIGN_IN_ENDED: 'signIn',
  SIGN_IN_NEEDED: 'signIn',
  SHOPIFY_SCOPE_MISSING: 'scopes',
  SHOPIFY_PERSONAL_DATA_HIDDEN: 'personalData',
};

const sampleSize = 50;
/** A shop of this many customers without a single e-mail is more likely one that hides them. */
const tellingSample = 10;
const pointsPerWrite = 10;

interface Finding {
  readonly status: CheckStatus;
  readonly found: string;
  readonly remedy: string | null;
}

function ok(found: string): Finding {
  return { status: 'ok', found, remedy: null };
}

/**
 * Which of them the app lacks. Its permissions in the store count as far as the token has them too: a token that was granted fewer than the app has
 * by now can do no more than it was granted.
 */
function missingOf(
  wanted: readonly ShopifyScope[],
  { scopes }: Shop,
  granted: readonly string[] | null,
): readonly ShopifyScope[] {
  // The right to write includes the right to read; an answer may leave the latter out.
  const covers = (given: readonly string[], scope: string) =>
    given.includes(scope) || given.includes(scope.replace('read_', 'write_'));
  return wanted.filter(
    ({ scope }) => !covers(scopes, scope) || (granted !== null && !covers(granted, scope)),
  );
}

function judgeStore(shop: Shop, { domain }: ShopifyConnection): Finding {
  const country = shop.country === null ? '' : `, ${shop.country}`;
  const found = `${shop.name} (${shop.domain}), ${shop.currency}${country}, plan ${shop.plan}`;
  return shop.domain.toLowerCase() === domain.toLowerCase()
    ? ok(found)
    : {
        status: 'warning',
        found,
        remedy: `You entered ${domain}, but the answer comes from ${shop.domain}. Check that this is the store you mean.`,
      };
}

/** What has to follow a change of permissions before a token has them. */
const afterScopeChange: Readonly<Record<ShopifySignIn, string>> = {
  token:
    ' A custom app made in the Shopify admin is then installed again, which gives a new token to enter here.',
  clientCredentials: '',
  authorizationCode: ' Then sign in again.',
};

const inDevDashboard =
  'To allow it, add it to the app (Dev Dashboard, the app, Versions, Select scopes), release that version and approve it in the store.';
const addingScopes: Readonly<Record<ShopifySignIn, string>> = {
  token:
    'To allow it, tick it in the Shopify admin under Settings, Apps and sales channels, Develop apps, the app, Configuration.',
  clientCredentials: inDevDashboard,
  authorizationCode: inDevDashboard,
};

const namesOf = (scopes: readonly ShopifyScope[]): string => scopes.map(({ scope }) => scope).join(', ');

/** What is only wanted for one thing is in order without, and said all the same. */
function judgeOptional(missing: readonly ShopifyScope[], signIn: ShopifySignIn): Finding {
  const given = [...shopifyScopes, ...optionalShopifyScopes].filter((scope) => !missing.includes(scope));
  if (missing.length === 0) return ok(namesOf(given));
  const reasons = missing.map(({ scope, why }) => `${scope}: ${why}`).join(' ');
  return {
    status: 'ok',
    found: `${namesOf(given)}; not ${namesOf(missing)}`,
    remedy: `Nothing to do unless you want this. ${reasons} ${addingScopes[signIn]}${afterScopeChange[signIn]}`,
  };
}

function judgeScopes(missing: readonly ShopifyScope[], signIn: ShopifySignIn): Finding {
  const names = namesOf(missing);
  const reasons = missing.map(({ scope, why }) => `${scope}: ${why}`).join(' ');
  const { text } = describeError('SHOPIFY_SCOPE_MISSING', { scopes: names });
  return {
    status: 'failed',
    found: `Missing: ${names}`,
    remedy: `${text}${afterScopeChange[signIn]} ${reasons}`,
  };
}

type BusinessCustomers = Profile['seen']['businessCustomers'];

function judgeBusinessCustomers(known: BusinessCustomers): Finding {
  if (known === null) {
    return {
      status: 'warning',
      found: 'The store does not tell whether it sells to companies.',
      remedy: 'Say on the Connect screen whether it does, or with "accord doctor --b2b yes" or "no".',
    };
  }
  const source = known.saidBy === 'person' ? 'as you said: the store does not tell' : 'says the store';
  return ok(`${known.enabled ? 'Switched on' : 'Not switched on'}, ${source}`);
}

/** @throws AppError SHOPIFY_PERSONAL_DATA_HIDDEN. */
function judgePersonalData({ customers: { nodes } }: CustomersPageQuery): Finding {
  if (nodes.length === 0) {
    return {
      status: 'skipped',
      found: 'The store has no customers yet, so this could not be tried.',
      remedy: null,
    };
  }
  const parties = nodes.map((customer) => parseWholeCustomer(customer, customer.addressesV2.nodes));
  requirePersonalData(parties);
  const withEmail = parties.filter(({ values }) => values.email !== null).length;
  if (withEmail === 0 && nodes.length >= tellingSample) {
    return {
      status: 'warning',
      found: `None of ${nodes.length} customers shows an e-mail address.`,
      remedy:
        'If they have e-mail addresses in the Shopify admin, Shopify hides them from this app: request access to protected customer data, e-mail included.',
    };
  }
  return ok(`Read ${nodes.length} customers, ${withEmail} with an e-mail address`);
}

function judgeBudget(client: ShopifyClient): Finding {
  const { restoreRate, maximumAvailable } = client.budget();
  const writes = Math.floor(restoreRate / pointsPerWrite);
  return ok(
    `${restoreRate} points a second for this app, with a reserve of ${maximumAvailable}: about ${writes} customers written a second`,
  );
}

function describeFailure(error: AppError): Finding {
  const { title, text } = describeError(error.code, error.params);
  return { status: 'failed', found: title, remedy: text };
}

export interface Examined {
  readonly client: ShopifyClient;
  readonly tokens: TokenProvider;
}

export interface CheckOptions {
  readonly connection: ShopifyConnection;
  /** What is known of business customers so far: a person's answer stays where the store does not tell. */
  readonly businessCustomers: BusinessCustomers;
  /** Seconds by which the clock of the store and this computer's may differ. */
  readonly clockSkewSeconds: number;
  /** Called inside, because an unusable address is a finding too. */
  readonly open: () => Examined;
  readonly clock: Clock;
}

export async function checkStore(
  { connection, businessCustomers, clockSkewSeconds, open, clock }: CheckOptions,
  signal: AbortSignal,
): Promise<CheckResult> {
  const steps: CheckStep[] = [];
  let startedAt = clock.elapsed();
  let seen: CheckResult['seen'] = {};

  function report(id: StepId, finding: Finding): void {
    const milliseconds = Math.round(clock.elapsed() - startedAt);
    startedAt = clock.elapsed();
    steps.push({ id, title: titles[id], ...finding, milliseconds });
  }

  async function examine(): Promise<void> {
    const { client, tokens } = open();
    const shop = await readShop(client, signal);
    report('address', ok(`${client.host} answers`));
    report('connection', ok(connection.url?.startsWith('http:') ? 'On this computer only' : 'Encrypted'));
    report('signIn', ok(connection.signIn === 'token' ? 'The access token is valid' : 'Signed in'));
    report('store', judgeStore(shop, connection));
    seen = {
      shopName: shop.name,
      shopCurrency: shop.currency,
      shopCountry: shop.country,
      shopPlan: shop.plan,
    };
    const { signIn } = connection;
    const missing = missingOf(shopifyScopes, shop, tokens.scopes());
    const withoutOptional = missingOf(optionalShopifyScopes, shop, tokens.scopes());
    report(
      'scopes',
      missing.length > 0 ? judgeScopes(missing, signIn) : judgeOptional(withoutOptional, signIn),
    );
    if (missing.length > 0) return;
    const sample = { first: sampleSize, addresses: 1, after: null, query: null };
    report('personalData', judgePersonalData(await client.send(customersPage, sample, { signal })));
    const told = await readBusinessCustomers(client, signal);
    const known = told === null ? businessCustomers : ({ enabled: told, saidBy: 'store' } as const);
    seen = { ...seen, businessCustomers: known };
    report('businessCustomers', judgeBusinessCustomers(known));
    report('time', clockFinding(client.clockAhead(), clockSkewSeconds));
    report('budget', judgeBudget(client));
    seen = { ...seen, shopPointsPerSecond: client.budget().restoreRate };
  }

  try {
    await examine();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'STOPPED') throw error;
    const next = stepIds[steps.length] ?? 'budget';
    const failed = stepOfError[error.code] ?? (steps.length === 0 ? 'signIn' : next);
    const reported = new Set(steps.map(({ id }) => id));
    if (!reported.has(failed)) report(failed, describeFailure(error));
    else report(next, describeFailure(error));
  }
  return finish(steps, seen);
}

/** Every step is listed, in order; those not reached say so. */
function finish(taken: readonly CheckStep[], seen: CheckResult['seen']): CheckResult {
  const firstFailed = stepIds.findIndex((id) =>
    taken.some((step) => step.id === id && step.status === 'failed'),
  );
  const steps = stepIds.map((id, index): CheckStep => {
    const step = taken.find((each) => each.id === id);
    if (step !== undefined) return step;
    // What comes before the failure was passed on the way to it.
    const passed = firstFailed !== -1 && index < firstFailed;
    return {
      id,
      title: titles[id],
      status: passed ? 'ok' : 'skipped',
      found: passed ? 'No trouble found' : 'Not tried: an earlier step failed',
      remedy: null,
      milliseconds: 0,
    };
  });
  return { side: 'shopify', ok: steps.every(({ status }) => status !== 'failed'), steps, seen };
}
