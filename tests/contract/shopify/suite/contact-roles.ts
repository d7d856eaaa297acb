/** What people of companies may do at which location. */
import type { ContractCase, ExpectedUserError, Step, Subject, Variables } from './case.ts';
import { aCompanyWithContact, companyReads, companyState, notThere } from './company-steps.ts';
import {
  contactAssignRole,
  contactAssignRoles,
  locationAssignRoles,
  locationCreate,
  locationRevokeRoles,
} from './documents.ts';
import { unknownId } from './steps.ts';

const recorded = '12.4 [REC]';
const alreadyAssigned = 'Company contact has already been assigned a role in that company location.';

/** A company with a contact who has a role at `location`, and a second location without anybody. */
const staffed: readonly Step[] = [
  aCompanyWithContact(),
  {
    request: {
      document: locationCreate,
      variables: { companyId: '{{company}}', input: { name: 'Second' } },
    },
    save: { second: 'companyLocationCreate.companyLocation.id' },
  },
];
const rival = aCompanyWithContact({ email: '{{email2}}' }, '2');
const roleAt = (location: string, role = '{{role}}'): Variables => ({
  companyContactRoleId: role,
  companyLocationId: location,
});
const roleOf = (contact: string, role = '{{role}}'): Variables => ({
  companyContactRoleId: role,
  companyContactId: contact,
});
const [noRole, noLocation, noContact] = [
  unknownId('CompanyContactRole'),
  unknownId('CompanyLocation'),
  unknownId('CompanyContact'),
];

function refusedRoles(
  what: string,
  document: string,
  variables: Variables,
  ...errors: readonly ExpectedUserError[]
): ContractCase {
  const root = /(\w+)\(\w+: \$/.exec(document.slice(document.indexOf('{')))?.[1] ?? '';
  return {
    name: `${root} refuses ${what}`,
    basis: recorded,
    given: [...staffed, rival],
    request: { document, variables },
    answer: { userErrors: errors },
    unchanged: companyState(),
  };
}

/** What the contact may do at the first location, saved as `assignment`. */
const theirRole: Step = {
  request: companyState(),
  save: { assignment: 'company.locations.nodes.0.roleAssignments.nodes.0.id' },
};
const roleless = companyReads({
  contacts: { nodes: [{ id: '{{contact}}', roleAssignments: { nodes: [] } }] },
});

const cases: readonly ContractCase[] = [
  {
    name: 'companyContactAssignRole gives a role at another location',
    basis: '4.2 [REC]',
    given: staffed,
    request: {
      document: contactAssignRole,
      variables: { companyContactId: '{{contact}}', ...roleAt('{{second}}') },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      locations: {
        nodes: [
          { roleAssignments: { nodes: [{ companyContact: { id: '{{contact}}' } }] } },
          { id: '{{second}}', roleAssignments: { nodes: [{ companyContact: { id: '{{contact}}' } }] } },
        ],
      },
    }),
  },
  refusedRoles(
    'a second role at the same location',
    contactAssignRole,
    { companyContactId: '{{contact}}', ...roleAt('{{location}}') },
    [null, alreadyAssigned, 'LIMIT_REACHED'],
  ),
  ...(
    [
      ['a location that does not exist', noLocation],
      ['a location of another company', '{{location2}}'],
    ] as const
  ).map(([what, location]) =>
    refusedRoles(what, contactAssignRole, { companyContactId: '{{contact}}', ...roleAt(location) }, [
      'companyLocationId',
      "The company location doesn't exist.",
      'RESOURCE_NOT_FOUND',
    ]),
  ),
  refusedRoles(
    'each that is wrong by its place',
    contactAssignRoles,
    {
      companyContactId: '{{contact}}',
      rolesToAssign: [roleAt('{{location}}'), roleAt('{{second}}', noRole), roleAt(noLocation)],
    },
    ['rolesToAssign.0', alreadyAssigned, 'LIMIT_REACHED'],
    ['rolesToAssign.1.companyContactRoleId', notThere, 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.2.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'locations of other companies',
    contactAssignRoles,
    {
      companyContactId: '{{contact}}',
      rolesToAssign: [roleAt('{{location2}}'), roleAt(noLocation)],
    },
    ['rolesToAssign.0.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.1.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'each that is wrong by its place',
    locationAssignRoles,
    {
      companyLocationId: '{{location}}',
      rolesToAssign: [roleOf('{{contact}}'), roleOf('{{contact}}', noRole), roleOf('{{contact2}}')],
    },
    ['rolesToAssign.0', alreadyAssigned, 'LIMIT_REACHED'],
    ['rolesToAssign.1', 'Company role does not exist.', 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.2', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'contacts that do not exist',
    locationAssignRoles,
    { companyLocationId: '{{second}}', rolesToAssign: [roleOf(noContact), roleOf('{{contact2}}')] },
    ['rolesToAssign.0', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.1', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'a location that does not exist',
    locationAssignRoles,
    { companyLocationId: noLocation, rolesToAssign: [roleOf('{{contact}}')] },
    ['companyLocationId', 'Location does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'a location that does not exist',
    locationRevokeRoles,
    { companyLocationId: noLocation, rolesToRevoke: [unknownId('CompanyContactRoleAssignment')] },
    ['companyLocationId', 'Location does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  {
    name: 'companyContactRevokeRole takes a role away',
    basis: '4.2 [SCHEMA]',
    given: [...staffed, theirRole],
    request: {
      document: `mutation M($contact: ID!, $assignment: ID!) {
        companyContactRevokeRole(companyContactId: $contact, companyContactRoleAssignmentId: $assignment) {
          revokedCompanyContactRoleAssignmentId userErrors { field message code } } }`,
      variables: { contact: '{{contact}}', assignment: '{{assignment}}' },
    },
    answer: { userErrors: [], payload: { revokedCompanyContactRoleAssignmentId: '{{assignment}}' } },
    effect: roleless,
  },
  {
    name: 'companyContactRevokeRoles takes all roles away',
    basis: '4.2 [SCHEMA]',
    given: [...staffed, theirRole],
    request: {
      document: `mutation M($contact: ID!) { companyContactRevokeRoles(companyContactId: $contact, revokeAll: true) {
        revokedRoleAssignmentIds userErrors { field message code } } }`,
      variables: { contact: '{{contact}}' },
    },
    answer: { userErrors: [], payload: { revokedRoleAssignmentIds: ['{{assignment}}'] } },
    effect: roleless,
  },
  {
    name: 'companyLocationRevokeRoles revokes the others when one does not exist',
    basis: recorded,
    given: [...staffed, theirRole],
    request: {
      document: locationRevokeRoles,
      variables: {
        companyLocationId: '{{location}}',
        rolesToRevoke: ['{{assignment}}', unknownId('CompanyContactRoleAssignment')],
      },
    },
    answer: {
      userErrors: [['rolesToRevoke.1', notThere, 'RESOURCE_NOT_FOUND']],
      payload: { revokedRoleAssignmentIds: ['{{assignment}}'] },
    },
    effect: roleless,
  },
];

export const contactRoles: Subject = { name: 'contact roles', needs: ['b2b'], cases };
