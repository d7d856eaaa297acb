/** One sink for both kinds of customers: each write goes to the half that knows the kind. */
import type { Party } from '../../shared/domain/party.ts';
import type { Sink } from '../../shared/sync/ports.ts';

/** Who was a contact is deleted as the customer that is left. */
type Writes = Omit<Sink, 'side' | 'deletePerson'>;

export function byKind(individuals: Sink, companies: Writes): Sink {
  const half = ({ kind }: Party): Writes => (kind === 'company' ? companies : individuals);
  return {
    side: individuals.side,
    createCustomer: (draft, signal) =>
      (draft.business === undefined ? individuals : companies).createCustomer(draft, signal),
    updateCustomer: (before, ...rest) => half(before).updateCustomer(before, ...rest),
    createLocation: (before, ...rest) => half(before).createLocation(before, ...rest),
    updateLocation: (before, ...rest) => half(before).updateLocation(before, ...rest),
    setDefaultLocation: (before, ...rest) => half(before).setDefaultLocation(before, ...rest),
    removeLocation: (before, ...rest) => half(before).removeLocation(before, ...rest),
    deactivateCustomer: (before, ...rest) => half(before).deactivateCustomer(before, ...rest),
    activateCustomer: (before, ...rest) => half(before).activateCustomer(before, ...rest),
    deleteCustomer: (before, ...rest) => half(before).deleteCustomer(before, ...rest),
    deleteLocation: (before, ...rest) => half(before).deleteLocation(before, ...rest),
    createContact: (before, ...rest) => half(before).createContact(before, ...rest),
    updateContact: (before, ...rest) => half(before).updateContact(before, ...rest),
    removeContact: (before, ...rest) => half(before).removeContact(before, ...rest),
    setContactRoles: (before, ...rest) => half(before).setContactRoles(before, ...rest),
    setMainContact: (before, ...rest) => half(before).setMainContact(before, ...rest),
    deletePerson: (person, signal) => individuals.deletePerson(person, signal),
    setFurther: (before, ...rest) => half(before).setFurther(before, ...rest),
    addTags: (before, ...rest) => half(before).addTags(before, ...rest),
    removeTags: (before, ...rest) => half(before).removeTags(before, ...rest),
    setEmailConsent: (before, ...rest) => half(before).setEmailConsent(before, ...rest),
  };
}
