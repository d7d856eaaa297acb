/** What of an answer the published contract does not have. */
import { leftOut, publishedEndpoint } from './contract.ts';
import { destinationOf, type Destination, type RecordedAnswer, type RecordedRequest } from './exchange.ts';

/** Refusals that are documented beside the OpenAPI (acumatica.md 7.4); 409 is published from Default 25.200. */
const refusals = [400, 401, 403, 404, 405, 406, 409, 412, 429, 500];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Records carry links of their own that the document does not describe. */
function withoutLinks(record: unknown): unknown {
  if (!isObject(record)) return record;
  const { _links: links, ...rest } = record;
  const self = isObject(links) ? links['self'] : '';
  return links === undefined || typeof self === 'string' ? rest : record;
}

function listProblems(type: string, records: unknown, { endpoint, version }: Destination): readonly string[] {
  if (!Array.isArray(records)) return ['the list is no list'];
  const published = publishedEndpoint(endpoint, version);
  return records.flatMap((record: unknown, index) =>
    published.problemsOf(type, withoutLinks(record)).map((problem) => `record ${index}: ${problem}`),
  );
}

function entityProblems(
  { method }: RecordedRequest,
  destination: Destination,
  status: number,
  text: string,
): readonly string[] {
  const { entity, keys, endpoint, version } = destination;
  const published = publishedEndpoint(endpoint, version);
  if (status === 204) return method === 'DELETE' && text === '' ? [] : ['204 to what is no DELETE'];
  const body = parsed(text);
  if (body === undefined) return ['the body is no JSON'];
  if (refusals.includes(status)) return published.problemsOf('HttpError', body);
  if (status !== 200 && status !== 422) return [`the status ${status} is not documented`];
  if (leftOut.has(entity)) return [];
  if (!published.hasEntity(entity)) return [`${entity} is not published`];
  if (status === 422) return method === 'GET' ? [] : published.problemsOf(entity, body);
  if (method === 'GET' && keys.length === 0) return listProblems(entity, body, destination);
  return published.problemsOf(entity, withoutLinks(body));
}

function discoveryProblems(body: unknown): readonly string[] {
  if (!isObject(body) || !Array.isArray(body['endpoints'])) return ['no endpoints'];
  const version = body['version'];
  const problems = body['endpoints'].flatMap((endpoint: unknown) =>
    isObject(endpoint) && ['name', 'version', 'href'].every((name) => typeof endpoint[name] === 'string')
      ? []
      : ['an endpoint without name, version and href'],
  );
  const build = isObject(version) ? version['acumaticaBuildVersion'] : undefined;
  return typeof build === 'string' ? problems : [...problems, 'no build'];
}

/** Empty where the answer keeps to the published contract. One that a fault switch spoiled is not looked at. */
export function answerProblems(request: RecordedRequest, answer: RecordedAnswer): readonly string[] {
  const { status, text, headers } = answer;
  if (text === null || headers['simulated-fault'] !== undefined) return [];
  const destination = destinationOf(request);
  switch (destination.kind) {
    case 'entity':
      return entityProblems(request, destination, status, text);
    case 'discovery':
      return status === 200 ? discoveryProblems(parsed(text)) : [];
    case 'signIn':
      return [204, 400, 429, 500].includes(status) ? [] : [`the status ${status} is not documented`];
    case 'signOut':
      // A token that is too old is refused at every address alike (acumatica.md 7.4).
      return [204, 401].includes(status) ? [] : [`the status ${status} is not documented`];
    case 'identity':
    case 'other':
      return [];
  }
}
