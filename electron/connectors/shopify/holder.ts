/** Who has what a write wanted: an e-mail, a phone, a customer ID, an external ID, or a person as a contact. */
import { AppError } from '../../../shared/domain/app-error.ts';
import { legacyId } from '../../../shared/domain/ids.ts';
import type { ShopifyClient } from './client.ts';
import { findCompanies, findLocations } from './companies/find.ts';
import { companyOfPerson } from './companies/of-people.ts';
import { erpIdField } from './erp-id.ts';
import { sentAt } from './fields.ts';
import { customerByIdentifier, type CustomerIdentifierInput } from './operations.gen.ts';
import type { Refusal } from './refusal.ts';

/** A refusal with what is needed to look its holder up. */
export interface TakenValue {
  readonly refusal: Refusal;
  /** Of the mutation that was refused. */
  readonly operation: string;
  readonly variables: unknown;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

type Search = (client: ShopifyClient, signal: AbortSignal) => Promise<Named | null>;

function byIdentifier(identifier: CustomerIdentifierInput): Search {
  return async (client, signal) => {
    const found = await client.send(customerByIdentifier, { identifier }, { signal });
    const holder = found.customerByIdentifier;
    return holder === null ? null : { id: holder.id, name: holder.displayName };
  };
}

function byContact(customerId: string): Search {
  return async (client, signal) => {
    const company = await companyOfPerson(client, customerId, signal);
    return company === null ? null : { id: company.key, name: company.name };
  };
}

/** The search for the holder, and what to call it where that finds nobody. */
function searchFor({ refusal, operation, variables }: TakenValue): readonly [Search, string] | null {
  const { code, value, path } = refusal;
  if (code === 'CONTACT_IN_COMPANY') {
    const customerId = sentAt(variables, ['customerId']);
    return customerId === null ? null : [byContact(customerId), 'another company'];
  }
  if (value === null) return null;
  switch (code) {
    case 'EMAIL_TAKEN':
      return [byIdentifier({ emailAddress: value }), 'another customer'];
    case 'PHONE_TAKEN':
      return [byIdentifier({ phoneNumber: value }), 'another customer'];
    case 'CUSTOMER_ID_TAKEN':
      return [byIdentifier({ customId: { ...erpIdField, value } }), 'another customer'];
    case 'EXTERNAL_ID_TAKEN': {
      const isOfLocation = operation.startsWith('CompanyLocation') || path.includes('companyLocation');
      const find = isOfLocation ? findLocations : findCompanies;
      return [
        async (client, signal) => (await find(client, [value], signal)).get(value) ?? null,
        isOfLocation ? 'another location' : 'another company',
      ];
    }
    default:
      return null;
  }
}

/** The holder as a person would look for it. Its look-up must not hide the refusal that it explains. */
export async function nameHolder(
  client: ShopifyClient,
  taken: TakenValue,
  signal: AbortSignal,
): Promise<string> {
  const [search, otherwise] = searchFor(taken) ?? [null, 'another record'];
  try {
    const holder = (await search?.(client, signal)) ?? null;
    return holder === null ? otherwise : `${holder.name} (${legacyId(holder.id)})`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return otherwise;
  }
}
