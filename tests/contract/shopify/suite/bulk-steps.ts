/** Beginning bulk operations, waiting for them, and their files. */
import { anyText } from '../../shape.ts';
import type { Answer, Request, Step } from './case.ts';

const operationFields = 'id type status errorCode objectCount rootObjectCount fileSize url partialDataUrl';

export function runQuery(query: string): Request {
  return {
    document: `mutation M($query: String!) { bulkOperationRunQuery(query: $query) {
      bulkOperation { id status } userErrors { field message code } } }`,
    variables: { query },
  };
}

export function runMutation(mutation: string, path: string, clientIdentifier?: string): Request {
  return {
    document: `mutation M($mutation: String!, $path: String!, $clientIdentifier: String) {
      bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $clientIdentifier) {
        bulkOperation { id status } userErrors { field message code } } }`,
    variables: { mutation, path, ...(clientIdentifier === undefined ? {} : { clientIdentifier }) },
  };
}

export function cancel(id: string): Request {
  return {
    document: `mutation M($id: ID!) { bulkOperationCancel(id: $id) {
      bulkOperation { id status } userErrors { field message } } }`,
    variables: { id },
  };
}

export function operation(id = '{{operation}}'): Request {
  return {
    document: `query Q($id: ID!) { bulkOperation(id: $id) { ${operationFields} } }`,
    variables: { id },
  };
}

/** Waits for the operation's end and saves the address of its result as `url`. */
export const finished: Step = {
  request: operation(),
  within: 600,
  answer: { data: { bulkOperation: { status: 'COMPLETED', url: anyText } } },
  save: { url: 'bulkOperation.url' },
};

export const begunQuery = (query: string): Step => ({
  request: runQuery(query),
  save: { operation: 'bulkOperationRunQuery.bulkOperation.id' },
});
export const begunMutation = (mutation: string, path: string): Step => ({
  request: runMutation(mutation, path),
  save: { operation: 'bulkOperationRunMutation.bulkOperation.id' },
});

/** The same, for an operation that may have found nothing. */
export const over: Step = {
  request: operation(),
  within: 600,
  answer: { data: { bulkOperation: { status: 'COMPLETED' } } },
};

/** The result, as the list of its lines. */
export const result: Request = { method: 'GET', path: '{{url}}' };
export const lines = (body: unknown): Answer => ({ status: 200, body });

/** The customers of this case alone, whatever else the store holds. Found once the search index knows them. */
export const ownQuery = 'tag:contract-{{run}}-{{case}}';
export const ownCustomers = (selection: string): string =>
  `{ customers(query: "${ownQuery}") { edges { node { ${selection} } } } }`;

export const shortQuery = '{ customers { edges { node { id } } } }';

const staged: Step = {
  request: {
    document: `mutation M($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
      stagedTargets { url parameters { name value } } userErrors { field message } } }`,
    variables: {
      input: [
        {
          filename: 'variables.jsonl',
          mimeType: 'text/jsonl',
          resource: 'BULK_MUTATION_VARIABLES',
          httpMethod: 'POST',
        },
      ],
    },
  },
  save: {
    target: 'stagedUploadsCreate.stagedTargets.0',
    path: 'stagedUploadsCreate.stagedTargets.0.parameters.name=key.value',
  },
};
export const uploadPath = '{{path}}';

/** A file of these lines, ready for a bulk mutation. */
export function uploaded(...contents: readonly string[]): readonly Step[] {
  return [staged, { request: { upload: '{{target}}', content: contents.join('\n') } }];
}

/** A mutation for every line of a file. */
export const mutation = `mutation call($input: CustomerInput!) {
  customerCreate(input: $input) { customer { id firstName } userErrors { field message } } }`;
export const line = (input: object): string => JSON.stringify({ input });
