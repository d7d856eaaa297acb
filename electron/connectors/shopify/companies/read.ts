/** The reading half of companies: whole companies, with all locations, contacts and roles. */
import type { Company, PaymentTerms } from '../../../../shared/domain/company.ts';
import type { CompanyPage, CompanySource } from '../../../../shared/sync/company-ports.ts';
import type { Clock, ReadSummary } from '../../../../shared/sync/ports.ts';
import { changesBetween } from '../change-window.ts';
import { chunks } from '../chunks.ts';
import type { ShopifyClient } from '../client.ts';
import {
  changedCompanies,
  changedCompanyLocations,
  companiesByIds,
  companiesCount,
  companiesPage,
  companyLocationsPage,
  paymentTermsTemplates,
  type CompaniesByIdsQuery,
  type CompanyFieldsFragment,
} from '../operations.gen.ts';
import { encodeExternalId, maximumExternalIdLength } from '../../../../shared/mapping/external-id.ts';
import { findCompanies } from './find.ts';
import { followCompany, followLocation, followLocations } from './follow.ts';
import {
  assignmentsPerLocation,
  changesPerPage,
  companiesPerLookUp,
  companiesPerPage,
  contactsPerCompany,
  locationsPerCompany,
  locationsPerPage,
  rolesPerCompany,
} from './page-sizes.ts';
import { pagesById } from './pages.ts';
import { parseCompany, parsePaymentTerms, requireVisiblePeople, type LocationParts } from './parse.ts';

export interface CompanyReaderOptions {
  readonly client: ShopifyClient;
  readonly clock: Clock;
  /** See `ListOptions`. */
  readonly listLength: number;
}

type FoundCompany = Extract<CompaniesByIdsQuery['nodes'][number], { readonly id: string }>;

const nested = { roles: rolesPerCompany, contacts: contactsPerCompany };

export function createCompanySource({ client, clock, listLength }: CompanyReaderOptions): CompanySource {
  async function countCompanies(signal: AbortSignal) {
    const { companiesCount: answer } = await client.send(companiesCount, {}, { signal });
    return { count: answer?.count ?? 0, isExact: answer?.precision === 'EXACT' };
  }

  /** Locations of all companies by the company's key. */
  async function readLocations(signal: AbortSignal): Promise<ReadonlyMap<string, readonly LocationParts[]>> {
    const call = { signal };
    const byCompany = new Map<string, LocationParts[]>();
    const pages = pagesById(
      async (query, after) => {
        const variables = { first: locationsPerPage, after, query, assignments: assignmentsPerLocation };
        return (await client.send(companyLocationsPage, variables, call)).companyLocations;
      },
      { within: null, pageSize: locationsPerPage, listLength },
    );
    for await (const page of pages) {
      const parts = await Promise.all(page.map((location) => followLocation(client, location, call)));
      for (const [index, { company }] of page.entries()) {
        const part = parts[index];
        if (part === undefined) continue;
        const known = byCompany.get(company.id);
        if (known === undefined) byCompany.set(company.id, [part]);
        else known.push(part);
      }
    }
    return byCompany;
  }

  /**
   * The companies of a page with the locations read before them. One whose locations do not add up, because one was added in
   * between or a list ended early, is read again whole (L4).
   */
  async function assemble(
    page: readonly CompanyFieldsFragment[],
    locations: ReadonlyMap<string, readonly LocationParts[]>,
    signal: AbortSignal,
  ): Promise<readonly Company[]> {
    const addsUp = ({ id, locationsCount }: CompanyFieldsFragment) =>
      locationsCount === null || locationsCount.count === (locations.get(id)?.length ?? 0);
    const again = await readByKeys(
      page.filter((company) => !addsUp(company)).map(({ id }) => id),
      signal,
    );
    const whole = await Promise.all(
      page.map(async (company) => {
        if (!addsUp(company)) return again.get(company.id);
        const parts = await followCompany(client, company, { signal });
        return parseCompany({ ...parts, locations: locations.get(company.id) ?? [] });
      }),
    );
    return whole.filter((company) => company !== undefined);
  }

  async function readAll(onPage: (page: CompanyPage) => void, signal: AbortSignal): Promise<ReadSummary> {
    const used = client.counters();
    const asOf = clock.now();
    const before = await countCompanies(signal);
    const locations = await readLocations(signal);
    const pages = pagesById(
      async (query, after) => {
        const variables = { first: companiesPerPage, after, query, ...nested };
        return (await client.send(companiesPage, variables, { signal })).companies;
      },
      { within: null, pageSize: companiesPerPage, listLength },
    );
    let read = 0;
    for await (const page of pages) {
      const companies = await assemble(page, locations, signal);
      requireVisiblePeople(companies);
      read += page.length;
      onPage({ companies, expected: before.isExact ? before.count : null });
    }
    // Fewer than there were, less those deleted meanwhile: a page ended early, and what is missing was not deleted (L4).
    const afterwards = await countCompanies(signal);
    const complete = before.isExact && read >= Math.min(before.count, afterwards.count);
    return { complete, asOf, ...since(used), ...client.clockAhead() };
  }

  function since(used: ReturnType<ShopifyClient['counters']>): Pick<ReadSummary, 'requests' | 'points'> {
    const { requests, points } = client.counters();
    return { requests: requests - used.requests, points: points - used.points };
  }

  /** Keys of the companies that changed themselves, or of which a location did: neither stamp moves with the other [VERIFY]. */
  async function readChangedKeys(within: string, signal: AbortSignal): Promise<readonly string[]> {
    const options = { within, pageSize: changesPerPage, listLength };
    const keys = new Set<string>();
    const companies = pagesById(
      async (query, after) =>
        (await client.send(changedCompanies, { first: changesPerPage, after, query }, { signal })).companies,
      options,
    );
    for await (const page of companies) for (const { id } of page) keys.add(id);
    const locations = pagesById(
      async (query, after) =>
        (await client.send(changedCompanyLocations, { first: changesPerPage, after, query }, { signal }))
          .companyLocations,
      options,
    );
    for await (const page of locations) for (const { company } of page) keys.add(company.id);
    return [...keys];
  }

  async function readChanged(
    from: string,
    onPage: (page: CompanyPage) => void,
    signal: AbortSignal,
  ): Promise<ReadSummary> {
    const used = client.counters();
    const asOf = clock.now();
    const keys = await readChangedKeys(changesBetween(from, asOf), signal);
    for (const part of chunks(keys, companiesPerLookUp)) {
      const companies = [...(await readByKeys(part, signal)).values()];
      onPage({ companies, expected: keys.length });
    }
    return { complete: true, asOf, ...since(used), ...client.clockAhead() };
  }

  async function readByKeys(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Company>> {
    const call = { signal };
    const parts = await Promise.all(
      chunks(keys, companiesPerLookUp).map(async (ids) => {
        const variables = {
          ids: [...ids],
          ...nested,
          locations: locationsPerCompany,
          assignments: assignmentsPerLocation,
        };
        const { nodes } = await client.send(companiesByIds, variables, call);
        // A key that no longer exists is answered with null.
        const companies = nodes.filter((node): node is FoundCompany => node !== null && 'id' in node);
        return await Promise.all(
          companies.map(async (company) =>
            parseCompany({
              ...(await followCompany(client, company, call)),
              locations: await followLocations(client, company, call),
            }),
          ),
        );
      }),
    );
    const companies = parts.flat();
    requireVisiblePeople(companies);
    return new Map(companies.map((company) => [company.key, company]));
  }

  async function findByExternalIds(
    externalIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (Company | null)[]> {
    const stored = externalIds.map(encodeExternalId);
    // One that is too long belongs to nobody.
    const possible = stored.filter((externalId) => externalId.length <= maximumExternalIdLength);
    const found = await findCompanies(client, [...new Set(possible)], signal);
    const companies = await readByKeys([...new Set([...found.values()].map(({ id }) => id))], signal);
    // Compared once more as it is now: between the two readings it may have gone to another.
    return externalIds.map((externalId, index) => {
      const company = companies.get(found.get(stored[index] ?? '')?.id ?? '');
      return company?.externalId === externalId ? company : null;
    });
  }

  async function readPaymentTerms(signal: AbortSignal): Promise<readonly PaymentTerms[]> {
    const { paymentTermsTemplates: templates } = await client.send(paymentTermsTemplates, {}, { signal });
    return templates.map(parsePaymentTerms);
  }

  return { readAll, readChanged, readByKeys, findByExternalIds, readPaymentTerms };
}
