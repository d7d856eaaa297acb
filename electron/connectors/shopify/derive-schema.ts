/**
 * Makes `schema.graphql`: of Shopify's Admin schema only what our operations touch, so that a change of version or of an
 * operation shows as a small difference in a file that is reviewed.
 *
 * Usage: node derive-schema.ts <path of the full schema as SDL>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  buildASTSchema,
  concatAST,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  validate,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { readOperationFiles } from './operation-files.ts';

/** The input fields we send. The others stay out of the types, so that no code can send one by accident. */
const sentFields: Readonly<Record<string, readonly string[]>> = {
  CustomerInput: [
    'id',
    'firstName',
    'lastName',
    'email',
    'phone',
    'note',
    'tags',
    'taxExempt',
    'locale',
    'metafields',
  ],
  CustomerDeleteInput: ['id'],
  // Without a type: it is the definition's, so that nothing is stored where the definition is missing.
  MetafieldInput: ['namespace', 'key', 'value'],
  MetafieldsSetInput: ['ownerId', 'namespace', 'key', 'value'],
  MetafieldIdentifierInput: ['ownerId', 'namespace', 'key'],
  MetafieldDefinitionInput: ['name', 'description', 'namespace', 'key', 'type', 'ownerType'],
  CustomerIdentifierInput: ['emailAddress', 'phoneNumber', 'customId'],
  UniqueMetafieldValueInput: ['namespace', 'key', 'value'],
  CustomerEmailMarketingConsentUpdateInput: ['customerId', 'emailMarketingConsent'],
  CustomerEmailMarketingConsentInput: ['marketingState', 'marketingOptInLevel', 'consentUpdatedAt'],
  MailingAddressInput: [
    'firstName',
    'lastName',
    'company',
    'address1',
    'address2',
    'city',
    'provinceCode',
    'zip',
    'countryCode',
    'phone',
  ],
  CompanyCreateInput: ['company', 'companyLocation', 'companyContact'],
  CompanyInput: ['name', 'externalId', 'note', 'customerSince'],
  CompanyLocationInput: [
    'name',
    'externalId',
    'phone',
    'note',
    'locale',
    'shippingAddress',
    'billingAddress',
    'billingSameAsShipping',
    'taxExempt',
    'taxRegistrationId',
    'buyerExperienceConfiguration',
  ],
  CompanyLocationUpdateInput: [
    'name',
    'externalId',
    'phone',
    'note',
    'locale',
    'buyerExperienceConfiguration',
  ],
  BuyerExperienceConfigurationInput: ['paymentTermsTemplateId'],
  CompanyAddressInput: [
    'recipient',
    'address1',
    'address2',
    'city',
    'zip',
    'zoneCode',
    'countryCode',
    'phone',
  ],
  CompanyContactInput: ['email', 'firstName', 'lastName', 'phone', 'title'],
};

interface Touched {
  readonly types: Set<string>;
  /** Fields and arguments: `Customer.firstName`, `QueryRoot.customers.first`. */
  readonly fields: Set<string>;
}

function keepInputType(type: GraphQLNamedType, touched: Touched): void {
  if (touched.types.has(type.name)) return;
  touched.types.add(type.name);
  if (!isInputObjectType(type)) return;
  const sent = sentFields[type.name];
  if (sent === undefined) throw new Error(`Name the fields that are sent in ${type.name}`);
  for (const name of sent) {
    const field = type.getFields()[name];
    if (field === undefined) throw new Error(`${type.name} has no field ${name}`);
    touched.fields.add(`${type.name}.${name}`);
    keepInputType(getNamedType(field.type), touched);
  }
}

/**
 * An interface of which nothing is selected itself (`owner { ... on Customer { updatedAt } }`) would be one without fields, which no
 * schema may have: the first of its fields whose type is there anyway stays, in whatever implements it too.
 */
function keepInterfaces(schema: GraphQLSchema, touched: Touched): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type) || !touched.types.has(type.name)) continue;
    const fields = Object.values(type.getFields());
    if (fields.some(({ name }) => name === 'id' || touched.fields.has(`${type.name}.${name}`))) continue;
    const kept = fields.find((field) => touched.types.has(getNamedType(field.type).name));
    if (kept === undefined) throw new Error(`Select something of ${type.name} itself`);
    for (const { name } of [type, ...schema.getPossibleTypes(type)]) {
      touched.fields.add(`${name}.${kept.name}`);
      for (const argument of kept.args) touched.fields.add(`${name}.${kept.name}.${argument.name}`);
    }
  }
}

function findTouched(full: DocumentNode, operations: DocumentNode): Touched {
  const schema = buildASTSchema(full, { assumeValid: true });
  const [error] = validate(schema, operations);
  if (error !== undefined) throw error;
  const touched: Touched = { types: new Set(), fields: new Set() };
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    if (root) touched.types.add(root.name);
  }
  const typeInfo = new TypeInfo(schema);
  visit(
    operations,
    visitWithTypeInfo(typeInfo, {
      enter: (node) => {
        if (node.kind === Kind.FIELD) {
          const parent = typeInfo.getParentType();
          const type = typeInfo.getType();
          if (!parent || !type || node.name.value.startsWith('__')) return;
          touched.types.add(parent.name).add(getNamedType(type).name);
          touched.fields.add(`${parent.name}.${node.name.value}`);
          for (const argument of node.arguments ?? []) {
            touched.fields.add(`${parent.name}.${node.name.value}.${argument.name.value}`);
          }
        }
        const input = node.kind === Kind.ARGUMENT ? typeInfo.getInputType() : null;
        if (input) keepInputType(getNamedType(input), touched);
      },
    }),
  );
  keepInterfaces(schema, touched);
  return touched;
}

function isDeprecated(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): boolean {
  return node.directives?.some((directive) => directive.name.value === 'deprecated') ?? false;
}

/** The definition with only what is touched, or null. A touched but deprecated part stays: a test refuses it. */
function pruneDefinition(definition: DefinitionNode, touched: Touched): DefinitionNode | null {
  if (definition.kind === Kind.SCHEMA_DEFINITION) return definition;
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return null;
  if (!('name' in definition) || definition.name === undefined) return null;
  const typeName = definition.name.value;
  if (!touched.types.has(typeName)) return null;
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
    return { ...definition, values: (definition.values ?? []).filter((value) => !isDeprecated(value)) };
  }
  const isTouched = (name: string) => touched.fields.has(`${typeName}.${name}`);
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    return {
      ...definition,
      fields: (definition.fields ?? []).filter((field) => isTouched(field.name.value)),
    };
  }
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    return {
      ...definition,
      interfaces: (definition.interfaces ?? []).filter((each) => touched.types.has(each.name.value)),
      fields: (definition.fields ?? [])
        // Whatever implements Node must have an id, selected or not.
        .filter((field) => field.name.value === 'id' || isTouched(field.name.value))
        .map((field) => ({
          ...field,
          arguments: (field.arguments ?? []).filter((argument) =>
            isTouched(`${field.name.value}.${argument.name.value}`),
          ),
        })),
    };
  }
  return definition;
}

export function deriveSchema(fullSdl: string, operations: readonly DocumentNode[]): string {
  const full = parse(fullSdl, { noLocation: true });
  const touched = findTouched(full, concatAST([...operations]));
  const kept = full.definitions
    .map((definition) => pruneDefinition(definition, touched))
    .filter((definition) => definition !== null);
  return `${print({ kind: Kind.DOCUMENT, definitions: kept })}\n`;
}

if (import.meta.main) {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error('Usage: node derive-schema.ts <path of the full schema>');
  const documents = readOperationFiles().map((file) => parse(file.text));
  writeFileSync(
    new URL('schema.graphql', import.meta.url),
    deriveSchema(readFileSync(path, 'utf8'), documents),
  );
}
