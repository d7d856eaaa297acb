/**
 * How many requests a system has for what it is asked to write, as far as a write could need several. A line of the journal is one
 * request: what took two could be cut off between them, and would be neither done nor undone. So the memory twin carries out no such
 * write. It shares no code with the product's own split.
 */
import type { Contact } from '../../shared/domain/contact.ts';
import type { Location, Party } from '../../shared/domain/party.ts';
import type { RoleChange } from '../../shared/sync/contact-ports.ts';
import type { LocationPatch } from '../../shared/sync/ports.ts';

const countOf = (...parts: readonly boolean[]): number => parts.filter(Boolean).length;

/** Shopify: the location's own text, each address, its tax and its terms. ERP: what is the customer's, and what is the location's. */
function requestsOfPatch(party: Party, location: Location, patch: LocationPatch): number {
  const { values, name, externalReference, activate, site = {} } = patch;
  const { phone, ...address } = values;
  const hasTax = site.taxId !== undefined || site.taxExempt !== undefined;
  if (party.side === 'shopify') {
    if (party.kind === 'individual') return 1;
    return countOf(
      phone !== undefined || name !== undefined || externalReference !== undefined,
      Object.keys(address).length > 0,
      site.billing !== undefined,
      hasTax,
      site.terms !== undefined,
    );
  }
  const heirs = party.locations.filter(({ inherits }) => inherits);
  const isThroughCustomer = location.inherits && heirs.length === 1 && Object.keys(values).length > 0;
  if (!isThroughCustomer) return 1;
  const isNameOwn = name !== undefined && !location.isDefault;
  const hasOwn = isNameOwn || externalReference !== undefined || activate === true || hasTax;
  return 1 + countOf(hasOwn);
}

/** Shopify takes a role away, and gives another, by requests of their own; the ERP takes a contact with all its roles. */
function requestsOfRoles(contact: Contact, changes: readonly RoleChange[]): number {
  return changes
    .map(({ locationKey, role }) => {
      const held = contact.roles.find((each) => each.locationKey === locationKey)?.role ?? null;
      return held === role ? 0 : countOf(held !== null, role !== null);
    })
    .reduce((sum, count) => sum + count, 0);
}

function refuseSeveral(requests: number, what: string): void {
  if (requests > 1) throw new Error(`${what} takes ${requests} requests, and is one line of the journal`);
}

export function expectOnePatch(party: Party, location: Location, patch: LocationPatch): void {
  refuseSeveral(requestsOfPatch(party, location, patch), `A change of location ${location.key}`);
}

export function expectOneRole(party: Party, contact: Contact, changes: readonly RoleChange[]): void {
  if (party.side === 'shopify')
    refuseSeveral(requestsOfRoles(contact, changes), `The roles of ${contact.key}`);
}
