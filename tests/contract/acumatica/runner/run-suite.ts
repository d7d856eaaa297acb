/** Runs the cases one after the other: a company's licence allows few requests, and its seats are fewer. */
import type { CaseOutcome, SuiteReport } from '../../report.ts';
import type { Need } from '../suite/case.ts';
import { subjects } from '../suite/index.ts';
import { openEndpoint, type Credentials, type Endpoint } from './endpoint.ts';
import { runCase } from './run-case.ts';

export interface SuiteOptions {
  readonly credentials: Credentials;
  /** Only cases whose subject or name has this text. */
  readonly only?: string;
  /** Scale of pauses; 1 where it is not given. */
  readonly pace?: number;
  readonly onOutcome?: (outcome: CaseOutcome) => void;
}

/** What the endpoint has by its version, and the company by what it answers. */
async function offersOf({ credentials, send }: Endpoint): Promise<ReadonlySet<Need>> {
  const [name, version = ''] = credentials.endpoint.split('/');
  const release = Number.parseInt(version, 10);
  const offers = new Set<Need>([name === 'Default' && release >= 25 ? 'patch' : 'noPatch']);
  if (name === 'Default' && release >= 24) offers.add('externalReferences');
  // The category is there only with the feature for business customers, and then every new customer has one.
  const made = await send({
    method: 'PUT',
    path: 'Customer',
    body: { CustomerName: 'Accord contract, features' },
  });
  const { CustomerID, CustomerCategory } = (made.body ?? {}) as Readonly<
    Record<string, { readonly value?: string } | undefined>
  >;
  if (CustomerCategory?.value !== undefined) offers.add('b2b');
  if (CustomerID?.value !== undefined) await send({ method: 'DELETE', path: `Customer/${CustomerID.value}` });
  return offers;
}

/** @throws with a plain sentence when the sign-in fails. */
export async function runAcumaticaSuite(options: SuiteOptions): Promise<SuiteReport> {
  const { credentials, only = '', pace = 1, onOutcome } = options;
  const endpoint = await openEndpoint(credentials);
  const run = `accord-${Date.now().toString(36)}`;
  const outcomes: CaseOutcome[] = [];
  try {
    const offers = await offersOf(endpoint);
    for (const subject of subjects) {
      for (const given of subject.cases) {
        if (!`${subject.name} ${given.name}`.includes(only)) continue;
        const outcome = await runCase(subject.name, given, { endpoint, run, offers, pace });
        outcomes.push(outcome);
        onOutcome?.(outcome);
      }
    }
  } finally {
    await endpoint.close();
  }
  return { suite: 'acumatica', endpoint: `${credentials.url} ${credentials.endpoint}`, run, outcomes };
}
