/**
 * Profiles as files: all settings of one, or a template for the next client. JSON, versioned, with sorted keys so that two of them
 * can be compared line by line. No secret is ever in one: profiles have none, and what looks like one is refused both ways (L8).
 */
import type { z } from 'zod';
import { AppError } from './app-error.ts';
import { findSecretName, findSecretValue } from './secret-looking.ts';
import { problemsText, settingName, settingProblems, unknownSettings } from './setting-problems.ts';
import { profileSchema, settingsSchemaVersion, type Numbering, type Profile } from './settings.ts';

/**
 * What a person set, and nothing else. What is left out belongs to this computer (id, age, where its secrets are) or was seen and
 * learned of the two systems, and is found out anew.
 */
export const profileSettingsSchema = profileSchema.omit({
  id: true,
  demo: true,
  archived: true,
  createdAt: true,
  secretsExpected: true,
  seen: true,
  erpLicence: true,
});
export type ProfileSettings = z.infer<typeof profileSettingsSchema>;

/** What the next client can have as well: without the two systems, what they are called, and what was said of them. */
export const templateSettingsSchema = profileSettingsSchema.omit({
  name: true,
  colour: true,
  shopify: true,
  erp: true,
  erpFeatures: true,
});
export type TemplateSettings = z.infer<typeof templateSettingsSchema>;

/** The twins of a demo live in one program at one time: no other profile can be connected to them. */
export function settingsOf(profile: Profile): ProfileSettings {
  const settings = profileSettingsSchema.strip().parse(profile);
  return profile.demo ? { ...settings, shopify: null, erp: null } : settings;
}

/** The counter is one company's, the form of the number is not. */
function withoutCounter(numbering: Numbering): Numbering {
  return numbering.mode === 'template' ? { ...numbering, next: 1 } : numbering;
}

/** What a consultant sets for every client. The guest customer is a record of one company, so nothing is active before it is chosen. */
export function templateOf(settings: TemplateSettings): TemplateSettings {
  const { customer, company, defaults, ...others } = templateSettingsSchema.strip().parse(settings);
  return {
    ...others,
    customer: { ...customer, active: false },
    company: {
      ...company,
      active: false,
      // A list names customers of one company.
      organization: company.organization.by === 'list' ? { by: 'category' } : company.organization,
    },
    defaults: {
      ...defaults,
      numbering: withoutCounter(defaults.numbering),
      locationNumbering: withoutCounter(defaults.locationNumbering),
      guestCustomer: null,
      noGuestCustomer: false,
    },
  };
}

/** What a profile becomes with a template: the settings of the one, the client's own values of the other. */
export function withTemplate(profile: ProfileSettings, template: TemplateSettings): ProfileSettings {
  const { customer, company, defaults } = profile;
  const next = templateOf(template);
  const keepCounter = (numbering: Numbering, own: Numbering): Numbering =>
    numbering.mode === 'template' && own.mode === 'template' ? { ...numbering, next: own.next } : numbering;
  return {
    ...profile,
    ...next,
    customer: { ...next.customer, active: customer.active },
    company: {
      ...next.company,
      active: company.active,
      organization: company.organization.by === 'list' ? company.organization : next.company.organization,
    },
    defaults: {
      ...next.defaults,
      numbering: keepCounter(next.defaults.numbering, defaults.numbering),
      locationNumbering: keepCounter(next.defaults.locationNumbering, defaults.locationNumbering),
      guestCustomer: defaults.guestCustomer,
      noGuestCustomer: defaults.noGuestCustomer,
    },
  };
}

const formats = { profile: 'accord-profile', template: 'accord-template' } as const;
type Kind = keyof typeof formats;

/** Of files and settings alike: a field more in one is a field more in the other. Files began with version 3. */
const firstVersion = 3;

export type ProfileFile =
  | { readonly kind: 'profile'; readonly settings: ProfileSettings }
  | { readonly kind: 'template'; readonly settings: TemplateSettings };

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isGroup(value)) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function fileText(kind: Kind, profile: Profile, settings: ProfileSettings | TemplateSettings): string {
  const secret = findSecretValue(settings);
  if (secret !== null) {
    throw new AppError('PROFILE_HOLDS_SECRET', {
      params: {
        field: settingName(secret),
        profile: findSecretValue(profile.name) ? profile.id : profile.name,
      },
    });
  }
  const file = { format: formats[kind], version: settingsSchemaVersion, settings: sorted(settings) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @throws AppError PROFILE_HOLDS_SECRET where somebody pasted a token into the wrong field. */
export function profileFileText(profile: Profile): string {
  return fileText('profile', profile, settingsOf(profile));
}

/** @throws AppError PROFILE_HOLDS_SECRET */
export function templateFileText(profile: Profile): string {
  return fileText('template', profile, templateOf(settingsOf(profile)));
}

/** What the files are called where nobody says otherwise. A template's does not name the client it was made from. */
export function profileFileName({ id }: Pick<Profile, 'id'>, kind: Kind): string {
  return kind === 'profile' ? `${id}.accord-profile.json` : 'accord-template.json';
}

function parseJson(text: string): unknown {
  // Some editors put a byte order mark in front.
  const whole = text.replace(/^\uFEFF/, '');
  if (whole.trim() === '') throw unreadable('it is empty');
  try {
    return JSON.parse(whole);
  } catch (cause) {
    throw unreadable(isCutOff(whole) ? 'its end is missing' : 'it is not JSON', cause);
  }
}

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('PROFILE_FILE_UNREADABLE', { params: { reason }, cause });
}

function isCutOff(text: string): boolean {
  return text.trimStart().startsWith('{') && !text.trimEnd().endsWith('}');
}

/** What a file of another kind is, as far as it tells. */
function otherKind(value: unknown): string {
  if (!isGroup(value)) return 'JSON of another kind';
  if (Array.isArray(value['profiles'])) return 'the settings file of a whole Accord';
  return typeof value['format'] === 'string'
    ? `a file of the format "${value['format'].slice(0, 40)}"`
    : 'JSON of another kind';
}

function refuseSecret(path: readonly string[] | null): void {
  if (path === null) return;
  throw new AppError('PROFILE_FILE_SECRET', { params: { field: settingName(path) } });
}

/**
 * Reads a file that was made with `profileFileText` or `templateFileText`, by this version or an earlier one.
 * @throws AppError PROFILE_FILE_UNREADABLE, PROFILE_FILE_OTHER_KIND, PROFILE_FILE_SECRET, PROFILE_FILE_NEWER,
 * PROFILE_FILE_UNKNOWN_FIELDS, PROFILE_FILE_INVALID; each names what is wrong.
 */
export function readProfileFile(text: string): ProfileFile {
  const file = parseJson(text);
  const kind = isGroup(file)
    ? (Object.keys(formats) as Kind[]).find((each) => formats[each] === file['format'])
    : undefined;
  if (kind === undefined || !isGroup(file)) {
    throw new AppError('PROFILE_FILE_OTHER_KIND', { params: { found: otherKind(file) } });
  }
  refuseSecret(findSecretValue(file));
  const { format: _, version, settings, ...unknown } = file;
  if (typeof version === 'number' && version > settingsSchemaVersion) {
    throw new AppError('PROFILE_FILE_NEWER', { params: { version, known: settingsSchemaVersion } });
  }
  const schema = kind === 'profile' ? profileSettingsSchema : templateSettingsSchema;
  const parsed = schema.safeParse(settings, { reportInput: true });
  // A name that a setting has is no secret's; only what is not understood is looked at by its name.
  const others = Object.keys(unknown);
  if (!parsed.success || others.length > 0) refuseSecret(findSecretName(file));
  const unknownNames = [...others, ...(parsed.success ? [] : unknownSettings(parsed.error))];
  if (unknownNames.length > 0) {
    throw new AppError('PROFILE_FILE_UNKNOWN_FIELDS', { params: { fields: unknownNames.join(', ') } });
  }
  const problems = {
    ...(typeof version === 'number' && Number.isInteger(version) && version >= firstVersion
      ? {}
      : { version: `It is ${firstVersion} or more.` }),
    ...(parsed.success ? {} : settingProblems(parsed.error)),
  };
  if (!parsed.success || Object.keys(problems).length > 0) {
    throw new AppError('PROFILE_FILE_INVALID', {
      params: { problems: problemsText(problems) },
      fields: problems,
    });
  }
  return { kind, settings: parsed.data } as ProfileFile;
}
