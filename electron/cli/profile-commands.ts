/** `accord profile …`: setting profiles up without a window. */
import type { Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import { settingsOf, templateOf, type TemplateSettings } from '../../shared/domain/profile-file.ts';
import {
  directionSchema,
  profileColours,
  sideSchema,
  type Numbering,
  type Profile,
} from '../../shared/domain/settings.ts';
import type { ProfileOverview } from '../../shared/ipc/contract.ts';
import type { Host } from '../host.ts';
import { parsed, type RunCommand } from './command.ts';
import { sayCompany } from './company-words.ts';
import { addConnectionOptions, connectionOf, type ConnectionOptions } from './connection-options.ts';
import { table, type Console } from './console.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { readProfile } from './profile-file.ts';

interface CreateOptions extends ConnectionOptions {
  readonly name: string;
  readonly colour: (typeof profileColours)[number];
  readonly country?: 'AU' | 'NZ';
  readonly from?: string;
  readonly like?: string;
  readonly direction?: string;
  readonly primary?: string;
  readonly locations: boolean;
  readonly customerClass?: string;
  readonly guestCustomer?: string;
  readonly customerNumbering?: string;
  readonly locationNumbering?: string;
  readonly activate?: boolean;
}

/** `C######` or `C######:611` (the counter's next number). */
function numberingOf(text: string): Numbering {
  const [template = '', next = '1'] = text.split(':');
  return { mode: 'template', template, next: Number.parseInt(next, 10) };
}

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

/** What opens the ERP. A connected application may have no secret, and then none is missing. */
function erpAccess({ profile, secrets, grants }: ProfileOverview): string {
  const opened =
    profile.erp?.signIn === 'authorizationCode' ? `sign-in: ${grants.erp}` : `secret: ${secrets.erp}`;
  const isSecretKept = profile.erp?.clientId != null && secrets.erpClientSecret !== 'missing';
  return isSecretKept ? `${opened}, client secret: ${secrets.erpClientSecret}` : opened;
}

/** What the options do not name stays as the template has it, or as a new profile has it. */
async function setUp(host: Host, { id, ...profile }: Profile, options: CreateOptions): Promise<void> {
  const { customer, defaults, policies } = profile;
  const { direction, primary, guestCustomer, customerNumbering, locationNumbering } = options;
  await connectionOf(options).store(host, id);
  await host.services['settings.save']({
    profileId: id,
    customer: {
      ...customer,
      active: options.activate === true,
      direction:
        direction === undefined ? customer.direction : parsed(directionSchema, direction, '--direction'),
      primary: primary === undefined ? customer.primary : parsed(sideSchema, primary, '--primary'),
      withLocations: options.locations && customer.withLocations,
    },
    defaults: {
      ...defaults,
      customerClass: options.customerClass ?? defaults.customerClass,
      guestCustomer: guestCustomer === 'none' ? null : (guestCustomer ?? null),
      noGuestCustomer: guestCustomer === 'none',
      numbering: customerNumbering === undefined ? defaults.numbering : numberingOf(customerNumbering),
      locationNumbering:
        locationNumbering === undefined ? defaults.locationNumbering : numberingOf(locationNumbering),
    },
    policies,
  });
}

/** Everything of a file or of another profile that the next client can have as well. */
async function templateFor(host: Host, { from, like }: CreateOptions): Promise<TemplateSettings | null> {
  if (from !== undefined) return templateOf((await readProfile(from)).settings);
  return like === undefined ? null : templateOf(settingsOf(await findProfile(host, like)));
}

async function create(host: Host, console: Console, options: CreateOptions): Promise<void> {
  const { name, colour, country } = options;
  const template = await templateFor(host, options);
  const profile = await host.services['profile.create']({
    name,
    colour,
    ...(country === undefined ? {} : { homeCountry: country }),
    ...(template === null ? {} : { template }),
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
  sayMissing(console, overview);
}

export function sayMissing(console: Console, { missing }: ProfileOverview): void {
  for (const reason of Object.values(missing)) console.say(`  Still needed: ${reason}`);
}

function stateOf({ archived, customer }: Profile): string {
  if (archived) return 'archived';
  return customer.active ? customer.direction : 'not active';
}

async function show(host: Host, console: Console, wanted: string): Promise<void> {
  const { id } = await findProfile(host, wanted);
  const overview = await host.services['profile.open']({ profileId: id });
  console.answer({ ok: true, ...overview });
  const { name, colour, archived, shopify, erp, customer } = overview.profile;
  console.say(archived ? `${name} (${colour}, archived)` : `${name} (${colour})`);
  const signedIn = shopify?.signIn === 'authorizationCode' ? `, sign-in: ${overview.grants.shopify}` : '';
  const through = shopify?.url == null ? '' : ` through ${shopify.url}`;
  console.say(
    `  Shopify         ${shopify?.domain ?? 'not set up'}${through} (secret: ${overview.secrets.shopify}${signedIn})`,
  );
  console.say(
    `  MYOB Acumatica  ${erp === null ? 'not set up' : `${erp.tenant} at ${erp.url}`} (${erpAccess(overview)})`,
  );
  console.say(
    `  Customer        ${customer.active ? 'active' : 'not active'}, ${customer.direction}, ${customer.withLocations ? 'with' : 'without'} locations`,
  );
  sayMissing(console, overview);
  sayCompany(console, overview);
}

/** Without the name typed again it only tells what would be removed. */
async function remove(
  host: Host,
  console: Console,
  wanted: string,
  confirm: string | undefined,
): Promise<ExitCode> {
  const { id, name } = await findProfile(host, wanted);
  if (confirm === undefined) {
    const { items } = await host.services['profile.belongings']({ profileId: id });
    console.answer({ ok: false, profile: id, items });
    console.say(`Removing "${name}" removes from this computer:`);
    for (const item of items) console.say(`  ${item}`);
    console.say('Customers in Shopify and MYOB stay as they are. Nothing is removed yet; to remove it:');
    console.say(`  accord profile remove ${id} --confirm "${name}"`);
    return exitCodes.needsPerson;
  }
  await host.services['profile.remove']({ profileId: id, typedName: confirm });
  console.answer({ ok: true, removed: id });
  console.say(`Profile "${name}" and everything it kept on this computer are removed.`);
  return exitCodes.done;
}

/** Answers the command that further ones of profiles belong below. */
export function addProfileCommands(program: Command, run: RunCommand): Command {
  const profile = program.command('profile').description('profiles: one store and one company each');

  addConnectionOptions(
    profile
      .command('create')
      .alias('new')
      .description(
        'make a profile; secrets come from ACCORD_SHOPIFY_SECRET, ACCORD_ERP_PASSWORD and ACCORD_ERP_CLIENT_SECRET',
      )
      .requiredOption('--name <name>', 'what to call it')
      .option('--colour <colour>', profileColours.join(', '), 'orange')
      .option('--country <country>', 'home country: AU or NZ; AU where no template says otherwise')
      .option('--from <file>', 'start with the settings of a template, or of a profile that was exported')
      .option('--like <profile>', 'start with the settings of another profile'),
  )
    .option('--direction <direction>', 'import, export or bidirectional')
    .option('--primary <side>', 'erp or shopify')
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
        const rows = all.map((each) => [
          each.id,
          each.name,
          each.shopify?.domain ?? 'no store',
          each.erp?.tenant ?? 'no company',
          stateOf(each),
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
        await show(host, console, wanted);
        return exitCodes.done;
      }),
    );

  profile
    .command('remove')
    .description('remove a profile with its ledger, reports and secrets; nothing changes in either system')
    .argument('<profile>')
    .option(
      '--confirm <name>',
      "the profile's name, typed again; without it only tells what would be removed",
    )
    .action((wanted: string, { confirm }: { confirm?: string }) =>
      run(({ host, console }) => remove(host, console, wanted, confirm)),
    );
  return profile;
}
