import { describe, expect, it } from 'vitest';
import { joinLines } from './bulk-lines.ts';

const customer = (id: number) => JSON.stringify({ id: `gid://shopify/Customer/${id}` });
const address = (id: number, parent: number) =>
  JSON.stringify({
    id: `gid://shopify/MailingAddress/${id}`,
    __parentId: `gid://shopify/Customer/${parent}`,
  });

async function* inTurn(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function join(...lines: readonly string[]): Promise<readonly string[]> {
  const joined: string[] = [];
  for await (const each of joinLines(inTurn(lines), 'shop.example')) {
    joined.push(`${each.customer.id.slice(-1)}: ${each.addresses.map(({ id }) => id.slice(-2)).join(' ')}`);
  }
  return joined;
}

describe('joining the lines of a bulk result', () => {
  it('gives every customer the addresses that follow it', async () => {
    const lines = [customer(1), address(11, 1), address(12, 1), customer(2), customer(3), address(31, 3)];
    expect(await join(...lines)).toEqual(['1: 11 12', '2: ', '3: 31']);
  });

  it('makes nothing of an empty file', async () => {
    expect(await join()).toEqual([]);
    expect(await join('')).toEqual([]);
  });

  it('refuses an address that does not follow its own customer', async () => {
    await expect(join(address(11, 1), customer(1))).rejects.toMatchObject({ code: 'ANSWER_UNEXPECTED' });
    await expect(join(customer(1), customer(2), address(11, 1))).rejects.toMatchObject({
      code: 'ANSWER_UNEXPECTED',
    });
  });

  it('refuses a line that breaks off, so that the file is fetched again', async () => {
    const broken = customer(2).slice(0, 10);
    await expect(join(customer(1), broken)).rejects.toMatchObject({
      code: 'ANSWER_MALFORMED',
      retry: 'later',
    });
  });

  it('refuses a line without id', async () => {
    await expect(join('{"firstName":"Ana"}')).rejects.toMatchObject({ code: 'ANSWER_UNEXPECTED' });
  });
});
