/** The page of the ERP on which a person signs in and approves, and whether the ERP would show it. */
import { AppError } from '../../../shared/domain/app-error.ts';
import { erpScopes } from '../../../shared/domain/sign-in.ts';
import { exchange, type HttpAnswer } from '../http.ts';
import { system } from './answer.ts';
import { applicationRefusals, type Application } from './token-endpoint.ts';

const probeTimeout = 30_000;

export interface AuthorizationRequest {
  /** Address of the instance, without a slash at its end. */
  readonly base: string;
  readonly application: Application;
  readonly redirectAddress: string;
  readonly state: string;
  /** Of PKCE, with S256. */
  readonly challenge: string;
}

export function authorizationAddress(request: AuthorizationRequest): URL {
  const address = new URL(`${request.base}/identity/connect/authorize`);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: request.application.clientId,
    redirect_uri: request.redirectAddress,
    scope: erpScopes.join(' '),
    state: request.state,
    code_challenge: request.challenge,
    code_challenge_method: 'S256',
  }).toString();
  return address;
}

/**
 * The refusal in an answer, by its name. How one reads is not published: an error in the body, on a page, or in the address of a page
 * that it leads to. What fits nothing known is no refusal: the browser will show it. [VERIFY]
 */
function refusalOf(answer: HttpAnswer, redirectAddress: string): string | null {
  const location = answer.headers.get('location') ?? '';
  if (location.startsWith(redirectAddress)) return new URL(location).searchParams.get('error');
  if (answer.status < 400 && !/error/i.test(location)) return null;
  const words = `${answer.text} ${location}`;
  const known = Object.keys(applicationRefusals).find((name) => words.includes(name));
  return known ?? (/redirect[ _]?ur[il]/i.test(words) ? 'redirect_uri' : null);
}

/**
 * Asks for the page as the browser would, without opening it: an application or a redirect address that the ERP does not know is
 * told there and nowhere else.
 * @returns ERP_CLIENT_REJECTED, ERP_REDIRECT_UNKNOWN, ERP_FLOW_REFUSED or ERP_SCOPE_REFUSED; null where nothing is wrong, or cannot be told.
 * @throws TransportError; AppError STOPPED.
 */
export async function probeAuthorization(
  address: URL,
  { clientId }: Application,
  signal: AbortSignal,
): Promise<AppError | null> {
  const redirectAddress = address.searchParams.get('redirect_uri') ?? '';
  const answer = await exchange({
    system,
    method: 'GET',
    url: address.href,
    headers: { Accept: 'text/html' },
    timeout: probeTimeout,
    signal,
  });
  const refusal = refusalOf(answer, redirectAddress);
  if (refusal === null) return null;
  const code = refusal === 'redirect_uri' ? 'ERP_REDIRECT_UNKNOWN' : applicationRefusals[refusal];
  const params = { host: address.host, clientId, redirectAddress };
  return code === undefined ? null : new AppError(code, { params, retry: 'afterSignIn' });
}
