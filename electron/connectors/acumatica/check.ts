/** The connection doctor of the ERP: small steps in order, each with what was found and what to do. */
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { ChosenValue } from '../../../shared/mapping/chosen-values.ts';
import type { CheckResult } from '../../../shared/ipc/contract.ts';
import {
  erpFeatureNames,
  knownFeatures,
  type AnsweredFeatures,
  type DetectedFeatures,
} from '../../../shared/domain/erp-features.ts';
import { checkSignIn, stepOfSession } from './check-sign-in.ts';
import { seatFinding, speedFinding } from './check-speed.ts';
import { failed, Findings, good, type Finding, type StepId } from './check-steps.ts';
import type { ErpClient } from './client.ts';
import { completeInstance, findInstance } from './discover.ts';
import { openConnection, type AcumaticaOptions, type OpenConnection } from './connection.ts';
import { chooseEndpoint, type Endpoint } from './endpoint.ts';
import { readClassState } from './customer-class.ts';
import { detectFeatures } from './features.ts';
import { findLostValues } from './offered.ts';
import type { Session } from './session.ts';
import { readStores, storeNameOf, type StoreRecord } from './store-record.ts';
import { clockFinding } from '../check-clock.ts';
import { systemClock } from '../clock.ts';
import { defaultClockSkewSeconds } from '../../../shared/domain/settings.ts';

export interface AcumaticaCheckOptions extends AcumaticaOptions {
  /** `harbour-pine.myshopify.com`, to find the ERP's own record of the store; null while it is not known. */
  readonly shopDomain: string | null;
  /** Classes that rules by country give. */
  readonly ruleClasses?: readonly string[];
  /** What the profile has chosen from the ERP's lists, beside the classes. */
  readonly chosen?: readonly ChosenValue[];
  /** What a person said of features that cannot be told. */
  readonly answeredFeatures: AnsweredFeatures;
  /** Seconds by which the clock of the ERP and this computer's may differ. */
  readonly clockSkewSeconds?: number;
}

type Right = 'customers' | 'locations' | 'contacts' | 'classes';

/** One field of each list that Accord needs. */
const rights: Readonly<Record<Right, { readonly entity: string; readonly select: string }>> = {
  customers: { entity: 'Customer', select: 'CustomerID' },
  locations: { entity: 'CustomerLocation', select: 'LocationID' },
  contacts: { entity: 'Contact', select: 'ContactID' },
  classes: { entity: 'CustomerClass', select: 'ClassID' },
};

/** What still works without a right; without the others nothing does. */
const withoutRight: Readonly<Partial<Record<Right, string>>> = {
  contacts:
    'Everything can be read all the same, but not only what changed: every preview reads all customers.',
};

async function checkRight(
  id: Right,
  { client }: OpenConnection,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  const { entity, select } = rights[id];
  try {
    const records = await client.list(entity, { select: [select], top: 1 }, signal);
    findings.add(id, good(records.length === 0 ? 'Readable; the list is empty.' : 'Readable.'));
  } catch (error) {
    if (signal.aborted || stepOfSession(error) !== null) throw error;
    const finding = failed(error);
    const consequence = withoutRight[id];
    findings.add(
      id,
      consequence === undefined
        ? finding
        : { ...finding, status: 'warning', found: `${finding.found}. ${consequence}` },
    );
  }
}

/** What a class would do to an import, or null where it is in order. */
async function troubleOfClass(
  classId: string,
  client: ErpClient,
  signal: AbortSignal,
): Promise<Finding | null> {
  const { exists, unmetAttributes } = await readClassState(client, classId, signal);
  if (!exists) {
    return {
      status: 'warning',
      found: `There is no class ${classId} any more.`,
      remedy: 'Choose another class in the defaults.',
    };
  }
  if (unmetAttributes.length === 0) return null;
  return {
    status: 'warning',
    found: `${classId} requires ${unmetAttributes.join(', ')} of every new customer, which Accord does not send.`,
    remedy:
      'Give the attribute a default value in the form Customer Classes (AR201000), or choose another class in the defaults.',
  };
}

/** The class of all new customers, and those that rules by country give; the right to read classes was checked before. */
async function checkClass(
  { defaults: { customerClass }, ruleClasses = [] }: AcumaticaCheckOptions,
  { client }: OpenConnection,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  if (customerClass === null) {
    findings.add('class', good('Looked at once it is chosen in the defaults.'));
    return;
  }
  const classes = [...new Set([customerClass, ...ruleClasses])];
  for (const classId of classes) {
    const trouble = await troubleOfClass(classId, client, signal);
    if (trouble === null) continue;
    findings.add('class', trouble);
    return;
  }
  findings.add('class', good(`${classes.join(', ')}.`));
}

async function checkChoices(
  { chosen = [] }: AcumaticaCheckOptions,
  { client, lists }: OpenConnection,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  if (chosen.length === 0) {
    findings.add('choices', good('Looked at once something is chosen.'));
    return;
  }
  const [first, ...others] = await findLostValues(chosen, client, lists, signal);
  if (first === undefined) {
    findings.add('choices', good('All of it is there.'));
    return;
  }
  const more = others.length === 0 ? '' : ` ${others.map(({ message }) => message).join(' ')}`;
  findings.add('choices', {
    status: 'warning',
    found: `${first.message}${more}`,
    remedy: 'Choose anew in the settings of the profile. Until then no preview is made that would need it.',
  });
}

function checkFeatures(
  { answeredFeatures }: AcumaticaCheckOptions,
  detected: DetectedFeatures,
  findings: Findings,
): void {
  const known = knownFeatures(detected, answeredFeatures);
  for (const feature of erpFeatureNames) {
    const source = detected[feature] === 'unknown' ? 'As you said. ' : '';
    findings.add(
      feature,
      known[feature] === 'unknown'
        ? {
            status: 'warning',
            found: 'Accord cannot tell from outside whether it is switched on.',
            remedy: 'Say so in the connect step. The form Enable/Disable Features (CS100000) shows it.',
          }
        : good(`${source}${known[feature] === 'on' ? 'Switched on.' : 'Switched off.'}`),
    );
  }
}

function checkEndpoint(
  { name, version, capabilities }: Endpoint,
  build: string | null,
  findings: Findings,
): void {
  const found = `${name} ${version}${build === null ? '' : ` of version ${build}`}.`;
  findings.add(
    'endpoint',
    capabilities.externalReferences
      ? good(found)
      : {
          status: 'warning',
          found: `${found} It has no place for the reference of a location.`,
          remedy: 'Update MYOB Acumatica to have locations carry the id of their Shopify address.',
        },
  );
}

function checkStore(
  shopDomain: string | null,
  stores: readonly StoreRecord[] | null,
  findings: Findings,
): string | null {
  if (shopDomain === null) {
    findings.add('store', good('Looked for once the Shopify store is set up.'));
    return null;
  }
  const name = storeNameOf(stores, shopDomain);
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
  const { connection, learned = null, sessions, clock = systemClock, logger, shopDomain } = options;
  const findings = new Findings(connection.signIn, clock);
  let seen: CheckResult['seen'] = {};
  let session: Session | null = null;
  let step: StepId = 'address';
  try {
    const instance = await findInstance(connection.url, clock, signal);
    seen = { erpAddress: instance.base };
    findings.add('address', good(`MYOB Acumatica answers at ${instance.base}.`));
    findings.add(
      'secure',
      good(
        instance.base.startsWith('https:')
          ? 'Encrypted, and the certificate was accepted.'
          : 'Not encrypted, but it does not leave this computer.',
      ),
    );
    const { base } = instance;
    step = 'user';
    session = await checkSignIn({ base, connection, learned, sessions, clock, signal }, findings);
    if (session === null) return findings.result(seen);
    step = 'endpoint';
    const { build, endpoints } = await completeInstance(instance, clock, await session.headers(), signal);
    const endpoint = chooseEndpoint(instance.base, endpoints, connection.endpointVersion);
    seen = { ...seen, erpVersion: build, endpointVersion: endpoint.version };
    checkEndpoint(endpoint, build, findings);
    const open = openConnection(options, endpoint, instance.clockSkew, session);
    for (const id of ['customers', 'locations', 'contacts', 'classes'] as const) {
      step = id;
      await checkRight(id, open, findings, signal);
      // With tokens the first request takes the seat, whatever becomes of it otherwise.
      if (id === 'customers' && connection.signIn !== 'cookie') {
        findings.add('seat', seatFinding(connection, learned));
      }
    }
    step = 'class';
    if (findings.isOk('classes')) await checkClass(options, open, findings, signal);
    step = 'choices';
    await checkChoices(options, open, findings, signal);
    step = 'shopifyConnector';
    const stores = await readStores(open.client, logger, signal);
    const erpFeatures = await detectFeatures(open.client, endpoint.capabilities, stores, signal);
    checkFeatures(options, erpFeatures, findings);
    seen = { ...seen, erpFeatures };
    const erpStoreName = checkStore(shopDomain, stores, findings);
    if (shopDomain !== null) seen = { ...seen, erpStoreName };
    const { clockSkewSeconds = defaultClockSkewSeconds } = options;
    findings.add('time', clockFinding(open.client.clockAhead(), clockSkewSeconds));
    findings.add('speed', speedFinding(connection, learned, open.pace.limit));
  } catch (error) {
    if (signal.aborted) throw error;
    const isTls = isAppError(error) && (error.code === 'TLS_FAILED' || error.code === 'INSECURE_ADDRESS');
    if (isTls) findings.add('address', good('The address leads to a server.'));
    findings.add(isTls ? 'secure' : (stepOfSession(error) ?? step), failed(error));
  } finally {
    await session?.release();
  }
  return findings.result(seen);
}
