/**
 * The published contract as something to hold requests and answers against: the OpenAPI of Default 24.200.001, and for the other
 * endpoints the fields they have more or fewer (acumatica.md 7.1). Nothing of it is kept here; a variable names the file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';

type Json = Readonly<Record<string, unknown>>;

/** Path of the published OpenAPI; the comparison is left out where it is not given. */
export const openApiFile = process.env['ACUMATICA_OPENAPI'];

/**
 * Entities of the Default endpoint that the subset at hand leaves out, so that nothing can be held against it: sales orders, of which
 * Accord only reads who placed them. [VERIFY] on a real tenant.
 */
export const leftOut: ReadonlySet<string> = new Set(['SalesOrder']);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function reach(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), node);
}

interface Documents {
  readonly openApi: Json;
  /** Fields of the main entities by endpoint version; absent where the list is not beside the OpenAPI. */
  readonly fields: Json | null;
}

function readDocuments(file: string): Documents {
  const parse = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Json;
  const list = join(dirname(file), 'fields-by-endpoint-version.json');
  return { openApi: parse(file), fields: existsSync(list) ? parse(list) : null };
}

/** Parts of an address that came with Default 25.200; not in the document of 24.200. */
const addressParts = [
  'Department',
  'SubDepartment',
  'StreetName',
  'BuildingNumber',
  'BuildingName',
  'Floor',
  'UnitNumber',
  'PostBox',
  'Room',
  'TownLocationName',
  'DistrictName',
];

/** CompaniesStructure is outside of the published part: its fields by the vendor's own client of the same endpoint. */
const structure: Json = {
  CompaniesStructure: {
    allOf: [
      { $ref: '#/components/schemas/Entity' },
      {
        type: 'object',
        properties: {
          Results: { type: 'array', items: { $ref: '#/components/schemas/CompaniesStructureDetail' } },
        },
      },
    ],
  },
  CompaniesStructureDetail: {
    allOf: [
      { $ref: '#/components/schemas/Entity' },
      {
        type: 'object',
        properties: {
          ...Object.fromEntries(
            [
              'BaseCurrencyID',
              'BranchCountry',
              'BranchID',
              'BranchName',
              'CompanyID',
              'CompanyName',
              'CompanyType',
            ].map((name) => [name, { $ref: '#/components/schemas/StringValue' }]),
          ),
          BranchStatus: { $ref: '#/components/schemas/BooleanValue' },
          CompanyStatus: { $ref: '#/components/schemas/BooleanValue' },
        },
      },
    ],
  },
};

/** The own properties of an entity's schema; those of `Entity` stand apart from them. */
function propertiesOf(schema: unknown): Json {
  const parts = reach(schema, 'allOf');
  const own: unknown = Array.isArray(parts)
    ? parts.find((part) => isObject(reach(part, 'properties')))
    : schema;
  const properties = reach(own, 'properties');
  return isObject(properties) ? properties : {};
}

function withProperties(schema: Json, properties: Json): Json {
  const parts = schema['allOf'];
  if (!Array.isArray(parts)) return { ...schema, properties };
  return {
    ...schema,
    allOf: parts.map((part: unknown) =>
      isObject(reach(part, 'properties')) ? { type: 'object', properties } : part,
    ),
  };
}

/** The schemas of one endpoint, closed: a name that is not published is an error, not an extra. */
function schemasOf({ openApi, fields }: Documents, name: string, version: string): Json {
  const published = { ...(reach(openApi, 'components', 'schemas') as Json), ...structure };
  // The customers of eCommerce 22.200 are those of Default 23.200.
  const listed = reach(fields, name === 'eCommerce' && version === '22.200.001' ? '23.200.001' : version);
  const stringValue = { $ref: '#/components/schemas/StringValue' };
  return Object.fromEntries(
    Object.entries(published).map(([entity, schema]) => {
      const own = propertiesOf(schema);
      const known = reach(listed, entity);
      const kept = isObject(known)
        ? Object.entries(own).filter(([field]) => field in known)
        : Object.entries(own);
      const added =
        entity === 'Address' && version >= '25'
          ? addressParts.map((part) => [part, stringValue] as const)
          : [];
      const properties = Object.fromEntries([...kept, ...added]);
      const isEntity = Array.isArray(reach(schema, 'allOf'));
      // A line of a list is taken away by `delete`, which the integration guide has and the document has not (acumatica.md 7.3).
      const line = entity === 'Entity' ? { delete: { type: 'boolean' } } : {};
      const whole = withProperties(schema as Json, { ...properties, ...line });
      if (isEntity) return [entity, { ...whole, unevaluatedProperties: false }];
      const isClosed = entity.endsWith('Value');
      return [entity, isClosed ? { ...whole, additionalProperties: false } : whole];
    }),
  );
}

export interface PublishedEndpoint {
  /** Operations of a path of the document, such as `/Customer/{ids}`; undefined where it has no such path. */
  readonly operations: (path: string) => Json | undefined;
  readonly hasEntity: (entity: string) => boolean;
  /** Name of the schema behind a property, with `[]` where it is a list; undefined where there is no such property. */
  readonly typeOf: (entity: string, property: string) => string | undefined;
  /** What is wrong with a value of this type; empty when nothing is. */
  readonly problemsOf: (type: string, value: unknown) => readonly string[];
}

const stampPattern = /^\d{4}-\d{2}-\d{2}T[\d:.]+([+-]\d{2}:\d{2})?$/;

const endpoints = new Map<string, PublishedEndpoint>();
let documents: Documents | null = null;

/** The published shape of an endpoint. @throws where no OpenAPI is given */
export function publishedEndpoint(name: string, version: string): PublishedEndpoint {
  const key = `${name}/${version}`;
  const known = endpoints.get(key);
  if (known !== undefined) return known;
  if (openApiFile === undefined) throw new Error('ACUMATICA_OPENAPI names no file.');
  documents ??= readDocuments(openApiFile);
  const schemas = schemasOf(documents, name, version);
  const paths = documents.openApi['paths'] as Json;
  const ajv = new Ajv2019({
    strict: false,
    allErrors: true,
    formats: {
      uuid: /^[0-9a-f-]{36}$/,
      'date-time': stampPattern,
      uri: true,
      int64: true,
      int32: true,
      double: true,
    },
  });
  ajv.addSchema({ $id: 'contract', components: { schemas } });
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (type: string): ValidateFunction => {
    const isList = type.endsWith('[]');
    const $ref = `contract#/components/schemas/${isList ? type.slice(0, -2) : type}`;
    const validator =
      validators.get(type) ?? ajv.compile(isList ? { type: 'array', items: { $ref } } : { $ref });
    validators.set(type, validator);
    return validator;
  };
  const nameOf = (ref: unknown) => (typeof ref === 'string' ? (ref.split('/').at(-1) ?? '') : undefined);
  const endpoint: PublishedEndpoint = {
    operations: (path) => paths[path] as Json | undefined,
    hasEntity: (entity) => entity in schemas && (entity === 'CompaniesStructure' || `/${entity}` in paths),
    typeOf: (entity, property) => {
      if (property === 'id') return 'id';
      const found = propertiesOf(schemas[entity])[property];
      const item = nameOf(reach(found, 'items', '$ref'));
      return item === undefined ? nameOf(reach(found, '$ref')) : `${item}[]`;
    },
    problemsOf: (type, value) => {
      const validate = validatorOf(type);
      return validate(value)
        ? []
        : (validate.errors ?? []).map(({ instancePath, message, params }) =>
            `${instancePath || '/'} ${message ?? ''} ${String(params['unevaluatedProperty'] ?? params['additionalProperty'] ?? '')}`.trim(),
          );
    },
  };
  endpoints.set(key, endpoint);
  return endpoint;
}
