/** Values that customers carry and the contract has no list of: credit terms, countries and states (acumatica.md 7.8). */
import type { InUse } from '../../../shared/ipc/contract.ts';
import { linkedRecord, textOf, type WireRecord } from './wire.ts';

const inOrder = (values: Iterable<string>) =>
  [...values].toSorted((one, other) => one.localeCompare(other, 'en'));

/** Collects distinct values; it grows with their number, not with that of the records. */
export class ValuesInUse {
  readonly #terms = new Set<string>();
  /** States by country. */
  readonly #countries = new Map<string, Set<string>>();

  addCustomer(customer: WireRecord): void {
    const terms = textOf(customer, 'Terms');
    if (terms !== null) this.#terms.add(terms.trimEnd());
    this.#addBlock(linkedRecord(customer, 'MainContact'));
  }

  addLocation(location: WireRecord): void {
    this.#addBlock(linkedRecord(location, 'LocationContact'));
  }

  #addBlock(block: WireRecord | null): void {
    const address = block === null ? null : linkedRecord(block, 'Address');
    const country = address === null ? null : textOf(address, 'Country');
    if (address === null || country === null) return;
    const states = this.#countries.get(country) ?? new Set<string>();
    this.#countries.set(country, states);
    // A code belongs to its country: TAS is Tasmania and Tasman, WA is in Australia and in the United States.
    const state = textOf(address, 'State');
    if (state !== null) states.add(state);
  }

  /** @param complete true where every customer was looked at. */
  toInUse(complete: boolean): InUse {
    return {
      terms: inOrder(this.#terms),
      countries: inOrder(this.#countries.keys()).map((country) => ({
        country,
        states: inOrder(this.#countries.get(country) ?? []),
      })),
      complete,
    };
  }
}
