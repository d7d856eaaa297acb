/** Individual customers and companies of one store as one source. */
import type { Company } from '../../../../shared/domain/company.ts';
import type { Party } from '../../../../shared/domain/party.ts';
import type { CompanyPage, CompanySource } from '../../../../shared/sync/company-ports.ts';
import type { ChangeSource, Identity, ReadPage, ReadSummary, Source } from '../../../../shared/sync/ports.ts';
import type { KnownCompanies } from './known.ts';
import { partyOf } from './party.ts';

/** Which kinds of customers are read. At least one. */
export interface Kinds {
  readonly individuals: boolean;
  readonly companies: boolean;
}

export interface PartySources {
  readonly customers: Source & ChangeSource;
  readonly companies: CompanySource;
  readonly known: KnownCompanies;
  readonly kinds: Kinds;
}

const companyPrefix = 'gid://shopify/Company/';
const isCompanyKey = (key: string): boolean => key.startsWith(companyPrefix);

/** One after the other: both draw on the same points. What holds of the whole holds of each part (L4). */
async function oneAfterTheOther(readings: readonly (() => Promise<ReadSummary>)[]): Promise<ReadSummary> {
  const [first, ...others] = readings;
  if (first === undefined) throw new Error('A source reads one kind of customer at least');
  let whole = await first();
  for (const read of others) {
    const { complete, requests, points } = await read();
    whole = {
      ...whole,
      complete: whole.complete && complete,
      requests: whole.requests + requests,
      points: whole.points + points,
    };
  }
  return whole;
}

export function createPartySource({
  customers,
  companies,
  known,
  kinds,
}: PartySources): Source & ChangeSource {
  const parties = (page: CompanyPage): ReadPage => ({
    parties: page.companies.map(partyOf),
    expected: page.expected,
  });

  async function readByKeys(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Party>> {
    const companyKeys = keys.filter(isCompanyKey);
    const customerKeys = keys.filter((key) => !isCompanyKey(key));
    const [people, businesses] = await Promise.all([
      customerKeys.length === 0 ? new Map<string, Party>() : customers.readByKeys(customerKeys, signal),
      companyKeys.length === 0 ? new Map<string, Company>() : companies.readByKeys(companyKeys, signal),
    ]);
    for (const key of companyKeys) {
      const company = businesses.get(key);
      if (company === undefined) known.forget(key);
      else known.keep(company);
    }
    return new Map([...people, ...[...businesses].map(([key, company]) => [key, partyOf(company)] as const)]);
  }

  async function findByIdentities(
    identities: readonly Identity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Party[])[]> {
    const isCompany = ({ kind }: Identity): boolean => kind === 'company';
    const externalIds = identities.flatMap((identity) =>
      isCompany(identity) && identity.externalReference != null ? [identity.externalReference] : [],
    );
    const [people, businesses] = await Promise.all([
      identities.every(isCompany)
        ? []
        : customers.findByIdentities(
            identities.filter((identity) => !isCompany(identity)),
            signal,
          ),
      externalIds.length === 0 ? [] : companies.findByExternalIds(externalIds, signal),
    ]);
    const found = new Map(externalIds.map((externalId, index) => [externalId, businesses[index] ?? null]));
    const others = people[Symbol.iterator]();
    return identities.map((identity) => {
      if (!isCompany(identity)) return others.next().value ?? [];
      const company = found.get(identity.externalReference ?? '') ?? null;
      return company === null ? [] : [partyOf(known.keep(company))];
    });
  }

  return {
    side: 'shopify',
    readAll: (onPage, signal) => {
      let people = 0;
      const onPeople = (page: ReadPage): void => {
        people += page.parties.length;
        onPage(page);
      };
      // What is expected of companies comes on top of the people before them.
      const onCompanies = (page: CompanyPage): void => {
        const { expected } = page;
        onPage({ ...parties(page), expected: expected === null ? null : people + expected });
      };
      return oneAfterTheOther([
        ...(kinds.individuals ? [() => customers.readAll(onPeople, signal)] : []),
        ...(kinds.companies ? [() => companies.readAll(onCompanies, signal)] : []),
      ]);
    },
    readChanged: (since, onPage, signal) =>
      oneAfterTheOther([
        ...(kinds.individuals ? [() => customers.readChanged(since, onPage, signal)] : []),
        ...(kinds.companies
          ? [() => companies.readChanged(since, (page) => onPage(parties(page)), signal)]
          : []),
      ]),
    readCompanies: (onPage, signal) => companies.readAll((page) => onPage(parties(page)), signal),
    readByKeys,
    findByIdentities,
    companiesOfPeople: (keys, signal) => customers.companiesOfPeople(keys, signal),
    // One client for both, and one count.
    spent: () => customers.spent(),
  };
}
