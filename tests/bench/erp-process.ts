/** The handle on the process of one ERP company. */
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { ErpInput, ErpQuestion, ErpState } from './erp.ts';

export interface ErpProcess {
  readonly url: string;
  ask(question: ErpQuestion): Promise<ErpState>;
}

/** Starts and seeds a company for the length of `work`. */
export async function withErp<T>(input: ErpInput, work: (erp: ErpProcess) => Promise<T>): Promise<T> {
  const child = await startChild(fileURLToPath(new URL('erp.ts', import.meta.url)), input);
  try {
    return await work({
      url: (child.ready as ErpState).url,
      ask: async (question) => (await child.ask(question)) as ErpState,
    });
  } finally {
    await child.close();
  }
}
