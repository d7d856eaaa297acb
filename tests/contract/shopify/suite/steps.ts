/** Set-up that many cases share, and short ways of writing what they expect. */
import type { ContractCase, Read, Step, Variables } from './case.ts';
import {
  companyCreate,
  companyRead,
  customerByIdentifier,
  customerCreate,
  customerRead,
} from './documents.ts';

/** A customer, saved under a name. */
export function aCustomer(input: Variables, name = 'customer'): Step {
  return {
    request: { document: customerCreate, variables: { input } },
    save: { [name]: 'customerCreate.customer.id' },
  };
}

/** A company with one location and its two roles; saved are `company`, `location` and `role`, with an ending for a second one. */
export function aCompany(
  parts: { readonly company?: Variables; readonly companyLocation?: Variables } = {},
  ending = '',
): Step {
  const company = { name: `Contract {{run}}${ending}`, ...parts.company };
  return {
    request: { document: companyCreate, variables: { input: { ...parts, company } } },
    save: {
      [`company${ending}`]: 'companyCreate.company.id',
      [`location${ending}`]: 'companyCreate.company.locations.nodes.0.id',
      [`role${ending}`]: 'companyCreate.company.contactRoles.nodes.0.id',
    },
  };
}

/** A company with a main contact, who is saved as `contact` and, as a customer, as `person`. */
export function aCompanyWithContact(contact: Variables = { email: '{{email}}' }, ending = ''): Step {
  const { save } = aCompany({}, ending);
  const input = { company: { name: `Contract {{run}}${ending}` }, companyContact: contact };
  return {
    request: { document: companyCreate, variables: { input } },
    save: {
      ...save,
      [`contact${ending}`]: 'companyCreate.company.mainContact.id',
      [`person${ending}`]: 'companyCreate.company.mainContact.customer.id',
    },
  };
}

export function customerState(id = '{{customer}}'): Read {
  return { document: customerRead, variables: { id } };
}

export function companyState(id = '{{company}}'): Read {
  return { document: companyRead, variables: { id } };
}

/** Afterwards nobody in the store has the e-mail address. */
export function nobodyHas(emailAddress: string): NonNullable<ContractCase['effect']> {
  return {
    document: customerByIdentifier,
    variables: { identifier: { emailAddress } },
    data: { customerByIdentifier: null },
  };
}

/** Afterwards the customer reads so. */
export function customerReads(fields: unknown, id = '{{customer}}'): NonNullable<ContractCase['effect']> {
  return { ...customerState(id), data: { customer: fields } };
}

/** Afterwards the company reads so. */
export function companyReads(fields: unknown, id = '{{company}}'): NonNullable<ContractCase['effect']> {
  return { ...companyState(id), data: { company: fields } };
}

/** An id of a record that no store has. */
export function unknownId(type: string, number = 999_999_999_999): string {
  return `gid://shopify/${type}/${number}`;
}

export function text(length: number): string {
  return 'x'.repeat(length);
}

/** A company with orders and its location and contact with orders, as only the simulator's control can make it. */
export function aBusyCompany(name: string): Step {
  const seed = {
    name: `Contract {{run}} ${name}`,
    locations: [{ name: 'Busy', hasOrders: true }, { name: 'Quiet' }],
    contacts: [{ email: `{{email_${name}}}`, hasOrders: true }],
  };
  return {
    request: { control: 'POST /edits', body: { edit: 'addCompany', arguments: [seed] } },
    save: { [name]: '0' },
  };
}

/** Removes it again; its person goes with everybody whose e-mail address the case used. */
export function removeBusy(name: string): Step {
  return {
    request: { control: 'POST /edits', body: { edit: 'deleteCompany', arguments: [`{{${name}}}`] } },
  };
}
