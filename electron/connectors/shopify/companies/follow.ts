/** What is nested in one company or location, to its end: a list that was cut must never look like a deletion (L4). */
import type { Call, ShopifyClient } from '../client.ts';
import {
  companyContacts,
  companyLocations,
  companyRoles,
  locationRoleAssignments,
  type CompanyFieldsFragment,
  type CompanyLocationFieldsFragment,
  type CompanyLocationListFragment,
} from '../operations.gen.ts';
import { assignmentsPerLocation, nestedPerPage } from './page-sizes.ts';
import { allNodes } from './pages.ts';
import type { CompanyParts, LocationParts } from './parse.ts';

/** The company itself with every role and contact. */
export async function followCompany(
  client: ShopifyClient,
  company: CompanyFieldsFragment,
  call: Call,
): Promise<Omit<CompanyParts, 'locations'>> {
  const { id } = company;
  const [roles, contacts] = await Promise.all([
    allNodes(company.contactRoles, async (after) => {
      const answer = await client.send(companyRoles, { id, first: nestedPerPage, after }, call);
      return answer.company?.contactRoles;
    }),
    allNodes(company.contacts, async (after) => {
      const answer = await client.send(companyContacts, { id, first: nestedPerPage, after }, call);
      return answer.company?.contacts;
    }),
  ]);
  return { company, roles, contacts };
}

export async function followLocation(
  client: ShopifyClient,
  location: CompanyLocationFieldsFragment,
  call: Call,
): Promise<LocationParts> {
  const assignments = await allNodes(location.roleAssignments, async (after) => {
    const variables = { id: location.id, first: nestedPerPage, after };
    return (await client.send(locationRoleAssignments, variables, call)).companyLocation?.roleAssignments;
  });
  return { location, assignments };
}

/** Every location of a company that was read by its key. */
export async function followLocations(
  client: ShopifyClient,
  company: { readonly id: string; readonly locations: CompanyLocationListFragment },
  call: Call,
): Promise<readonly LocationParts[]> {
  const locations = await allNodes(company.locations, async (after) => {
    const variables = {
      id: company.id,
      first: nestedPerPage,
      after,
      assignments: assignmentsPerLocation,
    };
    return (await client.send(companyLocations, variables, call)).company?.locations;
  });
  return Promise.all(locations.map((location) => followLocation(client, location, call)));
}
