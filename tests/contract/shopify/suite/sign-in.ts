/** Access tokens: which work, how an app gets them, and when they end. */
import { createHash } from 'node:crypto';
import { anyText, listWith, not } from '../../shape.ts';
import type { Answer, ContractCase, HttpCall, Request, Step, Subject } from './case.ts';

const shopRequest = (token: string): Request => ({ document: '{ shop { id } }', token });
const works = (token: string): Step => ({ request: shopRequest(token) });
const day = 86_400;

const tokens: readonly ContractCase[] = [
  {
    name: 'a token that is none answers HTTP 401',
    basis: '6 [DOC]',
    request: shopRequest('shpat_00000000000000000000000000000001'),
    answer: { status: 401, body: { errors: anyText } },
  },
  {
    name: 'the shop says who it is',
    basis: '5 [SCHEMA]',
    request: {
      document: `{ shop { id name myshopifyDomain ianaTimezone currencyCode taxesIncluded plan { publicDisplayName shopifyPlus partnerDevelopment }
        shopAddress { countryCodeV2 } customerAccountsV2 { customerAccountsVersion } entitlements { b2b { enabled } } } }`,
    },
    answer: {
      data: {
        shop: {
          name: anyText,
          myshopifyDomain: /\.myshopify\.com$/,
          currencyCode: /^[A-Z]{3}$/,
          plan: { publicDisplayName: anyText },
          shopAddress: { countryCodeV2: /^[A-Z]{2}$/ },
        },
      },
    },
  },
  {
    name: 'the app says what it was granted',
    basis: '5 [SCHEMA]',
    request: { document: '{ currentAppInstallation { accessScopes { handle } app { title } } }' },
    answer: {
      data: {
        currentAppInstallation: {
          accessScopes: listWith({ handle: 'write_customers' }),
          app: { title: anyText },
        },
      },
    },
  },
];

function credentialsGrant(patch: Readonly<Record<string, string>> = {}): HttpCall {
  return {
    method: 'POST',
    path: '/admin/oauth/access_token',
    form: {
      grant_type: 'client_credentials',
      client_id: '{{credentials.clientId}}',
      client_secret: '{{credentials.clientSecret}}',
      ...patch,
    },
  };
}

const clientCredentials: readonly ContractCase[] = [
  {
    name: 'client credentials give a token for a day, less a second',
    basis: '8 [DOC]',
    needs: ['client credentials'],
    request: credentialsGrant(),
    answer: { status: 200, body: { access_token: anyText, scope: anyText, expires_in: 86_399 } },
  },
  {
    name: 'a token of client credentials works, and so does an earlier one',
    basis: '8 [DOC]',
    needs: ['client credentials'],
    given: [
      { request: credentialsGrant(), save: { first: 'body.access_token' } },
      { request: credentialsGrant(), save: { second: 'body.access_token' } },
      works('{{second}}'),
    ],
    request: shopRequest('{{first}}'),
    answer: { status: 200, body: { data: { shop: { id: anyText } } } },
  },
  {
    name: 'a token of client credentials ends after its day, and a new one is to be had',
    basis: '8 [DOC]',
    needs: ['simulator', 'client credentials'],
    given: [
      { request: credentialsGrant(), save: { first: 'body.access_token' } },
      { request: { control: 'POST /clock', body: { ahead: day - 10 } } },
      works('{{first}}'),
      { request: { control: 'POST /clock', body: { ahead: day } } },
      { request: credentialsGrant(), save: { second: 'body.access_token' } },
      works('{{second}}'),
    ],
    request: shopRequest('{{first}}'),
    answer: { status: 401 },
  },
  ...(['shop_not_permitted', 'app_not_installed'] as const).map((signIn): ContractCase => ({
    name: `client credentials are refused as ${signIn}`,
    basis: '8 [DOC]',
    needs: ['simulator', 'client credentials'],
    given: [{ request: { control: 'POST /switches', body: { signIn } } }],
    request: credentialsGrant(),
    answer: { status: 400, body: { error: signIn } },
  })),
  {
    name: 'a wrong client secret is refused',
    basis: '8 [DOC], wording [VERIFY]',
    isOpen: true,
    needs: ['client credentials'],
    request: credentialsGrant({ client_secret: 'shpss_wrong' }),
    answer: { status: 401, body: { error: 'invalid_client' } },
  },
  {
    name: 'a client id that nobody has is refused',
    basis: '8 [DOC], wording [VERIFY]',
    isOpen: true,
    needs: ['client credentials'],
    request: credentialsGrant({ client_id: '00000000000000000000000000000000' }),
    answer: { status: 400, body: { error: 'application_cannot_be_found' } },
  },
];

const verifier = 'an-invented-verifier-that-is-long-enough-for-pkce';
const challenge = createHash('sha256').update(verifier).digest('base64url');

function authorize(patch: Readonly<Record<string, string>> = {}): HttpCall {
  const query = {
    client_id: '{{app.clientId}}',
    redirect_uri: '{{app.redirectUri}}',
    scope: 'write_customers',
    state: 'state-{{run}}',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...patch,
  };
  const text = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return { method: 'GET', path: `/admin/oauth/authorize?${text.join('&')}` };
}

function codeGrant(form: Readonly<Record<string, string>>): HttpCall {
  return {
    method: 'POST',
    path: '/admin/oauth/access_token',
    form: { client_id: '{{app.clientId}}', client_secret: '{{app.clientSecret}}', ...form },
  };
}

const code: Step = { request: authorize(), answer: { status: 302 }, save: { code: 'location.code' } };
const redeem = { code: '{{code}}', code_verifier: verifier };
const refresh = (token: string): HttpCall => codeGrant({ grant_type: 'refresh_token', refresh_token: token });
/** What a refresh token answers that was replaced or has ended. */
const inactive: Answer = {
  status: 401,
  body: {
    error: 'invalid_request',
    error_description: 'This request requires an active refresh_token',
  },
};
const expiring: readonly Step[] = [
  code,
  {
    request: codeGrant({ ...redeem, expiring: '1' }),
    save: { access: 'body.access_token', refresh: 'body.refresh_token' },
  },
];

/** The page on which a person approves the app is approved at once by the simulator alone. */
function byCode(each: Omit<ContractCase, 'needs'>): ContractCase {
  return { ...each, needs: ['simulator', 'authorization app'] };
}

const authorizationCode: readonly ContractCase[] = [
  byCode({
    name: 'approving the app leads back with a code, the state and a signature',
    basis: '8 [DOC]',
    request: authorize(),
    answer: {
      status: 302,
      headers: { location: /^http:\/\/127\.0\.0\.1:/ },
      location: {
        code: anyText,
        state: 'state-{{run}}',
        shop: /\.myshopify\.com$/,
        hmac: /^[0-9a-f]{64}$/,
        timestamp: /^\d+$/,
      },
    },
  }),
  ...(
    [
      ['an address that was not registered', { redirect_uri: 'http://127.0.0.1:1/elsewhere' }],
      ['a scope the app does not have', { scope: 'read_orders' }],
      ['a challenge that is no SHA-256', { code_challenge_method: 'plain' }],
    ] as const
  ).map(([what, patch]) =>
    byCode({
      name: `the page of approval is refused for ${what}`,
      basis: '8 [DOC]',
      request: authorize(patch),
      answer: { status: 400 },
    }),
  ),
  byCode({
    name: 'a code gives a token without an end',
    basis: '8 [DOC]',
    given: [code],
    request: codeGrant(redeem),
    answer: { status: 200, body: { access_token: anyText, scope: /customers/, expires_in: undefined } },
  }),
  byCode({
    name: 'a code gives an expiring token with one to refresh it',
    basis: '8 [DOC]',
    given: [code],
    request: codeGrant({ ...redeem, expiring: '1' }),
    answer: {
      status: 200,
      body: {
        access_token: anyText,
        expires_in: 3_600,
        refresh_token: anyText,
        refresh_token_expires_in: 90 * day,
      },
    },
  }),
  byCode({
    name: 'a code is good once',
    basis: '8 [DOC]',
    given: [code, { request: codeGrant(redeem) }],
    request: codeGrant(redeem),
    answer: { status: 400 },
  }),
  byCode({
    name: 'a code wants the verifier of its challenge',
    basis: '8 [DOC]',
    given: [code],
    request: codeGrant({ code: '{{code}}', code_verifier: 'another' }),
    answer: { status: 400 },
  }),
  byCode({
    name: 'an expiring token ends after an hour and is refreshed, the refresh token with it',
    basis: '8 [DOC]',
    given: [
      ...expiring,
      works('{{access}}'),
      { request: { control: 'POST /clock', body: { ahead: 3_601 } } },
      { request: shopRequest('{{access}}'), answer: { status: 401 } },
    ],
    request: refresh('{{refresh}}'),
    answer: { status: 200, body: { access_token: not('{{access}}'), refresh_token: not('{{refresh}}') } },
  }),
  byCode({
    name: 'the previous refresh token stays good until the new one is used',
    basis: '8 [DOC]',
    given: [
      ...expiring,
      { request: refresh('{{refresh}}'), save: { second: 'body.refresh_token' } },
      { request: refresh('{{refresh}}') },
      { request: refresh('{{second}}') },
    ],
    request: refresh('{{refresh}}'),
    answer: inactive,
  }),
  byCode({
    name: 'a refresh token ends after 90 days',
    basis: '8 [DOC]',
    given: [...expiring, { request: { control: 'POST /clock', body: { ahead: 90 * day + 1 } } }],
    request: refresh('{{refresh}}'),
    answer: inactive,
  }),
];

export const signIn: Subject = {
  name: 'sign-in',
  cases: [...tokens, ...clientCredentials, ...authorizationCode],
};
