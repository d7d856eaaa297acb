/** The endpoint of the Shopify suite as the command line and the environment name it. */
import process from 'node:process';
import type { ContractArguments } from '../../arguments.ts';
import type { CaseOutcome, SuiteReport } from '../../report.ts';
import type { Endpoint } from './endpoint.ts';
import { runShopifySuite } from './run-suite.ts';

const defaultTokenVariable = 'SHOPIFY_CONTRACT_TOKEN';
const defaultSecretVariable = 'SHOPIFY_CONTRACT_CLIENT_SECRET';

export async function runShopifyFromCommandLine(
  values: ContractArguments,
  onOutcome: (outcome: CaseOutcome) => void,
): Promise<SuiteReport> {
  const { url, only, slow } = values;
  return runShopifySuite({
    ...(url === undefined ? {} : { endpoint: await readEndpoint(url, values) }),
    ...(only === undefined ? {} : { only }),
    includesSlow: slow === true,
    onOutcome,
  });
}

/** @throws with a plain sentence when something is missing. */
async function readEndpoint(url: string, values: ContractArguments): Promise<Endpoint> {
  const base = url.replace(/\/+$/, '');
  const { protocol, hostname } = new URL(base);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost'].includes(hostname))
    throw new Error('A token is only sent over https, or to this computer.');
  const clientId = values['client-id'];
  const redirectUri = values['redirect-uri'];
  const credentials =
    clientId === undefined
      ? undefined
      : {
          clientId,
          clientSecret: readVariable(values['client-secret-variable'] ?? defaultSecretVariable),
        };
  const tokenVariable = values['token-variable'] ?? defaultTokenVariable;
  const token =
    credentials && process.env[tokenVariable] === undefined
      ? await signIn(base, credentials)
      : readVariable(tokenVariable);
  return {
    url: base,
    token,
    ...(credentials ? { clientCredentials: credentials } : {}),
    ...(credentials && redirectUri !== undefined
      ? { authorizationApp: { ...credentials, redirectUri } }
      : {}),
  };
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

/** A token by client credentials, which is how an app of the Dev Dashboard gets one. */
async function signIn(
  url: string,
  { clientId, clientSecret }: NonNullable<Endpoint['clientCredentials']>,
): Promise<string> {
  const response = await fetch(`${url}/admin/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const answer = (await response.json().catch(() => ({}))) as {
    readonly access_token?: string;
    readonly error?: string;
  };
  if (answer.access_token === undefined)
    throw new Error(`Signing in at ${url} failed: HTTP ${response.status} ${answer.error ?? ''}`.trim());
  return answer.access_token;
}
