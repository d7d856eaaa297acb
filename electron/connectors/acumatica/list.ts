/** Asking for many records of a view, whatever the server's query optimiser makes of it (acumatica.md 7.3). */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { ErpClient, Query } from './client.ts';
import { EmptiedDetails } from './emptied-details.ts';
import type { View } from './views.ts';
import { keyOf, type WireRecord } from './wire.ts';

/** Longest address sent; servers and proxies commonly stop at 2,048 characters. */
const longestAddress = 2000;

/**
 * How a view is asked for: as meant; without `$select`; or, when linked records cannot be listed either or lists leave their details out, as bare records that are
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
  readonly #shapes = new WeakMap<View, Shape>();
  readonly #details = new EmptiedDetails();

  constructor(client: ErpClient) {
    this.#client = client;
  }

  /** @throws AppError ERP_LIST_FAILED or ERP_READ_FAILED, of the question as it was meant, when no shape of it succeeds. */
  async list(view: View, options: ListOptions, signal: AbortSignal): Promise<readonly WireRecord[]> {
    let failure: AppError | null = null;
    for (let shape = this.#shapes.get(view) ?? 'selected'; ;) {
      try {
        const records = await this.#listAs(shape, view, options, signal);
        const get = (guid: string) => this.get(view, guid, signal);
        if (shape !== 'single' && (await this.#details.wereEmptied(view, records, get))) {
          shape = 'single';
          continue;
        }
        this.#shapes.set(view, shape);
        return records;
      } catch (error) {
        const next = nextShape[shape];
        if (!isListFault(error)) throw error;
        failure ??= error;
        if (next === null) throw failure;
        shape = next;
      }
    }
  }

  async #listAs(
    shape: Shape,
    { entity, select, expand, custom = [] }: View,
    options: ListOptions,
    signal: AbortSignal,
  ): Promise<readonly WireRecord[]> {
    if (shape === 'selected')
      return this.#client.list(entity, { ...options, select, expand, custom }, signal);
    if (shape === 'whole') return this.#client.list(entity, { ...options, expand, custom }, signal);
    const bare = await this.#client.list(entity, options, signal);
    const whole = await together(
      bare.map((record) =>
        this.#client.get(entity, [keyOf(record, 'NoteID')], { select, expand, custom }, signal),
      ),
    );
    return whole.filter((record) => record !== null);
  }

  /** One record by its guid; null when there is none. */
  get(view: View, guid: string, signal: AbortSignal): Promise<WireRecord | null> {
    const { entity, select, expand, custom = [] } = view;
    return this.#client.get(entity, [guid], { select, expand, custom }, signal);
  }

  /** Lists the records for which any of the conditions holds, in as few requests as addresses allow. */
  async listAny(
    view: View,
    conditions: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly WireRecord[]> {
    const batches = this.#batchesOf(view, conditions);
    const lists = await together(batches.map((filter) => this.list(view, { filter }, signal)));
    return lists.flat();
  }

  /**
   * As `listAny`, but each answer is proved to be whole by a look at its end, and asked for once more where it is not.
   * `isWhole` is false where one still breaks off.
   */
  async listEvery(
    view: View,
    id: string,
    conditions: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly records: readonly WireRecord[]; readonly isWhole: boolean }> {
    const once = async (filter: string) => {
      const records = await this.list(view, { filter }, signal);
      return { records, isWhole: await this.endsAfter(view, id, { filter }, records.length, signal) };
    };
    const answers = await together(
      this.#batchesOf(view, conditions).map(async (filter) => {
        const answer = await once(filter);
        return answer.isWhole ? answer : once(filter);
      }),
    );
    return {
      records: answers.flatMap(({ records }) => records),
      isWhole: answers.every(({ isWhole }) => isWhole),
    };
  }

  /** Whether a list holds exactly `count` records: the one at the end is there and none comes after it. */
  async endsAfter(
    view: View,
    id: string,
    filter: Pick<ListOptions, 'filter'>,
    count: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const skip = Math.max(0, count - 1);
    const end = await this.list(
      { ...view, select: [id], expand: [], custom: [] },
      { ...filter, skip, top: 2 },
      signal,
    );
    return end.length === Math.min(1, count);
  }

  #batchesOf(view: View, conditions: readonly string[]): readonly string[] {
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
    return batches;
  }
}

/** The server failed over a list (500): a simpler question may succeed. */
export function isListFault(error: unknown): error is AppError {
  return isAppError(error) && (error.code === 'ERP_LIST_FAILED' || error.code === 'ERP_READ_FAILED');
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
