import type { parseArgs } from 'node:util';

/** What the command line may say; a suite reads of it what concerns its own endpoint. */
export const contractOptions = {
  url: { type: 'string' },
  'token-variable': { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret-variable': { type: 'string' },
  'redirect-uri': { type: 'string' },
  tenant: { type: 'string' },
  user: { type: 'string' },
  'password-variable': { type: 'string' },
  branch: { type: 'string' },
  endpoint: { type: 'string' },
  only: { type: 'string' },
  slow: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export type ContractArguments = ReturnType<typeof parseArgs<{ options: typeof contractOptions }>>['values'];
