/** Reads the records of one system in memory, as the product reads a system: in pages, by keys, by who somebody is. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Party, Side } from '../../shared/domain/party.ts';
import type { Identity, OpenOrder, ReadPage, ReadSummary } from '../../shared/sync/ports.ts';
import type { PreviewSource } from '../../shared/sync/read-sides.ts';
import { comparableEmail } from './memory-companies.ts';
import type { SystemRules } from './memory-rules.ts';

/** What a test can set while it runs, and where it finds how often was read. */
export interface ReaderState {
  /** Its open orders; a person places them. */
  orders: readonly OpenOrder[];
  /** While it is set nothing can be read by key or identity. */
  readFault: AppError | null;
  /** False makes the next readings end early and say so. */
  complete: boolean;
  /** Seconds by which its clock is ahead; null tells nothing about it. */
  clockAhead: number | null;
  /** How often the whole side, or single records, were read. */
  readonly reads: { all: number; byKeys: number; byIdentities: number };
}

export interface ReaderOptions {
  readonly side: Side;
  readonly records: ReadonlyMap<string, Party>;
  readonly companies: SystemRules['companies'];
  readonly pageSize: number;
  readonly stamp: () => string;
  readonly state: ReaderState;
}

/** `0412 345 678` and `+61412345678`. */
function isSamePhone(held: string | null, e164: string): boolean {
  const figures = held?.replaceAll(/\D/g, '').replace(/^0/, '') ?? '';
  return figures !== '' && e164.endsWith(figures);
}

/** The Shopify id in `<id> - <store>` is what counts. */
function sameId(one: string | null, other: string): boolean {
  return one?.split(' - ')[0] === other.split(' - ')[0];
}

export function memoryReader({
  side,
  records,
  companies,
  pageSize,
  stamp,
  state,
}: ReaderOptions): PreviewSource {
  const { reads } = state;
  let asked = 0;

  /** In pages; ends halfway where the twin is told to. */
  function list(
    wanted: (party: Party) => boolean,
    onPage: (page: ReadPage) => void,
    signal: AbortSignal,
  ): Promise<ReadSummary> {
    const asOf = stamp();
    const all = structuredClone([...records.values()].filter(wanted));
    const end = state.complete ? all.length : Math.floor(all.length / 2);
    let requests = 0;
    try {
      for (let start = 0; start === 0 || start < end; start += pageSize) {
        signal.throwIfAborted();
        requests += 1;
        asked += 1;
        onPage({ parties: all.slice(start, Math.min(start + pageSize, end)), expected: all.length });
      }
      return Promise.resolve({
        complete: state.complete,
        asOf,
        requests,
        points: side === 'shopify' ? requests * 100 : 0,
        ...(state.clockAhead === null ? {} : { clockAhead: state.clockAhead }),
      });
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  return {
    side,
    readAll: (onPage, signal) => {
      reads.all += 1;
      return list(() => true, onPage, signal);
    },
    readChanged: (since, onPage, signal) => list(({ revision }) => revision > since, onPage, signal),
    readCompanies: (onPage, signal) => list(({ kind }) => kind === 'company', onPage, signal),
    readOpenOrders: () => Promise.resolve(state.orders),
    spent: () => ({ requests: asked, points: 0 }),
    companiesOfPeople: (keys) => Promise.resolve(companies.companiesOf(keys)),
    readByKeys: (keys, signal) => {
      reads.byKeys += 1;
      asked += 1;
      if (signal.aborted) return Promise.reject(new AppError('STOPPED'));
      if (state.readFault !== null) return Promise.reject(state.readFault);
      const found = new Map<string, Party>();
      for (const key of keys) {
        const party = records.get(key);
        if (party !== undefined) found.set(key, structuredClone(party));
      }
      return Promise.resolve(found);
    },
    findByIdentities: (identities: readonly Identity[], signal) => {
      reads.byIdentities += 1;
      asked += 1;
      if (signal.aborted) return Promise.reject(new AppError('STOPPED'));
      if (state.readFault !== null) return Promise.reject(state.readFault);
      return Promise.resolve(
        identities.map(({ kind = 'individual', email, phone, number, externalReference = null }) =>
          structuredClone(
            [...records.values()].filter(
              (party) =>
                party.kind === kind &&
                ((email !== null && comparableEmail(party.values.email) === comparableEmail(email)) ||
                  (phone !== null && isSamePhone(party.values.phone, phone)) ||
                  (number !== null && party.number === number) ||
                  (externalReference !== null &&
                    (side === 'shopify'
                      ? party.externalReference === externalReference
                      : kind === 'company' && sameId(party.externalReference, externalReference)))),
            ),
          ),
        ),
      );
    },
  };
}
