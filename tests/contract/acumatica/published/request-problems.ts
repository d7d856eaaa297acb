/** What of a request the published contract does not have. */
import { leftOut, publishedEndpoint, type PublishedEndpoint } from './contract.ts';
import { destinationOf, type Destination, type RecordedRequest } from './exchange.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Follows `MainContact/Address/City`. Answers the type it ends in, or what is wrong. */
function typeAt(
  endpoint: PublishedEndpoint,
  entity: string,
  path: string,
): { readonly type: string; readonly throughList: boolean } | string {
  let type = entity;
  let throughList = false;
  for (const name of path.split('/')) {
    const next = endpoint.typeOf(type.replace('[]', ''), name);
    if (next === undefined) return `${name} is no property of ${type}`;
    throughList ||= type.endsWith('[]');
    type = next;
  }
  return { type, throughList };
}

const isValue = (type: string) => type.endsWith('Value') || type === 'id';

function selectProblems(endpoint: PublishedEndpoint, entity: string, select: string): readonly string[] {
  return select.split(',').flatMap((path) => {
    const found = typeAt(endpoint, entity, path.trim());
    return typeof found === 'string' ? [`$select: ${found}`] : [];
  });
}

/** On lists only linked records may be expanded, and Attributes (acumatica.md 7.3). */
function expandProblems(
  endpoint: PublishedEndpoint,
  entity: string,
  expand: string,
  isList: boolean,
): readonly string[] {
  return expand.split(',').flatMap((path) => {
    const found = typeAt(endpoint, entity, path.trim());
    if (typeof found === 'string') return [`$expand: ${found}`];
    if (isValue(found.type)) return [`$expand: ${path} is a value`];
    const isDetail = found.throughList || found.type.endsWith('[]');
    return isList && isDetail && path !== 'Attributes' ? [`$expand: the detail ${path} on a list`] : [];
  });
}

/** Literals that a field of each type may be compared with (OData version 3). */
const literals: Readonly<Record<string, RegExp>> = {
  StringValue: /^'/,
  BooleanValue: /^(true|false)$/,
  IntValue: /^-?\d+$/,
  ShortValue: /^-?\d+$/,
  DecimalValue: /^-?\d+(\.\d+)?$/,
  GuidValue: /^guid'[0-9a-f-]{36}'$/i,
  DateTimeValue: /^(datetimeoffset|date)'\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?'$/,
};

const token = /(?:datetimeoffset|guid|date)'[^']*'|'(?:[^']|'')*'|[A-Za-z_][\w/]*|-?\d+(?:\.\d+)?|[(),]|\S/g;
const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const functions = ['substringof', 'startswith', 'endswith'];
const words = [...comparisons, ...functions, 'and', 'or', 'not', 'true', 'false', 'null'];

function filterProblems(endpoint: PublishedEndpoint, entity: string, filter: string): readonly string[] {
  const tokens = filter.match(token) ?? [];
  const problems: string[] = [];
  let depth = 0;
  tokens.forEach((text, index) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (!/^[A-Za-z_][\w/]*$/.test(text) || words.includes(text)) return;
    const found = typeAt(endpoint, entity, text);
    if (typeof found === 'string') return void problems.push(`$filter: ${found}`);
    if (!isValue(found.type)) return void problems.push(`$filter: ${text} is no value`);
    if (found.throughList) return void problems.push(`$filter: ${text} is in a detail`);
    const [operator = '', literal = ''] = tokens.slice(index + 1);
    if (!comparisons.includes(operator)) return;
    if (literal !== 'null' && literals[found.type]?.test(literal) !== true)
      problems.push(`$filter: ${text} (${found.type}) is compared with ${literal}`);
  });
  if (depth !== 0) problems.push('$filter: brackets do not match');
  return problems;
}

const names: Readonly<Record<string, string>> = {
  $select: '#/components/parameters/select',
  $filter: '#/components/parameters/filter',
  $expand: '#/components/parameters/expand',
  $custom: '#/components/parameters/custom',
  $top: '#/components/parameters/top',
  $skip: '#/components/parameters/skip',
};

function queryProblems(
  endpoint: PublishedEndpoint,
  { entity, keys, query }: Destination,
  method: string,
  parameters: readonly string[],
): readonly string[] {
  const isList = method === 'GET' && keys.length === 0;
  return [...query].flatMap(([name, value]) => {
    const reference = names[name];
    if (reference === undefined || !parameters.includes(reference))
      return [`${name} is no option of ${method}`];
    if (name === '$top' || name === '$skip')
      return /^\d+$/.test(value) ? [] : [`${name} is no number: ${value}`];
    if (name === '$select') return selectProblems(endpoint, entity, value);
    if (name === '$expand') return expandProblems(endpoint, entity, value, isList);
    if (name === '$filter') return filterProblems(endpoint, entity, value);
    return [];
  });
}

function pathOf({ entity, keys }: Destination): string {
  if (keys.length === 0) return `/${entity}`;
  return keys.length === 1 && guid.test(keys[0] ?? '') ? `/${entity}/{id}` : `/${entity}/{ids}`;
}

function entityProblems(request: RecordedRequest, destination: Destination): readonly string[] {
  const { entity, keys, query } = destination;
  const { method, headers, body } = request;
  const endpoint = publishedEndpoint(destination.endpoint, destination.version);
  if (leftOut.has(entity)) return [];
  if (!endpoint.hasEntity(entity)) return [`${entity} is not published`];
  if (entity === 'CompaniesStructure') {
    const isInquiry =
      method === 'PUT' && keys.length === 0 && body === '{}' && query.get('$expand') === 'Results';
    return isInquiry ? [] : ['CompaniesStructure is an inquiry: PUT {} with $expand=Results'];
  }
  const operation = endpoint.operations(pathOf(destination))?.[method.toLowerCase()];
  if (operation === undefined) return [`${method} ${pathOf(destination)} is not published`];
  const references = ((operation as { parameters?: readonly { $ref?: string }[] }).parameters ?? []).map(
    ({ $ref }) => $ref ?? '',
  );
  const preconditions = ['if-match', 'if-none-match'].filter((name) => (headers[name] ?? '*') !== '*');
  return [
    ...queryProblems(endpoint, destination, method, references),
    ...preconditions.map((name) => `${name}: ${headers[name] ?? ''} is not documented`),
    ...(headers['accept'] === 'application/json' ? [] : ['JSON is not asked for']),
    ...(body === null ? [] : bodyProblems(endpoint, entity, headers, body)),
    ...(method === 'PUT' && body === null ? ['a PUT without a record'] : []),
  ];
}

function bodyProblems(
  endpoint: PublishedEndpoint,
  entity: string,
  headers: RecordedRequest['headers'],
  body: string,
): readonly string[] {
  const type = headers['content-type'] === 'application/json' ? [] : ['the body is not said to be JSON'];
  try {
    return [...type, ...endpoint.problemsOf(entity, JSON.parse(body))];
  } catch {
    return [...type, 'the body is no JSON'];
  }
}

function signInProblems({ method, body }: RecordedRequest): readonly string[] {
  const given = JSON.parse(body ?? '{}') as Readonly<Record<string, unknown>>;
  const known = ['name', 'password', 'tenant', 'branch', 'locale'];
  return [
    ...(method === 'POST' ? [] : [`${method} is not how to sign in`]),
    ...Object.entries(given).flatMap(([name, value]) =>
      known.includes(name) && typeof value === 'string' ? [] : [`sign-in: ${name}`],
    ),
    ...['name', 'password', 'tenant'].flatMap((name) => (name in given ? [] : [`sign-in without ${name}`])),
  ];
}

/** Empty where the request is one of the published contract, of discovery, or of signing in and out. */
export function requestProblems(request: RecordedRequest): readonly string[] {
  const destination = destinationOf(request);
  const { method, body } = request;
  switch (destination.kind) {
    case 'entity':
      return entityProblems(request, destination);
    case 'signIn':
      return signInProblems(request);
    case 'signOut':
      return method === 'POST' && (body ?? '') === '' ? [] : ['a sign-out is a POST of nothing'];
    case 'discovery':
      return method === 'GET' && body === null && destination.query.size === 0
        ? []
        : ['discovery is a plain GET'];
    case 'identity':
      // Another matter than the contract: the sign-in by token has tests of its own.
      return [];
    case 'other':
      return [`${method} ${request.url} is outside of the contract`];
  }
}
