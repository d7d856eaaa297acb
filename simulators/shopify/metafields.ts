import { createHash } from 'node:crypto';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { parseGid } from './gid.ts';
import { valueError } from './metafield-values.ts';
import { problem } from './problem.ts';
import type { CompanyLocationRecord, CompanyRecord } from './company-records.ts';
import type { CustomerRecord, MetafieldRecord } from './records.ts';
import { saveCustomer } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';
import type { ShopStore } from './store.ts';
import { cleanText } from './text-rules.ts';

/** The app of every token, which owns the namespace `$app`. */
const appId = 100_001;

/** The namespace as it is stored: `$app`, also the default, stands for the app's own. */
export function resolveNamespace(namespace: string | null | undefined): string {
  const [, rest] = /^\$app(?::(.+))?$/.exec(namespace ?? '$app') ?? [];
  if (namespace == null || namespace === '$app') return `app--${appId}`;
  return rest === undefined ? namespace : `app--${appId}--${rest}`;
}

/** Changes with the value; sent back as `compareDigest` it makes a write conditional. */
export function digestOf(metafield: MetafieldRecord): string {
  return createHash('sha256').update(`${metafield.type}:${metafield.value}`).digest('hex');
}

export interface MetafieldContent {
  readonly key?: string | null;
  readonly namespace?: string | null;
  readonly type?: string | null;
  readonly value?: string | null;
}

/** What can have metafields here. */
export type MetafieldOwner = CustomerRecord | CompanyRecord | CompanyLocationRecord;

const ownerTypes: Readonly<Record<MetafieldOwner['typeName'], string>> = {
  Customer: 'CUSTOMER',
  Company: 'COMPANY',
  CompanyLocation: 'COMPANY_LOCATION',
};

export function ownerTypeOf({ typeName }: MetafieldOwner): string {
  return ownerTypes[typeName];
}

/** A metafield as the API shows it: with the record that has it. */
export type MetafieldView = MetafieldRecord & { readonly ownerType: string; readonly ownerNumber: number };

export function viewMetafield(owner: MetafieldOwner, metafield: MetafieldRecord): MetafieldView {
  return { ...metafield, ownerType: ownerTypeOf(owner), ownerNumber: owner.number };
}

/** The record as it is by now: after the write that answers the metafield. */
export function ownerOf(store: ShopStore, { ownerType, ownerNumber }: MetafieldView): MetafieldOwner | null {
  const { customers, business } = store;
  const owners = { CUSTOMER: customers, COMPANY: business.companies, COMPANY_LOCATION: business.locations };
  const kept = Object.entries(owners).find(([type]) => type === ownerType)?.[1];
  return kept?.get(ownerNumber) ?? null;
}

/** The record a metafield's `ownerId` points at. */
export function findOwner(store: ShopStore, id: string): MetafieldOwner | undefined {
  const parsed = parseGid(id);
  switch (parsed?.type) {
    case 'Customer':
      return store.customers.get(parsed.id);
    case 'Company':
      return store.business.companies.get(parsed.id);
    case 'CompanyLocation':
      return store.business.locations.get(parsed.id);
    default:
      return undefined;
  }
}

/** The metafield of the owner under this namespace, `$app` resolved, and key. */
export function metafieldOf(
  owner: Pick<MetafieldOwner, 'metafields'>,
  namespace: string | null | undefined,
  key: string,
): MetafieldRecord | undefined {
  const wanted = resolveNamespace(namespace);
  return owner.metafields.find((each) => each.namespace === wanted && each.key === key);
}

/** The owner with one metafield written. Error paths are relative to the metafield's input. */
export function withMetafield<T extends MetafieldOwner>(
  store: ShopStore,
  before: T,
  input: MetafieldContent,
): Checked<{ readonly owner: T; readonly metafield: MetafieldRecord }> {
  const namespace = resolveNamespace(input.namespace);
  const key = cleanText(input.key);
  if (key === null) return { errors: [fieldError('key', "Key can't be blank", 'BLANK')] };
  const existing = metafieldOf(before, namespace, key);
  const definition = store.metafieldDefinition(ownerTypeOf(before), namespace, key);
  const type = input.type ?? definition?.type ?? existing?.type;
  if (type === undefined) return { errors: [fieldError('type', "Type can't be blank", 'BLANK')] };
  if (definition && definition.type !== type)
    return {
      errors: [
        fieldError(
          'type',
          `Type '${type}' must be consistent with the definition's type: '${definition.type}'.`,
          'INVALID_TYPE',
        ),
      ],
    };
  const value = input.value ?? '';
  if (value === '') return { errors: [fieldError('value', "Value can't be blank", 'BLANK')] };
  const invalid = valueError(type, value);
  if (invalid !== undefined) return { errors: [fieldError('value', invalid, 'INVALID_VALUE')] };
  if (type === 'id' && isTaken(store, before, { namespace, key, value }))
    return { errors: [fieldError('value', 'Value has already been assigned to another metafield', 'TAKEN')] };

  const stamp = store.stamp();
  const metafield: MetafieldRecord = existing
    ? { ...existing, type, value, updatedAt: existing.value === value ? existing.updatedAt : stamp }
    : {
        typeName: 'Metafield',
        number: store.nextNumber(),
        namespace,
        key,
        type,
        value,
        createdAt: stamp,
        updatedAt: stamp,
      };
  const others = before.metafields.filter((each) => each.number !== metafield.number);
  return { value: { owner: { ...before, metafields: [...others, metafield] }, metafield } };
}

/** Whether another record of the owner's kind has the custom id. */
function isTaken(
  store: ShopStore,
  owner: MetafieldOwner,
  { namespace, key, value }: { readonly namespace: string; readonly key: string; readonly value: string },
): boolean {
  if (owner.typeName === 'Customer') {
    const other = store.customerByCustomId(namespace, key, value);
    return other !== undefined && other.number !== owner.number;
  }
  const { companies, locations } = store.business;
  const others: Iterable<MetafieldOwner> = owner.typeName === 'Company' ? companies.all() : locations.all();
  for (const other of others)
    if (other.number !== owner.number && metafieldOf(other, namespace, key)?.value === value) return true;
  return false;
}

export function saveOwner(context: ShopContext, after: MetafieldOwner): void {
  const { business, customers } = context.store;
  // Metafields of companies and locations move the stamp by the same open question as those of customers.
  const updatedAt = context.switches.metafieldEditsMoveUpdatedAt ? context.store.stamp() : after.updatedAt;
  if (after.typeName === 'Company') business.putCompany({ ...after, updatedAt });
  else if (after.typeName === 'CompanyLocation') business.putLocation({ ...after, updatedAt });
  else {
    const before = customers.get(after.number);
    if (before) saveCustomer(context, before, after);
  }
}

interface MetafieldsSetInput extends MetafieldContent {
  readonly ownerId: string;
  readonly compareDigest?: string | null;
}

/** `metafieldsSet`: up to 25, all or none. Customers, companies and company locations are owners here. */
export function setMetafields(
  context: ShopContext,
  { metafields }: { readonly metafields: readonly MetafieldsSetInput[] },
): unknown {
  if (metafields.length > 25) {
    const message = 'Exceeded the maximum metafields input limit of 25.';
    return { metafields: null, userErrors: [fieldError('metafields', message, 'LESS_THAN_OR_EQUAL_TO')] };
  }
  const changed = new Map<number, MetafieldOwner>();
  const written: MetafieldView[] = [];
  const errors: (FieldError & { readonly elementIndex: number })[] = [];
  for (const [index, input] of metafields.entries()) {
    const report = (found: readonly FieldError[]): void => {
      errors.push(...below(`metafields.${index}`, found).map((each) => ({ ...each, elementIndex: index })));
    };
    const stored = findOwner(context.store, input.ownerId);
    const owner = stored && (changed.get(stored.number) ?? stored);
    if (!owner) {
      report([fieldError('ownerId', 'Owner does not exist.', 'INVALID')]);
      continue;
    }
    if (isStale(owner, input)) {
      const message =
        'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.';
      report([fieldError(null, message, 'STALE_OBJECT')]);
      continue;
    }
    const result = withMetafield(context.store, owner, input);
    if ('errors' in result) {
      report(result.errors);
      continue;
    }
    changed.set(owner.number, result.value.owner);
    written.push(viewMetafield(owner, result.value.metafield));
  }
  if (errors.length > 0) return { metafields: null, userErrors: errors };
  for (const after of changed.values()) saveOwner(context, after);
  return { metafields: written, userErrors: [] };
}

interface MetafieldIdentifier {
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
}

/** `metafieldsDelete`: one that is not there is answered by null, and is no error. */
export function deleteMetafields(
  context: ShopContext,
  { metafields }: { readonly metafields: readonly MetafieldIdentifier[] },
): unknown {
  const errors: FieldError[] = [];
  for (const [index, { ownerId }] of metafields.entries())
    if (!findOwner(context.store, ownerId))
      errors.push(fieldError(`metafields.${index}.ownerId`, 'Owner does not exist.', 'INVALID'));
  if (errors.length > 0) return { deletedMetafields: null, userErrors: errors };
  const deletedMetafields = metafields.map((identifier) => {
    const owner = findOwner(context.store, identifier.ownerId);
    const existing = owner && metafieldOf(owner, identifier.namespace, identifier.key);
    if (!existing) return null;
    saveOwner(context, {
      ...owner,
      metafields: owner.metafields.filter(({ number }) => number !== existing.number),
    });
    return { ...identifier, namespace: existing.namespace };
  });
  return { deletedMetafields, userErrors: [] };
}

function isStale(owner: MetafieldOwner, input: MetafieldsSetInput): boolean {
  if (!('compareDigest' in input)) return false;
  const existing = metafieldOf(owner, input.namespace, input.key ?? '');
  return input.compareDigest !== (existing ? digestOf(existing) : null);
}

export interface CustomId {
  readonly namespace?: string | null;
  readonly key: string;
  readonly value: string;
}

/** The customer with the custom id; a top-level NOT_FOUND when no definition of type `id` exists for it. */
export function findByCustomId(store: ShopStore, customId: CustomId): CustomerRecord | undefined {
  const namespace = resolveNamespace(customId.namespace);
  if (store.metafieldDefinition('CUSTOMER', namespace, customId.key)?.type !== 'id')
    throw problem("Metafield definition of type 'id' is required when using custom ids.", 'NOT_FOUND');
  return store.customerByCustomId(namespace, customId.key, customId.value);
}
