/** Contacts of customers and their roles at locations. */
import { anyNumber, listOf } from '../../shape.ts';
import type { Plain, Step, Subject } from './case.ts';
import { aContact, aCustomer, aLocation, get, put, updateOnly } from './steps.ts';

const giveRole = (role: Plain): Step => ({
  request: put('CustomerLocation', {
    Customer: '{{customer}}',
    LocationID: '{{location}}',
    RoleAssignments: [{ ContactID: '{{contact}}', ...role }],
  }),
});
const company = aCustomer({ CustomerCategory: 'Organization' });
const rolesOf = (path: string) => get(path, { $expand: 'RoleAssignments' });

export const contacts: Subject = {
  name: 'contacts',
  cases: [
    {
      name: 'a contact is filed under its account',
      basis: '7.3',
      given: [aCustomer(), aContact()],
      request: get('Contact/{{contact}}'),
      answer: {
        record: { ContactID: anyNumber, BusinessAccount: '{{customer}}', FirstName: 'Mere', Active: true },
      },
      effect: [
        {
          request: get('Customer/{{customer}}', { $expand: 'Contacts' }),
          answer: { record: { Contacts: listOf({ ContactID: '{{contact}}' }) } },
        },
      ],
    },
    {
      name: 'a contact is set inactive by Active',
      basis: '7.3',
      given: [aCustomer(), aContact()],
      request: put('Contact', { ContactID: '{{contact}}', Active: false }, {}, updateOnly),
      answer: { record: { Active: false, Status: 'Inactive' } },
    },
    {
      name: 'a contact needs a last name',
      basis: '7.3',
      given: [aCustomer()],
      request: put('Contact', { BusinessAccount: '{{customer}}', FirstName: 'Cher' }),
      answer: { errors: { LastName: /empty/i } },
    },
    {
      name: 'a contact carries an external reference',
      basis: '7.1',
      needs: ['externalReferences'],
      given: [aCustomer(), aContact({ ExtRefNbr: '78 - Contract {{run}}' })],
      request: get('Contact/{{contact}}', { $select: 'ExtRefNbr' }),
      answer: { record: { ExtRefNbr: '78 - Contract {{run}}' } },
    },
    {
      name: 'the name of the primary contact is changed through its customer',
      basis: '3.4',
      given: [
        aCustomer({ PrimaryContact: { FirstName: 'Mere', LastName: 'Tane' } }),
        {
          request: get('Customer/{{customer}}', { $select: 'PrimaryContactID' }),
          save: { contact: 'PrimaryContactID' },
        },
      ],
      request: put(
        'Customer',
        { CustomerID: '{{customer}}', PrimaryContact: { FirstName: 'Mereana' } },
        { $expand: 'PrimaryContact' },
        updateOnly,
      ),
      answer: { record: { PrimaryContact: { FirstName: 'Mereana', LastName: 'Tane' } } },
      effect: [{ request: get('Contact/{{contact}}'), answer: { record: { FirstName: 'Mereana' } } }],
    },
    {
      name: 'a role is given at a location and seen at location and contact',
      basis: '4 [VERIFY 9.2]',
      heldIn: 'simulators/acumatica/roles.ts',
      needs: ['b2b'],
      given: [company, aLocation(), aContact(), giveRole({ Role: 'User' })],
      request: rolesOf('CustomerLocation/{{customer}}/{{location}}'),
      answer: {
        record: { RoleAssignments: [{ ContactID: '{{contact}}', LocationCD: '{{location}}', Role: 'User' }] },
      },
      effect: [
        {
          request: rolesOf('Contact/{{contact}}'),
          answer: { record: { RoleAssignments: [{ LocationCD: '{{location}}', Role: 'User' }] } },
        },
      ],
    },
    {
      name: 'another role takes the place of the first',
      basis: '4 [VERIFY 9.2]',
      heldIn: 'simulators/acumatica/roles.ts checkLines',
      needs: ['b2b'],
      given: [company, aLocation(), aContact(), giveRole({ Role: 'User' }), giveRole({ Role: 'Admin' })],
      request: rolesOf('CustomerLocation/{{customer}}/{{location}}'),
      answer: { record: { RoleAssignments: [{ ContactID: '{{contact}}', Role: 'Admin' }] } },
    },
    {
      name: 'a role is taken away by its id',
      basis: '7.3',
      needs: ['b2b'],
      given: [
        company,
        aLocation(),
        aContact(),
        giveRole({ Role: 'User' }),
        {
          request: rolesOf('CustomerLocation/{{customer}}/{{location}}'),
          save: { role: 'RoleAssignments.0.id' },
        },
        giveRole({ id: '{{role}}', delete: true }),
      ],
      request: rolesOf('CustomerLocation/{{customer}}/{{location}}'),
      answer: { record: { RoleAssignments: [] } },
    },
    {
      name: 'a role that there is not is refused',
      basis: '7.4',
      needs: ['b2b'],
      given: [company, aLocation(), aContact()],
      request: put('CustomerLocation', {
        Customer: '{{customer}}',
        LocationID: '{{location}}',
        RoleAssignments: [{ ContactID: '{{contact}}', Role: 'Owner' }],
      }),
      answer: { errors: { '': /./ } },
    },
  ],
};
