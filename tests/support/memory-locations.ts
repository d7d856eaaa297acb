/** What the two systems do with locations and addresses; the other half of the memory twin's rules. */
import { AppError } from '../../shared/domain/app-error.ts';
import {
  locationFields,
  type Location,
  type LocationField,
  type LocationValues,
  type Party,
  type Side,
} from '../../shared/domain/party.ts';
import type { LocationDraft, LocationPatch, LocationResult } from '../../shared/sync/ports.ts';
import type { CompanyRules } from './memory-companies.ts';
import { expectOnePatch } from './one-request.ts';

interface LocationTools {
  readonly side: Side;
  readonly companies: CompanyRules;
  /** Keys of customers and of locations (`<customer> <location>`) that documents refer to. */
  readonly onDocuments: ReadonlySet<string>;
  readonly nextNumber: () => number;
  /** The record as it is now, refused where it is gone. */
  readonly known: (before: Party) => Party;
  readonly store: (party: Party) => Party;
  readonly checkIdentity: (party: Party) => void;
  readonly checkTerms: (terms: string | null | undefined) => void;
  readonly refuse: (field: string, message: string) => AppError;
}

export function patchValues<Field extends string>(
  values: Readonly<Record<Field, string | null>>,
  patch: Readonly<Partial<Record<Field, string | null>>>,
): Readonly<Record<Field, string | null>> {
  const next: Record<Field, string | null> = { ...values };
  for (const [field, value] of Object.entries(patch) as [Field, string | null | undefined][]) {
    if (value !== undefined) next[field] = value;
  }
  return next;
}

export function usedOnDocuments(side: Side, record: string): AppError {
  return new AppError('WRITE_REFUSED', {
    params: { system: side === 'erp' ? 'MYOB' : 'Shopify', record, message: 'It is used on documents.' },
  });
}

export function locationRules({
  side,
  companies,
  onDocuments,
  nextNumber,
  known,
  store,
  checkIdentity,
  checkTerms,
  refuse,
}: LocationTools) {
  const system = side === 'erp' ? 'MYOB' : 'Shopify';

  function checkAddress(party: Party, location: Location): void {
    if (side === 'erp' || party.kind === 'company') return;
    const text = (values: LocationValues): string =>
      JSON.stringify(locationFields.map((field) => values[field]));
    for (const other of party.locations) {
      if (other.key !== location.key && text(other.values) === text(location.values)) {
        throw refuse('address', 'already exists');
      }
    }
  }

  function withDefault(party: Party, key: string): Party {
    return {
      ...party,
      locations: party.locations.map((location) => ({ ...location, isDefault: location.key === key })),
    };
  }

  function locationNumber(party: Party): string {
    let number = 1;
    const used = new Set(party.locations.map((location) => location.key));
    while (used.has(`L${String(number).padStart(6, '0')}`)) number += 1;
    return `L${String(number).padStart(6, '0')}`;
  }

  /** Shopify's addresses of individuals have neither names nor references. */
  function hasNames(party: Party): boolean {
    return side === 'erp' || party.kind === 'company';
  }

  function createLocation(before: Party, draft: LocationDraft): LocationResult {
    const party = known(before);
    const number = nextNumber();
    const key =
      side === 'erp'
        ? (draft.key ?? locationNumber(party))
        : party.kind === 'company'
          ? `gid://shopify/CompanyLocation/${number}`
          : `gid://shopify/MailingAddress/${number}?model_name=CustomerAddress`;
    if (party.locations.some((location) => location.key === key)) {
      throw new AppError('RECORD_EXISTS', { params: { record: key, system } });
    }
    const location: Location = {
      key,
      values: draft.site === undefined ? draft.values : companies.placeValues(draft.values),
      name: hasNames(party) ? draft.name : null,
      isDefault: false,
      active: true,
      externalReference: hasNames(party) ? draft.externalReference : null,
      inherits: false,
      ...(draft.site !== undefined && { site: companies.siteOf(draft.site) }),
    };
    checkTerms(draft.site?.terms);
    checkAddress(party, location);
    const grown = { ...party, locations: [...party.locations, location] };
    checkIdentity(grown);
    const isDefault = draft.makeDefault || party.locations.length === 0;
    return { party: store(isDefault ? withDefault(grown, key) : grown), key };
  }

  function find(party: Party, key: string): Location {
    const location = party.locations.find((candidate) => candidate.key === key);
    if (location === undefined) throw new AppError('RECORD_GONE', { params: { record: key, system } });
    return location;
  }

  function updateLocation(before: Party, key: string, patch: LocationPatch): Party {
    const party = known(before);
    const location = find(party, key);
    expectOnePatch(party, location, patch);
    checkTerms(patch.site?.terms);
    const next: Location = {
      ...location,
      values: patchValues<LocationField>(location.values, patch.values),
      ...(hasNames(party) && patch.name !== undefined && { name: patch.name }),
      ...(hasNames(party) &&
        patch.externalReference !== undefined && { externalReference: patch.externalReference }),
      ...(location.site !== undefined &&
        patch.site !== undefined && { site: { ...location.site, ...patch.site } }),
      ...(side === 'erp' && patch.activate === true && { active: true }),
    };
    checkAddress(party, next);
    return store({
      ...party,
      locations: party.locations.map((candidate) => (candidate.key === key ? next : candidate)),
    });
  }

  function setDefaultLocation(before: Party, key: string): Party {
    const party = known(before);
    if (side === 'shopify' && party.kind === 'company') {
      throw refuse('default', 'Companies have no default location.');
    }
    if (!find(party, key).active) throw refuse('default', 'An inactive location cannot be the default.');
    return store(withDefault(party, key));
  }

  function removeLocation(before: Party, key: string): Party {
    const party = known(before);
    const location = find(party, key);
    if (side === 'erp') {
      if (location.isDefault) {
        throw new AppError('DEFAULT_LOCATION_ACTIVE', { params: { record: party.number } });
      }
      return store({
        ...party,
        locations: party.locations.map((candidate) =>
          candidate.key === key ? { ...candidate, active: false } : candidate,
        ),
      });
    }
    const left = party.locations.filter((candidate) => candidate.key !== key);
    if (party.kind === 'company' && left.length === 0) {
      throw refuse('location', 'The only location of a company cannot be deleted.');
    }
    const shrunk = { ...party, locations: left };
    const heir = left[0];
    return store(location.isDefault && heir !== undefined ? withDefault(shrunk, heir.key) : shrunk);
  }

  function deleteLocation(before: Party, key: string): Party {
    if (side === 'shopify') return removeLocation(before, key);
    const party = known(before);
    if (find(party, key).isDefault) {
      throw new AppError('DEFAULT_LOCATION_ACTIVE', { params: { record: party.number } });
    }
    if (onDocuments.has(`${party.key} ${key}`)) throw usedOnDocuments(side, key);
    return store({ ...party, locations: party.locations.filter((location) => location.key !== key) });
  }

  return { createLocation, updateLocation, setDefaultLocation, removeLocation, deleteLocation };
}
