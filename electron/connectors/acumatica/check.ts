/** The connection doctor of the ERP: small steps in order, each with what was found and what to do. */
import { isAppError } from '../../../shared/domain/app-error.ts';
import { describeError, type ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { CheckResult, CheckStatus, CheckStep } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import { completeInstance, chooseEndpoint, findInstance } from './discover.ts';
import { seatFinding, speedFinding } from './check-speed.ts';
import { openConnection, type AcumaticaOptions, type OpenConnection } from './connection.ts';
import { readStoreName } from './lookups.ts';
import { signIn, type Session } from './session.ts';
import { systemClock } from '../clock.ts';

export interface AcumaticaCheckOptions extends AcumaticaOptions {
  /** `harbour-pine.myshopify.com`, to find the ERP's own record of the store; null while it is not known. */
  readonly shopDomain: string | null;
}

const titles = {
  address: 'Address',
  secure: 'Secure connection',
  user: 'User name and password',
  company: 'Company',
  seat: 'Free API seat',
  endpoint: 'Web service endpoint',
  customers: 'Right to use Customers',
  locations: 'Right to use Customer Locations',
  classes: 'Right to use Customer Classes',
  store: 'Shopify store record',
  speed: 'Speed',
} as const;
type StepId = keyof typeof titles;
const stepIds = Object.keys(titles) as readonly StepId[];

interface Finding {
  readonly status: Exclude<CheckStatus, 'skipped'>;
  readonly found: string;
  readonly remedy: string | null;
}

const good = (found: string): Finding => ({ status: 'ok', found, remedy: null });

function failed(error: unknown): Finding {
  const known = isAppError(error) ? error : null;
  const { title, text } = describeError(known?.code ?? 'INTERNAL', known?.params);
  return { status: 'failed', found: title, remedy: text };
}

/** Step that a failed sign-in belongs to; the ones before it were passed. */
const signInSteps: Readonly<Partial<Record<ErrorCode, StepId>>> = {
  ERP_COMPANY_UNKNOWN: 'company',
  ERP_BRANCH_UNKNOWN: 'company',
  ERP_NO_SEAT: 'seat',
};

/** The steps so far, timed from one to the next. */
class Findings {
  readonly #clock: Clock;
  readonly #steps = new Map<StepId, CheckStep>();
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.elapsed();
  }

  add(id: StepId, finding: Finding): void {
    const now = this.#clock.elapsed();
    this.#steps.set(id, { id, title: titles[id], ...finding, milliseconds: Math.round(now - this.#since) });
    this.#since = now;
  }

  /** Every step; the ones that were not reached are skipped. */
  result(seen: CheckResult['seen']): CheckResult {
    const steps = stepIds.map(
      (id): CheckStep =>
        this.#steps.get(id) ?? {
          id,
          title: titles[id],
          status: 'skipped',
          found: 'Not checked, as an earlier step failed.',
          remedy: null,
          milliseconds: 0,
        },
    );
    return {
      side: 'erp',
      ok: steps.every(({ status }) => status === 'ok' || status === 'warning'),
      steps,
      seen,
    };
  }
}

async function checkSignIn(
  base: string,
  options: AcumaticaCheckOptions,
  findings: Findings,
): Promise<Session | null> {
  const { connection, learned = null } = options;
  const passed: readonly (readonly [StepId, Finding])[] = [
    ['user', good(`${connection.username} was accepted.`)],
    ['company', good(`Signed in to ${connection.tenant}.`)],
    ['seat', seatFinding(connection, learned)],
  ];
  try {
    const session = await signIn({ ...options, base });
    for (const [id, finding] of passed) findings.add(id, finding);
    return session;
  } catch (error) {
    const step = (isAppError(error) ? signInSteps[error.code] : undefined) ?? 'user';
    for (const [id, finding] of passed.slice(
      0,
      passed.findIndex(([other]) => other === step),
    )) {
      findings.add(id, finding);
    }
    findings.add(step, failed(error));
    return null;
  }
}

async function checkRight(
  id: StepId,
  entity: string,
  select: readonly string[],
  { client }: OpenConnection,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  try {
    const records = await client.list(entity, { select, top: 1 }, signal);
    findings.add(id, good(records.length === 0 ? 'Readable; the list is empty.' : 'Readable.'));
  } catch (error) {
    if (signal.aborted) throw error;
    findings.add(id, failed(error));
  }
}

async function checkStore(
  { shopDomain, logger }: AcumaticaCheckOptions,
  { client }: OpenConnection,
  findings: Findings,
  signal: AbortSignal,
): Promise<string | null> {
  if (shopDomain === null) {
    findings.add('store', good('Looked for once the Shopify store is set up.'));
    return null;
  }
  const name = await readStoreName(client, shopDomain, logger, signal);
  findings.add(
    'store',
    good(
      name === null
        ? 'None was found for this shop. References will carry the name of the shop.'
        : `References will carry its name, "${name}".`,
    ),
  );
  return name;
}

/**
 * Checks the connection step by step. A failed step is an answer, not an exception; the session is always given back.
 * @throws AppError STOPPED
 */
export async function checkAcumatica(
  options: AcumaticaCheckOptions,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { connection, clock = systemClock } = options;
  const findings = new Findings(clock);
  let seen: CheckResult['seen'] = {};
  let session: Session | null = null;
  let step: StepId = 'address';
  try {
    const instance = await findInstance(connection.url, signal);
    findings.add('address', good(`MYOB Acumatica answers at ${instance.base}.`));
    findings.add(
      'secure',
      good(
        instance.base.startsWith('https:')
          ? 'Encrypted, and the certificate was accepted.'
          : 'Not encrypted, but it does not leave this computer.',
      ),
    );
    session = await checkSignIn(instance.base, options, findings);
    if (session === null) return findings.result(seen);
    step = 'endpoint';
    const { build, endpoints } = await completeInstance(instance, session.headers(), signal);
    const endpoint = chooseEndpoint(instance.base, endpoints, connection.endpointVersion);
    seen = { erpVersion: build, endpointVersion: endpoint.version };
    findings.add(
      'endpoint',
      endpoint.hasExternalReferences
        ? good(`Default ${endpoint.version}${build === null ? '' : ` of version ${build}`}.`)
        : {
            status: 'warning',
            found: `Default ${endpoint.version}. It has no place for the reference of a location.`,
            remedy: 'Update MYOB Acumatica to have locations carry the id of their Shopify address.',
          },
    );
    const open = openConnection(options, endpoint, session);
    step = 'customers';
    await checkRight('customers', 'Customer', ['CustomerID'], open, findings, signal);
    await checkRight('locations', 'CustomerLocation', ['LocationID'], open, findings, signal);
    await checkRight('classes', 'CustomerClass', ['ClassID'], open, findings, signal);
    step = 'store';
    const erpStoreName = await checkStore(options, open, findings, signal);
    if (options.shopDomain !== null) seen = { ...seen, erpStoreName };
    findings.add('speed', speedFinding(connection, options.learned ?? null, open.pace.limit));
  } catch (error) {
    if (signal.aborted) throw error;
    const isTls = isAppError(error) && (error.code === 'TLS_FAILED' || error.code === 'INSECURE_ADDRESS');
    if (isTls) findings.add('address', good('The address leads to a server.'));
    findings.add(isTls ? 'secure' : step, failed(error));
  } finally {
    await session?.release();
  }
  return findings.result(seen);
}
