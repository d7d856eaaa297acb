/** What each contact may do at each location: one role at most, judged like a value. */
import type { Contact, ContactRole } from '../domain/contact.ts';
import { otherSide, type Side } from '../domain/party.ts';
import { mostContactsAtLocation } from '../mapping/limits.ts';
import { note, systemNames } from '../mapping/note.ts';
import type { ContactPair } from './contacts-pair.ts';
import type { JudgedLocation } from './locations-default.ts';
import type { Note, RoleJudgement } from './plan.ts';
import { judge, targetOf, type JudgementRules } from './reconcile-field.ts';
import { writesTo, type Both } from './reconcile-types.ts';

export interface RolesInput {
  readonly pair: Pick<ContactPair, 'erp' | 'shopify' | 'link'>;
  readonly locations: readonly JudgedLocation[];
  readonly rules: JudgementRules;
}

export interface RolesOutcome {
  readonly roles: readonly RoleJudgement[];
  /** Roles that have no place on the other side. */
  readonly notes: readonly Note[];
}

/** `unknown`: one of the shop's own, which Accord does not know. */
type HeldRole = ContactRole | 'unknown' | null;

function roleAt(contact: Contact | null, locationKey: string | undefined): HeldRole {
  if (contact === null || locationKey === undefined) return null;
  const held = contact.roles.find((assignment) => assignment.locationKey === locationKey);
  if (held === undefined) return null;
  return held.role ?? 'unknown';
}

/** A location that both systems have, or will have once the row is written. */
function isShared({ pair, change }: JudgedLocation): boolean {
  if (change.verb === 'create') return true;
  // Two that cannot be tied yet: once they can, the role goes with them.
  if (change.verb === 'invalid' && pair.pairing !== 'linked') return false;
  return (
    pair.erp !== null &&
    pair.shopify !== null &&
    pair.pairing !== 'gone' &&
    change.verb !== 'deactivate' &&
    change.verb !== 'delete'
  );
}

/** Every role that differs; what is not listed is in agreement. */
export function reconcileRoles(input: RolesInput): RolesOutcome {
  const { pair, locations, rules } = input;
  const roles: RoleJudgement[] = [];
  const notes: Note[] = [];
  for (const entry of locations) {
    const held = {
      erp: roleAt(pair.erp, entry.pair.erp?.key),
      shopify: roleAt(pair.shopify, entry.pair.shopify?.key),
    };
    if (held.erp === null && held.shopify === null && pair.link === null) continue;
    if (!isShared(entry)) {
      notes.push(...homelessNotes(entry, held, rules));
      continue;
    }
    const role = judgeRole(entry, held, input);
    if (role !== null) roles.push(role);
  }
  return { roles, notes };
}

function homelessNotes(
  { change }: JudgedLocation,
  held: Both<HeldRole>,
  { direction }: JudgementRules,
): readonly Note[] {
  const { verb } = change;
  if (verb === 'deactivate' || verb === 'delete' || verb === 'endLink') return [];
  return (['erp', 'shopify'] as const).flatMap((side) => {
    if (held[side] === null || held[side] === 'unknown' || !writesTo(direction, otherSide(side))) return [];
    const location = change[side]?.label ?? '';
    return [note('roleWithoutLocation', { location, system: systemNames[otherSide(side)] })];
  });
}

function judgeRole(
  { pair: location, change }: JudgedLocation,
  held: Both<HeldRole>,
  { pair, rules }: RolesInput,
): RoleJudgement | null {
  const base = baseOf(location.erp?.key, pair);
  if (held.erp === 'unknown' || held.shopify === 'unknown') {
    const erp = held.erp === 'unknown' ? null : held.erp;
    const shopify = held.shopify === 'unknown' ? null : held.shopify;
    const notes = [note('roleNotKnown')];
    return { locationId: change.id, base, erp, shopify, action: 'keep', result: null, notes };
  }
  const raw = { erp: held.erp, shopify: held.shopify };
  const judgement = judge({
    // A role is a code, and compared as one.
    field: 'terms',
    base,
    raw,
    meaning: raw,
    countries: { erp: null, shopify: null },
    required: false,
    rules,
  });
  if (judgement.agreed) return null;
  const { action } = judgement;
  const target = targetOf(action);
  const isMade = pair.erp === null || pair.shopify === null || change.verb === 'create';
  return {
    locationId: change.id,
    base,
    ...raw,
    action,
    result: target === null ? null : raw[otherSide(target)],
    notes: isMade ? [] : judgement.notes,
  };
}

/** Two contacts that were linked, and nothing was said of a location that both knew: they had no role there. */
function baseOf(
  erpKey: string | undefined,
  { link }: Pick<ContactPair, 'link'>,
): Both<ContactRole | null> | null {
  if (link === null || erpKey === undefined) return null;
  return link.agreedRoles[erpKey] ?? { erp: null, shopify: null };
}

/** Who has a role at a location of Shopify once everything is written; those beyond its limit are left out, and said so. */
export function withinLimit(
  all: readonly (readonly RoleJudgement[])[],
  heldAt: (locationId: string) => number,
  labelOf: (locationId: string) => string,
): readonly (readonly RoleJudgement[])[] {
  const counts = new Map<string, number>();
  return all.map((roles) =>
    roles.map((role): RoleJudgement => {
      const { locationId, action, shopify, result } = role;
      if (action !== 'writeShopify' || shopify !== null || result === null) return role;
      const count = counts.get(locationId) ?? heldAt(locationId);
      if (count < mostContactsAtLocation) {
        counts.set(locationId, count + 1);
        return role;
      }
      const limit = String(mostContactsAtLocation);
      const full = note('locationFull', { location: labelOf(locationId), limit });
      return { ...role, action: 'keep', result: null, notes: [full] };
    }),
  );
}

/** The side that is written to by any of these. */
export function roleTargets(roles: readonly RoleJudgement[]): ReadonlySet<Side> {
  return new Set(roles.map(({ action }) => targetOf(action)).filter((side) => side !== null));
}
