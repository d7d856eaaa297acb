/** What a row did, in words. */
import type { Side } from '../domain/party.ts';
import { linkerOf } from './commit-hand.ts';
import { isDone, type RowProgress } from './commit-types.ts';
import type { Operation } from './operations.ts';

const operationNames: Readonly<Record<Operation['kind'], string>> = {
  createCustomer: 'Created',
  updateCustomer: 'Updated',
  createLocation: 'Location added',
  updateLocation: 'Location updated',
  setDefaultLocation: 'Default location changed',
  removeLocation: 'Location removed',
  deactivateCustomer: 'Set Inactive',
  activateCustomer: 'Set active again',
  deleteCustomer: 'Deleted',
  deleteLocation: 'Location deleted',
  createContact: 'Contact added',
  updateContact: 'Contact updated',
  removeContact: 'Contact removed',
  setContactRoles: 'Role set',
  setMainContact: 'Main contact changed',
  deletePerson: 'Person deleted',
  addTags: 'Tags added',
  removeTags: 'Tags removed',
  setEmailConsent: 'Consent set',
  setFurther: 'Metafields or attributes set',
};
/** Of which a company has several; how many were done is then said. */
const pluralNames: Readonly<Partial<Record<Operation['kind'], string>>> = {
  createLocation: 'locations added',
  updateLocation: 'changes of locations',
  removeLocation: 'locations removed',
  createContact: 'contacts added',
  updateContact: 'contacts updated',
  removeContact: 'contacts removed',
  setContactRoles: 'changes of roles',
};
const sideNames: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };

/** Of a company, whose parts can fail one by one: `2 of 5 locations added in Shopify`, in the order of its operations. */
function describeParts({ work }: RowProgress, steps: RowProgress['steps']): readonly string[] {
  const groups = Map.groupBy(
    work.operations.map((operation, step) => ({ ...operation, isDone: isDone(steps[step]) })),
    ({ kind, side }) => `${kind} ${side}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [{ kind, side } = { kind: null, side: null }] = group;
    const done = group.filter((each) => each.isDone).length;
    if (kind === null) return [];
    const plural = pluralNames[kind];
    if (plural === undefined || group.length === 1) {
      return done === 0 ? [] : [`${operationNames[kind]} in ${sideNames[side]}`];
    }
    const count = done === group.length ? String(done) : `${done} of ${group.length}`;
    return [`${count} ${plural} in ${sideNames[side]}`];
  });
}

/** Of people it is said how many, as nothing else does once they are gone. */
function nameOfDone({ kind, side }: Operation, done: readonly Operation[]): string {
  const people = kind === 'deletePerson' ? done.filter((each) => each.kind === kind).length : 1;
  const name = people === 1 ? operationNames[kind] : `${people} people deleted`;
  return `${name} in ${sideNames[side]}`;
}

/** What was done in words: `Created in MYOB, Location added in MYOB`; of an undo `Taken back: Deleted in MYOB`. */
export function describeOperations(progress: RowProgress, steps: RowProgress['steps']): string {
  const { row, work } = progress;
  const done = work.operations.filter((_, step) => isDone(steps[step]));
  const isCompany = row.entity === 'company' && row.undo === undefined && done.length > 0;
  const names = new Set(
    isCompany ? describeParts(progress, steps) : done.map((operation) => nameOfDone(operation, done)),
  );
  if (row.undo !== undefined) return `Taken back: ${names.size === 0 ? 'the link' : [...names].join(', ')}`;
  const person = linkerOf(progress)?.person;
  if (work.linkEffect === 'separate') return `Link ended by ${person ?? 'a person'}`;
  if (person !== undefined) names.add(`Linked by ${person}`);
  if (names.size > 0) return [...names].join(', ');
  if (work.linkEffect === 'end') return 'Link ended';
  return row.verb === 'link' ? 'Linked' : 'Nothing written';
}
