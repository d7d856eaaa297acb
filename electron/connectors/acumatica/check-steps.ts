/** The steps of the connection doctor, in their order, with what was found so far. */
import { isAppError } from '../../../shared/domain/app-error.ts';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import { erpFeatureTitles } from '../../../shared/domain/erp-features.ts';
import type { ErpSignIn } from '../../../shared/domain/settings.ts';
import type { CheckResult, CheckStatus, CheckStep } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../../../shared/sync/ports.ts';

const titles = {
  address: 'Address',
  secure: 'Secure connection',
  application: 'Connected application',
  redirect: 'Redirect addresses',
  user: 'User name and password',
  company: 'Company',
  seat: 'Free API seat',
  endpoint: 'Web service endpoint',
  customers: 'Right to use Customers',
  locations: 'Right to use Customer Locations',
  contacts: 'Right to use Contacts',
  classes: 'Right to use Customer Classes',
  class: 'Class of imported customers',
  choices: 'What was chosen from its lists',
  shopifyConnector: `Feature ${erpFeatureTitles.shopifyConnector}`,
  businessToBusiness: `Feature ${erpFeatureTitles.businessToBusiness}`,
  store: 'Shopify store record',
  time: 'Time',
  speed: 'Speed',
} as const;
export type StepId = keyof typeof titles;
const allSteps = Object.keys(titles) as readonly StepId[];

/** Steps that a way of signing in does not have. */
const stepsLeftOut: Readonly<Record<ErpSignIn, readonly StepId[]>> = {
  authorizationCode: [],
  password: ['redirect'],
  cookie: ['application', 'redirect'],
};

export interface Finding {
  readonly status: Exclude<CheckStatus, 'skipped'>;
  readonly found: string;
  readonly remedy: string | null;
}

export const good = (found: string): Finding => ({ status: 'ok', found, remedy: null });

export function failed(error: unknown): Finding {
  const known = isAppError(error) ? error : null;
  const { title, text } = describeError(known?.code ?? 'INTERNAL', known?.params);
  return { status: 'failed', found: title, remedy: text };
}

/** The steps so far, timed from one to the next. */
export class Findings {
  readonly #way: ErpSignIn;
  readonly #clock: Clock;
  readonly #steps = new Map<StepId, CheckStep>();
  #since: number;

  constructor(way: ErpSignIn, clock: Clock) {
    this.#way = way;
    this.#clock = clock;
    this.#since = clock.elapsed();
  }

  /** What is found of a step later takes the place of what was found before. */
  add(id: StepId, finding: Finding): void {
    const now = this.#clock.elapsed();
    const milliseconds = Math.round(now - this.#since);
    this.#steps.set(id, { id, title: this.#titleOf(id), ...finding, milliseconds });
    this.#since = now;
  }

  isOk(id: StepId): boolean {
    return this.#steps.get(id)?.status === 'ok';
  }

  /** Every step; the ones that were not reached are skipped. */
  result(seen: CheckResult['seen']): CheckResult {
    const steps = allSteps
      .filter((id) => !stepsLeftOut[this.#way].includes(id))
      .map(
        (id): CheckStep =>
          this.#steps.get(id) ?? {
            id,
            title: this.#titleOf(id),
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

  #titleOf(id: StepId): string {
    return id === 'user' && this.#way === 'authorizationCode' ? 'Sign-in in the browser' : titles[id];
  }
}
