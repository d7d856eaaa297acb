/** The handle on the process of one ERP company. */
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { CompanyCounts, CompanyInput } from './company.ts';

export interface CompanyProcess {
  readonly url: string;
  counts(): Promise<CompanyCounts>;
  /** Edits as many customers as the input says. */
  edit(): Promise<CompanyCounts>;
}

/** Starts and seeds a company for the length of `work`. */
export async function withCompany<T>(
  input: CompanyInput,
  work: (company: CompanyProcess) => Promise<T>,
): Promise<T> {
  const child = await startChild(fileURLToPath(new URL('company.ts', import.meta.url)), input);
  try {
    return await work({
      url: (child.ready as CompanyCounts).url,
      counts: async () => (await child.ask('counts')) as CompanyCounts,
      edit: async () => (await child.ask('edit')) as CompanyCounts,
    });
  } finally {
    await child.close();
  }
}
