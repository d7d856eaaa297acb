/** Companies as this connector last saw them: a write needs ids of the company (its roles) that the sync core has no use for. */
import type { Company } from '../../../../shared/domain/company.ts';
import { AppError } from '../../../../shared/domain/app-error.ts';
import { nameOf, type Party } from '../../../../shared/domain/party.ts';
import type { CompanySource } from '../../../../shared/sync/company-ports.ts';

export interface KnownCompanies {
  keep(company: Company): Company;
  forget(key: string): void;
  /** Reads it where it is not known. @throws AppError RECORD_GONE */
  of(party: Party, signal: AbortSignal): Promise<Company>;
}

export function createKnownCompanies(source: Pick<CompanySource, 'readByKeys'>): KnownCompanies {
  const companies = new Map<string, Company>();
  const keep = (company: Company): Company => {
    companies.set(company.key, company);
    return company;
  };
  return {
    keep,
    forget: (key) => companies.delete(key),
    of: async (party, signal) => {
      const known = companies.get(party.key);
      if (known !== undefined) return known;
      const read = (await source.readByKeys([party.key], signal)).get(party.key);
      if (read === undefined) {
        throw new AppError('RECORD_GONE', { params: { record: nameOf(party), system: 'Shopify' } });
      }
      return keep(read);
    },
  };
}
