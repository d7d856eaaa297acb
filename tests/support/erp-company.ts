/** A company whose administrator registered Accord as a connected application, and a person who signs in to it in a browser. */
import { redirectAddresses } from '../../shared/domain/sign-in.ts';
import type { ConnectedApplication } from '../../simulators/acumatica/index.ts';

/** As form SM303010 shows them; the company is `Demo`. */
export const erpClientId = 'ACC0DACC-0000-4000-8000-000000000001';
export const erpPasswordClientId = 'ACC0DACC-0000-4000-8000-000000000002';
export const erpClientSecret = 'sentinel-erp-client-secret-77ab';

export function erpApplications(
  changes: Partial<ConnectedApplication> = {},
): readonly ConnectedApplication[] {
  return [
    {
      clientId: erpClientId,
      secret: null,
      redirectUris: redirectAddresses,
      flow: 'authorizationCode',
      ...changes,
    },
    { clientId: erpPasswordClientId, secret: erpClientSecret, redirectUris: [], flow: 'password' },
  ];
}

export interface Consent {
  readonly name?: string;
  readonly password?: string;
  /** What stays ticked; everything where nothing is said. */
  readonly scopes?: readonly string[];
  readonly denies?: boolean;
}

/** Fills in the page that a sign-in opened. @returns where the browser is sent back to; nobody goes there. */
export async function approveErp(address: string, consent: Consent = {}): Promise<URL> {
  const { name = 'accord', password = 'accord-demo', scopes = [], denies = false } = consent;
  const page = await fetch(address, { redirect: 'manual' });
  if (page.status !== 200) throw new Error(`${page.status} ${await page.text()}`);
  const form = new URLSearchParams([
    ['name', name],
    ['password', password],
    ...scopes.map((scope) => ['scope', scope]),
    ...(denies ? [['deny', '1']] : []),
  ]);
  const answer = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.status} ${await answer.text()}`);
  return new URL(location);
}
