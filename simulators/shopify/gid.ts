/** Shopify's global ids. An address of a customer carries its model as a query, which belongs to the id. */
export function customerGid(id: number): string {
  return `gid://shopify/Customer/${id}`;
}

export function addressGid(id: number): string {
  return `gid://shopify/MailingAddress/${id}?model_name=CustomerAddress`;
}

export function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

interface GlobalId {
  readonly type: string;
  readonly id: number;
}

const gidPattern = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?[\w=&]*)?$/;

/** The parts of a global id, or undefined for any other text. */
export function parseGid(text: string): GlobalId | undefined {
  const [, type, id] = gidPattern.exec(text) ?? [];
  return type === undefined || id === undefined ? undefined : { type, id: Number(id) };
}
