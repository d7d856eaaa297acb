import { customersInRange, findCustomer, findLocation } from './company-data.ts';
import type { Company } from './company.ts';
import { contactSchema, levels } from './contact-schema.ts';
import { customFieldsOf } from './custom-fields.ts';
import { customerSchema, locationSchema } from './customer-schema.ts';
import { deleteCustomer, saveCustomer } from './customers.ts';
import { echoWithErrors, readEntity } from './entity-input.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { EntitySchema } from './entity-schema.ts';
import { exception, recordMissing, refuse, ServiceFailure } from './failure.ts';
import type { Filter, KeyRange } from './filter.ts';
import { compileFilter } from './filter.ts';
import { deleteLocation, locationKey, saveLocation } from './locations.ts';
import { lookUpSchemas, structureInquirySchema } from './look-up-schemas.ts';
import type { LookUpName, StructureRow } from './look-up-schemas.ts';
import { parsePaths } from './path-tree.ts';
import { deletePerson, savePerson } from './persons.ts';
import { checkView, createPresenter } from './present.ts';
import type { View } from './present.ts';
import type { ContactRow, CustomerRow, Row } from './records.ts';
import { normaliseKey } from './records.ts';
import { salesOrderSchema } from './sales-orders.ts';

/** One request to an entity of an endpoint, parsed as far as HTTP goes. */
export interface EntityRequest {
  readonly method: string;
  readonly entity: string;
  /** Path parts behind the entity: key values, a guid, or `$adHocSchema`. */
  readonly keys: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly ifMatch: string | null;
  readonly ifNoneMatch: string | null;
  readonly level: number;
  readonly href: string;
}

export interface EntityAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** How the requests of one entity reach its rows. */
interface Resource {
  readonly schema: EntitySchema;
  readonly rows: (company: Company, range: KeyRange) => Iterable<Row>;
  readonly byKeys: (company: Company, keys: readonly string[]) => Row | undefined;
  readonly byGuid: (company: Company, guid: string) => Row | undefined;
  readonly save?: (
    company: Company,
    input: EntityInput,
    existing: Row | null,
    errors: FieldErrors,
  ) => Row | null;
  readonly remove?: (company: Company, row: Row) => void;
  /** The keys a body names; undefined when it leaves them to the server. */
  readonly keysOf?: (input: EntityInput) => readonly string[] | undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function* locationsInRange(company: Company, range: KeyRange): Generator<Row> {
  for (const customer of customersInRange(company.data, range.least, range.greatest))
    yield* customer.locations;
}

const resources: Readonly<Record<string, Resource>> = {
  Customer: {
    schema: customerSchema,
    rows: (company, range) => customersInRange(company.data, range.least, range.greatest),
    byKeys: (company, [id]) => findCustomer(company.data, id ?? ''),
    byGuid: (company, guid) => company.data.customersByGuid.get(guid),
    save: (company, input, existing, errors) =>
      saveCustomer(company, input, existing as CustomerRow | null, errors),
    remove: (company, row) => deleteCustomer(company, row as CustomerRow),
    keysOf: (input) => {
      const id = text(input.values['CustomerID']);
      return id === undefined ? undefined : [id];
    },
  },
  CustomerLocation: {
    schema: locationSchema,
    rows: locationsInRange,
    byKeys: (company, [customerId, locationId]) => {
      const customer = findCustomer(company.data, customerId ?? '');
      return customer === undefined
        ? undefined
        : findLocation(customer, locationKey(company, locationId ?? ''));
    },
    byGuid: (company, guid) => company.data.locationsByGuid.get(guid),
    save: (company, input, existing, errors) => {
      const known = existing === null ? undefined : company.data.locationsByGuid.get(existing.id);
      const customer = known?.customer ?? findCustomer(company.data, text(input.values['Customer']) ?? '');
      if (customer === undefined) {
        errors.set('Customer', `'Customer' cannot be found in the system.`);
        return null;
      }
      return saveLocation(company, customer, input, known ?? null, errors);
    },
    remove: (company, row) => {
      const location = company.data.locationsByGuid.get(row.id);
      if (location !== undefined) deleteLocation(company, location);
    },
    keysOf: (input) => {
      const customer = text(input.values['Customer']);
      const location = text(input.values['LocationID']);
      return customer === undefined || location === undefined ? undefined : [customer, location];
    },
  },
  Contact: {
    schema: contactSchema,
    rows: (company) => company.data.contacts.values(),
    byKeys: (company, [id]) => company.data.contacts.get(Number(id)),
    byGuid: (company, guid) => company.data.contactsByGuid.get(guid),
    save: (company, input, existing, errors) =>
      savePerson(company, input, existing as ContactRow | null, errors),
    remove: (company, row) => deletePerson(company, row as ContactRow),
    keysOf: (input) => {
      const id = input.values['ContactID'];
      return typeof id === 'number' ? [String(id)] : undefined;
    },
  },
  SalesOrder: {
    schema: salesOrderSchema as EntitySchema,
    rows: (company) => company.data.salesOrders,
    byKeys: (company, [type, number]) =>
      company.data.salesOrders.find(
        ({ values }) => values['OrderType'] === type && values['OrderNbr'] === number,
      ),
    byGuid: (company, guid) => company.data.salesOrders.find(({ id }) => id === guid),
  },
  ...Object.fromEntries(
    (Object.keys(lookUpSchemas) as LookUpName[]).map((name) => [name, lookUpResource(name)]),
  ),
};

function lookUpResource(name: LookUpName): Resource {
  return {
    schema: lookUpSchemas[name],
    rows: (company) => company.data.lookUps[name].values(),
    byKeys: (company, [id]) => company.data.lookUps[name].get(normaliseKey(id ?? '')),
    byGuid: (company, guid) => [...company.data.lookUps[name].values()].find((row) => row.id === guid),
  };
}

/** Forms that a switched-off feature takes away. */
function checkFeature(company: Company, entity: string): void {
  const features = company.features();
  if (
    (entity === 'CustomerLocation' && !features.businessAccountLocations) ||
    (entity === 'ShopifyStore' && !features.shopifyConnector)
  )
    throw refuse(403, `You have insufficient rights to access the ${entity} form.`);
}

function viewOf(company: Company, request: EntityRequest, onList: boolean): View {
  const select = request.query.get('$select');
  const customFields = customFieldsOf(company.options, request.entity);
  return {
    level: request.level,
    select: select === null || select.trim() === '' ? null : parsePaths(select),
    expand: parsePaths(request.query.get('$expand')),
    custom: (request.query.get('$custom') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((path) => ({
        path,
        type: customFields.find((field) => field.path === path)?.type ?? 'CustomStringField',
      })),
    onList,
    listsFillAttributes: company.options.listsFillAttributes,
    features: company.features(),
    offsetMinutes: company.options.timeZoneOffset,
    carryOffset: company.options.stampsCarryOffset,
    href: request.href,
  };
}

function filterOf(company: Company, request: EntityRequest, schema: EntitySchema): Filter {
  return compileFilter(
    request.query.get('$filter'),
    { schema, level: request.level, features: company.features() },
    { offsetMinutes: company.options.timeZoneOffset, honoursOffset: company.options.filterHonoursOffset },
  );
}

function countOf(request: EntityRequest, name: '$top' | '$skip'): number | null {
  const given = request.query.get(name);
  if (given === null || given === '') return null;
  if (!/^\d+$/.test(given)) throw exception(500, `The ${name} parameter must be a number.`);
  return Number(given);
}

function list(company: Company, request: EntityRequest, resource: Resource): EntityAnswer {
  const view = viewOf(company, request, true);
  checkView(resource.schema, view);
  const filter = filterOf(company, request, resource.schema);
  const top = countOf(request, '$top') ?? Number.POSITIVE_INFINITY;
  let toSkip = countOf(request, '$skip') ?? 0;
  const present = createPresenter(resource.schema, view);
  const records: unknown[] = [];
  if (top === 0) return { status: 200, body: records };
  for (const row of resource.rows(company, filter.keyRange)) {
    if (!filter.test(row)) continue;
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    records.push(present(row, records.length + 1));
    if (records.length >= top) break;
  }
  return { status: 200, body: records };
}

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function rowByPath(company: Company, request: EntityRequest, resource: Resource): Row {
  const [first = ''] = request.keys;
  const isGuid = request.keys.length === 1 && guidPattern.test(first);
  const row = isGuid
    ? resource.byGuid(company, first.toLowerCase())
    : request.keys.length === resource.schema.keys.length
      ? resource.byKeys(company, request.keys)
      : undefined;
  if (row === undefined) throw recordMissing(company.options.missingRecordStatus);
  return row;
}

/** The record a PUT means: by id, by key fields, or by `$filter` in the address; null when there is none. */
function rowToPut(
  company: Company,
  request: EntityRequest,
  resource: Resource,
  input: EntityInput,
): Row | null {
  if (input.id !== undefined) {
    const row = resource.byGuid(company, input.id);
    if (row === undefined) throw recordMissing(company.options.missingRecordStatus);
    return row;
  }
  if (request.query.has('$filter')) {
    const filter = filterOf(company, request, resource.schema);
    const found: Row[] = [];
    for (const row of resource.rows(company, filter.keyRange)) if (filter.test(row)) found.push(row);
    if (found.length > 1)
      throw exception(
        500,
        'Multiple entities satisfy the condition.',
        'PX.Api.ContractBased.MultipleEntitiesSatisfyTheConditionException',
      );
    return found[0] ?? null;
  }
  const keys = resource.keysOf?.(input);
  return keys === undefined ? null : (resource.byKeys(company, keys) ?? null);
}

/** Detail lists that a request may write. */
const writtenDetails: readonly string[] = ['Attributes', 'RoleAssignments'];

/** Creates or changes a record (PUT), or changes one that must be there (PATCH, from Default 25.200). */
function save(company: Company, request: EntityRequest, resource: Resource): EntityAnswer {
  if (resource.save === undefined)
    throw refuse(403, `The simulator keeps ${request.entity} read-only: edit it through its store.`);
  const view = viewOf(company, request, false);
  checkView(resource.schema, view);
  const errors: FieldErrors = new Map();
  const input = readEntity(resource.schema, request.body, {
    level: request.level,
    offsetMinutes: company.options.timeZoneOffset,
    wrapped: true,
    lengths: company.options.lengths,
    errors,
  });
  if (input.delete === true) throw refuse(400, 'The simulator models delete for lines of a list only.');
  const unmodelled = Object.keys(input.details).find((name) => !writtenDetails.includes(name));
  if (unmodelled !== undefined)
    throw refuse(400, `The simulator does not model writing ${unmodelled} of ${request.entity}.`);
  const existing = rowToPut(company, request, resource, input);
  if (request.method === 'PATCH' && request.ifNoneMatch === '*')
    throw refuse(412, 'The PATCH method cannot be used for insertion of a record.');
  if (request.method === 'PATCH' && existing === null) throw recordMissing(404);
  if (existing === null && request.ifMatch === '*')
    throw refuse(412, 'There is no entity with these keys in the database.');
  if (existing !== null && request.ifNoneMatch === '*')
    throw refuse(412, 'An entity with these keys already exists in the database.');
  const row = resource.save(company, input, existing, errors);
  if (row === null)
    throw new ServiceFailure(422, 'The record has errors.', echoWithErrors(request.body, errors));
  return { status: 200, body: createPresenter(resource.schema, view)(row) };
}

/** CompaniesStructure is an inquiry: a PUT asks, it changes nothing. */
function inquireStructure(company: Company, request: EntityRequest): EntityAnswer {
  const view = viewOf(company, request, false);
  checkView(structureInquirySchema, view);
  const row: StructureRow = {
    id: '00000000-0000-0000-0000-000000000000',
    values: {},
    branches: [...company.data.lookUps.CompaniesStructure.values()],
  };
  return { status: 200, body: createPresenter(structureInquirySchema, view)(row) };
}

/** Custom fields of an entity as the contract's ad hoc schema lists them. */
function adHocSchema(company: Company, entity: string): EntityAnswer {
  const custom: Record<string, Record<string, unknown>> = {};
  for (const { path, type } of customFieldsOf(company.options, entity)) {
    const [view = '', name = ''] = path.split('.');
    (custom[view] ??= {})[name] = { type };
  }
  return { status: 200, body: { custom } };
}

/** Whether a request would change data. The structure inquiry uses PUT and changes nothing. */
export function isWrite(request: Pick<EntityRequest, 'method' | 'entity'>): boolean {
  return request.method !== 'GET' && request.entity !== 'CompaniesStructure';
}

/** Carries out one request of the contract. Throws a ServiceFailure for every answer that is not success. */
export function answerEntityRequest(company: Company, request: EntityRequest): EntityAnswer {
  const resource = Object.hasOwn(resources, request.entity) ? resources[request.entity] : undefined;
  if (resource === undefined) throw refuse(404, `The simulator does not model the ${request.entity} entity.`);
  checkFeature(company, request.entity);
  switch (request.method) {
    case 'GET': {
      if (request.entity === 'CompaniesStructure')
        throw refuse(400, 'The simulator answers an inquiry only when it is put.');
      if (request.keys[0] === '$adHocSchema') return adHocSchema(company, request.entity);
      if (request.keys.length === 0) return list(company, request, resource);
      const view = viewOf(company, request, false);
      checkView(resource.schema, view);
      return {
        status: 200,
        body: createPresenter(resource.schema, view)(rowByPath(company, request, resource)),
      };
    }
    case 'PUT':
      return request.entity === 'CompaniesStructure'
        ? inquireStructure(company, request)
        : save(company, request, resource);
    case 'PATCH':
      if (request.level < levels.structuredAddress) throw refuse(405, 'The endpoint does not know PATCH.');
      return save(company, request, resource);
    case 'DELETE':
      if (resource.remove === undefined)
        throw refuse(403, `The simulator does not delete ${request.entity}.`);
      resource.remove(company, rowByPath(company, request, resource));
      return { status: 204 };
    case 'POST':
      // Actions are asked for by POST on Entity/Action; a POST on the entity itself is never right.
      throw request.keys.length === 0
        ? refuse(406, 'POST is not accepted here: use PUT.')
        : refuse(404, `The simulator does not model the action ${request.keys.join('/')}.`);
    default:
      throw refuse(405, `The method ${request.method} is not allowed.`);
  }
}
