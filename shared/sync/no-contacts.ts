/** The contact half of a sink that knows no business customers. */
import { AppError } from '../domain/app-error.ts';
import { nameOf, type Party } from '../domain/party.ts';
import { personName } from '../domain/person.ts';
import type { ContactSink } from './ports.ts';

/** Refuses every write with WRITE_REFUSED. `system` as error texts name it. */
export function refuseContacts(system: string): ContactSink {
  const refuseRecord = (record: string): Promise<never> => {
    const message = 'Contacts and roles belong to business customers. Nothing was sent.';
    return Promise.reject(new AppError('WRITE_REFUSED', { params: { system, record, message } }));
  };
  const refuse = (before: Party): Promise<never> => refuseRecord(nameOf(before));
  return {
    createContact: refuse,
    updateContact: refuse,
    removeContact: refuse,
    setContactRoles: refuse,
    setMainContact: refuse,
    deletePerson: (person) => refuseRecord(personName(person)),
  };
}
