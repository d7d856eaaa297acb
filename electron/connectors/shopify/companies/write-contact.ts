/** Writes to the contacts of a company and to their roles at its locations. */
import type { Company, CompanyContact, RoleAssignment } from '../../../../shared/domain/company.ts';
import type { CompanySink, MadeInCompany } from '../../../../shared/sync/company-ports.ts';
import type { ShopifyClient } from '../client.ts';
import {
  companyContactAssign,
  companyContactCreate,
  companyContactRemove,
  companyContactUpdate,
  companyMainContact,
  companyRoleAssign,
  companyRoleRevoke,
} from '../operations.gen.ts';
import { answered, sendWrite, type WriteCall } from '../send-write.ts';
import { clearing, contactInput } from './inputs.ts';
import { contactNamed, locationNamed, personNamed } from './names.ts';
import { parseContact } from './parse.ts';

type ContactWriter = Pick<
  CompanySink,
  | 'createContact'
  | 'assignContact'
  | 'updateContact'
  | 'removeContact'
  | 'setMainContact'
  | 'assignRole'
  | 'revokeRole'
>;

/** The company with its main contact as the contacts say; a company has one at most. */
function withContacts(before: Company, contacts: readonly CompanyContact[]): Company {
  return { ...before, contacts, mainContactKey: contacts.find(({ isMain }) => isMain)?.key ?? null };
}

function withNewContact(before: Company, contact: CompanyContact): MadeInCompany {
  const others = contact.isMain
    ? before.contacts.map((each) => ({ ...each, isMain: false }))
    : before.contacts;
  return { company: withContacts(before, [...others, contact]), key: contact.key };
}

function withRoles(
  before: Company,
  contactKey: string,
  change: (roles: readonly RoleAssignment[]) => readonly RoleAssignment[],
): Company {
  return {
    ...before,
    contacts: before.contacts.map((contact) =>
      contact.key === contactKey ? { ...contact, roles: change(contact.roles) } : contact,
    ),
  };
}

function callFor(before: Company, key: string, signal: AbortSignal): WriteCall {
  return { record: contactNamed(before, key), others: { companyId: before.name }, signal };
}

export function createContactWriter(client: ShopifyClient): ContactWriter {
  return {
    createContact: async (before, draft, signal) => {
      const record = `contact ${personNamed(draft)} of ${before.name}`;
      const variables = { companyId: before.key, input: contactInput(draft) };
      const call = { record, others: { companyId: before.name }, signal };
      const { companyContact } = await sendWrite(client, companyContactCreate, variables, call);
      return withNewContact(before, parseContact(answered(record, companyContact)));
    },

    assignContact: async (before, customer, signal) => {
      const record = customer.name;
      const variables = { companyId: before.key, customerId: customer.key };
      const call = { record, others: { companyId: before.name }, signal };
      const { companyContact } = await sendWrite(client, companyContactAssign, variables, call);
      return withNewContact(before, parseContact(answered(record, companyContact)));
    },

    updateContact: async (before, key, patch, signal) => {
      const call = callFor(before, key, signal);
      const variables = { companyContactId: key, input: clearing(patch) };
      const { companyContact } = await sendWrite(client, companyContactUpdate, variables, call);
      const { roles: _, ...contact } = parseContact(answered(call.record, companyContact));
      return withContacts(
        before,
        before.contacts.map((each) => (each.key === key ? { ...each, ...contact } : each)),
      );
    },

    removeContact: async (before, key, signal) => {
      await sendWrite(client, companyContactRemove, { companyContactId: key }, callFor(before, key, signal));
      return withContacts(
        before,
        before.contacts.filter((contact) => contact.key !== key),
      );
    },

    setMainContact: async (before, key, signal) => {
      const call = callFor(before, key, signal);
      const variables = { companyId: before.key, companyContactId: key };
      const { company } = await sendWrite(client, companyMainContact, variables, call);
      const { updatedAt: revision } = answered(call.record, company);
      const contacts = before.contacts.map((contact) => ({ ...contact, isMain: contact.key === key }));
      return { ...withContacts(before, contacts), revision };
    },

    assignRole: async (before, contactKey, { roleKey, locationKey }, signal) => {
      const { record, others } = callFor(before, contactKey, signal);
      const role = before.roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
      const call = {
        record,
        others: {
          ...others,
          companyLocationId: locationNamed(before, locationKey),
          companyContactRoleId: `role ${role} of ${before.name}`,
        },
        signal,
      };
      const variables = {
        companyContactId: contactKey,
        companyContactRoleId: roleKey,
        companyLocationId: locationKey,
      };
      const payload = await sendWrite(client, companyRoleAssign, variables, call);
      const { id: key } = answered(record, payload.companyContactRoleAssignment);
      const company = withRoles(before, contactKey, (roles) => [...roles, { key, roleKey, locationKey }]);
      return { company, key };
    },

    revokeRole: async (before, contactKey, assignmentKey, signal) => {
      const { record, others } = callFor(before, contactKey, signal);
      const variables = {
        companyContactId: contactKey,
        companyContactRoleAssignmentId: assignmentKey,
      };
      const call = {
        record,
        others: { ...others, companyContactRoleAssignmentId: `role of ${record}` },
        signal,
      };
      await sendWrite(client, companyRoleRevoke, variables, call);
      return withRoles(before, contactKey, (roles) => roles.filter(({ key }) => key !== assignmentKey));
    },
  };
}
