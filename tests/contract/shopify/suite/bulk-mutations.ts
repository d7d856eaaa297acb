/** Bulk mutations: what they answer, and what they may not be. */
import { listOf, listWith } from '../../shape.ts';
import {
  begunMutation,
  finished,
  line,
  lines,
  mutation,
  result,
  runMutation,
  shortQuery,
  uploaded,
  uploadPath,
} from './bulk-steps.ts';
import type { ContractCase, ExpectedUserError, Request, Subject } from './case.ts';
import { text } from './steps.ts';

const recorded = '12.6 [REC]';

const mutations: readonly ContractCase[] = [
  {
    name: 'a bulk mutation answers every line by its number, refused ones too',
    basis: '7 [DOC]',
    given: [
      ...uploaded(
        line({ firstName: 'Ana', email: '{{email}}' }),
        line({ firstName: 'Ben', email: '{{email}}' }),
        line({ firstName: 'Cem', email: '{{email2}}' }),
      ),
      begunMutation(mutation, uploadPath),
      finished,
    ],
    request: result,
    answer: lines(
      listOf(
        { __lineNumber: 0, data: { customerCreate: { customer: { firstName: 'Ana' }, userErrors: [] } } },
        {
          __lineNumber: 1,
          data: {
            customerCreate: { customer: null, userErrors: [{ message: 'Email has already been taken' }] },
          },
        },
        { __lineNumber: 2, data: { customerCreate: { customer: { firstName: 'Cem' }, userErrors: [] } } },
      ),
    ),
  },
  {
    name: 'a bulk mutation goes on after a line with a field nobody knows',
    basis: '7 [DOC]',
    given: [
      ...uploaded(line({ shoeSize: 44 }), line({ firstName: 'Ana', email: '{{email}}' })),
      begunMutation(mutation, uploadPath),
      finished,
    ],
    request: result,
    answer: lines(
      listWith(
        { __lineNumber: 0, errors: listWith({ message: /shoeSize/ }) },
        { __lineNumber: 1, data: { customerCreate: { customer: { firstName: 'Ana' } } } },
      ),
    ),
  },
];

function refusedMutation(what: string, request: Request, ...error: ExpectedUserError): ContractCase {
  return {
    name: `bulkOperationRunMutation refuses ${what}`,
    basis: recorded,
    request,
    answer: { userErrors: [error], payload: { bulkOperation: null } },
  };
}

const noFile = 'tmp/contract/{{run}}';
const deletion = 'customerDelete(input: {id: "gid://shopify/Customer/1"})';

const refusedMutations: readonly ContractCase[] = [
  ...['mutation { foo(', 'mutation { customer('].map((document) =>
    refusedMutation(
      `a text that ends after ${document.length} characters`,
      runMutation(document, noFile),
      null,
      `Failed to parse the mutation - syntax error, unexpected end of file at [1, ${document.length + 1}]`,
      'INVALID_MUTATION',
    ),
  ),
  refusedMutation(
    'a query',
    runMutation(shortQuery, noFile),
    null,
    'Invalid operation type. Only `mutation` operations are supported.',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'two mutations',
    runMutation(`mutation { a: ${deletion} { shop { id } } b: ${deletion} { shop { id } } }`, noFile),
    'mutation',
    'You must specify a single top level mutation.',
    null,
  ),
  refusedMutation(
    'a mutation that may not be run in bulk',
    runMutation(
      'mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { userErrors { message } } }',
      noFile,
    ),
    'mutation',
    'You must use an allowed mutation name.',
    null,
  ),
  refusedMutation(
    'two lists in the answer',
    runMutation(
      `mutation { ${deletion} { shop { a: customers(first: 1) { nodes { id } } b: customers(first: 1) { nodes { id } } } } }`,
      noFile,
    ),
    'mutation',
    'Bulk mutations cannot contain more than 1 connection.',
    null,
  ),
  refusedMutation(
    'a text of more than 65,535 bytes',
    runMutation(mutation.padEnd(65_536), noFile),
    'query',
    'is too large (65536 bytes; maximum is 65535 bytes)',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'a client identifier of 5 characters',
    runMutation(mutation, noFile, 'short'),
    'clientIdentifier',
    'is too short (minimum is 10 characters)',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'a client identifier of 256 characters',
    runMutation(mutation, noFile, text(256)),
    'clientIdentifier',
    'is too long (maximum is 255 characters)',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'a file that was never uploaded',
    runMutation(mutation, noFile),
    null,
    "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.",
    'NO_SUCH_FILE',
  ),
  {
    ...refusedMutation(
      'an empty file',
      runMutation(mutation, uploadPath),
      null,
      'The input file is empty.',
      'INVALID_STAGED_UPLOAD_FILE',
    ),
    given: uploaded(''),
  },
  {
    ...refusedMutation(
      'a file of more than 100 MB',
      runMutation(mutation, uploadPath),
      null,
      'The input file size exceeds the maximum allowed size of 100 MB.',
      'INVALID_STAGED_UPLOAD_FILE',
    ),
    isSlow: true,
    given: uploaded(text(100 * 1024 * 1024 + 1)),
  },
];

export const bulkMutations: Subject = {
  name: 'bulk mutations',
  cases: [...mutations, ...refusedMutations],
};
