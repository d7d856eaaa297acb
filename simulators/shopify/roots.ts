import type { GraphQLResolveInfo } from 'graphql';
import { createAddress, deleteAddress, updateAddress, updateDefaultAddress } from './address-mutations.ts';
import {
  cancelBulk,
  findBulkOperation,
  listBulkOperations,
  runBulkMutation,
  runBulkQuery,
  stageUploads,
} from './bulk-roots.ts';
import { companyMutations, companyQueries, findBusinessNode } from './company-roots.ts';
import { readPage } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import { updateEmailConsent, updateSmsConsent } from './consent-mutations.ts';
import { findNode } from './customer-fields.ts';
import type { CustomerOrder } from './customer-index.ts';
import {
  changeTags,
  createCustomer,
  customerByIdentifier,
  deleteCustomer,
  setCustomer,
  updateCustomer,
} from './customer-mutations.ts';
import { prepareSearch } from './customer-search.ts';
import { disturbPage } from './listing-faults.ts';
import { createDefinition, deleteDefinition, listDefinitions } from './metafield-definitions.ts';
import { deleteMetafields, setMetafields } from './metafields.ts';
import { listOrders } from './orders.ts';
import { notModelled } from './problem.ts';
import type { CustomerRecord } from './records.ts';
import type { RootField, RootResolver } from './root-field.ts';
import { findCustomer } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';
import { changeTaxExemptions } from './tax-exemptions.ts';
import { normaliseTags, tagErrors } from './text-rules.ts';

const reading = (resolve: RootResolver): RootField => ({ scope: 'read_customers', resolve });
const writing = (resolve: (context: ShopContext, args: never) => unknown): RootField => ({
  scope: 'write_customers',
  resolve: (args, context) => resolve(context, args),
});

interface CustomersArguments extends PageArguments {
  readonly query?: string | null;
  readonly sortKey: string;
}

function orderOf(sortKey: string): CustomerOrder {
  switch (sortKey) {
    case 'ID':
    case 'RELEVANCE':
      return 'ID';
    case 'UPDATED_AT':
    case 'CREATED_AT':
    case 'NAME':
      return sortKey;
    default:
      throw notModelled(`Sorting customers by ${sortKey}`);
  }
}

function listCustomers(
  args: CustomersArguments,
  context: ShopContext,
  info: GraphQLResolveInfo,
): Connection<CustomerRecord> {
  const order = orderOf(args.sortKey);
  const query = args.query?.trim() ?? '';
  const { records: customers, position } =
    query === '' ? context.store.customers.list(order) : context.store.customers.searchList(order);
  const search = query === '' ? undefined : searchFor(query, order, context, info);
  const page = readPage(customers, position, args, {
    from: search?.from,
    below: search?.below,
    matches: search?.isStretchOnly === false ? search.matches : undefined,
  });
  return disturbPage(page, context.faults);
}

function searchFor(
  query: string,
  order: CustomerOrder,
  context: ShopContext,
  info: GraphQLResolveInfo,
): ReturnType<typeof prepareSearch> {
  const search = prepareSearch(query, order);
  const warnings = search.unknownFields.map((field) => ({
    field,
    message: 'Invalid search field for this query.',
  }));
  if (warnings.length > 0) context.warnSearch({ path: [String(info.path.key)], query, warnings });
  return search;
}

/** `customersCount`: counts up to the limit; `limit: null` has no cap. */
function countCustomers(
  args: { readonly query?: string | null; readonly limit?: number | null },
  context: ShopContext,
  info: GraphQLResolveInfo,
): { readonly count: number; readonly precision: 'EXACT' | 'AT_LEAST' } {
  const query = args.query?.trim() ?? '';
  const matching = (): number => {
    const { matches } = searchFor(query, 'ID', context, info);
    return context.store.customers.searchList('ID').records.filter(matches).length;
  };
  const count = query === '' ? context.store.customers.size : matching();
  const limit = args.limit ?? Infinity;
  return count > limit ? { count: limit, precision: 'AT_LEAST' } : { count, precision: 'EXACT' };
}

function findAnyNode(context: ShopContext, id: string): unknown {
  return findNode(context, id) ?? (context.switches.b2b ? findBusinessNode(context, id) : null);
}

/** `shop`. */
export function describeShop({ shop: options, switches }: ShopContext): unknown {
  const url = `https://${options.myshopifyDomain}`;
  return {
    id: 'gid://shopify/Shop/100001',
    name: options.name,
    myshopifyDomain: options.myshopifyDomain,
    email: options.email,
    contactEmail: options.email,
    currencyCode: options.currencyCode,
    ianaTimezone: options.ianaTimezone,
    taxesIncluded: options.taxesIncluded,
    url,
    primaryDomain: {
      id: 'gid://shopify/Domain/100001',
      host: options.myshopifyDomain,
      url,
      sslEnabled: true,
    },
    plan: {
      displayName: options.planName,
      publicDisplayName: options.planName,
      shopifyPlus: options.planName === 'Plus',
      partnerDevelopment: false,
    },
    shopAddress: { id: 'gid://shopify/ShopAddress/100001', countryCodeV2: options.countryCode },
    customerAccountsV2: { customerAccountsVersion: 'NEW_CUSTOMER_ACCOUNTS' },
    entitlements: { b2b: { enabled: switches.b2b } },
  };
}

export const queryFields: Readonly<Record<string, RootField>> = {
  shop: { resolve: (_args, context) => describeShop(context) },
  publicApiVersions: {
    resolve: () => [{ handle: '2026-10', displayName: '2026-10 (Latest)', supported: true }],
  },
  currentAppInstallation: {
    resolve: (_args, { scopes }) => ({
      id: 'gid://shopify/AppInstallation/100001',
      accessScopes: scopes.map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
      app: { id: 'gid://shopify/App/100001', title: 'Customer sync', handle: 'customer-sync' },
    }),
  },
  customer: reading(({ id }: { readonly id: string }, context) => findCustomer(context, id) ?? null),
  customers: reading(listCustomers),
  customersCount: reading(countCustomers),
  customerByIdentifier: reading((args: Parameters<typeof customerByIdentifier>[1], context) =>
    customerByIdentifier(context, args),
  ),
  node: reading(({ id }: { readonly id: string }, context) => findAnyNode(context, id)),
  nodes: reading(({ ids }: { readonly ids: readonly string[] }, context) =>
    ids.map((id) => findAnyNode(context, id)),
  ),
  ...companyQueries,
  orders: { scope: 'read_orders', resolve: listOrders },
  bulkOperation: { resolve: findBulkOperation },
  bulkOperations: { resolve: listBulkOperations },
  metafieldDefinitions: reading(listDefinitions),
};

type Tags = Parameters<typeof changeTags>[1];

export const mutationFields: Readonly<Record<string, RootField>> = {
  customerCreate: writing(createCustomer),
  customerUpdate: writing(updateCustomer),
  customerSet: writing(setCustomer),
  customerDelete: writing(deleteCustomer),
  customerAddressCreate: writing(createAddress),
  customerAddressUpdate: writing(updateAddress),
  customerAddressDelete: writing(deleteAddress),
  customerUpdateDefaultAddress: writing(updateDefaultAddress),
  customerEmailMarketingConsentUpdate: writing(updateEmailConsent),
  customerSmsMarketingConsentUpdate: writing(updateSmsConsent),
  customerAddTaxExemptions: writing(changeTaxExemptions((before, given) => [...before, ...given])),
  customerRemoveTaxExemptions: writing(
    changeTaxExemptions((before, given) => before.filter((each) => !given.includes(each))),
  ),
  customerReplaceTaxExemptions: writing(changeTaxExemptions((_before, given) => given)),
  tagsAdd: writing((context, args: Tags) =>
    changeTags(context, args, (before, added) => {
      const tags = normaliseTags([...before, ...added]);
      const errors = tagErrors('tags', tags);
      return errors.length > 0 ? { errors } : { value: tags };
    }),
  ),
  tagsRemove: writing((context, args: Tags) =>
    changeTags(context, args, (before, removed) => {
      const gone = new Set(normaliseTags(removed).map((tag) => tag.toLowerCase()));
      return { value: before.filter((tag) => !gone.has(tag.toLowerCase())) };
    }),
  ),
  metafieldsSet: writing(setMetafields),
  metafieldsDelete: writing(deleteMetafields),
  metafieldDefinitionCreate: writing(createDefinition),
  metafieldDefinitionDelete: writing(deleteDefinition),
  ...companyMutations,
  // These need no scope of their own: what is read or written in bulk does.
  stagedUploadsCreate: {
    resolve: (args: Parameters<typeof stageUploads>[1], context) => stageUploads(context, args),
  },
  bulkOperationRunQuery: { resolve: runBulkQuery },
  bulkOperationRunMutation: { resolve: runBulkMutation },
  bulkOperationCancel: { resolve: cancelBulk },
};
