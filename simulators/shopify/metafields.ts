import { createHash } from 'node:crypto';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { parseGid } from './gid.ts';
import { problem } from './problem.ts';
import type { CustomerRecord, MetafieldDefinitionRecord, MetafieldRecord } from './records.ts';
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

/** The customer with one metafield written. Error paths are relative to the metafield's input. */
export function withMetafield(
  store: ShopStore,
  customer: CustomerRecord,
  input: MetafieldContent,
): Checked<{ readonly customer: CustomerRecord; readonly metafield: MetafieldRecord }> {
  const namespace = resolveNamespace(input.namespace);
  const key = cleanText(input.key);
  if (key === null) return { errors: [fieldError('key', "Key can't be blank", 'BLANK')] };
  const existing = customer.metafields.find((each) => each.namespace === namespace && each.key === key);
  const definition = store.metafieldDefinition(namespace, key);
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
  const owner = type === 'id' ? store.customerByCustomId(namespace, key, value) : undefined;
  if (owner && owner.number !== customer.number)
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
  const others = customer.metafields.filter((each) => each.number !== metafield.number);
  return { value: { customer: { ...customer, metafields: [...others, metafield] }, metafield } };
}

function valueError(type: string, value: string): string | undefined {
  if (type === 'number_integer' && !/^-?\d+$/.test(value)) return 'Value must be an integer.';
  if (type !== 'json') return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch {
    return 'Value is invalid JSON.';
  }
}

interface MetafieldsSetInput extends MetafieldContent {
  readonly ownerId: string;
  readonly compareDigest?: string | null;
}

/** `metafieldsSet`: up to 25, all or none. Only customers are owners here. */
export function setMetafields(
  context: ShopContext,
  { metafields }: { readonly metafields: readonly MetafieldsSetInput[] },
): unknown {
  if (metafields.length > 25) {
    const message = 'Exceeded the maximum metafields input limit of 25.';
    return { metafields: null, userErrors: [fieldError('metafields', message, 'LESS_THAN_OR_EQUAL_TO')] };
  }
  const changed = new Map<number, CustomerRecord>();
  const written: MetafieldRecord[] = [];
  const errors: (FieldError & { readonly elementIndex: number })[] = [];
  for (const [index, input] of metafields.entries()) {
    const report = (found: readonly FieldError[]): void => {
      errors.push(...below(`metafields.${index}`, found).map((each) => ({ ...each, elementIndex: index })));
    };
    const owner = parseGid(input.ownerId);
    const customer =
      owner?.type === 'Customer'
        ? (changed.get(owner.id) ?? context.store.customers.get(owner.id))
        : undefined;
    if (!customer) {
      report([fieldError('ownerId', 'Owner does not exist.', 'INVALID')]);
      continue;
    }
    if (isStale(customer, input)) {
      const message =
        'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.';
      report([fieldError(null, message, 'STALE_OBJECT')]);
      continue;
    }
    const result = withMetafield(context.store, customer, input);
    if ('errors' in result) {
      report(result.errors);
      continue;
    }
    changed.set(customer.number, result.value.customer);
    written.push(result.value.metafield);
  }
  if (errors.length > 0) return { metafields: null, userErrors: errors };
  for (const after of changed.values()) {
    const before = context.store.customers.get(after.number);
    if (before) saveCustomer(context, before, after);
  }
  return { metafields: written, userErrors: [] };
}

function isStale(customer: CustomerRecord, input: MetafieldsSetInput): boolean {
  if (!('compareDigest' in input)) return false;
  const namespace = resolveNamespace(input.namespace);
  const existing = customer.metafields.find((each) => each.namespace === namespace && each.key === input.key);
  return input.compareDigest !== (existing ? digestOf(existing) : null);
}

interface DefinitionInput {
  readonly namespace?: string | null;
  readonly key: string;
  readonly name: string;
  readonly description?: string | null;
  readonly type: string;
  readonly ownerType: string;
  readonly capabilities?: { readonly uniqueValues?: { readonly enabled: boolean } | null } | null;
}

/** `metafieldDefinitionCreate`. */
export function createDefinition(
  { store }: ShopContext,
  { definition }: { readonly definition: DefinitionInput },
): unknown {
  const namespace = resolveNamespace(definition.namespace);
  const { key, name, type, ownerType, description } = definition;
  if (store.metafieldDefinition(namespace, key)) {
    const message = `Key is in use for Customer metafields on the '${namespace}' namespace.`;
    return { createdDefinition: null, userErrors: [fieldError('definition.key', message, 'TAKEN')] };
  }
  const uniqueValues = type === 'id' || definition.capabilities?.uniqueValues?.enabled === true;
  const number = store.nextNumber();
  const created: MetafieldDefinitionRecord = {
    typeName: 'MetafieldDefinition',
    number,
    namespace,
    key,
    name,
    type,
    ownerType,
    description: description ?? null,
    uniqueValues,
  };
  store.addMetafieldDefinition(created);
  return { createdDefinition: created, userErrors: [] };
}

export interface CustomId {
  readonly namespace?: string | null;
  readonly key: string;
  readonly value: string;
}

/** The customer with the custom id; a top-level NOT_FOUND when no definition of type `id` exists for it. */
export function findByCustomId(store: ShopStore, customId: CustomId): CustomerRecord | undefined {
  const namespace = resolveNamespace(customId.namespace);
  if (store.metafieldDefinition(namespace, customId.key)?.type !== 'id')
    throw problem("Metafield definition of type 'id' is required when using custom ids.", 'NOT_FOUND');
  return store.customerByCustomId(namespace, customId.key, customId.value);
}
