/** What a command gets, and how it is run. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { EnteredSecret } from '../services/secrets.ts';
import type { Host } from '../host.ts';
import type { Console } from './console.ts';
import type { ExitCode } from './exit-codes.ts';

export interface CommandContext {
  readonly host: Host;
  readonly console: Console;
}

/** What every command shares. A command answers its exit code. */
export type RunCommand = (work: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

const secretVariables: Readonly<Record<EnteredSecret, string>> = {
  shopify: 'ACCORD_SHOPIFY_SECRET',
  erp: 'ACCORD_ERP_PASSWORD',
  erpClientSecret: 'ACCORD_ERP_CLIENT_SECRET',
};

/** A secret given for this command. A variable that is empty counts as not set, as the shell has no other way to say so. */
export function givenSecret(name: EnteredSecret): string | null {
  const secret = process.env[secretVariables[name]];
  return secret === undefined || secret === '' ? null : secret;
}

export function usage(reason: string): AppError {
  return new AppError('USAGE', { params: { reason } });
}

/** @throws AppError USAGE */
export function parsed<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: string,
  option: string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) throw usage(`${option} does not take "${value}".`);
  return result.data;
}
