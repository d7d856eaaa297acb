/**
 * Writes `../schema.graphql`: the part of the published Admin schema that customer sync can touch, without descriptions.
 *
 *   node simulators/shopify/schema/derive.ts <path of the full SDL>
 *
 * Kept are the root fields below and everything they reach, with their real nullability, arguments and deprecations. A field that
 * leads to an output type outside `keptOutput` is dropped (products, staff and the like).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isTypeDefinitionNode, Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { DefinitionNode, FieldDefinitionNode, TypeDefinitionNode, TypeNode } from 'graphql';

const keptQueries =
  /^(shop|node|nodes|currentAppInstallation|publicApiVersions|paymentTermsTemplates|customers?|customersCount|customerByIdentifier|compan(y|ies)|companiesCount|company(Contact|ContactRole|Location|Locations)|bulkOperations?|metafieldDefinitions?|orders)$/;

const keptMutations =
  /^(customer(Create|Update|Set|Delete|Address(Create|Update|Delete)|UpdateDefaultAddress|(Email|Sms)MarketingConsentUpdate|(Add|Remove|Replace)TaxExemptions)|compan(y|ies).*|tags(Add|Remove)|metafields(Set|Delete)|metafieldDefinition(Create|Update|Delete)|stagedUploadsCreate|bulkOperation.*)$/;

const keptOutput =
  /^(AccessScope|ApiVersion|App|AppInstallation|B2BType|BulkOperation(Connection|Edge)?|BuyerExperienceConfiguration|Company.*|Count|Customer(AccountsV2|Connection|Edge|EmailAddress|(Email|Sms|WhatsApp)MarketingConsent(State)?|MarketingConsent|Mergeable|PhoneNumber)?|DepositConfiguration|DepositPercentage|DisplayableError|Domain|EntitlementsType|Has(CompareDigest|Metafields)|LegacyInteroperability|MailingAddress(Connection|Edge)?|Metafield(Access|Capabilities|Capability.*|Connection|Edge|Definition.*|Identifier)?|MoneyV2|Node|Order(Connection|Edge)?|PageInfo|PaymentTermsTemplate|PurchasingCompany|PurchasingEntity|Shop(Address|Features|Plan)?|StagedMediaUploadTarget|StagedUploadParameter|TaxSettings|.*(Error|Payload))$/;

/** Of an order only who placed it and where it stands: orders are not synchronised. */
const keptOrderFields =
  /^(id|legacyResourceId|name|number|createdAt|updatedAt|processedAt|cancelledAt|closed|closedAt|confirmed|test|email|customer|metafields?|purchasingEntity|displayFulfillmentStatus|displayFinancialStatus)$/;

const builtInScalars = new Set(['Boolean', 'Float', 'ID', 'Int', 'String']);

/** The name of a type without its list and non-null wrappings. */
function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function deriveSchema(sdl: string): string {
  const types = new Map<string, TypeDefinitionNode>();
  for (const definition of parse(sdl, { noLocation: true }).definitions)
    if (isTypeDefinitionNode(definition)) types.set(definition.name.value, definition);

  const needed = new Map<string, DefinitionNode>();

  const isKept = (name: string): boolean => {
    const type = types.get(name);
    if (!type) return builtInScalars.has(name);
    const isOutput =
      type.kind === Kind.OBJECT_TYPE_DEFINITION ||
      type.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      type.kind === Kind.UNION_TYPE_DEFINITION;
    return !isOutput || keptOutput.test(name);
  };

  const keptFields = (
    typeName: string,
    fields: readonly FieldDefinitionNode[],
  ): readonly FieldDefinitionNode[] => {
    if (typeName === 'QueryRoot') return fields.filter((field) => keptQueries.test(field.name.value));
    if (typeName === 'Mutation') return fields.filter((field) => keptMutations.test(field.name.value));
    if (typeName === 'Order') return fields.filter((field) => keptOrderFields.test(field.name.value));
    // Only the shop's own list leads to orders.
    const leadsToOrders = (type: string): boolean => type === 'OrderConnection' || type === 'Order';
    const isOrders = typeName === 'OrderConnection' || typeName === 'OrderEdge';
    return fields.filter(({ type }) => {
      const name = namedType(type);
      return isKept(name) && (isOrders || !leadsToOrders(name));
    });
  };

  const visit = (name: string): void => {
    const type = types.get(name);
    if (!type || needed.has(name)) return;
    switch (type.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const fields = keptFields(name, type.fields ?? []);
        const interfaces = (type.interfaces ?? []).filter((parent) => isKept(parent.name.value));
        needed.set(name, { ...type, fields, interfaces });
        for (const parent of interfaces) visit(parent.name.value);
        for (const field of fields) {
          visit(namedType(field.type));
          for (const argument of field.arguments ?? []) visit(namedType(argument.type));
        }
        return;
      }
      case Kind.UNION_TYPE_DEFINITION: {
        const members = (type.types ?? []).filter((member) => isKept(member.name.value));
        needed.set(name, { ...type, types: members });
        for (const member of members) visit(member.name.value);
        return;
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        needed.set(name, type);
        for (const field of type.fields ?? []) visit(namedType(field.type));
        return;
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
        needed.set(name, type);
    }
  };
  visit('QueryRoot');
  visit('Mutation');

  const definitions = [...needed]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, definition]) => print(definition));
  return ['schema {\n  query: QueryRoot\n  mutation: Mutation\n}', ...definitions].join('\n\n') + '\n';
}

const source = process.argv[2];
if (source === undefined) throw new Error('Give the path of the full schema as the first argument.');
const derived = deriveSchema(readFileSync(source, 'utf8'));
writeFileSync(new URL('../schema.graphql', import.meta.url), derived);
console.log(`${derived.length} characters (${stripIgnoredCharacters(derived).length} without white space)`);
