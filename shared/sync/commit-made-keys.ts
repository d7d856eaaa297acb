/** Keys of what earlier operations of a row made, put into the later ones right before they are sent. */
import { isDone, type RowProgress } from './commit-types.ts';
import type { RoleChange } from './contact-ports.ts';
import { idToBeMade } from './key-to-be-made.ts';
import type { Operation } from './operation-types.ts';
import type { Party, Side } from '../domain/party.ts';

type Progress = Pick<RowProgress, 'work' | 'steps'>;

function defaultKey(party: Party | null): string | null {
  return party?.locations.find(({ isDefault }) => isDefault)?.key ?? null;
}

/** Key that `side` gave to the location or contact with this id in the row; null while, or where, it was not made. */
export function createdKey({ work, steps }: Progress, side: Side, id: string): string | null {
  for (const [step, operation] of work.operations.entries()) {
    const outcome = steps[step];
    const { kind, locationId, contactId } = operation;
    if (operation.side !== side || !isDone(outcome)) continue;
    if (locationId === id && kind === 'createLocation') return outcome.createdKey;
    if (locationId === id && kind === 'createCustomer') return defaultKey(outcome.after);
    if (contactId === id && kind === 'createContact') return outcome.createdKey;
    if (contactId === id && kind === 'createCustomer') return outcome.after?.business?.mainContactKey ?? null;
  }
  return null;
}

/** The operation as it is sent; null when what it is about was not made. Roles at locations that were not made are left out. */
export function withMadeKeys(operation: Operation, progress: Progress): Operation | null {
  const keyOf = (key: string): string | null => {
    const id = idToBeMade(key);
    return id === null ? key : createdKey(progress, operation.side, id);
  };
  const rolesOf = (roles: readonly RoleChange[]): readonly RoleChange[] =>
    roles.flatMap((change) => {
      const locationKey = keyOf(change.locationKey);
      return locationKey === null ? [] : [{ ...change, locationKey }];
    });
  switch (operation.kind) {
    case 'createContact':
      return {
        ...operation,
        payload: { ...operation.payload, roles: rolesOf(operation.payload.roles) },
      };
    case 'updateContact': {
      const { patch } = operation.payload;
      const key = keyOf(operation.payload.key);
      if (key === null || patch.roles === undefined) return withKey(operation, key);
      const { roles: _, ...others } = patch;
      const roles = rolesOf(patch.roles);
      const isEmpty = roles.length === 0 && isEmptyPatch(others);
      return isEmpty ? null : { ...operation, payload: { key, patch: { ...others, roles } } };
    }
    case 'setContactRoles': {
      const key = keyOf(operation.payload.key);
      const roles = rolesOf(operation.payload.roles);
      return key === null || roles.length === 0 ? null : { ...operation, payload: { key, roles } };
    }
    case 'removeContact':
    case 'setMainContact':
      return withKey(operation, keyOf(operation.payload.key));
    default:
      return operation;
  }
}

type Keyed = Extract<Operation, { kind: 'updateContact' | 'removeContact' | 'setMainContact' }>;

function withKey(operation: Keyed, key: string | null): Operation | null {
  return key === null ? null : ({ ...operation, payload: { ...operation.payload, key } } as Operation);
}

function isEmptyPatch({ values, ...others }: { readonly values: object }): boolean {
  return Object.keys(values).length === 0 && Object.keys(others).length === 0;
}
