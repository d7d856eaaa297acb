/** Writes to the locations of a company. Its text, its addresses, its tax and its terms each have a mutation of their own. */
import type { Company, CompanyLocation } from '../../../../shared/domain/company.ts';
import type { AddressPurpose, CompanySink } from '../../../../shared/sync/company-ports.ts';
import type { ShopifyClient } from '../client.ts';
import {
  companyLocationAddress,
  companyLocationCreate,
  companyLocationDelete,
  companyLocationTax,
  companyLocationTerms,
  companyLocationUpdate,
  type CompanyAddressType,
} from '../operations.gen.ts';
import { answered, sendWrite, type WriteCall } from '../send-write.ts';
import { clearing, companyAddressInput, companyLocationInput, patchInput } from './inputs.ts';
import { locationNamed } from './names.ts';
import { parseCompanyAddress, parseLocation, parseLocationOwn, parseTax, parseTerms } from './parse.ts';

const addressTypes: Readonly<Record<AddressPurpose, CompanyAddressType>> = {
  shipping: 'SHIPPING',
  billing: 'BILLING',
};

type LocationWriter = Pick<
  CompanySink,
  | 'createLocation'
  | 'updateLocation'
  | 'assignAddress'
  | 'updateTax'
  | 'assignPaymentTerms'
  | 'removeLocation'
>;

function withLocation(before: Company, key: string, patch: Partial<CompanyLocation>): Company {
  return {
    ...before,
    locations: before.locations.map((location) =>
      location.key === key ? { ...location, ...patch } : location,
    ),
  };
}

function callFor(before: Company, key: string, signal: AbortSignal): WriteCall {
  return { record: locationNamed(before, key), others: { companyId: before.name }, signal };
}

export function createLocationWriter(client: ShopifyClient): LocationWriter {
  return {
    createLocation: async (before, draft, signal) => {
      const record = `location ${draft.name} of ${before.name}`;
      const variables = { companyId: before.key, input: companyLocationInput(draft, record) };
      const call = { record, others: { companyId: before.name }, signal };
      const payload = await sendWrite(client, companyLocationCreate, variables, call);
      const location = parseLocation(answered(record, payload.companyLocation));
      return { company: { ...before, locations: [...before.locations, location] }, key: location.key };
    },

    updateLocation: async (before, key, patch, signal) => {
      const call = callFor(before, key, signal);
      const variables = { companyLocationId: key, input: patchInput(patch, call.record) };
      const { companyLocation } = await sendWrite(client, companyLocationUpdate, variables, call);
      return withLocation(before, key, parseLocationOwn(answered(call.record, companyLocation)));
    },

    assignAddress: async (before, key, purposes, values, signal) => {
      const call = callFor(before, key, signal);
      const variables = {
        locationId: key,
        address: companyAddressInput(values),
        addressTypes: purposes.map((purpose) => addressTypes[purpose]),
      };
      const { addresses } = await sendWrite(client, companyLocationAddress, variables, call);
      const stored = parseCompanyAddress(answered(call.record, addresses?.[0]));
      const patch = Object.fromEntries(purposes.map((purpose) => [purpose, stored]));
      return withLocation(before, key, patch);
    },

    updateTax: async (before, key, patch, signal) => {
      const call = callFor(before, key, signal);
      const variables = { companyLocationId: key, ...clearing(patch) };
      const { companyLocation } = await sendWrite(client, companyLocationTax, variables, call);
      const { updatedAt, taxSettings } = answered(call.record, companyLocation);
      return withLocation(before, key, { ...parseTax(taxSettings), revision: updatedAt });
    },

    assignPaymentTerms: async (before, key, terms, signal) => {
      const call = callFor(before, key, signal);
      const input = { buyerExperienceConfiguration: { paymentTermsTemplateId: terms?.key ?? null } };
      const variables = { companyLocationId: key, input };
      const { companyLocation } = await sendWrite(client, companyLocationTerms, variables, call);
      const { updatedAt, buyerExperienceConfiguration } = answered(call.record, companyLocation);
      return withLocation(before, key, {
        ...parseTerms(buyerExperienceConfiguration),
        revision: updatedAt,
      });
    },

    removeLocation: async (before, key, signal) => {
      await sendWrite(
        client,
        companyLocationDelete,
        { companyLocationId: key },
        callFor(before, key, signal),
      );
      return {
        ...before,
        locations: before.locations.filter((location) => location.key !== key),
        contacts: before.contacts.map((contact) => ({
          ...contact,
          roles: contact.roles.filter(({ locationKey }) => locationKey !== key),
        })),
      };
    },
  };
}
