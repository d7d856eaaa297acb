/** `accord profile set <profile> defaults.customerClass=ECCUSTOMER …`: every setting there is, by its name in the profile's file. */
import type { Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import {
  profileSettingsSchema,
  settingsOf,
  withTemplate,
  type ProfileSettings,
} from '../../shared/domain/profile-file.ts';
import { settingName, settingProblems, unknownSettings } from '../../shared/domain/setting-problems.ts';
import type { Host } from '../host.ts';
import { usage, type RunCommand } from './command.ts';
import { addConnectionOptions, connectionOf, type ConnectionOptions } from './connection-options.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import { filterInWords } from './filter-words.ts';
import { mappingPath, ruleInWords } from './mapping-words.ts';
import { findProfile, sayMissing } from './profile-commands.ts';
import { readProfile } from './profile-file.ts';

interface SetOptions extends ConnectionOptions {
  readonly from?: string;
}

interface Assignment {
  readonly path: readonly string[];
  /** As it stands on the command line. */
  readonly text: string;
  /** As JSON, where it is JSON: `3`, `true`, `null`, `["a"]`; else the text. */
  readonly value: unknown;
}

type Group = Readonly<Record<string, unknown>>;

function assignmentOf(argument: string): Assignment {
  const [name = '', ...rest] = argument.split('=');
  const text = rest.join('=');
  const path = mappingPath(name.split('.'));
  if (rest.length === 0 || path.includes('')) {
    throw usage(
      `"${argument}" is not understood: write a setting as name=value, such as customer.direction=import.`,
    );
  }
  try {
    return { path, text, value: JSON.parse(text) as unknown };
  } catch {
    return { path, text, value: text };
  }
}

function isGroup(value: unknown): value is Group {
  return value !== null && typeof value === 'object';
}

/** The group with one value replaced, at any depth; a list takes numbers as names. */
function assigned(group: Group, path: readonly string[], value: unknown, whole: readonly string[]): unknown {
  const [name = '', ...deeper] = path;
  let next = value;
  if (deeper.length > 0) {
    const inner = Object.hasOwn(group, name) ? group[name] : undefined;
    if (!isGroup(inner)) {
      const parent = settingName(whole.slice(0, whole.length - deeper.length));
      throw usage(
        `${settingName(whole)} cannot be set: there is no ${parent} yet. Set up the connection first, or give all of it at once, as JSON.`,
      );
    }
    next = assigned(inner, deeper, value, whole);
  }
  return Array.isArray(group)
    ? group.map((each: unknown, index) => (String(index) === name ? next : each))
    : { ...group, [name]: next };
}

function withAssignments(settings: ProfileSettings, assignments: readonly Assignment[]): unknown {
  return assignments.reduce<unknown>(
    (group, { path, value }) => assigned(group as Group, path, value, path),
    settings,
  );
}

/** A filter can be set in a word, and so can a row of a mapping. */
function withWords(assignment: Assignment, { savedFilters }: ProfileSettings): Assignment {
  const { path, text, value } = assignment;
  if (typeof value !== 'string') return assignment;
  const filter = filterInWords(path, text, savedFilters);
  // No filter at all is an answer, too.
  const meant = filter === undefined ? ruleInWords(path, text) : filter;
  return meant === undefined ? assignment : { ...assignment, value: meant };
}

/** What stands behind `=` is a text where the setting takes one, also when it could be a number. */
function asTexts(assignments: readonly Assignment[], refused: ReadonlySet<string>): readonly Assignment[] {
  return assignments.map((each) =>
    refused.has(settingName(each.path)) && typeof each.value !== 'string'
      ? { ...each, value: each.text }
      : each,
  );
}

/** @throws AppError USAGE for a setting that there is not, SETTINGS_INVALID with a sentence per setting. */
function changed(id: string, settings: ProfileSettings, assignments: readonly Assignment[]): ProfileSettings {
  const parse = (tried: readonly Assignment[]) =>
    profileSettingsSchema.safeParse(withAssignments(settings, tried), { reportInput: true });
  const first = parse(assignments);
  if (first.success) return first.data;
  const second = parse(asTexts(assignments, new Set(Object.keys(settingProblems(first.error)))));
  if (second.success) return second.data;
  const [unknown] = unknownSettings(first.error);
  if (unknown !== undefined) {
    throw usage(`There is no setting "${unknown}". To see all: accord profile export ${id} --to -`);
  }
  throw new AppError('SETTINGS_INVALID', { fields: settingProblems(first.error) });
}

/** Every value by its name. */
function* valuesOf(value: unknown, path: readonly string[] = []): Generator<readonly [string, unknown]> {
  if (!isGroup(value)) return yield [settingName(path), value];
  for (const [name, member] of Object.entries(value)) yield* valuesOf(member, [...path, name]);
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `customer.direction: bidirectional -> import` */
function differences(before: ProfileSettings, after: ProfileSettings): readonly string[] {
  const [old, next] = [new Map(valuesOf(before)), new Map(valuesOf(after))];
  const names = [...new Set([...old.keys(), ...next.keys()])].toSorted();
  return names
    .filter((name) => old.get(name) !== next.get(name))
    .map((name) => `${name}: ${shown(old.get(name))} -> ${shown(next.get(name))}`);
}

async function set(
  host: Host,
  console: Console,
  wanted: string,
  { from, ...connection }: SetOptions,
  assignments: readonly Assignment[],
): Promise<void> {
  const profile = await findProfile(host, wanted);
  const before = settingsOf(profile);
  const file = from === undefined ? null : await readProfile(from);
  const connect = connectionOf(connection);
  if (file === null && assignments.length === 0 && !connect.isNamed) {
    throw usage('Say what to set: name=value, --from a file, or a connection.');
  }
  const base =
    file === null ? before : file.kind === 'profile' ? file.settings : withTemplate(before, file.settings);
  const settings = changed(
    profile.id,
    base,
    assignments.map((each) => withWords(each, base)),
  );
  await host.services['profile.set']({ profileId: profile.id, settings });
  await connect.store(host, profile.id);
  const overview = await host.services['profile.open']({ profileId: profile.id });
  const lines = differences(before, settingsOf(overview.profile));
  console.answer({ ok: true, changed: lines, ...overview });
  for (const line of lines) console.say(line);
  if (lines.length === 0) console.say('Nothing is other than before.');
  sayMissing(console, overview);
}

export function addProfileSetCommand(profile: Command, run: RunCommand): void {
  addConnectionOptions(
    profile
      .command('set')
      .description('change settings, with the checks that they have on their screens')
      .argument('<profile>')
      .argument(
        '[settings...]',
        'name=value, such as customer.direction=import; names as in an exported file',
      )
      .option('--from <file>', 'all settings of a file; of a template those that it has'),
  ).action((wanted: string, settings: readonly string[], options: SetOptions) =>
    run(async ({ host, console }) => {
      await set(host, console, wanted, options, settings.map(assignmentOf));
      return exitCodes.done;
    }),
  );
}
