/** Lists that come in pages, followed to their end. */
import { legacyId } from '../../../../shared/domain/ids.ts';

export interface NodePage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface ListOptions {
  /** Search text that every page is within; null for all. */
  readonly within: string | null;
  readonly pageSize: number;
  /** Where a list starts anew behind its last id; Shopify stops paging at 25,000 objects. */
  readonly listLength: number;
}

/**
 * Every object of a root list in the order of ids, each once. Behind `listLength` objects a new list starts after the last id,
 * whose search index may lag: what it leaves out the caller finds by counting (L4).
 */
export async function* pagesById<Node extends { readonly id: string }>(
  read: (query: string | null, after: string | null) => Promise<NodePage<Node>>,
  { within, pageSize, listLength }: ListOptions,
): AsyncGenerator<readonly Node[], void> {
  const seen = new Set<string>();
  let query = within;
  let after: string | null = null;
  let inList = 0;
  for (;;) {
    const { nodes, pageInfo } = await read(query, after);
    const unseen = nodes.filter(({ id }) => !seen.has(id));
    for (const { id } of unseen) seen.add(id);
    yield unseen;
    const last = nodes.at(-1);
    if (last === undefined || !pageInfo.hasNextPage) return;
    inList += nodes.length;
    after = pageInfo.endCursor;
    if (after !== null && inList + pageSize <= listLength) continue;
    const behind = `id:>${legacyId(last.id)}`;
    query = within === null ? behind : `${behind} ${within}`;
    after = null;
    inList = 0;
  }
}

/**
 * A nested list, cut at its own page size, to its end (domain facts 6.2). `next` answers null where the owner is gone: what
 * was read of it stands for this read. A page without nodes ends it too: `hasNextPage` can be overstated (domain facts 4.2).
 */
export async function allNodes<Node>(
  first: NodePage<Node>,
  next: (after: string | null) => Promise<NodePage<Node> | null | undefined>,
): Promise<readonly Node[]> {
  const nodes = [...first.nodes];
  let page = first;
  while (page.pageInfo.hasNextPage && page.nodes.length > 0) {
    const following = await next(page.pageInfo.endCursor);
    if (following === null || following === undefined) break;
    page = following;
    nodes.push(...page.nodes);
  }
  return nodes;
}
