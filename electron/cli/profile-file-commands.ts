/** `accord profile duplicate | rename | archive | unarchive | export | import` */
import type { Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import { companyArrivesOff } from '../../shared/domain/company-gate.ts';
import {
  profileFileName,
  profileFileText,
  settingsOf,
  templateFileText,
  type ProfileSettings,
} from '../../shared/domain/profile-file.ts';
import { profileColours, type Profile } from '../../shared/domain/settings.ts';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { parsed, usage, type RunCommand } from './command.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import { findProfile, sayMissing } from './profile-commands.ts';
import { readProfile, writeProfile } from './profile-file.ts';

interface LabelOptions {
  readonly name?: string;
  readonly colour?: string;
  readonly country?: string;
}

interface ExportOptions {
  readonly to?: string;
  readonly template?: true;
  readonly replace?: true;
}

/** What the options say of a profile, in place of what it is called. */
function labelled(
  settings: Pick<ProfileSettings, 'name' | 'colour' | 'homeCountry'>,
  { name, colour, country }: LabelOptions,
) {
  return {
    name: name?.trim() ?? settings.name,
    colour: colour === undefined ? settings.colour : parsed(z.enum(profileColours), colour, '--colour'),
    homeCountry:
      country === undefined ? settings.homeCountry : parsed(z.enum(['AU', 'NZ']), country, '--country'),
  };
}

async function takeOver(
  host: Host,
  console: Console,
  settings: ProfileSettings,
  options: LabelOptions,
): Promise<void> {
  const named = { ...settings, ...labelled(settings, options) };
  const { id, name } = await host.services['profile.import']({ settings: named });
  const overview = await host.services['profile.open']({ profileId: id });
  console.answer({ ok: true, ...overview });
  console.say(`Profile "${name}" (${id}) is made. It has no secrets and no history of its own yet.`);
  for (const address of addressesOf(overview.profile)) console.say(`  Connected to ${address}`);
  if (settings.company.active) console.say(`  ${companyArrivesOff}`);
  sayMissing(console, overview);
}

/** Where its secrets will be sent: whoever takes a file over has to see that. */
function addressesOf({ shopify, erp }: Profile): readonly string[] {
  return [
    ...(shopify === null
      ? []
      : [shopify.url === null ? shopify.domain : `${shopify.domain} through ${shopify.url}`]),
    ...(erp === null ? [] : [`${erp.tenant} at ${erp.url}`]),
  ];
}

async function exportProfile(
  host: Host,
  console: Console,
  wanted: string,
  { to, template, replace }: ExportOptions,
): Promise<void> {
  const profile = await findProfile(host, wanted);
  const kind = template === true ? 'template' : 'profile';
  const text = kind === 'template' ? templateFileText(profile) : profileFileText(profile);
  if (to === '-') {
    process.stdout.write(text);
    return;
  }
  const file = to ?? profileFileName(profile, kind);
  await writeProfile(file, text, replace === true);
  console.answer({ ok: true, profile: profile.id, kind, file });
  const what =
    kind === 'template' ? `A template of "${profile.name}"` : `"${profile.name}", without its secrets,`;
  console.say(`${what} is in ${file}.`);
}

async function archive(host: Host, console: Console, wanted: string, archived: boolean): Promise<void> {
  const { id, name } = await findProfile(host, wanted);
  await host.services['profile.archive']({ profileId: id, archived });
  console.answer({ ok: true, profile: id, archived });
  console.say(
    archived
      ? `Profile "${name}" is put away with everything it has. To bring it back: accord profile unarchive ${id}`
      : `Profile "${name}" is back.`,
  );
}

export function addProfileFileCommands(profile: Command, run: RunCommand): void {
  profile
    .command('duplicate')
    .description('make a profile with the same settings; without secrets and history')
    .argument('<profile>')
    .requiredOption('--name <name>', 'what to call the new one')
    .option('--colour <colour>', profileColours.join(', '))
    .option('--country <country>', 'AU or NZ')
    .action((wanted: string, options: LabelOptions) =>
      run(async ({ host, console }) => {
        await takeOver(host, console, settingsOf(await findProfile(host, wanted)), options);
        return exitCodes.done;
      }),
    );

  profile
    .command('rename')
    .description('change name, colour or home country; the id stays')
    .argument('<profile>')
    .option('--name <name>', 'what to call it')
    .option('--colour <colour>', profileColours.join(', '))
    .option('--country <country>', 'AU or NZ')
    .action((wanted: string, options: LabelOptions) =>
      run(async ({ host, console }) => {
        const before = await findProfile(host, wanted);
        if (Object.keys(options).length === 0)
          throw usage('Say what to change: --name, --colour or --country.');
        const label = labelled(before, options);
        if (label.name === '' || label.name.length > 80) throw usage('A name has 1 to 80 characters.');
        const after = await host.services['profile.relabel']({ profileId: before.id, ...label });
        console.answer({ ok: true, profile: after });
        console.say(`Profile ${after.id} is called "${after.name}" (${after.colour}, ${after.homeCountry}).`);
        return exitCodes.done;
      }),
    );

  for (const [name, description, archived] of [
    ['archive', 'put a profile away with everything it has', true],
    ['unarchive', 'bring an archived profile back', false],
  ] as const) {
    profile
      .command(name)
      .description(description)
      .argument('<profile>')
      .action((wanted: string) =>
        run(async ({ host, console }) => {
          await archive(host, console, wanted, archived);
          return exitCodes.done;
        }),
      );
  }

  profile
    .command('export')
    .description('write all settings of a profile into a file, without secrets and history')
    .argument('<profile>')
    .option('--template', 'only what the next client can have as well: no connections, no names')
    .option('--to <file>', 'the file; "-" is stdout')
    .option('--replace', 'write over a file that is there already')
    .action((wanted: string, options: ExportOptions) =>
      run(async ({ host, console }) => {
        await exportProfile(host, console, wanted, options);
        return exitCodes.done;
      }),
    );

  profile
    .command('import')
    .description('make a profile of a file that was exported; for a template use: profile new --from')
    .argument('<file>')
    .option('--name <name>', 'another name than the one in the file')
    .option('--colour <colour>', profileColours.join(', '))
    .option('--country <country>', 'AU or NZ')
    .action((file: string, options: LabelOptions) =>
      run(async ({ host, console }) => {
        const read = await readProfile(file);
        if (read.kind === 'template') throw new AppError('PROFILE_FILE_IS_TEMPLATE');
        await takeOver(host, console, read.settings, options);
        return exitCodes.done;
      }),
    );
}
