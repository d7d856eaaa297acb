/** The whole suite against one endpoint. */
import type { CaseOutcome, SuiteReport } from '../../report.ts';
import { startShopifySimulator } from '../../../../simulators/shopify/index.ts';
import type { ShopifySimulator } from '../../../../simulators/shopify/index.ts';
import { subjects } from '../suite/index.ts';
import { probe } from './endpoint.ts';
import type { Endpoint, ProbedEndpoint } from './endpoint.ts';
import { createNaming } from './names.ts';
import { runCase } from './run-case.ts';

export interface SuiteOptions {
  /** Default: a simulator of its own. */
  readonly endpoint?: Endpoint;
  readonly includesSlow?: boolean;
  /** Only cases whose subject or name holds this text. */
  readonly only?: string;
  readonly onOutcome?: (outcome: CaseOutcome) => void;
}

export function newRunId(): string {
  return Date.now().toString(36).slice(-8);
}

export async function runShopifySuite(options: SuiteOptions): Promise<SuiteReport> {
  const own = options.endpoint === undefined ? await startOwnSimulator() : undefined;
  try {
    const endpoint = options.endpoint ? await probe(options.endpoint) : (own as OwnSimulator).endpoint;
    const naming = createNaming(newRunId());
    const run = { endpoint, naming, includesSlow: options.includesSlow === true };
    const outcomes: CaseOutcome[] = [];
    for (const { name: subject, cases } of subjects)
      for (const each of cases) {
        if (options.only !== undefined && !`${subject}: ${each.name}`.includes(options.only)) continue;
        const outcome = await runCase(run, subject, each);
        outcomes.push(outcome);
        options.onOutcome?.(outcome);
      }
    return { suite: 'shopify', endpoint: endpoint.url, run: naming.run, outcomes };
  } finally {
    await own?.simulator.close();
  }
}

interface OwnSimulator {
  readonly simulator: ShopifySimulator;
  readonly endpoint: ProbedEndpoint;
}

/** The time of the shop when its simulator starts: the pinned version is served, whenever the suite is run. */
const openingTime = Date.parse('2026-11-02T00:00:00Z');

/** A simulator with both ways of signing in, and quick bulk operations. The suite speaks to it over HTTP alone. */
export async function startOwnSimulator(): Promise<OwnSimulator> {
  const token = 'shpat_00000000000000000000000000000000';
  const app = { clientId: 'contract-app', clientSecret: 'shpss_invented' };
  const redirectUri = 'http://127.0.0.1:43117/callback';
  const scopes = ['read_customers', 'write_customers'];
  const started = Date.now();
  const simulator = await startShopifySimulator({
    clock: () => new Date(openingTime + Date.now() - started),
    limits: 'off',
    accessTokens: [{ token, scopes }],
    clientCredentials: { ...app, scopes },
    authorizationApp: { ...app, scopes, redirectUris: [redirectUri] },
    switches: { bulkTickMilliseconds: 20 },
  });
  const endpoint = await probe({
    url: simulator.url,
    token,
    clientCredentials: app,
    authorizationApp: { ...app, redirectUri },
  });
  return { simulator, endpoint };
}
