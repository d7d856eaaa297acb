/** How a command says what a profile is connected to: the same options wherever a connection is set up. */
import { Option, type Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import { readClientId } from '../../shared/domain/erp-client-id.ts';
import { settingProblems } from '../../shared/domain/setting-problems.ts';
import {
  erpConnectionSchema,
  type ErpConnection,
  type ErpSignIn,
  type ShopifyConnection,
  type ShopifySignIn,
} from '../../shared/domain/settings.ts';
import type { Host } from '../host.ts';
import { givenSecret, usage } from './command.ts';

/** The ways of signing in to Shopify, as the command line calls them. */
const signInWays = {
  token: 'token',
  client: 'clientCredentials',
  browser: 'authorizationCode',
} as const satisfies Record<string, ShopifySignIn>;

/** The ways of signing in to MYOB Acumatica. */
const erpSignInWays = {
  browser: 'authorizationCode',
  password: 'password',
  cookie: 'cookie',
} as const satisfies Record<string, ErpSignIn>;

export interface ConnectionOptions {
  readonly storeErpId?: true;
  readonly shopifyDomain?: string;
  readonly shopifyUrl?: string;
  readonly shopifyClientId?: string;
  readonly shopifySignIn?: keyof typeof signInWays;
  readonly acumaticaUrl?: string;
  readonly acumaticaClientId?: string;
  readonly acumaticaSignIn?: keyof typeof erpSignInWays;
  readonly tenant?: string;
  readonly branch?: string;
  readonly locale?: string;
  readonly user?: string;
  readonly requestsPerMinute?: number;
  readonly requestsAtOnce: number;
  readonly apiUsers?: number;
  readonly wholeLicence?: boolean;
}

export function addConnectionOptions(command: Command): Command {
  return command
    .option('--shopify-domain <domain>', 'the store, such as harbour-pine.myshopify.com')
    .option('--shopify-url <url>', 'other base address (http for 127.0.0.1 only)')
    .option('--shopify-client-id <id>', 'client id of an app from the Dev Dashboard')
    .addOption(
      new Option(
        '--shopify-sign-in <way>',
        'with an access token, with client id and secret, or once in the browser (then: accord sign-in)',
      ).choices(Object.keys(signInWays)),
    )
    .option('--store-erp-id', 'keep the MYOB customer ID with each Shopify customer, in a field of its own')
    .option('--acumatica-url <url>', 'the instance, such as https://harbour.myobadvanced.com')
    .option(
      '--acumatica-client-id <id>',
      'client id of a connected application, with its company behind the @',
    )
    .addOption(
      new Option(
        '--acumatica-sign-in <way>',
        'once in the browser (then: accord sign-in), or in an older way: user and password through a connected application, or alone',
      ).choices(Object.keys(erpSignInWays)),
    )
    .option('--tenant <tenant>', 'the company (tenant) to sign in to; without it that of the client id')
    .option('--branch <branch>', 'branch')
    .option('--locale <locale>', 'language of the session, such as en-AU; with user and password alone')
    .option('--user <user>', 'user name; not with a sign-in in the browser')
    .option('--requests-per-minute <count>', 'of the ERP licence; without it Accord finds out', Number)
    .option('--requests-at-once <count>', 'most requests to the ERP at the same time, 1 to 10', Number, 2)
    .option('--api-users <count>', 'API users (seats) of the ERP licence', Number)
    .option('--whole-licence', 'use all of the licence instead of half');
}

function shopifyConnection(domain: string, options: ConnectionOptions): ShopifyConnection {
  const clientId = options.shopifyClientId ?? null;
  const way = options.shopifySignIn ?? (clientId === null ? 'token' : 'client');
  if (way === 'token' && clientId !== null) throw usage('--shopify-sign-in token takes no client id.');
  if (way !== 'token' && clientId === null) {
    throw usage(`--shopify-sign-in ${way} needs --shopify-client-id as well.`);
  }
  const url = options.shopifyUrl ?? null;
  return { domain, url, signIn: signInWays[way], clientId, storeErpId: options.storeErpId ?? false };
}

function erpConnection(url: string, options: ConnectionOptions): ErpConnection {
  const { clientId, tenant: ofClient } = readClientId(options.acumaticaClientId ?? '');
  const way = options.acumaticaSignIn ?? (clientId === '' ? 'cookie' : 'browser');
  const tenant = options.tenant ?? ofClient;
  const username = options.user ?? null;
  if (tenant === null)
    throw usage('--acumatica-url needs --tenant, or a client id with its company, as well.');
  if (way === 'cookie' && clientId !== '') throw usage('--acumatica-sign-in cookie takes no client id.');
  if (way !== 'cookie' && clientId === '') {
    throw usage(`--acumatica-sign-in ${way} needs --acumatica-client-id as well.`);
  }
  if (way === 'browser' && username !== null) {
    throw usage('--acumatica-sign-in browser takes no user: whoever signs in is the user.');
  }
  if (way !== 'browser' && username === null) throw usage(`--acumatica-sign-in ${way} needs --user as well.`);
  if (way !== 'cookie' && options.locale !== undefined) {
    throw usage(`--acumatica-sign-in ${way} takes no locale: that of the user counts.`);
  }
  return {
    url,
    tenant,
    branch: options.branch ?? null,
    locale: options.locale ?? null,
    signIn: erpSignInWays[way],
    clientId: clientId === '' ? null : clientId,
    username,
    endpointVersion: null,
    requestsPerMinute: options.requestsPerMinute ?? null,
    concurrency: options.requestsAtOnce,
    apiUsers: options.apiUsers ?? null,
    useWholeLicence: options.wholeLicence === true,
  };
}

export interface NamedConnections {
  /** False where the options name none. */
  readonly isNamed: boolean;
  /** Stores them, with the secrets that were given. */
  store(host: Host, profileId: string): Promise<void>;
}

/** What the options say. Mistakes in them are told before anything is changed. @throws AppError USAGE, SETTINGS_INVALID */
export function connectionOf(options: ConnectionOptions): NamedConnections {
  const shopify =
    options.shopifyDomain === undefined ? null : shopifyConnection(options.shopifyDomain, options);
  const erp = options.acumaticaUrl === undefined ? null : erpConnection(options.acumaticaUrl, options);
  const checked = erpConnectionSchema.nullable().safeParse(erp, { reportInput: true });
  if (!checked.success) throw new AppError('SETTINGS_INVALID', { fields: settingProblems(checked.error) });
  return {
    isNamed: shopify !== null || erp !== null,
    store: async (host, profileId) => {
      if (shopify !== null) {
        const secret = givenSecret('shopify');
        await host.services['connection.saveShopify']({ profileId, connection: shopify, secret });
      }
      if (erp !== null) {
        await host.services['connection.saveErp']({
          profileId,
          connection: erp,
          secret: givenSecret('erp'),
          clientSecret: givenSecret('erpClientSecret'),
        });
      }
    },
  };
}
