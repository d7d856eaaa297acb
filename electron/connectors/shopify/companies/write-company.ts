/** Writes to the company itself. One mutation makes it with its first location and its main contact. */
import type { Company, CompanyContact, CompanyLocation } from '../../../../shared/domain/company.ts';
import type { LocationValues } from '../../../../shared/domain/party.ts';
import type {
  CompanyDraft,
  CompanyLocationDraft,
  CompanySink,
} from '../../../../shared/sync/company-ports.ts';
import type { ShopifyClient } from '../client.ts';
import {
  companyCreate,
  companyDelete,
  companyUpdate,
  type CompanyCreateInput,
  type CompanyCreateMutation,
} from '../operations.gen.ts';
import { answered, sendWrite } from '../send-write.ts';
import { withoutNulls } from '../without-nulls.ts';
import { externalIdFor } from './external-id.ts';
import { companyLocationInput, contactInput, patchInput } from './inputs.ts';
import { personNamed } from './names.ts';
import { rolesPerCompany } from './page-sizes.ts';
import { parseCompanyText, parseLocationOwn } from './parse.ts';

type Answered = NonNullable<NonNullable<CompanyCreateMutation['companyCreate']>['company']>;

/** A new company has one location, and its main contact one role there (domain facts 4.2). */
const made = { roles: rolesPerCompany, locations: 1, assignments: 1 };

/** How messages name what comes with the company. */
function partsNamed({ name, location, mainContact }: CompanyDraft) {
  const person = mainContact === null ? 'a person without name' : personNamed(mainContact);
  return {
    companyLocation: `location ${location.name} of ${name}`,
    companyContact: `contact ${person} of ${name}`,
  };
}

function creationInput(draft: CompanyDraft): CompanyCreateInput {
  const { name, externalId, note, customerSince, location, mainContact } = draft;
  return {
    company: withoutNulls({ name, externalId: externalIdFor(externalId, name), note, customerSince }),
    companyLocation: companyLocationInput(location, partsNamed(draft).companyLocation),
    ...(mainContact === null ? {} : { companyContact: contactInput(mainContact) }),
  };
}

/** Shopify takes an address as it was sent, or refuses it; so what was sent is what is there, without its being asked for. */
function addressesMade(
  { shipping, billing }: CompanyLocationDraft,
  company: string,
): Pick<CompanyLocation, 'shipping' | 'billing'> {
  const stored = (values: LocationValues | null) => (values === null ? null : { ...values, company });
  return {
    shipping: stored(shipping),
    billing: stored(billing === 'asShipping' ? shipping : billing),
  };
}

/** The company as the answer tells it: ids, names and stamps. The rest is the draft's, which was taken as a whole. */
function companyMade(draft: CompanyDraft, company: Answered): Company {
  const [place] = company.locations.nodes;
  const { location, mainContact: person } = draft;
  const { mainContact } = company;
  const locations: readonly CompanyLocation[] =
    place === undefined
      ? []
      : [
          {
            ...parseLocationOwn(place),
            ...addressesMade(location, company.name),
            taxExempt: location.taxExempt,
            taxRegistrationId: location.taxRegistrationId,
            paymentTerms: location.paymentTerms,
          },
        ];
  const contacts: readonly CompanyContact[] =
    mainContact === null || person === null
      ? []
      : [
          {
            ...person,
            key: mainContact.id,
            customerKey: mainContact.customer.id,
            isMain: true,
            roles: (place?.roleAssignments.nodes ?? []).map(({ id, role }) => ({
              key: id,
              roleKey: role.id,
              locationKey: place?.id ?? '',
            })),
            revision: mainContact.updatedAt,
          },
        ];
  return {
    ...parseCompanyText(company),
    mainContactKey: mainContact?.id ?? null,
    roles: company.contactRoles.nodes.map(({ id, name }) => ({ key: id, name })),
    locations,
    contacts,
  };
}

export function createCompanyWriter(
  client: ShopifyClient,
): Pick<CompanySink, 'createCompany' | 'updateCompany' | 'deleteCompany'> {
  return {
    createCompany: async (draft, signal) => {
      const record = draft.name;
      const variables = { input: creationInput(draft), ...made };
      const call = { record, others: partsNamed(draft), signal };
      const { company } = await sendWrite(client, companyCreate, variables, call);
      return companyMade(draft, answered(record, company));
    },

    updateCompany: async (before, patch, signal) => {
      const record = before.name;
      const variables = { companyId: before.key, input: patchInput(patch, record) };
      const { company } = await sendWrite(client, companyUpdate, variables, { record, signal });
      return { ...before, ...parseCompanyText(answered(record, company)) };
    },

    deleteCompany: async (before, signal) => {
      const record = before.name;
      const { deletedCompanyId } = await sendWrite(
        client,
        companyDelete,
        { id: before.key },
        { record, signal },
      );
      answered(record, deletedCompanyId);
    },
  };
}
