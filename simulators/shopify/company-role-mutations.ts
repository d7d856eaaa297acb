import { assignRole, findAssignment, findContact, findLocation, findRole } from './company-changes.ts';
import { contactMissing } from './company-contact-mutations.ts';
import { batchErrors } from './company-mutations.ts';
import type {
  CompanyContactRecord,
  CompanyLocationRecord,
  CompanyRecord,
  RoleAssignmentRecord,
} from './company-records.ts';
import { notThere } from './company-rules.ts';
import { fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import { gid } from './gid.ts';
import type { ShopContext } from './shop-context.ts';

/** Documented limit of one location. */
const maximumContactsAtLocation = 50;

/** What stands in the way of one more role of the contact at the location; a contact has one role at a location. */
function assignmentErrors(
  { store }: ShopContext,
  path: string | null,
  contact: CompanyContactRecord,
  location: CompanyLocationRecord,
): readonly FieldError[] {
  const there = store.business.assignmentsAt(location.number);
  if (there.some(({ contactNumber }) => contactNumber === contact.number)) {
    const message = 'Company contact has already been assigned a role in that company location.';
    return [fieldError(path, message, 'LIMIT_REACHED')];
  }
  if (there.length < maximumContactsAtLocation) return [];
  const message = `A company location cannot have more than ${maximumContactsAtLocation} contacts.`;
  return [fieldError(path, message, 'LIMIT_REACHED')];
}

function companyOf(
  { store }: ShopContext,
  { companyNumber }: { readonly companyNumber: number },
): CompanyRecord {
  const company = store.business.companies.get(companyNumber);
  if (!company) throw new Error(`There is no company ${companyNumber}.`);
  return company;
}

/** `companyContactAssignRole`. */
export function assignContactRole(
  context: ShopContext,
  args: {
    readonly companyContactId: string;
    readonly companyContactRoleId: string;
    readonly companyLocationId: string;
  },
): unknown {
  const refuse = (userErrors: readonly FieldError[]): unknown => ({
    companyContactRoleAssignment: null,
    userErrors,
  });
  const contact = findContact(context, args.companyContactId);
  if (!contact) return refuse([notThere('companyContactId', contactMissing)]);
  const role = findRole(companyOf(context, contact), args.companyContactRoleId);
  if (!role) return refuse([notThere('companyContactRoleId', "The company contact role doesn't exist.")]);
  const location = findLocation(context, args.companyLocationId);
  if (location?.companyNumber !== contact.companyNumber)
    return refuse([notThere('companyLocationId', "The company location doesn't exist.")]);
  const errors = assignmentErrors(context, null, contact, location);
  if (errors.length > 0) return refuse(errors);
  return { companyContactRoleAssignment: assignRole(context, contact, location, role), userErrors: [] };
}

interface RolesPayload {
  readonly roleAssignments: readonly RoleAssignmentRecord[] | null;
  readonly userErrors: readonly FieldError[];
}

/** `companyContactAssignRoles`: each for itself. */
export function assignContactRoles(
  context: ShopContext,
  args: {
    readonly companyContactId: string;
    readonly rolesToAssign: readonly {
      readonly companyContactRoleId: string;
      readonly companyLocationId: string;
    }[];
  },
): RolesPayload {
  const contact = findContact(context, args.companyContactId);
  if (!contact) return { roleAssignments: null, userErrors: [notThere('companyContactId', contactMissing)] };
  const company = companyOf(context, contact);
  const roleAssignments: RoleAssignmentRecord[] = [];
  const userErrors: FieldError[] = [];
  for (const [index, { companyContactRoleId, companyLocationId }] of args.rolesToAssign.entries()) {
    const path = `rolesToAssign.${index}`;
    const role = findRole(company, companyContactRoleId);
    const location = findLocation(context, companyLocationId);
    if (!role) userErrors.push(notThere(`${path}.companyContactRoleId`));
    else if (location?.companyNumber !== company.number)
      userErrors.push(notThere(`${path}.companyLocationId`));
    else {
      const errors = assignmentErrors(context, path, contact, location);
      userErrors.push(...errors);
      if (errors.length === 0) roleAssignments.push(assignRole(context, contact, location, role));
    }
  }
  return { roleAssignments, userErrors };
}

/** `companyLocationAssignRoles`: each for itself. */
export function assignLocationRoles(
  context: ShopContext,
  args: {
    readonly companyLocationId: string;
    readonly rolesToAssign: readonly {
      readonly companyContactId: string;
      readonly companyContactRoleId: string;
    }[];
  },
): RolesPayload {
  const tooMany = batchErrors('rolesToAssign', args.rolesToAssign.length);
  if (tooMany.length > 0) return { roleAssignments: null, userErrors: tooMany };
  const location = findLocation(context, args.companyLocationId);
  if (!location)
    return {
      roleAssignments: null,
      userErrors: [notThere('companyLocationId', 'Location does not exist.')],
    };
  const company = companyOf(context, location);
  const roleAssignments: RoleAssignmentRecord[] = [];
  const userErrors: FieldError[] = [];
  for (const [index, { companyContactId, companyContactRoleId }] of args.rolesToAssign.entries()) {
    const path = `rolesToAssign.${index}`;
    const contact = findContact(context, companyContactId);
    const role = findRole(company, companyContactRoleId);
    if (contact?.companyNumber !== company.number)
      userErrors.push(notThere(path, 'Company contact does not exist.'));
    else if (!role) userErrors.push(notThere(path, 'Company role does not exist.'));
    else {
      const errors = assignmentErrors(context, path, contact, location);
      userErrors.push(...errors);
      if (errors.length === 0) roleAssignments.push(assignRole(context, contact, location, role));
    }
  }
  return { roleAssignments, userErrors };
}

/** `companyContactRevokeRole`. */
export function revokeContactRole(
  context: ShopContext,
  args: { readonly companyContactId: string; readonly companyContactRoleAssignmentId: string },
): unknown {
  const refuse = (error: FieldError): unknown => ({
    revokedCompanyContactRoleAssignmentId: null,
    userErrors: [error],
  });
  const contact = findContact(context, args.companyContactId);
  if (!contact) return refuse(notThere('companyContactId', contactMissing));
  const assignment = findAssignment(context, args.companyContactRoleAssignmentId);
  if (assignment?.contactNumber !== contact.number) return refuse(notThere('companyContactRoleAssignmentId'));
  context.store.business.removeAssignment(assignment);
  return {
    revokedCompanyContactRoleAssignmentId: args.companyContactRoleAssignmentId,
    userErrors: [],
  };
}

/** Revokes each of the assignments that satisfy the test; the others are reported by their place. */
function revoke(
  context: ShopContext,
  path: string,
  ids: readonly string[],
  belongs: (assignment: RoleAssignmentRecord) => boolean,
): unknown {
  const tooMany = batchErrors(path, ids.length);
  if (tooMany.length > 0) return { revokedRoleAssignmentIds: null, userErrors: tooMany };
  const revokedRoleAssignmentIds: string[] = [];
  const userErrors: FieldError[] = [];
  for (const [index, id] of ids.entries()) {
    const assignment = findAssignment(context, id);
    if (!assignment || !belongs(assignment)) userErrors.push(notThere(`${path}.${index}`));
    else {
      context.store.business.removeAssignment(assignment);
      revokedRoleAssignmentIds.push(id);
    }
  }
  return { revokedRoleAssignmentIds, userErrors };
}

/** `companyContactRevokeRoles`. */
export function revokeContactRoles(
  context: ShopContext,
  args: {
    readonly companyContactId: string;
    readonly roleAssignmentIds?: readonly string[] | null;
    readonly revokeAll?: boolean | null;
  },
): unknown {
  const contact = findContact(context, args.companyContactId);
  if (!contact)
    return {
      revokedRoleAssignmentIds: null,
      userErrors: [notThere('companyContactId', contactMissing)],
    };
  if (args.revokeAll === true) {
    const all = context.store.business.assignmentsOfContact(contact.number);
    for (const assignment of all) context.store.business.removeAssignment(assignment);
    const revokedRoleAssignmentIds = all.map(({ number }) => gid('CompanyContactRoleAssignment', number));
    return { revokedRoleAssignmentIds, userErrors: [] };
  }
  return revoke(
    context,
    'roleAssignmentIds',
    args.roleAssignmentIds ?? [],
    ({ contactNumber }) => contactNumber === contact.number,
  );
}

/** `companyLocationRevokeRoles`. */
export function revokeLocationRoles(
  context: ShopContext,
  args: { readonly companyLocationId: string; readonly rolesToRevoke: readonly string[] },
): unknown {
  const location = findLocation(context, args.companyLocationId);
  if (!location)
    return {
      revokedRoleAssignmentIds: null,
      userErrors: [notThere('companyLocationId', 'Location does not exist.')],
    };
  return revoke(
    context,
    'rolesToRevoke',
    args.rolesToRevoke,
    ({ locationNumber }) => locationNumber === location.number,
  );
}
