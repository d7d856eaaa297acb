import { readFileSync } from 'node:fs';
import { buildSchema, GraphQLError, isAbstractType, isObjectType, isScalarType, Kind } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { bulkOperationFields } from './bulk-roots.ts';
import {
  companyAddressFields,
  companyContactFields,
  companyFields,
  companyLocationFields,
  contactRoleFields,
  roleAssignmentFields,
} from './company-fields.ts';
import { orderFields } from './orders.ts';
import { paymentTermsFields } from './payment-terms.ts';
import {
  addressFields,
  customerFields,
  metafieldDefinitionFields,
  metafieldFields,
} from './customer-fields.ts';
import type { FieldResolvers } from './customer-fields.ts';
import { problem } from './problem.ts';
import { describeShop, mutationFields, queryFields } from './roots.ts';
import type { RootField } from './root-field.ts';
import type { ShopContext } from './shop-context.ts';

/** The subset of the Admin schema 2026-10 with the resolvers of what is modelled. */
export function createSchema(): GraphQLSchema {
  const sdl = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8');
  const schema = buildSchema(sdl, { assumeValid: true, noLocation: true });

  attachRoots(schema, 'QueryRoot', queryFields);
  attachRoots(schema, 'Mutation', mutationFields);
  attach(schema, 'Customer', customerFields);
  attach(schema, 'MailingAddress', addressFields);
  attach(schema, 'Metafield', metafieldFields);
  attach(schema, 'MetafieldDefinition', metafieldDefinitionFields);
  attach(schema, 'Company', companyFields);
  attach(schema, 'CompanyLocation', companyLocationFields);
  attach(schema, 'CompanyAddress', companyAddressFields);
  attach(schema, 'CompanyContact', companyContactFields);
  attach(schema, 'CompanyContactRole', contactRoleFields);
  attach(schema, 'CompanyContactRoleAssignment', roleAssignmentFields);
  attach(schema, 'Order', orderFields);
  attach(schema, 'PaymentTermsTemplate', paymentTermsFields);
  attach(schema, 'BulkOperation', bulkOperationFields);
  attach(schema, 'CustomerDeletePayload', { shop: (_payload, _args, context) => describeShop(context) });

  for (const type of Object.values(schema.getTypeMap()))
    if (isAbstractType(type)) type.resolveType = (value: { readonly typeName?: string }) => value.typeName;
  checkDateTimes(schema);
  return schema;
}

function attach<T>(schema: GraphQLSchema, typeName: string, resolvers: FieldResolvers<T>): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`The schema has no type ${typeName}.`);
  const fields = type.getFields();
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = fields[name];
    if (!field) throw new Error(`The schema has no field ${typeName}.${name}.`);
    field.resolve = (record: T, args: unknown, context: ShopContext) =>
      resolve(record, args as never, context);
  }
}

function attachRoots(
  schema: GraphQLSchema,
  typeName: string,
  roots: Readonly<Record<string, RootField>>,
): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`The schema has no type ${typeName}.`);
  for (const field of Object.values(type.getFields())) {
    const root = roots[field.name];
    if (!root) continue;
    field.resolve = (_source: unknown, args: unknown, context: ShopContext, info) => {
      requireAccess(field.name, root, context);
      if (typeName === 'Mutation') context.countMutation(field.name);
      return root.resolve(args as never, context, info);
    };
  }
}

function requireAccess(
  fieldName: string,
  { scope, businessScope }: RootField,
  { scopes, switches }: ShopContext,
): void {
  const isGranted = scope === undefined || allows(scopes, scope) || allows(scopes, businessScope ?? scope);
  const lacksBusiness = businessScope !== undefined && !switches.b2b;
  if (!isGranted || lacksBusiness) {
    const named =
      businessScope === undefined ? `\`${scope ?? ''}\`` : `\`${scope ?? ''}\` or \`${businessScope}\``;
    const business = businessScope === undefined ? '' : ' Also: The shop must have B2B.';
    const requiredAccess = `${named} access scope.${business}`;
    throw problem(
      `Access denied for ${fieldName} field. Required access: ${requiredAccess}`,
      'ACCESS_DENIED',
      {
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess,
      },
    );
  }
  if (scope !== undefined && switches.protectedData === 'denied')
    throw problem('This app is not approved to access the Customer object.', 'ACCESS_DENIED', {
      documentation: 'https://shopify.dev/docs/apps/launch/protected-customer-data',
    });
}

/** Whether the granted scopes hold this one: writing includes reading. */
function allows(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/^read_/, 'write_'));
}

/** A time must be ISO 8601; graphql-js would let any text through. */
function checkDateTimes(schema: GraphQLSchema): void {
  const type = schema.getType('DateTime');
  if (!isScalarType(type)) return;
  const parse = (value: unknown): string => {
    if (
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\d([T ]|$)/.test(value) &&
      !Number.isNaN(Date.parse(value))
    )
      return value;
    throw new GraphQLError(`invalid DateTime '${String(value)}'`);
  };
  type.parseValue = parse;
  type.parseLiteral = (node) => parse(node.kind === Kind.STRING ? node.value : undefined);
}
