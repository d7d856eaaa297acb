import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLNamedType, GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { mutationFields, queryFields } from './roots.ts';
import { createSchema } from './schema.ts';
import { ask, list, textOf } from './test-client.ts';
import type { TestAnswer, TestValue } from './test-client.ts';

type Field = GraphQLField<unknown, unknown>;

const schema = createSchema();
const objectType = (name: string): GraphQLObjectType => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The schema has no type ${name}.`);
  return type;
};

/** The smallest literal that fits the type; ids point at nothing. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return `{${needed.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')}}`;
  }
  const literals: Readonly<Record<string, string>> = {
    ID: '"gid://shopify/Nothing/1"',
    Int: '1',
    Float: '1',
    Boolean: 'true',
    DateTime: '"2026-01-01T00:00:00Z"',
  };
  return literals[type.name] ?? '"text"';
}

/** A call of the field with what it must be given: a list with paging needs a page size too. */
function call(field: Field): string {
  const args = field.args
    .filter((argument) => isRequiredArgument(argument) || argument.name === 'first')
    .map((argument) => `${argument.name}: ${literal(argument.type)}`);
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selection(getNamedType(field.type))}`;
}

function selection(type: GraphQLNamedType): string {
  return isCompositeType(type) ? '{ __typename }' : '';
}

const codesOf = ({ errors }: TestAnswer): readonly unknown[] =>
  errors.map(({ extensions, message }) => extensions?.['code'] ?? message);

let shop: ShopifySimulator;
beforeAll(async () => {
  shop = await startShopifySimulator({ limits: 'off', switches: { bulkTickMilliseconds: 0 } });
});
afterAll(() => shop.close());

describe.each([
  ['query', 'QueryRoot', queryFields],
  ['mutation', 'Mutation', mutationFields],
] as const)('every root field of a %s', (kind, typeName, modelled) => {
  const fields = Object.values(objectType(typeName).getFields());

  test.each(fields.filter(({ name }) => !(name in modelled)).map((field) => [field.name, field] as const))(
    '%s says that it is not modelled',
    async (name, field) => {
      const answer = await ask(shop, `${kind} { ${call(field)} }`);
      expect(answer.errors[0]).toMatchObject({
        message: `${typeName}.${name} is not modelled by this simulator.`,
        extensions: { code: 'NOT_MODELLED' },
      });
    },
  );

  test('that is played answers, or refuses what it was given', async () => {
    for (const field of fields.filter(({ name }) => name in modelled)) {
      const answer = await ask(shop, `${kind} { ${call(field)} }`);
      expect(codesOf(answer), field.name).not.toContain('INTERNAL_SERVER_ERROR');
    }
  });
});

/** How a record of each type is reached, from the outside in; `call` goes into the innermost braces. */
interface Way {
  readonly type: GraphQLObjectType;
  readonly wrap: (call: string) => string;
  readonly read: (data: TestValue) => TestValue | undefined;
}

function further({ wrap, read }: Way, field: Field, type: GraphQLObjectType): Way {
  const isAbstract = getNamedType(field.type) !== type;
  const open = call(field).replace(/\{ __typename \}$/, '');
  return {
    type,
    wrap: (inner) => wrap(`${open} { ${isAbstract ? `... on ${type.name} { ${inner} }` : inner} }`),
    read: (data) => {
      const value = read(data)?.[field.name];
      return Array.isArray(value) ? list(value).at(-1) : value;
    },
  };
}

describe('every field of every record', () => {
  const ways: Way[] = [];
  beforeAll(async () => {
    const customerId = shop.store.addCustomer({
      firstName: 'Mia',
      email: 'mia@example.com.au',
      phone: '+61491570156',
      addresses: [{ address1: '1 High St', countryCode: 'AU', provinceCode: 'NSW' }],
      metafields: [{ namespace: 'erp', key: 'text', type: 'single_line_text_field', value: 'C1' }],
    });
    await ask(
      shop,
      'mutation { metafieldDefinitionCreate(definition: {name: "ERP id", namespace: "erp", key: "text", type: "id", ownerType: CUSTOMER}) { createdDefinition { id } } }',
    );
    const companyId = shop.store.addCompany({
      name: 'Wattle Cafe',
      locations: [
        {
          shippingAddress: { address1: '1 High St', countryCode: 'AU', zoneCode: 'NSW', zip: '2000' },
          billingSameAsShipping: true,
          buyerExperienceConfiguration: {
            paymentTermsTemplateId: 'gid://shopify/PaymentTermsTemplate/4',
            deposit: { percentage: 10 },
          },
        },
      ],
      contacts: [{ customerId, role: 'Ordering only' }],
    });
    const started = await ask(
      shop,
      'mutation { bulkOperationRunQuery(query: "{ customers { edges { node { id } } } }") { bulkOperation { id } userErrors { message } } }',
    );
    const bulkId = textOf(started.data['bulkOperationRunQuery']?.['bulkOperation']?.['id']);
    const begin = (type: string, root: string): void => {
      const [name = ''] = root.split('(');
      ways.push({
        type: objectType(type),
        wrap: (inner) => `{ ${root} { ${inner} } }`,
        read: (data) => {
          const value = data[name];
          return Array.isArray(value) ? list(value).at(-1) : value;
        },
      });
    };
    begin('Shop', 'shop');
    begin('AppInstallation', 'currentAppInstallation');
    begin('ApiVersion', 'publicApiVersions');
    begin('Customer', `customer(id: "${customerId}")`);
    begin('Company', `company(id: "${companyId}")`);
    begin('BulkOperation', `bulkOperation(id: "${bulkId}")`);
    begin('PaymentTermsTemplate', 'paymentTermsTemplates(paymentTermsType: NET)');
    begin('MetafieldDefinitionConnection', 'metafieldDefinitions(first: 1, ownerType: CUSTOMER)');
  });

  test('is data of the shop or says that it is not modelled', async () => {
    const seen = new Set<string>();
    const wrong: string[] = [];
    let asked = 0;
    for (let way = ways.shift(); way; way = ways.shift()) {
      if (seen.has(way.type.name)) continue;
      seen.add(way.type.name);
      for (const field of Object.values(way.type.getFields())) {
        const query = way.wrap(call(field));
        const answer = await ask(shop, query);
        asked++;
        const codes = codesOf(answer);
        const strange = codes.filter((code) => code !== 'NOT_MODELLED');
        if (strange.length > 0) wrong.push(`${way.type.name}.${field.name}: ${strange.join(', ')}`);
        const type = getNamedType(field.type);
        if (codes.length > 0 || isLeafType(type)) continue;
        const value = way.read(answer.data)?.[field.name];
        const one = Array.isArray(value) ? list(value).at(-1) : value;
        if (one === null || one === undefined) continue;
        ways.push(further(way, field, objectType(textOf(one['__typename']))));
      }
    }
    expect(wrong).toEqual([]);
    expect([...seen].toSorted()).toEqual(
      expect.arrayContaining([
        'BulkOperation',
        'Company',
        'CompanyAddress',
        'CompanyContact',
        'CompanyContactRole',
        'CompanyContactRoleAssignment',
        'CompanyLocation',
        'CompanyLocationTaxSettings',
        'Customer',
        'CustomerEmailAddress',
        'CustomerPhoneNumber',
        'DepositPercentage',
        'MailingAddress',
        'Metafield',
        'MetafieldDefinition',
        'PaymentTermsTemplate',
        'Shop',
      ]),
    );
    expect(asked).toBeGreaterThan(300);
  });
});
