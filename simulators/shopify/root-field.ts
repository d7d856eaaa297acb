import type { GraphQLResolveInfo } from 'graphql';
import type { ShopContext } from './shop-context.ts';

export type RootResolver = (args: never, context: ShopContext, info: GraphQLResolveInfo) => unknown;

/** A modelled root field and the scope it needs, if any. */
export interface RootField {
  readonly scope?: 'read_customers' | 'write_customers' | 'read_orders';
  /** The scope that does as well. A field that has one also needs B2B in the shop. */
  readonly businessScope?: 'read_companies' | 'write_companies';
  readonly resolve: RootResolver;
}
