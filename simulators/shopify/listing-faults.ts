import type { Connection } from './connection.ts';
import type { FaultPlan } from './faults.ts';

/** The page of a root listing as the faults of listings leave it. */
export function disturbPage<T>(page: Connection<T>, faults: FaultPlan): Connection<T> {
  if (faults.take('query', ['shortPage'])) return cutShort(page);
  const isLast = !page.pageInfo.hasNextPage && page.nodes.length > 0;
  return isLast && faults.take('query', ['overstatedPage']) ? overstated(page) : page;
}

/** Half of the page, and it claims to be the last. */
function cutShort<T>(page: Connection<T>): Connection<T> {
  const kept = Math.floor(page.nodes.length / 2);
  const edges = page.edges.slice(0, kept);
  const endCursor = edges.at(-1)?.cursor ?? null;
  return {
    nodes: page.nodes.slice(0, kept),
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      hasPreviousPage: page.pageInfo.hasPreviousPage,
      hasNextPage: false,
      endCursor,
    },
  };
}

/** The last page, and it promises another: recorded of company listings. Who follows it finds nothing. */
function overstated<T>(page: Connection<T>): Connection<T> {
  const { startCursor, endCursor, hasPreviousPage } = page.pageInfo;
  return {
    nodes: page.nodes,
    edges: page.edges,
    pageInfo: { startCursor, endCursor, hasPreviousPage, hasNextPage: true },
  };
}
