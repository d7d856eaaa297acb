/** Fields that only this store or company has: listed once, kept with the profile, listed again when a person asks for it. */
import type { FurtherFieldList } from '../../shared/domain/further-field.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { SettingsProblem } from '../../shared/domain/rule-trial.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import { lostFields, usesFurtherFields } from '../../shared/mapping/lost-fields.ts';
import { createKeptLists } from '../storage/kept-lists.ts';
import { withErp, withShopify } from './connections.ts';
import type { JobContext, JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';

/** Attributes may have to be asked for class by class. */
const listTimeout = 120_000;

type FieldRuntime = Pick<JobRuntime, 'paths' | 'logger' | 'seats' | 'tokens'>;

/** The system that a list belongs to; null while it is not connected. */
function ownerOf({ shopify, erp }: Profile, side: Side): string | null {
  if (side === 'shopify') return shopify === null ? null : JSON.stringify([shopify.domain, shopify.url]);
  return erp === null ? null : JSON.stringify([erp.url, erp.tenant]);
}

const lists = createKeptLists<FurtherFieldList>('the fields of a system', 2);

async function kept(
  { paths, logger }: FieldRuntime,
  profile: Profile,
  side: Side,
): Promise<FurtherFieldList | null> {
  const owner = ownerOf(profile, side);
  return owner === null ? null : lists.read(paths.fieldsFile(profile.id, side), owner, logger);
}

async function listAndKeep(
  runtime: FieldRuntime,
  context: JobContext,
  side: Side,
): Promise<FurtherFieldList> {
  const { profile } = context;
  const signal = AbortSignal.timeout(listTimeout);
  const list =
    side === 'shopify'
      ? await withShopify(context, runtime, signal, ({ furtherFields }) => furtherFields(signal))
      : await withErp(context, runtime, signal, ({ furtherFields }) => furtherFields(signal));
  const owner = ownerOf(profile, side);
  const { paths, logger } = runtime;
  if (owner !== null) await lists.write(paths.fieldsFile(profile.id, side), owner, list, logger);
  return list;
}

/**
 * What is wrong with the further fields that saved rules name, by the screen on which it can be put right. Nothing is said of a side whose
 * list was never read, unless it is to be read: it is read again where it is older than `since`.
 */
export async function furtherFieldProblems(
  runtime: FieldRuntime,
  context: JobContext,
  since: string | null,
): Promise<readonly SettingsProblem[]> {
  const { profile } = context;
  const filters = JSON.stringify(profile.filters);
  const problems: SettingsProblem[] = [];
  for (const side of ['erp', 'shopify'] as const) {
    if (!usesFurtherFields(profile, side)) continue;
    const known = await kept(runtime, profile, side);
    const isOld = since !== null && (known === null || known.readAt < since);
    const list = isOld ? await listAndKeep(runtime, context, side) : known;
    for (const { path, message } of list === null ? [] : lostFields(profile, side, list)) {
      const field = profile.furtherFields[side][Number(path.slice(path.lastIndexOf('.') + 1))];
      const isInFilter = field !== undefined && filters.includes(JSON.stringify(field.key));
      problems.push({ screen: isInFilter ? 'filters' : 'mapping', path, message });
    }
  }
  return problems;
}

export function createFurtherFieldServices(runtime: FieldRuntime): Pick<JobServices, 'fields.list'> {
  return {
    'fields.list': async ({ side, refresh }, context) =>
      (refresh ? null : await kept(runtime, context.profile, side)) ?? listAndKeep(runtime, context, side),
  };
}
