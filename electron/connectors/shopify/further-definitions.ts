/** What a store defined for its customers: the metafields, each with the exact type of its values. */
import type { ShopifyClient } from './client.ts';
import { furtherKeyOf } from './further-keys.ts';
import { customerFieldDefinitions, type CustomerFieldDefinitionsQuery } from './operations.gen.ts';

/** Definitions in one request; a store may have 256 of an owner. [VERIFY] */
const definitionsPerPage = 250;

export type Definition = CustomerFieldDefinitionsQuery['metafieldDefinitions']['nodes'][number];

/**
 * Every metafield that the store defined for its customers, in the order in which it was defined, asked for now.
 * @throws AppError of the connection and sign-in families.
 */
export async function readDefinitions(
  client: ShopifyClient,
  signal: AbortSignal,
): Promise<readonly Definition[]> {
  const definitions: Definition[] = [];
  let after: string | null = null;
  do {
    const { metafieldDefinitions: page }: CustomerFieldDefinitionsQuery = await client.send(
      customerFieldDefinitions,
      { first: definitionsPerPage, after },
      { signal },
    );
    definitions.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return definitions;
}

/** By `furtherKeyOf`. */
export type KnownDefinitions = (signal: AbortSignal) => Promise<ReadonlyMap<string, Definition>>;

/**
 * The same, asked for once: writes to many customers need the same types. One that is removed or changed meanwhile is noticed by the
 * write that misses it.
 */
export function createKnownDefinitions(client: ShopifyClient): KnownDefinitions {
  let asked: ReturnType<KnownDefinitions> | null = null;

  async function ask(signal: AbortSignal): Promise<ReadonlyMap<string, Definition>> {
    try {
      const definitions = await readDefinitions(client, signal);
      return new Map(definitions.map((definition) => [furtherKeyOf(definition), definition]));
    } catch (error) {
      // The next write asks again.
      asked = null;
      throw error;
    }
  }

  return (signal) => (asked ??= ask(signal));
}
