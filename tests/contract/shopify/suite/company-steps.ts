/** Set-up of companies, and what cases about them expect in common. */
import type { ContractCase, Read, Step, Variables } from './case.ts';
import { companyCreate, companyRead } from './documents.ts';

export const notThere = 'Resource requested does not exist.';
export const externalIdMessage =
  'External Id can only contain numbers, letters, and some special characters, including !@#$%^&*(){}[]\\/?<>_-~,.;:\'`"';

/** An address that nothing is wrong with. */
export const office = {
  address1: '1 High St',
  city: 'Sydney',
  zip: '2000',
  zoneCode: 'NSW',
  countryCode: 'AU',
};

/** A company with one location and its two roles; saved are `company`, `location` and `role`, with an ending for a second one. */
export function aCompany(
  parts: { readonly company?: Variables; readonly companyLocation?: Variables } = {},
  ending = '',
): Step {
  const company = { name: `Contract {{run}} {{case}}${ending}`, ...parts.company };
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
  const input = { company: { name: `Contract {{run}} {{case}}${ending}` }, companyContact: contact };
  return {
    request: { document: companyCreate, variables: { input } },
    save: {
      ...save,
      [`contact${ending}`]: 'companyCreate.company.mainContact.id',
      [`person${ending}`]: 'companyCreate.company.mainContact.customer.id',
    },
  };
}

export function companyState(id = '{{company}}'): Read {
  return { document: companyRead, variables: { id } };
}

/** Afterwards the company reads so. */
export function companyReads(fields: unknown, id = '{{company}}'): NonNullable<ContractCase['effect']> {
  return { ...companyState(id), data: { company: fields } };
}

/** A company with orders and its location and contact with orders, as only the simulator's control can make it. */
export function aBusyCompany(name: string): Step {
  const seed = {
    name: `Contract {{run}} {{case}} ${name}`,
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
