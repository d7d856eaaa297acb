/** Reads records as the profile's mapping shows them to the other side (ADR 19). */
import type { Party, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { requireUsableRules } from '../mapping/profile-rules.ts';
import { projectionOf } from '../mapping/projection.ts';
import type { Source } from './ports.ts';

function mappedSource(source: Source, project: (party: Party) => Party): Source {
  return {
    side: source.side,
    spent: () => source.spent(),
    readAll: (onPage, signal) =>
      source.readAll((page) => onPage({ ...page, parties: page.parties.map(project) }), signal),
    readByKeys: async (keys, signal) => {
      const found = await source.readByKeys(keys, signal);
      return new Map([...found].map(([key, party]) => [key, project(party)]));
    },
    findByIdentities: async (identities, signal) => {
      const found = await source.findByIdentities(identities, signal);
      return found.map((parties) => parties.map(project));
    },
  };
}

/** @throws AppError RULES_INVALID: a rule that cannot be used is never left out in silence. */
export function mappedSources(
  profile: Profile,
  sources: Readonly<Record<Side, Source>>,
): Readonly<Record<Side, Source>> {
  requireUsableRules(profile);
  const mapped = (side: Side): Source => {
    const project = projectionOf(profile, side);
    return project === null ? sources[side] : mappedSource(sources[side], project);
  };
  return { erp: mapped('erp'), shopify: mapped('shopify') };
}
