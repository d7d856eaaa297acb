/** All cases, by what they are about. */
import { addresses } from './addresses.ts';
import { attributes } from './attributes.ts';
import { bulkOperations } from './bulk-operations.ts';
import type { Subject } from './case.ts';
import { companies } from './companies.ts';
import { companyLocations } from './company-locations.ts';
import { contactsAndRoles } from './contacts-and-roles.ts';
import { costAndLimits } from './cost-and-limits.ts';
import { customers } from './customers.ts';
import { faults } from './faults.ts';
import { pagingAndSearch } from './paging-and-search.ts';
import { signIn } from './sign-in.ts';
import { topLevelErrors } from './top-level-errors.ts';

export const subjects: readonly Subject[] = [
  signIn,
  customers,
  addresses,
  attributes,
  companies,
  contactsAndRoles,
  companyLocations,
  pagingAndSearch,
  bulkOperations,
  topLevelErrors,
  costAndLimits,
  faults,
];
