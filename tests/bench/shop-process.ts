/** The handle on the process of one store. */
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { ShopCounts, ShopInput } from './shop.ts';

export interface ShopProcess {
  readonly url: string;
  counts(): Promise<ShopCounts>;
}

/** Starts and seeds a store for the length of `work`. */
export async function withShop<T>(input: ShopInput, work: (shop: ShopProcess) => Promise<T>): Promise<T> {
  const child = await startChild(fileURLToPath(new URL('shop.ts', import.meta.url)), input);
  try {
    return await work({
      url: (child.ready as ShopCounts).url,
      counts: async () => (await child.ask('counts')) as ShopCounts,
    });
  } finally {
    await child.close();
  }
}
