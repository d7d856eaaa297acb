import type { Connection, PageArguments } from './connection.ts';
import { pageByNumber } from './customer-fields.ts';
import { fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import { gid, parseGid } from './gid.ts';
import { metafieldOf, ownerTypeOf, resolveNamespace, saveOwner } from './metafields.ts';
import type { MetafieldOwner } from './metafields.ts';
import { notModelled } from './problem.ts';
import type { MetafieldDefinitionRecord } from './records.ts';
import type { ShopContext } from './shop-context.ts';
import type { ShopStore } from './store.ts';

export interface DefinitionInput {
  readonly namespace?: string | null;
  readonly key: string;
  readonly name: string;
  readonly description?: string | null;
  readonly type: string;
  readonly ownerType: string;
  readonly capabilities?: { readonly uniqueValues?: { readonly enabled: boolean } | null } | null;
}

const ownerNames: Readonly<Record<string, string>> = {
  CUSTOMER: 'Customer',
  COMPANY: 'Company',
  COMPANY_LOCATION: 'CompanyLocation',
};

interface CreationPayload {
  readonly createdDefinition: MetafieldDefinitionRecord | null;
  readonly userErrors: readonly FieldError[];
}

/** `metafieldDefinitionCreate`, for the records that have metafields here. */
export function createDefinition(
  { store }: Pick<ShopContext, 'store'>,
  { definition }: { readonly definition: DefinitionInput },
): CreationPayload {
  const refuse = (path: string, message: string, code: string): CreationPayload => ({
    createdDefinition: null,
    userErrors: [fieldError(path, message, code)],
  });
  const { key, name, type, ownerType, description, capabilities } = definition;
  const ownerName = ownerNames[ownerType];
  if (ownerName === undefined) throw notModelled(`A metafield definition of ${ownerType}`);
  const namespace = resolveNamespace(definition.namespace);
  if (store.metafieldDefinition(ownerType, namespace, key))
    return refuse(
      'definition.key',
      `Key is in use for ${ownerName} metafields on the '${namespace}' namespace.`,
      'TAKEN',
    );
  const asksForUnique = capabilities?.uniqueValues?.enabled;
  if (type === 'id' && asksForUnique === false)
    return refuse(
      'definition',
      'Capability unique_values is required for type id but is disabled',
      'CAPABILITY_REQUIRED_BUT_DISABLED',
    );
  const created: MetafieldDefinitionRecord = {
    typeName: 'MetafieldDefinition',
    number: store.nextNumber(),
    namespace,
    key,
    name,
    type,
    ownerType,
    description: description ?? null,
    uniqueValues: type === 'id' || asksForUnique === true,
  };
  store.addMetafieldDefinition(created);
  return { createdDefinition: created, userErrors: [] };
}

interface DefinitionIdentifier {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key: string;
}

interface DeletionArguments {
  readonly id?: string | null;
  readonly identifier?: DefinitionIdentifier | null;
  readonly deleteAllAssociatedMetafields: boolean;
}

/**
 * `metafieldDefinitionDelete`: the metafields stay without it, unless they are to go too. Those of an `id` definition must go. Messages
 * are to be checked; the codes are the schema's.
 */
export function deleteDefinition(context: ShopContext, args: DeletionArguments): unknown {
  const { store } = context;
  const refuse = (message: string, code: string): unknown => ({
    deletedDefinition: null,
    deletedDefinitionId: null,
    userErrors: [fieldError('id', message, code)],
  });
  const definition = findDefinition(store, args);
  if (!definition) return refuse('Definition not found.', 'NOT_FOUND');
  if (definition.type === 'id' && !args.deleteAllAssociatedMetafields) {
    const message =
      'Deleting an id type metafield definition requires deletion of its associated metafields.';
    return refuse(message, 'ID_TYPE_DELETION_ERROR');
  }
  const { ownerType, namespace, key } = definition;
  if (args.deleteAllAssociatedMetafields)
    for (const owner of ownersOf(store, ownerType)) removeMetafield(context, owner, definition);
  store.removeMetafieldDefinition(definition);
  return {
    deletedDefinition: { ownerType, namespace, key },
    deletedDefinitionId: gid('MetafieldDefinition', definition.number),
    userErrors: [],
  };
}

function findDefinition(
  store: ShopStore,
  { id, identifier }: DeletionArguments,
): MetafieldDefinitionRecord | undefined {
  if (identifier) {
    const { ownerType, namespace, key } = identifier;
    return store.metafieldDefinition(ownerType, resolveNamespace(namespace), key);
  }
  const parsed = id == null ? undefined : parseGid(id);
  if (parsed?.type !== 'MetafieldDefinition') return undefined;
  return store.metafieldDefinitions.find(({ number }) => number === parsed.id);
}

function ownersOf({ customers, business }: ShopStore, ownerType: string): readonly MetafieldOwner[] {
  const owners: readonly Iterable<MetafieldOwner>[] = [
    customers.all(),
    business.companies.all(),
    business.locations.all(),
  ];
  return owners.flatMap((each) => [...each]).filter((owner) => ownerTypeOf(owner) === ownerType);
}

function removeMetafield(
  context: ShopContext,
  owner: MetafieldOwner,
  { namespace, key }: MetafieldDefinitionRecord,
): void {
  const existing = metafieldOf(owner, namespace, key);
  if (!existing) return;
  const metafields = owner.metafields.filter(({ number }) => number !== existing.number);
  saveOwner(context, { ...owner, metafields });
}

/** `metafieldDefinitions`, in order of their ids. */
export function listDefinitions(
  args: PageArguments & {
    readonly ownerType: string;
    readonly namespace?: string | null;
    readonly key?: string | null;
    readonly query?: string | null;
    readonly sortKey: string;
  },
  { store }: ShopContext,
): Connection<MetafieldDefinitionRecord> {
  if (args.query != null && args.query.trim() !== '') throw notModelled('Searching metafield definitions');
  if (args.sortKey !== 'ID') throw notModelled(`Sorting metafield definitions by ${args.sortKey}`);
  const namespace = args.namespace == null ? undefined : resolveNamespace(args.namespace);
  const wanted = store.metafieldDefinitions.filter(
    (each) =>
      each.ownerType === args.ownerType &&
      (namespace === undefined || each.namespace === namespace) &&
      (args.key == null || each.key === args.key),
  );
  return pageByNumber(wanted, args);
}
