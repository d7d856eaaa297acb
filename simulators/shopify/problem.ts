import { GraphQLError } from 'graphql';

/** An error of the request: it ends in the answer's top-level `errors`, and the field it came from is null. */
export function problem(
  message: string,
  code: string,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** What a part of the schema answers that this simulator does not play. */
export function notModelled(what: string): GraphQLError {
  return problem(`${what} is not modelled by this simulator.`, 'NOT_MODELLED');
}
