/** Asking for many records of a view, whatever the server's query optimiser makes of it (acumatica.md 7.3). */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { ErpClient, Query } from './client.ts';
import type { View } from './views.ts';
import { keyOf, type WireRecord } from './wire.ts';

/** Longest address sent; servers and proxies commonly stop at 2,048 characters. */
const longestAddress = 2000;

/**
 * How a view is asked for: as meant; without `$select`; or, when linked records cannot be listed either, as bare records that are
 * then fetched one by one.
 */
type Shape = 'selected' | 'whole' | 'single';
const nextShape: Readonly<Record<Shape, Shape | null>> = {
  selected: 'whole',
  whole: 'single',
  single: null,
};

export type ListOptions = Pick<Query, 'filter' | 'top' | 'skip'>;

/** Lists views of records and remembers, for its life, which of them the server could not build its query for. */
export class ErpLists {
  readonly #client: ErpClient;
  readonly #shapes = new Map<View, Shape>();

  constructor(client: ErpClient) {
    this.#client = client;
  }

  /** @throws AppError ERP_LIST_FAILED when no shape of the question succeeds. */
  async list(view: View, options: ListOptions, signal: AbortSignal): Promise<readonly WireRecord[]> {
    for (let shape = this.#shapes.get(view) ?? 'selected'; ;) {
      try {
        return await this.#listAs(shape, view, options, signal);
      } catch (error) {
        const next = nextShape[shape];
        if (!isAppError(error) || error.code !== 'ERP_LIST_FAILED' || next === null) throw error;
        shape = next;
        this.#shapes.set(view, shape);
      }
    }
  }

  async #listAs(
    shape: Shape,
    { entity, select, expand }: View,
    options: ListOptions,
    signal: AbortSignal,
  ): Promise<readonly WireRecord[]> {
    if (shape === 'selected') return this.#client.list(entity, { ...options, select, expand }, signal);
    if (shape === 'whole') return this.#client.list(entity, { ...options, expand }, signal);
    const bare = await this.#client.list(entity, options, signal);
    const whole = await together(
      bare.map((record) => this.#client.get(entity, [keyOf(record, 'NoteID')], { select, expand }, signal)),
    );
    return whole.filter((record) => record !== null);
  }

  /** One record by its guid; null when there is none. */
  get(view: View, guid: string, signal: AbortSignal): Promise<WireRecord | null> {
    const { entity, select, expand } = view;
    return this.#client.get(entity, [guid], { select, expand }, signal);
  }

  /** Lists the records for which any of the conditions holds, in as few requests as addresses allow. */
  async listAny(
    view: View,
    conditions: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly WireRecord[]> {
    const batches: string[] = [];
    let batch = '';
    for (const condition of conditions) {
      const longer = batch === '' ? condition : `${batch} or ${condition}`;
      if (
        batch !== '' &&
        this.#client.addressLength(view.entity, { ...view, filter: longer }) > longestAddress
      ) {
        batches.push(batch);
        batch = condition;
      } else {
        batch = longer;
      }
    }
    if (batch !== '') batches.push(batch);
    const lists = await together(batches.map((filter) => this.list(view, { filter }, signal)));
    return lists.flat();
  }
}

/** A text in a `$filter`. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** All results, or the first failure once nothing is under way any more: a session must not be ended below a request. */
export async function together<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === 'rejected') throw toError(result.reason);
    return result.value;
  });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new AppError('INTERNAL', { cause: reason });
}
