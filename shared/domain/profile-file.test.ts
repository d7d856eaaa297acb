import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryOf, memberNames } from '../../tests/support/arbitrary-of.ts';
import { isAppError } from './app-error.ts';
import { describeError } from './error-catalogue.ts';
import {
  profileFileName,
  profileFileText,
  profileSettingsSchema,
  readProfileFile,
  settingsOf,
  templateFileText,
  templateOf,
  templateSettingsSchema,
  withTemplate,
  type ProfileSettings,
} from './profile-file.ts';
import {
  inactiveCompanyEntity,
  newProfile,
  profileSchema,
  settingsSchemaVersion,
  type Profile,
} from './settings.ts';

const now = '2026-01-01T00:00:00.000Z';
const profiles: fc.Arbitrary<Profile> = arbitraryOf(profileSchema);
const settings: fc.Arbitrary<ProfileSettings> = arbitraryOf(profileSettingsSchema);

/** What becomes of a profile on another computer. */
function arrived(text: string): Profile {
  const file = readProfileFile(text);
  if (file.kind !== 'profile') throw new Error('That is no profile.');
  return { ...newProfile('elsewhere', file.settings.name, now), ...file.settings };
}

/** A name of every member of the value, with those of list items as one. */
function namesIn(value: unknown, name: string, into: Map<string, Set<string>>): void {
  if (name !== '') into.set(name, (into.get(name) ?? new Set()).add(JSON.stringify(value)));
  if (Array.isArray(value)) for (const each of value) namesIn(each, `${name}[]`, into);
  else if (value !== null && typeof value === 'object')
    for (const [key, member] of Object.entries(value))
      namesIn(member, name === '' ? key : `${name}.${key}`, into);
}

/** The same value with the members of every group in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reordered(member)]),
  );
}

const harbour: Profile = {
  ...newProfile('harbour-pine', 'Harbour & Pine', now),
  colour: 'teal',
  shopify: {
    domain: 'harbour-pine.myshopify.com',
    url: null,
    signIn: 'clientCredentials',
    clientId: 'client-1',
    storeErpId: true,
  },
  erp: {
    url: 'https://harbour.example.com',
    tenant: 'HARBOUR',
    branch: 'SYDNEY',
    locale: null,
    signIn: 'authorizationCode',
    clientId: 'application-1',
    username: null,
    endpointVersion: null,
    requestsPerMinute: 600,
    concurrency: 4,
    apiUsers: 3,
    useWholeLicence: false,
  },
  company: {
    ...inactiveCompanyEntity,
    active: true,
    organization: { by: 'list', customers: ['C00000611'] },
    terms: [{ shopify: 'net30', erp: '30D' }],
  },
  customer: {
    active: true,
    withLocations: true,
    direction: 'import',
    primary: 'shopify',
    maxFailedAttempts: 3,
  },
  defaults: {
    customerClass: 'ECCUSTOMER',
    numbering: { mode: 'template', template: 'C######', next: 611 },
    locationNumbering: { mode: 'erp' },
    guestCustomer: 'GUEST',
    noGuestCustomer: false,
    location: {
      taxZone: { from: 'class' },
      shipVia: { from: 'fixed', value: 'AUPOST' },
      shippingTerms: { from: 'main' },
    },
  },
  secretsExpected: { shopify: true, erp: true, shopifyGrant: true, erpClientSecret: true, erpGrant: true },
};

describe('a profile as a file', () => {
  it('any valid profile survives export, import and export unchanged', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const text = profileFileText(profile);
        const there = arrived(text);
        expect(profileFileText(there)).toBe(text);
        expect(settingsOf(there)).toEqual(settingsOf(profile));
      }),
      { numRuns: 300 },
    );
  });

  it('a filter by minus zero, which JSON does not have, is one by zero', () => {
    const where = {
      join: 'and' as const,
      parts: [{ field: 'orders', operator: 'equals' as const, values: [-0] }],
    };
    const filters = { ...harbour.filters, customer: { import: { name: 'No orders', where }, export: null } };
    const profile = { ...harbour, filters };
    expect(settingsOf(arrived(profileFileText(profile)))).toEqual(settingsOf(profile));
  });

  it('those profiles leave no field of a profile out: each takes several values', () => {
    const met = new Map<string, Set<string>>();
    for (const profile of fc.sample(profiles, { numRuns: 600, seed: 20 })) namesIn(profile, '', met);
    const alike = memberNames(profileSchema).filter((name) => (met.get(name)?.size ?? 0) < 2);
    // What tells the forms of a value apart has one value in each.
    expect(alike).toEqual([]);
  });

  it('has the same text whatever order settings were set in', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        expect(profileFileText(reordered(profile) as Profile)).toBe(profileFileText(profile));
      }),
      { numRuns: 100 },
    );
  });

  it('can be read and compared line by line: every setting on a line of its own, names sorted', () => {
    const before = profileFileText(harbour).split('\n');
    const after = profileFileText({
      ...harbour,
      customer: { ...harbour.customer, direction: 'export' },
    }).split('\n');
    expect(before.slice(0, 3)).toEqual([
      '{',
      '  "format": "accord-profile",',
      `  "version": ${settingsSchemaVersion},`,
    ]);
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed).toEqual(['      "direction": "export",']);
    expect(before.at(-1)).toBe('');
  });

  it('takes along what a person set, and nothing that was seen, learned or belongs to this computer', () => {
    const text = profileFileText({
      ...harbour,
      seen: { ...harbour.seen, shopName: 'Seen Shop', erpVersion: '25.200' },
      erpLicence: { ...seenLicence, secondsPerWrite: 0.123 },
    });
    for (const gone of ['Seen Shop', '25.200', '0.123', 'secretsExpected', 'harbour-pine"', 'createdAt'])
      expect(text).not.toContain(gone);
    expect(arrived(text)).toMatchObject({
      id: 'elsewhere',
      seen: { shopName: null },
      erpLicence: null,
      secretsExpected: {
        shopify: false,
        erp: false,
        shopifyGrant: false,
        erpClientSecret: false,
        erpGrant: false,
      },
      erp: harbour.erp,
    });
  });

  it('of a demo has no connections: its two systems live in one program', () => {
    expect(settingsOf({ ...harbour, demo: true })).toMatchObject({ shopify: null, erp: null });
  });

  it('is called after the profile; a template does not name its client', () => {
    expect(profileFileName(harbour, 'profile')).toBe('harbour-pine.accord-profile.json');
    expect(profileFileName(harbour, 'template')).toBe('accord-template.json');
  });

  it.each<readonly [string, Partial<Profile>, string]>([
    ['a token in the name', { name: 'shpat_0123456789abcdef' }, 'name'],
    [
      'a password in the address',
      { erp: { ...erpOf(harbour), url: 'https://accord:hunter2@harbour.example.com' } },
      'erp.url',
    ],
    [
      'a secret in place of a client id',
      { shopify: { ...shopifyOf(harbour), clientId: 'shpss_0123456789abcdef' } },
      'shopify.clientId',
    ],
  ])('is not made with %s', (_, change, field) => {
    expect(refusalOf(() => profileFileText({ ...harbour, ...change }))).toMatchObject({
      code: 'PROFILE_HOLDS_SECRET',
      params: { field },
    });
  });
});

describe('a template', () => {
  it('has everything a consultant sets for every client and nothing of the one it was made from', () => {
    const text = templateFileText(harbour);
    for (const gone of ['Harbour', 'HARBOUR', 'harbour', 'GUEST', 'client-1', '611', 'teal', 'SYDNEY'])
      expect(text).not.toContain(gone);
    const file = readProfileFile(text);
    expect(file).toMatchObject({
      kind: 'template',
      settings: {
        homeCountry: 'AU',
        customer: { active: false, direction: 'import', primary: 'shopify', maxFailedAttempts: 3 },
        defaults: {
          customerClass: 'ECCUSTOMER',
          numbering: { mode: 'template', template: 'C######', next: 1 },
          guestCustomer: null,
          noGuestCustomer: false,
          location: harbour.defaults.location,
        },
        company: { active: false, organization: { by: 'category' }, terms: harbour.company.terms },
        policies: harbour.policies,
        guards: harbour.guards,
      },
    });
  });

  it('survives its file unchanged, and made from a template is the same template', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const text = templateFileText(profile);
        const file = readProfileFile(text);
        const next = { ...newProfile('next', 'Next', now), ...file.settings };
        expect(templateFileText(next)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('put over a profile leaves the client’s own values as they are', () => {
    fc.assert(
      fc.property(settings, settings, (profile, other) => {
        const next = withTemplate(profile, other);
        const { name, colour, shopify, erp, erpFeatures } = profile;
        expect(next).toMatchObject({ name, colour, shopify, erp, erpFeatures });
        expect(next.customer.active).toBe(profile.customer.active);
        expect(next.defaults.guestCustomer).toBe(profile.defaults.guestCustomer);
        const isList = profile.company.organization.by === 'list';
        expect(templateOf(next)).toEqual(
          isList
            ? {
                ...templateOf(other),
                company: { ...templateOf(other).company, organization: { by: 'category' } },
              }
            : templateOf(other),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('consists of settings of a profile only', () => {
    const known = Object.keys(profileSettingsSchema.shape);
    expect(Object.keys(templateSettingsSchema.shape).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('a file that is refused', () => {
  const file = JSON.parse(profileFileText(harbour)) as { settings: ProfileSettings };
  const changed = (change: object) => JSON.stringify({ ...file, ...change });
  const settingsChanged = (change: object) => changed({ settings: { ...file.settings, ...change } });

  it.each<readonly [string, string, string, string]>([
    ['empty', '', 'PROFILE_FILE_UNREADABLE', 'it is empty'],
    ['cut off', profileFileText(harbour).slice(0, 400), 'PROFILE_FILE_UNREADABLE', 'its end is missing'],
    ['not JSON', '{ name: Harbour }', 'PROFILE_FILE_UNREADABLE', 'it is not JSON'],
    ['a list', '[]', 'PROFILE_FILE_OTHER_KIND', 'JSON of another kind'],
    [
      'a report',
      '{"format":"accord-report"}',
      'PROFILE_FILE_OTHER_KIND',
      'a file of the format "accord-report"',
    ],
    [
      'the whole settings file',
      JSON.stringify({ version: 3, profiles: [], preferences: {} }),
      'PROFILE_FILE_OTHER_KIND',
      'the settings file of a whole Accord',
    ],
    ['of a newer version', changed({ version: 999 }), 'PROFILE_FILE_NEWER', 'It has version 999'],
    ['without a version', changed({ version: undefined }), 'PROFILE_FILE_INVALID', 'version: '],
    [
      'of a version that never was',
      changed({ version: 1 }),
      'PROFILE_FILE_INVALID',
      'version: It is 3 or more.',
    ],
    ['without settings', changed({ settings: undefined }), 'PROFILE_FILE_INVALID', 'settings'],
    [
      'with an unknown setting',
      settingsChanged({ customer: { ...harbour.customer, colour: 'red' }, sparkle: 1 }),
      'PROFILE_FILE_UNKNOWN_FIELDS',
      'customer.colour, sparkle',
    ],
    [
      'with something unknown beside its settings',
      changed({ extra: 1 }),
      'PROFILE_FILE_UNKNOWN_FIELDS',
      'extra',
    ],
    [
      'with values that are not valid',
      settingsChanged({ colour: 'mauve', guards: { ...harbour.guards, updateShare: 7, minimumRows: 'ten' } }),
      'PROFILE_FILE_INVALID',
      'colour: It is one of: orange, teal, violet, green, blue, rose. guards.minimumRows: It takes a number. guards.updateShare: It is at most 1.',
    ],
    [
      'with a numbering that there is not',
      settingsChanged({ defaults: { ...harbour.defaults, numbering: { mode: 'random' } } }),
      'PROFILE_FILE_INVALID',
      'defaults.numbering.mode: It has none of the forms that it can have.',
    ],
    [
      'with a setting that is missing',
      settingsChanged({ policies: { conflicts: 'ask' } }),
      'PROFILE_FILE_INVALID',
      'policies.phoneTaken: It is one of: without, wait.',
    ],
  ])('%s: says so by name', (_, text, code, words) => {
    const refusal = refusalOf(() => readProfileFile(text));
    expect(refusal?.code).toBe(code);
    expect(describeError(refusal?.code ?? 'INTERNAL', refusal?.params).text).toContain(words);
  });

  it.each<readonly [string, object, string]>([
    ['a password', { erp: { ...erpOf(harbour), password: 'hunter2' } }, 'settings.erp.password'],
    [
      'a client secret',
      { shopify: { ...shopifyOf(harbour), clientSecret: 'x' } },
      'settings.shopify.clientSecret',
    ],
    ['an access token', { access_token: 'x' }, 'settings.access_token'],
    ['a number as a password', { password: 1234 }, 'settings.password'],
    ['secrets in a group', { secrets: { shopify: 'x' } }, 'settings.secrets.shopify'],
    ['a Shopify token in any text', { name: 'Harbour shpat_0123456789' }, 'settings.name'],
    [
      'a Shopify secret as client id',
      { shopify: { ...shopifyOf(harbour), clientId: 'shpss_0123456789' } },
      'settings.shopify.clientId',
    ],
    [
      'a JSON Web Token',
      { erp: { ...erpOf(harbour), branch: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln' } },
      'settings.erp.branch',
    ],
    [
      'a user and password in an address',
      { erp: { ...erpOf(harbour), url: 'https://a:b@harbour.example.com' } },
      'settings.erp.url',
    ],
    ['a private key', { name: '-----BEGIN RSA PRIVATE KEY-----' }, 'settings.name'],
  ])('with %s in it: names the place and never repeats the secret', (_, change, field) => {
    const refusal = refusalOf(() => readProfileFile(settingsChanged(change)));
    expect(refusal).toMatchObject({ code: 'PROFILE_FILE_SECRET', params: { field } });
    expect(JSON.stringify(refusal)).not.toMatch(/hunter2|1234|eyJ|shp.._/);
  });

  it('no setting is called so that it would be taken for a secret, and somebody’s own text is not either', () => {
    const text = settingsChanged({ name: 'Top secret tokens & cookies', policies: harbour.policies });
    expect(arrived(text).name).toBe('Top secret tokens & cookies');
  });

  it('whatever is in it is either refused in words or a whole profile, never anything else', () => {
    const whole = profileFileText(harbour);
    const damaged = fc
      .tuple(fc.nat(whole.length), fc.nat(40), fc.oneof(fc.string(), fc.json()))
      .map(([at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length));
    const otherSettings = fc.json().map((json) => changed({ settings: JSON.parse(json) as unknown }));
    fc.assert(
      fc.property(fc.oneof(damaged, otherSettings, fc.json(), fc.string()), (text) => {
        const refusal = refusalOf(() => {
          const { kind, settings: read } = readProfileFile(text);
          const schema = kind === 'profile' ? profileSettingsSchema : templateSettingsSchema;
          expect(schema.parse(read)).toEqual(read);
        });
        expect(refusal?.code ?? 'PROFILE_FILE_WHOLE').toMatch(/^PROFILE_FILE_/);
      }),
      { numRuns: 500 },
    );
  });

  it('opens with a byte order mark in front, and without what has a default', () => {
    const { clockSkewSeconds: _, ...guards } = harbour.guards;
    expect(arrived(`\uFEFF${settingsChanged({ guards })}`).guards).toEqual(harbour.guards);
  });
});

const seenLicence = {
  requestsPerMinute: null,
  slowedAt: null,
  concurrency: null,
  secondsPerWrite: null,
  declinedAt: null,
  noSeatAt: null,
};

function erpOf({ erp }: Profile) {
  if (erp === null) throw new Error('It has no connection.');
  return erp;
}

function shopifyOf({ shopify }: Profile) {
  if (shopify === null) throw new Error('It has no connection.');
  return shopify;
}

function refusalOf(work: () => unknown) {
  try {
    work();
    return null;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
