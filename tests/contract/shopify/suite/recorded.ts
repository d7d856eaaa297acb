/** The recorded errors that the cases must show: the tables of section 12, kept apart from the cases so that none goes missing. */
import { readFileSync } from 'node:fs';

export interface RecordedError {
  readonly section: string;
  readonly mutation: string;
  readonly field: string | null;
  readonly message: string;
  /** Undefined where the error type has no code or it was not selected. */
  readonly code: string | null | undefined;
}

export const recordedUserErrors: readonly RecordedError[] = readFileSync(
  new URL('recorded-errors.tsv', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [section = '', mutation = '', field = '', message = '', code = ''] = line.split('\t');
    return {
      section,
      mutation,
      field: field === 'null' ? null : field,
      message,
      code: code === '–' ? undefined : code === 'null' ? null : code,
    };
  });

/** Recorded errors without a case, and why. A row is meant by its mutation and, where it is given, a part of its message. */
export const leftOutUserErrors: readonly {
  readonly mutation: string;
  readonly part?: string;
  readonly reason: string;
}[] = [
  {
    mutation: 'customerSendAccountInviteEmail',
    reason: 'The product sends no invitations, and the simulator does not play the mutation.',
  },
  ...(['bulkOperationRunQuery', 'bulkOperationRunMutation'] as const).map((mutation) => ({
    mutation,
    part: 'already in progress: gid://shopify/BulkOperation/ID.',
    reason:
      'Recorded when one operation was the limit. Since 2026-01 five are, and the message names them all.',
  })),
  ...(["'orders'", "'products'", "'id': products."] as const).map((part) => ({
    mutation: 'bulkOperationRunQuery',
    part,
    reason: 'The product reads no orders and products. The same rule is shown with customers.',
  })),
];

/**
 * The top-level errors of section 12.7; without `where`, of any root. Two rows have no case, because the product does neither:
 * customerMergePreview of one customer, and productCreate with exclusive arguments.
 */
export const recordedTopLevelErrors: readonly {
  readonly where: string;
  readonly message: RegExp;
  readonly code: string | undefined;
}[] = [
  ...['customerAddressUpdate', 'customerAddressDelete', 'customerUpdateDefaultAddress'].flatMap((where) => [
    { where, message: /^Invalid id: gid:\/\/shopify\/MailingAddress\//, code: 'RESOURCE_NOT_FOUND' },
    { where, message: /^invalid id$/, code: 'RESOURCE_NOT_FOUND' },
  ]),
  {
    where: 'bulkOperation',
    message: /^Invalid id: gid:\/\/shopify\/Product\/1$/,
    code: 'RESOURCE_NOT_FOUND',
  },
  ...['customerSet', 'customerByIdentifier'].map((where) => ({
    where,
    message: /^Metafield definition of type 'id' is required when using custom ids\.$/,
    code: 'NOT_FOUND',
  })),
  ...['NOT_SUBSCRIBED', 'INVALID', 'REDACTED'].map((state) => ({
    where: 'customerEmailMarketingConsentUpdate',
    message: new RegExp(`^Cannot specify ${state} as a marketing state input$`),
    code: 'INVALID',
  })),
  ...['NOT_SUBSCRIBED', 'REDACTED'].map((state) => ({
    where: 'customerSmsMarketingConsentUpdate',
    message: new RegExp(`^Cannot specify ${state} as a marketing state input$`),
    code: 'INVALID',
  })),
  {
    where: 'customerCreate',
    message: /^Cannot specify REDACTED as a marketing state input$/,
    code: 'INVALID',
  },
  ...[
    /^Invalid timestamp for query filter `created_at`\.$/,
    /^you must provide one of first or last$/,
    /^providing both first and last is not supported$/,
  ].map((message) => ({ where: 'bulkOperations', message, code: 'BAD_REQUEST' })),
  { where: 'customerCreate', message: /^Access denied for customerCreate field\./, code: 'ACCESS_DENIED' },
  { where: '', message: /^Field '\w+' doesn't exist on type '\w+'$/, code: 'undefinedField' },
  { where: '', message: /^Field '\w+' doesn't accept argument '\w+'$/, code: 'argumentNotAccepted' },
  { where: '', message: /^Field '\w+' is missing required arguments: /, code: 'missingRequiredArguments' },
  {
    where: '',
    message: /^Argument '\w+' on InputObject '\w+' is required\. Expected type /,
    code: 'missingRequiredInputObjectAttribute',
  },
  {
    where: '',
    message: /^Argument '\w+' on Field '\w+' has an invalid value \(.*\)\. Expected type '\w+'\.$/,
    code: 'argumentLiteralsIncompatible',
  },
  { where: '', message: /^Invalid global id '\w+'$/, code: 'argumentLiteralsIncompatible' },
  { where: '', message: /^Field must have selections \(field '\w+' returns /, code: 'selectionMismatch' },
  { where: '', message: /^Variable \$\w+ is declared by \w+ but not used$/, code: 'variableNotUsed' },
  {
    where: '',
    message: /^Variable \$\w+ of type \w+! was provided invalid value$/,
    code: 'INVALID_VARIABLE',
  },
  { where: '', message: / for \w+ \(Field is not defined on \w+\)$/, code: 'INVALID_VARIABLE' },
  { where: '', message: / for \w+ \(Expected value to not be null\)$/, code: 'INVALID_VARIABLE' },
  { where: '', message: /Expected "XX" to be one of: /, code: 'INVALID_VARIABLE' },
  { where: '', message: /invalid DateTime 'soon'/, code: 'INVALID_VARIABLE' },
  { where: '', message: /^syntax error, unexpected end of file at \[\d+, \d+\]$/, code: 'PARSE_ERROR' },
  { where: '', message: /^An operation name is required$/, code: undefined },
  { where: '', message: /^No operation named "\w+"$/, code: undefined },
  { where: '', message: /^Something went wrong$/, code: 'INTERNAL_SERVER_ERROR' },
];
