/** All cases, by what they are about. */
import { addresses } from './addresses.ts';
import { attributes } from './attributes.ts';
import { bulkMutations } from './bulk-mutations.ts';
import { bulkOperations } from './bulk-operations.ts';
import { bulkQueries } from './bulk-queries.ts';
import type { Subject } from './case.ts';
import { companies } from './companies.ts';
import { companyLocations } from './company-locations.ts';
import { contactRoles } from './contact-roles.ts';
import { contacts } from './contacts.ts';
import { costAndLimits } from './cost-and-limits.ts';
import { customersSet } from './customer-set.ts';
import { customers } from './customers.ts';
import { faults } from './faults.ts';
import { pagingAndSearch } from './paging-and-search.ts';
import { signIn } from './sign-in.ts';
import { topLevelErrors } from './top-level-errors.ts';

const all: readonly Subject[] = [
  signIn,
  customers,
  customersSet,
  addresses,
  attributes,
  companies,
  contacts,
  contactRoles,
  companyLocations,
  pagingAndSearch,
  bulkQueries,
  bulkMutations,
  bulkOperations,
  topLevelErrors,
  costAndLimits,
  faults,
];

export const subjects: readonly Subject[] = all.map((subject) => ({
  ...subject,
  cases: subject.cases.map((each) => ({
    ...each,
    needs: [...(each.needs ?? []), ...(subject.needs ?? [])],
  })),
}));
