/** Which records take no part, and why: by the profile's filters, and by the status that they have in the ERP (R19). Pure. */
import type { Entity, Party, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { timeZones } from '../mapping/calendar.ts';
import { describeFilter } from '../mapping/filter-sentence.ts';
import { compileFilter } from '../mapping/filter.ts';
import { note, systemNames } from '../mapping/note.ts';
import { profileFieldsOf } from '../mapping/further-fields.ts';
import { filterOf } from '../mapping/profile-rules.ts';
import type { Note } from './plan.ts';

/** Why a record takes no part, or null. */
export type Exclusion = (party: Party) => Note | null;

const statusNames = {
  active: 'Active',
  onHold: 'On Hold',
  creditHold: 'Credit Hold',
  inactive: 'Inactive',
  oneTime: 'One-Time',
} as const;

/** R19: customers of the ERP that nothing new is done with. */
export function statusExclusion(party: Party): Note | null {
  if (party.side !== 'erp' || (party.status !== 'inactive' && party.status !== 'oneTime')) return null;
  return note('statusNotExported', { status: statusNames[party.status] });
}

function exclusionOf(profile: Profile, entity: Entity, side: Side): Exclusion | null {
  const filter = filterOf(profile, entity, side);
  if (filter === null) return null;
  const fields = profileFieldsOf(profile, side, entity);
  const passes = compileFilter(filter, { fields, timeZone: timeZones[profile.homeCountry] });
  const outside = note('outsideFilter', {
    system: systemNames[side],
    filter: filter.name,
    condition: describeFilter(filter.where, fields),
  });
  return (party) => (passes(party.asRead ?? party) ? null : outside);
}

/** By the profile's own filters. A record that is linked and leaves its filter takes no part either, and stays linked (L4). */
export function filterExclusion(profile: Profile): Exclusion {
  const ofEntity = (entity: Entity): Readonly<Record<Side, Exclusion | null>> => ({
    erp: exclusionOf(profile, entity, 'erp'),
    shopify: exclusionOf(profile, entity, 'shopify'),
  });
  const customer = ofEntity('customer');
  const company = profile.company.active ? ofEntity('company') : null;
  return (party) => (party.kind === 'company' ? company : customer)?.[party.side]?.(party) ?? null;
}

/** Lets everybody take part. */
export const nobodyExcluded: Exclusion = () => null;
