/** The body of every answer that is not an entity (published schema `HttpError`). */
interface HttpErrorBody {
  readonly message: string;
  readonly exceptionMessage?: string;
  readonly exceptionType?: string;
  readonly stackTrace?: string;
}

/** An answer other than success. `body` is an HttpError, or for 422 the entity echoed with its errors. */
export class ServiceFailure extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown) {
    super(message);
    this.name = 'ServiceFailure';
    this.status = status;
    this.body = body;
  }
}

/** A failure whose body says only what went wrong (400, 401, 403, 404, 406, 412, 429). */
export function refuse(status: number, message: string): ServiceFailure {
  return new ServiceFailure(status, message, { message } satisfies HttpErrorBody);
}

/** The general failure: an exception of the server behind a fixed first sentence. */
export function exception(
  status: number,
  exceptionMessage: string,
  exceptionType = 'PX.Data.PXException',
): ServiceFailure {
  const body: HttpErrorBody = {
    message: 'An error has occurred.',
    exceptionMessage,
    exceptionType,
    stackTrace: '   at PX.Api.ContractBased (simulated)',
  };
  return new ServiceFailure(status, exceptionMessage, body);
}

/** No record has the given keys, id or filter. */
export function recordMissing(status: number): ServiceFailure {
  return exception(
    status,
    'No entity satisfies the condition.',
    'PX.Api.ContractBased.NoEntitySatisfiesTheConditionException',
  );
}
