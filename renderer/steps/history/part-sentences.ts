/** What a run wrote of a company, part by part, in words. */
import type { Side } from '../../../shared/domain/party.ts';
import type { WrittenPart } from '../../../shared/ipc/contract.ts';
import { countOf } from '../../kit/format.ts';
import { systemNames } from '../../kit/labels.ts';

/** `{part}` is the location or contact. */
const done: Readonly<Record<WrittenPart['kind'], string>> = {
  createCustomer: 'The company was created, with its first location and main contact',
  updateCustomer: 'The company was updated',
  createLocation: 'Location {part} was created',
  updateLocation: 'Location {part} was updated',
  setDefaultLocation: '{part} became the default location',
  removeLocation: 'Location {part} was removed',
  deactivateCustomer: 'The company was set inactive',
  activateCustomer: 'The company was set active',
  deleteCustomer: 'The company was deleted',
  deleteLocation: 'Location {part} was deleted',
  createContact: 'Contact {part} was created',
  updateContact: 'Contact {part} was updated',
  removeContact: 'Contact {part} was removed',
  setContactRoles: 'A role of {part} was set',
  setMainContact: '{part} became the main contact',
  deletePerson: '{part} was deleted as a customer',
  addTags: 'Tags were added',
  removeTags: 'Tags were removed',
  setEmailConsent: 'Consent to marketing was set',
  setFurther: 'Metafields or attributes were set',
};

const tried: Readonly<Record<WrittenPart['kind'], string>> = {
  createCustomer: 'The company',
  updateCustomer: 'The update of the company',
  createLocation: 'Location {part}',
  updateLocation: 'The update of location {part}',
  setDefaultLocation: '{part} as the default location',
  removeLocation: 'The removal of location {part}',
  deactivateCustomer: 'Setting the company inactive',
  activateCustomer: 'Setting the company active',
  deleteCustomer: 'The deletion of the company',
  deleteLocation: 'The deletion of location {part}',
  createContact: 'Contact {part}',
  updateContact: 'The update of contact {part}',
  removeContact: 'The removal of contact {part}',
  setContactRoles: 'A role of {part}',
  setMainContact: '{part} as the main contact',
  deletePerson: 'The deletion of {part} as a customer',
  addTags: 'Adding tags',
  removeTags: 'Removing tags',
  setEmailConsent: 'Consent to marketing',
  setFurther: 'Setting metafields or attributes',
};

/** `Location Warehouse was created.`, `Contact Mia Nguyen was refused.` */
export function partText({ kind, part, outcome }: WrittenPart): string {
  const words = outcome === 'done' ? done[kind] : tried[kind];
  const text = words.replace('{part}', part === '' ? 'without a name' : part);
  if (outcome === 'done') return `${text}.`;
  return outcome === 'refused' ? `${text}: refused.` : `${text}: not known yet. Resume the run.`;
}

/** `In Shopify: 3 of 4 done` */
export function partsHeadline(side: Side, parts: readonly WrittenPart[]): string {
  const count = parts.filter(({ outcome }) => outcome === 'done').length;
  const result =
    count === parts.length
      ? countOf(count, 'part was written', 'parts were written')
      : `${count} of ${parts.length} parts were written`;
  return `${systemNames[side]}: ${result}`;
}
