import type { GraphQLResolveInfo } from 'graphql';
import { readBulkMutation, runBulk } from './bulk-mutation.ts';
import { readBulkQuery } from './bulk-query.ts';
import type { BulkOperation, BulkType } from './bulk-queue.ts';
import { readBulk } from './bulk-reader.ts';
import { pageByNumber } from './customer-fields.ts';
import type { FieldResolvers } from './customer-fields.ts';
import { FaultPlan } from './faults.ts';
import { fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import { gid, parseGid } from './gid.ts';
import { readPage } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import { notModelled, problem } from './problem.ts';
import { fieldsOf, textPredicate, timeMatches } from './search-match.ts';
import type { SearchFilters } from './search-match.ts';
import { parseSearch } from './search-syntax.ts';
import type { ShopContext } from './shop-context.ts';

interface BulkPayload {
  readonly bulkOperation: BulkOperation | null;
  readonly userErrors: readonly FieldError[];
}

const refused = (userErrors: readonly FieldError[]): BulkPayload => ({ bulkOperation: null, userErrors });

/** Of each type, for one app in one shop. */
const simultaneous = 5;
const maximumFileBytes = 100 * 1024 * 1024;

/** What stands in the way of one more operation of the type. */
function inProgress({ bulk }: ShopContext, type: BulkType): readonly FieldError[] {
  const running = bulk
    .all()
    .filter((job) => job.type === type && ['CREATED', 'RUNNING', 'CANCELING'].includes(job.status));
  if (running.length < simultaneous) return [];
  const ids = running.map(({ number }) => gid('BulkOperation', number)).join(', ');
  const message = `A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: ${ids}.`;
  return [fieldError(null, message, 'OPERATION_IN_PROGRESS')];
}

/** `bulkOperationRunQuery`. */
export function runBulkQuery(
  args: { readonly query: string; readonly groupObjects: boolean },
  context: ShopContext,
  { schema }: GraphQLResolveInfo,
): BulkPayload {
  const query = readBulkQuery(schema, args.query);
  if ('errors' in query) return refused(query.errors);
  const busy = inProgress(context, 'QUERY');
  if (busy.length > 0) return refused(busy);
  const bulkOperation = context.bulk.add({
    type: 'QUERY',
    query: args.query,
    lines: () => readBulk(query.value, undisturbed(context), args.groupObjects),
    failsAfter: failure(context, 'QUERY'),
  });
  return { bulkOperation, userErrors: [] };
}

/** `bulkOperationRunMutation`. */
export function runBulkMutation(
  args: {
    readonly mutation: string;
    readonly stagedUploadPath: string;
    readonly clientIdentifier?: string | null;
  },
  context: ShopContext,
  { schema }: GraphQLResolveInfo,
): BulkPayload {
  const identifier = args.clientIdentifier;
  if (identifier != null && identifier.length < 10)
    return refused([
      fieldError('clientIdentifier', 'is too short (minimum is 10 characters)', 'INVALID_MUTATION'),
    ]);
  if (identifier != null && identifier.length > 255)
    return refused([
      fieldError('clientIdentifier', 'is too long (maximum is 255 characters)', 'INVALID_MUTATION'),
    ]);
  const mutation = readBulkMutation(schema, args.mutation);
  if ('errors' in mutation) return refused(mutation.errors);
  const busy = inProgress(context, 'MUTATION');
  if (busy.length > 0) return refused(busy);
  const file = context.uploads.file(args.stagedUploadPath);
  const wrong = fileError(file?.bytes);
  if (!file || wrong) return refused(wrong ? [wrong] : []);
  const bulkOperation = context.bulk.add({
    type: 'MUTATION',
    query: args.mutation,
    lines: () => runBulk(mutation.value, file.path, undisturbed(context)),
    failsAfter: failure(context, 'MUTATION'),
  });
  return { bulkOperation, userErrors: [] };
}

/** What is wrong with a file of so many bytes; undefined bytes: there is no file. */
function fileError(bytes: number | undefined): FieldError | undefined {
  if (bytes === undefined)
    return fieldError(
      null,
      "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.",
      'NO_SUCH_FILE',
    );
  if (bytes === 0) return fieldError(null, 'The input file is empty.', 'INVALID_STAGED_UPLOAD_FILE');
  return bytes > maximumFileBytes
    ? fieldError(
        null,
        'The input file size exceeds the maximum allowed size of 100 MB.',
        'INVALID_STAGED_UPLOAD_FILE',
      )
    : undefined;
}

/** Faults of requests do not reach into a running operation. */
function undisturbed(context: ShopContext): ShopContext {
  return { ...context, faults: new FaultPlan() };
}

function failure({ faults }: ShopContext, type: BulkType): number | undefined {
  const fault = faults.take(type === 'QUERY' ? 'query' : 'mutation', ['bulkFailure']);
  return fault && (fault.lines ?? 1);
}

/** `bulkOperationCancel`. */
export function cancelBulk({ id }: { readonly id: string }, { bulk }: ShopContext): BulkPayload {
  const parsed = parseGid(id);
  const found = parsed?.type === 'BulkOperation' ? bulk.get(parsed.id) : undefined;
  if (!parsed || !found) return refused([fieldError('id', 'Bulk operation does not exist')]);
  if (!['CREATED', 'RUNNING', 'CANCELING'].includes(found.status)) {
    const message = `A bulk operation cannot be canceled when it is ${found.status.toLowerCase()}`;
    return { bulkOperation: found, userErrors: [fieldError(null, message)] };
  }
  return { bulkOperation: bulk.cancel(parsed.id) ?? null, userErrors: [] };
}

/** `bulkOperation`. One that failed through this simulator says so, as any request would. */
export function findBulkOperation(
  { id }: { readonly id: string },
  { bulk }: ShopContext,
): BulkOperation | null {
  const parsed = parseGid(id);
  if (parsed?.type !== 'BulkOperation') throw problem(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND');
  const found = bulk.get(parsed.id);
  if (found?.ownFault) throw found.ownFault;
  return found ?? null;
}

const sameText = (found: string, wanted: string): boolean => found.toLowerCase() === wanted.toLowerCase();

const filters: SearchFilters<BulkOperation> = {
  created_at: ({ createdAt }, term) => {
    if (Number.isNaN(Date.parse(term.value)))
      throw problem('Invalid timestamp for query filter `created_at`.', 'BAD_REQUEST');
    return timeMatches(createdAt, term);
  },
  id: ({ number }, term) => number === (parseGid(term.value)?.id ?? Number(term.value)),
  operation_type: ({ type }, term) => sameText(type, term.value),
  type: ({ type }, term) => sameText(type, term.value),
  status: ({ status }, term) => sameText(status, term.value),
};

/** `bulkOperations`. */
export function listBulkOperations(
  args: PageArguments & { readonly query?: string | null; readonly sortKey: string },
  context: ShopContext,
  info: GraphQLResolveInfo,
): Connection<BulkOperation> {
  const query = args.query?.trim() ?? '';
  const tree = parseSearch(query);
  const unknown = fieldsOf(tree).filter((field) => !(field in filters));
  if (unknown.length > 0) {
    const warnings = unknown.map((field) => ({ field, message: 'Invalid search field for this query.' }));
    context.warnSearch({ path: [String(info.path.key)], query, warnings });
  }
  const matches = textPredicate(tree, filters, () => true);
  const found = context.bulk.all().filter(matches);
  if (args.sortKey === 'CREATED_AT') return pageByNumber(found, args);
  if (args.sortKey !== 'COMPLETED_AT') throw notModelled(`Sorting bulk operations by ${args.sortKey}`);
  const position = ({
    completedAt,
    number,
  }: BulkOperation): { readonly value: string; readonly number: number } => ({
    value: completedAt ?? '',
    number,
  });
  const sorted = found.toSorted((a, b) => (position(a).value < position(b).value ? -1 : a.number - b.number));
  return readPage(sorted, position, args);
}

export const bulkOperationFields: FieldResolvers<BulkOperation> = {
  id: ({ number }) => gid('BulkOperation', number),
  objectCount: ({ objectCount }) => String(objectCount),
  rootObjectCount: ({ rootObjectCount }) => String(rootObjectCount),
  fileSize: ({ fileSize }) => (fileSize === null ? null : String(fileSize)),
};

interface StagedUploadInput {
  readonly filename: string;
  readonly mimeType: string;
  readonly resource: string;
  readonly httpMethod: string;
}

/** `stagedUploadsCreate`, for the variables of bulk mutations only. */
export function stageUploads(
  { uploads }: ShopContext,
  { input }: { readonly input: readonly StagedUploadInput[] },
): unknown {
  const other = input.find(
    ({ resource, httpMethod }) => resource !== 'BULK_MUTATION_VARIABLES' || httpMethod !== 'POST',
  );
  if (other) throw notModelled(`A staged upload of ${other.resource} by ${other.httpMethod}`);
  const stagedTargets = input.map(({ filename, mimeType }) => ({
    ...uploads.stage(filename, mimeType),
    resourceUrl: null,
  }));
  return { stagedTargets, userErrors: [] };
}
