/** The ERP's lists: read once, kept with the profile, read again when a person asks for it. */
import { notAssignable } from '../../shared/domain/payment-terms.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { InUse, Lookups, TermsLists } from '../../shared/ipc/contract.ts';
import { createKeptLists } from '../storage/kept-lists.ts';
import { readLookups, withShopify } from './connections.ts';
import type { JobContext, JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';

/** A look-up that takes longer than this has lost its server. */
const lookupTimeout = 60_000;

type CacheRuntime = Pick<JobRuntime, 'paths' | 'logger'>;
type LookupRuntime = Pick<JobRuntime, 'paths' | 'logger' | 'seats' | 'tokens'>;

const lists = createKeptLists<Lookups>('the lists of MYOB Acumatica', 2);

/** The company that lists belong to; null while there is none. */
function ownerOf({ erp }: Profile): string | null {
  return erp === null ? null : JSON.stringify([erp.url, erp.tenant, erp.branch]);
}

async function keep({ paths, logger }: CacheRuntime, profile: Profile, lookups: Lookups): Promise<void> {
  const owner = ownerOf(profile);
  if (owner !== null) await lists.write(paths.lookupsFile(profile.id), owner, lookups, logger);
}

export async function keptLookups(
  { paths, logger }: CacheRuntime,
  profile: Profile,
): Promise<Lookups | null> {
  const owner = ownerOf(profile);
  return owner === null ? null : lists.read(paths.lookupsFile(profile.id), owner, logger);
}

/** Keeps what a whole reading met; it takes the place of what the first few customers showed. */
export async function keepInUse(runtime: CacheRuntime, profile: Profile, inUse: InUse | null): Promise<void> {
  if (inUse === null) return;
  const lookups = await keptLookups(runtime, profile);
  if (lookups !== null) await keep(runtime, profile, { ...lookups, inUse });
}

/** Read anew, what all customers showed outlives what the first few show. */
export async function readAndKeepLookups(runtime: LookupRuntime, context: JobContext): Promise<Lookups> {
  const { profile } = context;
  const before = await keptLookups(runtime, profile);
  const fresh = await readLookups(context, runtime, AbortSignal.timeout(lookupTimeout));
  const inUse = before?.inUse.complete === true ? before.inUse : fresh.inUse;
  const lookups = { ...fresh, inUse };
  await keep(runtime, profile, lookups);
  return lookups;
}

/** The store's own terms are asked for each time: they are nine, and cost one request. */
async function readTerms(runtime: LookupRuntime, context: JobContext): Promise<TermsLists> {
  const signal = AbortSignal.timeout(lookupTimeout);
  const [terms, { inUse }] = await Promise.all([
    withShopify(context, runtime, signal, ({ companies }) => companies.source.readPaymentTerms(signal)),
    keptLookups(runtime, context.profile).then((lookups) => lookups ?? readAndKeepLookups(runtime, context)),
  ]);
  return {
    shopify: terms.map((each) => ({ id: each.key, name: each.name, notAssignable: notAssignable(each) })),
    erp: inUse.terms,
    erpComplete: inUse.complete,
  };
}

export function createLookupServices(
  runtime: LookupRuntime,
): Pick<JobServices, 'lookups.get' | 'lookups.terms'> {
  return {
    'lookups.get': async ({ refresh }, context) =>
      (refresh ? null : await keptLookups(runtime, context.profile)) ?? readAndKeepLookups(runtime, context),
    'lookups.terms': (_, context) => readTerms(runtime, context),
  };
}
