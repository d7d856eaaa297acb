/** `accord profile …`: setting a profile up without a window. */
import { Option, type Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import {
  directionSchema,
  profileColours,
  sideSchema,
  type ErpConnection,
  type ErpSignIn,
  type Numbering,
  type Profile,
  type ShopifyConnection,
  type ShopifySignIn,
} from '../../shared/domain/settings.ts';
import { readClientId } from '../../shared/domain/erp-client-id.ts';
import type { ProfileOverview } from '../../shared/ipc/contract.ts';
import type { Host } from '../host.ts';
import { addCompanyCommands, sayCompany } from './company-commands.ts';
import { table, type Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import { givenSecret, type RunCommand } from './command.ts';

interface CreateOptions {
  readonly storeErpId?: true;
  readonly name: string;
  readonly colour: (typeof profileColours)[number];
  readonly country: 'AU' | 'NZ';
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
  readonly direction: string;
  readonly primary: string;
  readonly locations: boolean;
  readonly customerClass?: string;
  readonly guestCustomer?: string;
  readonly customerNumbering?: string;
  readonly locationNumbering?: string;
  readonly activate?: boolean;
}

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

/** `C######` or `C######:611` (the counter's next number). */
function numberingOf(text: string | undefined): Numbering {
  if (text === undefined) return { mode: 'erp' };
  const [template = '', next = '1'] = text.split(':');
  return { mode: 'template', template, next: Number.parseInt(next, 10) };
}

export function usage(reason: string): AppError {
  return new AppError('USAGE', { params: { reason } });
}

export function parsed<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: string,
  option: string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) throw usage(`${option} does not take "${value}".`);
  return result.data;
}

/** A profile by id or by name. */
/** A profile by its id or name; or what stands for a preview that was opened from a file, by its id. */
export async function findProfile(host: Host, wanted: string): Promise<Profile> {
  const all = await host.services['profile.list']({});
  const found = all.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  const reviews = found === undefined ? await host.services['review.list']({}) : [];
  const review = reviews.find(({ id }) => id === wanted);
  if (review !== undefined) return (await host.services['profile.open']({ profileId: review.id })).profile;
  if (found === undefined) throw new AppError('PROFILE_MISSING', { params: { profile: wanted } });
  return found;
}

function shopifyConnection(domain: string, options: CreateOptions): ShopifyConnection {
  const clientId = options.shopifyClientId ?? null;
  const way = options.shopifySignIn ?? (clientId === null ? 'token' : 'client');
  if (way === 'token' && clientId !== null) throw usage('--shopify-sign-in token takes no client id.');
  if (way !== 'token' && clientId === null) {
    throw usage(`--shopify-sign-in ${way} needs --shopify-client-id as well.`);
  }
  const url = options.shopifyUrl ?? null;
  return { domain, url, signIn: signInWays[way], clientId, storeErpId: options.storeErpId ?? false };
}

function erpConnection(url: string, options: CreateOptions): ErpConnection {
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
    concurrency: 2,
    apiUsers: null,
    useWholeLicence: options.wholeLicence === true,
  };
}

async function connect(host: Host, profileId: string, options: CreateOptions): Promise<void> {
  if (options.shopifyDomain !== undefined) {
    await host.services['connection.saveShopify']({
      profileId,
      connection: shopifyConnection(options.shopifyDomain, options),
      secret: givenSecret('shopify'),
    });
  }
  if (options.acumaticaUrl !== undefined) {
    await host.services['connection.saveErp']({
      profileId,
      connection: erpConnection(options.acumaticaUrl, options),
      secret: givenSecret('erp'),
      clientSecret: givenSecret('erpClientSecret'),
    });
  }
}

/** What opens the ERP. A connected application may have no secret, and then none is missing. */
function erpAccess({ profile, secrets, grants }: ProfileOverview): string {
  const opened =
    profile.erp?.signIn === 'authorizationCode' ? `sign-in: ${grants.erp}` : `secret: ${secrets.erp}`;
  const isSecretKept = profile.erp?.clientId != null && secrets.erpClientSecret !== 'missing';
  return isSecretKept ? `${opened}, client secret: ${secrets.erpClientSecret}` : opened;
}

async function setUp(host: Host, profile: Profile, options: CreateOptions): Promise<void> {
  const direction = parsed(directionSchema, options.direction, '--direction');
  const primary = parsed(sideSchema, options.primary, '--primary');
  await connect(host, profile.id, options);
  await host.services['settings.save']({
    profileId: profile.id,
    customer: {
      ...profile.customer,
      active: options.activate === true,
      direction,
      primary,
      withLocations: options.locations,
    },
    defaults: {
      ...profile.defaults,
      customerClass: options.customerClass ?? null,
      guestCustomer: options.guestCustomer === 'none' ? null : (options.guestCustomer ?? null),
      noGuestCustomer: options.guestCustomer === 'none',
      numbering: numberingOf(options.customerNumbering),
      locationNumbering: numberingOf(options.locationNumbering),
    },
    policies: profile.policies,
  });
}

async function create(host: Host, console: Console, options: CreateOptions): Promise<void> {
  const profile = await host.services['profile.create']({
    name: options.name,
    colour: options.colour,
    homeCountry: options.country,
  });
  try {
    await setUp(host, profile, options);
  } catch (error) {
    // All or nothing: the same command, corrected, must not meet half a profile of its own name.
    await host.services['profile.remove']({ profileId: profile.id, typedName: profile.name });
    throw error;
  }
  const overview = await host.services['profile.open']({ profileId: profile.id });
  console.answer({ ok: true, ...overview });
  console.say(`Profile "${profile.name}" (${profile.id}) is ready.`);
  for (const reason of Object.values(overview.missing)) console.say(`  Still needed: ${reason}`);
}

export function addProfileCommands(program: Command, run: RunCommand): void {
  const profile = program.command('profile').description('profiles: one store and one company each');

  profile
    .command('create')
    .description(
      'make a profile; secrets come from ACCORD_SHOPIFY_SECRET, ACCORD_ERP_PASSWORD and ACCORD_ERP_CLIENT_SECRET',
    )
    .requiredOption('--name <name>', 'what to call it')
    .option('--colour <colour>', profileColours.join(', '), 'orange')
    .option('--country <country>', 'home country: AU or NZ', 'AU')
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
    .option('--whole-licence', 'use all of the licence instead of half')
    .option('--direction <direction>', 'import, export or bidirectional', 'bidirectional')
    .option('--primary <side>', 'erp or shopify', 'erp')
    .option('--no-locations', 'Customer without Customer Location')
    .option('--customer-class <class>', 'class of imported customers')
    .option('--guest-customer <id>', 'the generic guest customer, or "none"')
    .option('--customer-numbering <template>', 'such as C######:1; without it the ERP numbers')
    .option('--location-numbering <template>', 'such as L######:1; without it the ERP numbers')
    .option('--activate', 'activate Customer')
    .action((options: CreateOptions) =>
      run(async ({ host, console }) => {
        await create(host, console, options);
        return exitCodes.done;
      }),
    );

  profile
    .command('list')
    .description('all profiles')
    .action(() =>
      run(async ({ host, console }) => {
        const all = await host.services['profile.list']({});
        console.answer({ ok: true, profiles: all });
        const rows = all.map(({ id, name, shopify, erp, customer }) => [
          id,
          name,
          shopify?.domain ?? 'no store',
          erp?.tenant ?? 'no company',
          customer.active ? customer.direction : 'not active',
        ]);
        for (const line of table(rows)) console.say(line);
        if (all.length === 0) console.say('No profiles yet. Make one with: accord profile create --name …');
        return exitCodes.done;
      }),
    );

  profile
    .command('show')
    .description('settings, connections and counts of a profile')
    .argument('<profile>')
    .action((wanted: string) =>
      run(async ({ host, console }) => {
        const { id } = await findProfile(host, wanted);
        const overview = await host.services['profile.open']({ profileId: id });
        console.answer({ ok: true, ...overview });
        const { name, shopify, erp, customer } = overview.profile;
        console.say(name);
        const signedIn =
          shopify?.signIn === 'authorizationCode' ? `, sign-in: ${overview.grants.shopify}` : '';
        console.say(
          `  Shopify         ${shopify?.domain ?? 'not set up'} (secret: ${overview.secrets.shopify}${signedIn})`,
        );
        console.say(
          `  MYOB Acumatica  ${erp === null ? 'not set up' : `${erp.tenant} at ${erp.url}`} (${erpAccess(overview)})`,
        );
        console.say(
          `  Customer        ${customer.active ? 'active' : 'not active'}, ${customer.direction}, ${customer.withLocations ? 'with' : 'without'} locations`,
        );
        for (const reason of Object.values(overview.missing)) console.say(`  Still needed: ${reason}`);
        sayCompany(console, overview);
        return exitCodes.done;
      }),
    );

  addCompanyCommands(profile, run);

  profile
    .command('remove')
    .description('remove a profile with its ledger, reports and secrets; nothing changes in either system')
    .argument('<profile>')
    .requiredOption('--confirm <name>', "the profile's name, typed again")
    .action((wanted: string, { confirm }: { confirm: string }) =>
      run(async ({ host, console }) => {
        const { id, name } = await findProfile(host, wanted);
        await host.services['profile.remove']({ profileId: id, typedName: confirm });
        console.answer({ ok: true, removed: id });
        console.say(`Profile "${name}" and everything it kept on this computer are removed.`);
        return exitCodes.done;
      }),
    );
}
