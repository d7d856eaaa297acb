import { expect, it } from 'vitest';
import { erpCompany, shopifyCompany, shopifyContact } from '../../tests/support/companies.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { companiesAfter } from './links-read.ts';

const whole = companiesAfter(
  undefined,
  {
    erp: [erpParty(1), erpCompany(2), erpCompany(3)],
    shopify: [
      shopifyParty(1),
      shopifyCompany(2, { contacts: [shopifyContact(1), shopifyContact(2)] }),
      shopifyCompany(3, { name: 'Alder', contacts: [shopifyContact(3)] }),
    ],
  },
  true,
);

it('companies are remembered with the customers who act for them, persons are not', () => {
  expect(whole).toEqual({
    erpKeys: [erpCompany(2).key, erpCompany(3).key],
    shopify: [
      {
        key: 'gid://shopify/Company/2',
        number: '2',
        name: 'Harbour Supplies 2',
        people: ['gid://shopify/Customer/7001', 'gid://shopify/Customer/7002'],
      },
      { key: 'gid://shopify/Company/3', number: '3', name: 'Alder', people: ['gid://shopify/Customer/7003'] },
    ],
  });
});

it('a reading of what changed says nothing of the companies that it did not read', () => {
  const [erp, shopify] = [[erpParty(2)], [shopifyCompany(3, { name: 'Birch' })]];
  const after = companiesAfter(whole, { erp, shopify }, false);
  // The ERP's second customer is a person by now.
  expect(after.erpKeys).toEqual([erpCompany(3).key]);
  expect(after.shopify.map(({ name, people }) => [name, people.length])).toEqual([
    ['Harbour Supplies 2', 2],
    ['Birch', 0],
  ]);
  expect(companiesAfter(whole, { erp, shopify }, true)).toEqual({
    erpKeys: [],
    shopify: [{ key: 'gid://shopify/Company/3', number: '3', name: 'Birch', people: [] }],
  });
});
