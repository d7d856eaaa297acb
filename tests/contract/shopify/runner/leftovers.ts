/** What a case made in the store, and its removal. Nothing is removed that the case did not make itself. */
import { valueAt } from '../../placeholders.ts';
import type { Request } from '../suite/case.ts';
import type { Client, Received } from './client.ts';

/** Where the payloads of creating mutations hold the ids of what they made. */
const idPaths = {
  customer: ['customerCreate.customer.id', 'customerSet.customer.id'],
  company: ['companyCreate.company.id'],
  person: [
    'companyCreate.company.mainContact.customer.id',
    'companyContactCreate.companyContact.customer.id',
  ],
  definition: ['metafieldDefinitionCreate.createdDefinition.id'],
} as const;

export interface Leftovers {
  /** Notes what the answer says was made. */
  readonly note: (request: Request, received: Received) => void;
  /** Removes everything noted, and every customer with one of the e-mail addresses. Answers what could not be removed. */
  readonly remove: (emails: readonly string[]) => Promise<readonly string[]>;
}

const deleteCompany =
  'mutation M($id: ID!) { companyDelete(id: $id) { deletedCompanyId userErrors { message } } }';
const deleteCustomer =
  'mutation M($id: ID!) { customerDelete(input: {id: $id}) { deletedCustomerId userErrors { message } } }';
const deleteDefinition =
  'mutation M($id: ID!) { metafieldDefinitionDelete(id: $id, deleteAllAssociatedMetafields: true) { deletedDefinitionId userErrors { message } } }';
const findCustomer =
  'query Q($email: String!) { customerByIdentifier(identifier: {emailAddress: $email}) { id } }';

export function createLeftovers(client: Client): Leftovers {
  const companies = new Set<string>();
  const customers = new Set<string>();
  const definitions = new Set<string>();

  const noteData = (data: unknown): void => {
    const note = (paths: readonly string[], found: Set<string>): void => {
      for (const path of paths) {
        const id = valueAt(data, path);
        if (typeof id === 'string') found.add(id);
      }
    };
    note(idPaths.company, companies);
    note([...idPaths.customer, ...idPaths.person], customers);
    note(idPaths.definition, definitions);
  };
  const removeAll = async (document: string, ids: Iterable<string>): Promise<readonly string[]> => {
    const left: string[] = [];
    for (const id of ids) {
      const { body } = await client.send({ document, variables: { id } });
      const [payload] = Object.values((valueAt(body, 'data') ?? {}) as Readonly<Record<string, unknown>>);
      const errors = (valueAt(payload, 'userErrors') ?? []) as readonly { readonly message: string }[];
      // Each mutation says "can't be found" or "does not exist" in its own words; the case may have removed it itself.
      if (errors.some(({ message }) => !/found|exist/.test(message)))
        left.push(`${id} could not be removed: ${errors.map(({ message }) => message).join(' ')}`);
    }
    return left;
  };
  return {
    note: (request, { body }) => {
      if ('document' in request) noteData(valueAt(body, 'data'));
      // The lines of a bulk mutation's result are answers of their own.
      if ('path' in request && Array.isArray(body)) for (const line of body) noteData(valueAt(line, 'data'));
    },
    remove: async (emails) => {
      const left = [...(await removeAll(deleteCompany, companies))];
      for (const email of emails) {
        const { body } = await client.send({ document: findCustomer, variables: { email } });
        const id = valueAt(body, 'data.customerByIdentifier.id');
        if (typeof id === 'string') customers.add(id);
      }
      left.push(...(await removeAll(deleteCustomer, customers)));
      left.push(...(await removeAll(deleteDefinition, definitions)));
      return left;
    },
  };
}
