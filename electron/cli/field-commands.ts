/** `accord profile fields <profile> …`: what the store or company has of its own, and what of it rules may name. */
import type { Command } from 'commander';
import type { FurtherField, FurtherFieldList, OfferedField } from '../../shared/domain/further-field.ts';
import type { Side } from '../../shared/domain/party.ts';
import { settingsOf } from '../../shared/domain/profile-file.ts';
import { sideSchema, type Profile } from '../../shared/domain/settings.ts';
import type { Host } from '../host.ts';
import { parsed, usage, type RunCommand } from './command.ts';
import { table, type Console } from './console.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { findProfile } from './profile-commands.ts';

interface FieldOptions {
  readonly side: string;
  readonly search?: string;
  readonly refresh?: boolean;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

const systems: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };

const isSearched = (search: string, { key, label }: OfferedField): boolean =>
  [key, label].some((text) => text.toLowerCase().includes(search.toLowerCase()));

const sameKey = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** @throws AppError USAGE for one that the system does not offer. */
function offered(list: FurtherFieldList, side: Side, key: string): FurtherField {
  const found = list.fields.find((each) => sameKey(each.key, key));
  if (found === undefined) {
    throw usage(
      `${systems[side]} offers no field "${key}". A field that was made just now is found with --refresh.`,
    );
  }
  const { says: _, ...field } = found;
  return field;
}

async function change(
  host: Host,
  profile: Profile,
  side: Side,
  list: FurtherFieldList,
  { add = [], remove = [] }: FieldOptions,
): Promise<readonly FurtherField[]> {
  const known = profile.furtherFields[side];
  const missing = remove.find((key) => !known.some((each) => sameKey(each.key, key)));
  if (missing !== undefined) throw usage(`The rules of "${profile.name}" have no field "${missing}".`);
  const added = add.map((key) => offered(list, side, key));
  const gone = [...remove, ...added.map(({ key }) => key)];
  // One that is added once more is taken as it is now.
  const fields = [...known.filter(({ key }) => !gone.some((each) => sameKey(each, key))), ...added];
  if (added.length + remove.length > 0) {
    const settings = settingsOf(profile);
    const furtherFields = { ...settings.furtherFields, [side]: fields };
    await host.services['profile.set']({ profileId: profile.id, settings: { ...settings, furtherFields } });
  }
  return fields;
}

async function sayFields(
  host: Host,
  console: Console,
  wanted: string,
  options: FieldOptions,
): Promise<ExitCode> {
  const side = parsed(sideSchema, options.side, '--side');
  const profile = await findProfile(host, wanted);
  const refresh = options.refresh === true;
  const list = await host.services['fields.list']({ profileId: profile.id, side, refresh });
  const used = await change(host, profile, side, list, options);
  const fields = list.fields.filter((field) => isSearched(options.search ?? '', field));
  console.answer({ ok: true, side, fields, leftOut: list.leftOut, readAt: list.readAt, added: used });
  const rows = fields.map(({ key, label, type }) => [
    `  ${used.some((each) => each.key === key) ? '*' : ' '} ${key}`,
    type,
    label,
  ]);
  for (const line of table([['    Field', 'Values', 'Called'], ...rows])) console.say(line);
  for (const { key, label } of used.filter((each) => !list.fields.some(({ key: its }) => its === each.key))) {
    console.say(`  * ${key} (${label}) is no longer in ${systems[side]}.`);
  }
  if (list.leftOut > 0) {
    console.say(
      `${list.leftOut} more cannot be named by rules, as their values are no plain text, number or date.`,
    );
  }
  console.say('Rules can name those with a *. Add one with --add, take it away with --remove.');
  return exitCodes.done;
}

export function addFieldCommands(profile: Command, run: RunCommand): void {
  profile
    .command('fields')
    .description(
      'metafields of the store, or attributes and custom fields of MYOB, that filters and mappings name',
    )
    .argument('<profile>')
    .requiredOption('--side <side>', 'shopify or erp')
    .option('--search <text>', 'only those with the text in their key or name')
    .option('--refresh', 'list them anew; otherwise as they were last listed')
    .option('--add <keys...>', 'fields that rules may name from now on, such as metafield:loyalty.level')
    .option('--remove <keys...>', 'fields that no rule names any more')
    .action((wanted: string, options: FieldOptions) =>
      run(({ host, console }) => sayFields(host, console, wanted, options)),
    );
}
