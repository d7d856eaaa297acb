/** Names of `$select` or `$expand` as a tree: `MainContact/Address,Email` gives MainContact{Address{}} and Email{}. */
export interface PathTree {
  readonly [name: string]: PathTree;
}

export function parsePaths(text: string | null): PathTree {
  const tree: Record<string, PathTree> = {};
  for (const path of (text ?? '').split(',').map((part) => part.trim())) {
    let node = tree;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const next = Object.hasOwn(node, name) ? (node[name] ?? {}) : {};
      node[name] = next;
      node = next as Record<string, PathTree>;
    }
  }
  return tree;
}
