import type { GraphQLFieldResolver } from 'graphql';
import { notModelled } from './problem.ts';
import type { ShopContext } from './shop-context.ts';

/** Reads a field nobody wrote a resolver for: the record's own property, or the plain statement that there is none. */
export const readProperty: GraphQLFieldResolver<unknown, ShopContext> = (source, _args, _context, info) => {
  const value = (source as Readonly<Record<string, unknown>> | undefined)?.[info.fieldName];
  if (value === undefined) throw notModelled(`${info.parentType.name}.${info.fieldName}`);
  return value;
};
