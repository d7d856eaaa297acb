/** Reads records as the profile's mapping shows them to the other side (ADR 19). */
import type { Party, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { requireUsableRules } from '../mapping/profile-rules.ts';
import { projectionOf } from '../mapping/projection.ts';
import type { ReadPage } from './ports.ts';
import type { PreviewSource, Sources } from './read-sides.ts';

function mappedSource(source: PreviewSource, project: (party: Party) => Party): PreviewSource {
  const { readChanged, readCompanies, readOpenOrders } = source;
  const projected = (onPage: (page: ReadPage) => void) => (page: ReadPage) =>
    onPage({ ...page, parties: page.parties.map(project) });
  return {
    ...(readChanged !== undefined && {
      readChanged: (since, onPage, signal) => readChanged(since, projected(onPage), signal),
    }),
    ...(readCompanies !== undefined && {
      readCompanies: (onPage, signal) => readCompanies(projected(onPage), signal),
    }),
    ...(readOpenOrders !== undefined && { readOpenOrders: (signal) => readOpenOrders(signal) }),
    side: source.side,
    spent: () => source.spent(),
    companiesOfPeople: (keys, signal) => source.companiesOfPeople(keys, signal),
    readAll: (onPage, signal) => source.readAll(projected(onPage), signal),
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
export function mappedSources(profile: Profile, sources: Sources): Sources {
  requireUsableRules(profile);
  const mapped = (side: Side): PreviewSource => {
    const project = projectionOf(profile, side);
    return project === null ? sources[side] : mappedSource(sources[side], project);
  };
  return { erp: mapped('erp'), shopify: mapped('shopify') };
}
