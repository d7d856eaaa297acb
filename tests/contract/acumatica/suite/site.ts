/** The instance: discovery, sign-in, endpoints. */
import { anyText, listWith, type Matcher } from '../../shape.ts';
import type { Subject } from './case.ts';
import { get, list } from './steps.ts';

const withoutSecrets: Matcher = {
  wants: 'nothing named AccessToken or SharedSecret',
  shapes: [],
  accepts: (value) => !/AccessToken|SharedSecret/.test(JSON.stringify(value)),
};

export const site: Subject = {
  name: 'instance',
  cases: [
    {
      name: 'tells its build and endpoints to who is signed in',
      basis: '7.1 [VERIFY]',
      heldIn: 'simulators/acumatica/options.ts discovery; electron/connectors/acumatica/discover.ts',
      request: { method: 'GET', site: '/entity' },
      answer: {
        status: 200,
        body: {
          version: { acumaticaBuildVersion: anyText },
          endpoints: listWith({ name: 'Default', version: anyText, href: anyText }),
        },
      },
    },
    {
      name: 'tells them to strangers too',
      basis: '7.1 [VERIFY]',
      heldIn: 'simulators/acumatica/options.ts discovery',
      request: { method: 'GET', site: '/entity', isStranger: true },
      answer: { status: 200, body: { endpoints: listWith({ name: 'Default' }) } },
    },
    {
      name: 'answers 404 for a version of an endpoint that it has not',
      basis: '7.1',
      isWrong: true,
      request: { method: 'GET', site: '/entity/Default/1.200.001/Customer' },
      answer: { status: 404 },
    },
    {
      name: 'answers 401 to a stranger who asks for data',
      basis: '7.4',
      request: {
        method: 'GET',
        site: '/entity/{{endpoint}}/Customer?$select=CustomerID&$top=1',
        isStranger: true,
      },
      answer: { status: 401 },
    },
    {
      name: 'refuses a wrong password without taking a seat',
      basis: '7.2 [VERIFY]',
      heldIn: 'electron/connectors/acumatica/cookie-session.ts signInFailure',
      request: {
        method: 'POST',
        site: '/entity/auth/login',
        isStranger: true,
        body: { name: '{{user}}', password: 'certainly-wrong-{{run}}', tenant: '{{tenant}}' },
      },
      answer: { status: [401, 500], message: /credentials|password/i },
    },
    {
      name: 'lists its branches in an inquiry that is put',
      basis: '7.8',
      request: { method: 'PUT', path: 'CompaniesStructure', query: { $expand: 'Results' }, body: {} },
      answer: { record: { Results: listWith({ BranchID: anyText, BranchName: anyText }) } },
    },
    {
      name: 'keeps the secrets of a store record out of a $select that does not name them',
      basis: '7.7',
      request: list('ShopifyStore', { $select: 'StoreName,StoreAdminURL,Active,Default' }),
      answer: { status: [200, 403], body: withoutSecrets },
    },
    {
      name: 'lists what defaults are picked from',
      basis: '7.8',
      given: ['TaxZone:TaxZoneID', 'ShipVia:CarrierID', 'ShippingTerm:TermID', 'Currency:CurrencyID'].map(
        (pair) => {
          const [entity = '', key = ''] = pair.split(':');
          return { request: list(entity, { $select: `${key},Description` }) };
        },
      ),
      request: list('CustomerClass', {
        $select: 'ClassID,Description,Country,TaxZoneID,ShipVia,ShippingTerms',
      }),
      answer: { records: listWith({ ClassID: anyText }) },
    },
    {
      name: 'gives a customer class with its attributes by key',
      basis: '2, 7.3',
      given: [
        { request: list('CustomerClass', { $select: 'ClassID', $top: '1' }), save: { class: '0.ClassID' } },
      ],
      request: get('CustomerClass/{{class}}', { $expand: 'Attributes' }),
      answer: { record: { ClassID: '{{class}}' } },
    },
  ],
};
