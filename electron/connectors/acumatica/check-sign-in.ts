/** The part of the connection doctor that signs in: each of the ways fails in steps of its own. */
import { isAppError, type AppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { ErpConnection, LearnedLicence } from '../../../shared/domain/settings.ts';
import { redirectAddresses } from '../../../shared/domain/sign-in.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import { createPkce, createState } from '../pkce.ts';
import { authorizationAddress, probeAuthorization } from './authorization-address.ts';
import { seatFinding } from './check-speed.ts';
import { failed, good, type Finding, type Findings, type StepId } from './check-steps.ts';
import { openSession, type Session, type SessionSource } from './session.ts';
import { applicationOf } from './token-endpoint.ts';

export interface SignInCheck {
  readonly base: string;
  readonly connection: ErpConnection;
  readonly learned: LearnedLicence | null;
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Step that a failed sign-in belongs to; any other failure is one of the user's. */
const stepOfCode: Readonly<Partial<Record<ErrorCode, StepId>>> = {
  INPUT_INVALID: 'application',
  ERP_CLIENT_REJECTED: 'application',
  ERP_FLOW_REFUSED: 'application',
  ERP_SCOPE_REFUSED: 'application',
  ERP_REDIRECT_UNKNOWN: 'redirect',
  ERP_COMPANY_UNKNOWN: 'company',
  ERP_BRANCH_UNKNOWN: 'company',
  ERP_NO_SEAT: 'seat',
  ERP_USER_SEATS: 'seat',
  ERP_SESSION_ELSEWHERE: 'seat',
};

/** Failures of this computer: the ERP was not asked, so nothing of it was passed. */
const localFailures: readonly ErrorCode[] = [
  'INPUT_INVALID',
  'SECRET_MISSING',
  'KEYCHAIN_LOCKED',
  'ERP_SESSION_ELSEWHERE',
  'SIGN_IN_NEEDED',
];

/** Step of a failure that only the first request of a session shows; null for any other. */
export function stepOfSession(error: unknown): StepId | null {
  const step = isAppError(error) ? stepOfCode[error.code] : undefined;
  return step === 'seat' || step === 'company' ? step : null;
}

/** What each step of signing in finds when it is passed, in order. With tokens the first request takes the seat. */
function passedSteps({ connection, learned }: SignInCheck): readonly (readonly [StepId, Finding])[] {
  const company: readonly [StepId, Finding] = ['company', good(`Signed in to ${connection.tenant}.`)];
  const accepted = good(`${connection.username ?? 'The user'} was accepted.`);
  switch (connection.signIn) {
    case 'authorizationCode':
      return [
        ['application', good('MYOB Acumatica knows it.')],
        ['redirect', good('Somebody has signed in through one of them.')],
        ['user', good('Somebody has signed in and approved.')],
        company,
      ];
    case 'password':
      return [['application', good('MYOB Acumatica knows it.')], ['user', accepted], company];
    case 'cookie':
      return [['user', accepted], company, ['seat', seatFinding(connection, learned)]];
  }
}

/** What is wrong with the application or with a redirect address, of what shows before anybody signs in. */
async function findRefusal({ base, connection, signal }: SignInCheck): Promise<AppError | null> {
  const application = applicationOf(connection, null);
  for (const redirectAddress of redirectAddresses) {
    const { challenge } = createPkce();
    const address = authorizationAddress({
      base,
      application,
      redirectAddress,
      state: createState(),
      challenge,
    });
    const refusal = await probeAuthorization(address, application, signal);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Whether somebody could sign in with the browser, where nobody has, or has any more. */
async function checkApplication(check: SignInCheck, findings: Findings): Promise<boolean> {
  const refusal = await findRefusal(check);
  if (refusal === null || stepOfCode[refusal.code] === 'redirect') {
    findings.add('application', good('MYOB Acumatica raised no objection to it.'));
  }
  if (refusal === null) {
    findings.add('redirect', good('MYOB Acumatica raised no objection to them.'));
    return true;
  }
  findings.add(stepOfCode[refusal.code] ?? 'application', failed(refusal));
  return false;
}

/**
 * Signs in, and says how each step went.
 * @returns the session; null where a step failed.
 * @throws AppError STOPPED; TransportError, of a look at the application.
 */
export async function checkSignIn(check: SignInCheck, findings: Findings): Promise<Session | null> {
  const passed = passedSteps(check);
  try {
    const session = await openSession(check.sessions, check.base, check.clock);
    for (const [id, finding] of passed) findings.add(id, finding);
    return session;
  } catch (error) {
    const code = isAppError(error) ? error.code : 'INTERNAL';
    const step = stepOfCode[code] ?? 'user';
    const hasBrowser = check.connection.signIn === 'authorizationCode';
    if (hasBrowser && (code === 'SIGN_IN_NEEDED' || code === 'ERP_SIGN_IN_ENDED')) {
      if (!(await checkApplication(check, findings))) return null;
    } else if (!localFailures.includes(code)) {
      const before = passed.findIndex(([other]) => other === step);
      for (const [id, finding] of passed.slice(0, before === -1 ? passed.length : before)) {
        findings.add(id, finding);
      }
    }
    findings.add(step, failed(error));
    return null;
  }
}
