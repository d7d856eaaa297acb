/** Writes to one system in memory, as the product writes to a system, with the faults that a test orders. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { OperationKind } from '../../shared/sync/ledger-port.ts';
import type { Sink } from '../../shared/sync/ports.ts';
import type { SystemRules } from './memory-rules.ts';

/** One write as it arrived. `key` is the customer's, null for a create. */
export interface TwinWrite {
  readonly kind: OperationKind;
  readonly key: string | null;
  readonly payload: unknown;
}

/**
 * What to do with a write: `null` carries it out; `lostAnswer` carries it out and then throws OUTCOME_UNKNOWN;
 * `lostRequest` throws OUTCOME_UNKNOWN without carrying it out; an Error is thrown as it is, nothing is written.
 */
export type TwinFault = 'lostAnswer' | 'lostRequest' | Error | null;

export interface WriterOptions {
  readonly side: Side;
  readonly rules: SystemRules;
  /** Every write that was carried out is added. */
  readonly writes: TwinWrite[];
  /** Asked before every write. */
  readonly faultOf: (write: TwinWrite) => TwinFault;
}

export function memoryWriter({ side, rules, writes, faultOf }: WriterOptions): Sink {
  const system = side === 'erp' ? 'MYOB' : 'Shopify';

  /** Every write passes here: faults, counting, and answers that are copies. */
  function write<T>(
    kind: OperationKind,
    key: string | null,
    payload: unknown,
    signal: AbortSignal,
    carryOut: () => T,
  ): Promise<T> {
    try {
      signal.throwIfAborted();
      const entry: TwinWrite = { kind, key, payload: structuredClone(payload) };
      const fault = faultOf(entry);
      const unknown = new AppError('OUTCOME_UNKNOWN', { params: { record: key ?? 'the customer', system } });
      if (fault instanceof Error) throw fault;
      if (fault === 'lostRequest') throw unknown;
      const answer = carryOut();
      writes.push(entry);
      if (fault === 'lostAnswer') throw unknown;
      return Promise.resolve(structuredClone(answer));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  return {
    side,
    createContact: (before, draft, signal) =>
      write('createContact', before.key, draft, signal, () =>
        rules.companies.createContact(rules.known(before), draft),
      ),
    updateContact: (before, key, patch, signal) =>
      write('updateContact', before.key, { key, patch }, signal, () =>
        rules.companies.updateContact(rules.known(before), key, patch),
      ),
    removeContact: (before, key, signal) =>
      write('removeContact', before.key, { key }, signal, () =>
        rules.companies.removeContact(rules.known(before), key),
      ),
    setContactRoles: (before, key, roles, signal) =>
      write('setContactRoles', before.key, { key, roles }, signal, () =>
        rules.companies.setContactRoles(rules.known(before), key, roles),
      ),
    setMainContact: (before, key, signal) =>
      write('setMainContact', before.key, { key }, signal, () =>
        rules.companies.setMainContact(rules.known(before), key),
      ),
    deletePerson: (person, signal) =>
      write('deletePerson', person.key, person, signal, () => rules.companies.deletePerson(person.key)),
    addTags: (before, tags, signal) =>
      write('addTags', before.key, { tags }, signal, () => rules.addTags(before, tags)),
    removeTags: (before, tags, signal) =>
      write('removeTags', before.key, { tags }, signal, () => rules.removeTags(before, tags)),
    setFurther: (before, values, signal) =>
      write('setFurther', before.key, values, signal, () => rules.setFurther(before, values)),
    setEmailConsent: (before, consent, signal) =>
      write('setEmailConsent', before.key, consent, signal, () => rules.setEmailConsent(before, consent)),
    createCustomer: (draft, signal) =>
      write('createCustomer', null, draft, signal, () => rules.createCustomer(draft)),
    updateCustomer: (before, patch, signal) =>
      write('updateCustomer', before.key, patch, signal, () => rules.updateCustomer(before, patch)),
    createLocation: (before, draft, signal) =>
      write('createLocation', before.key, draft, signal, () => rules.createLocation(before, draft)),
    updateLocation: (before, key, patch, signal) =>
      write('updateLocation', before.key, { key, patch }, signal, () =>
        rules.updateLocation(before, key, patch),
      ),
    setDefaultLocation: (before, key, signal) =>
      write('setDefaultLocation', before.key, { key }, signal, () => rules.setDefaultLocation(before, key)),
    removeLocation: (before, key, signal) =>
      write('removeLocation', before.key, { key }, signal, () => rules.removeLocation(before, key)),
    deactivateCustomer: (before, signal) =>
      write('deactivateCustomer', before.key, null, signal, () => rules.deactivateCustomer(before)),
    activateCustomer: (before, status, signal) =>
      write('activateCustomer', before.key, { status }, signal, () => rules.activateCustomer(before, status)),
    deleteCustomer: (before, signal) =>
      write('deleteCustomer', before.key, null, signal, () => rules.deleteCustomer(before)),
    deleteLocation: (before, key, signal) =>
      write('deleteLocation', before.key, { key }, signal, () => rules.deleteLocation(before, key)),
  };
}
