import { describe, expect, it } from 'vitest';
import type { AddressValuesFragment, CustomerFieldsFragment } from './operations.gen.ts';
import { parseWholeCustomer, requirePersonalData } from './parse.ts';

const address: AddressValuesFragment = {
  id: 'gid://shopify/MailingAddress/11?model_name=CustomerAddress',
  firstName: 'Mere',
  lastName: 'Tawhai',
  company: ' ',
  address1: '12 Kauri Street ',
  address2: '',
  city: 'Nelson',
  province: 'Nelson',
  provinceCode: 'NSN',
  zip: '7010',
  countryCodeV2: 'NZ',
  phone: null,
};

const customer: CustomerFieldsFragment = {
  id: 'gid://shopify/Customer/7',
  legacyResourceId: '7',
  firstName: 'Mere',
  lastName: null,
  displayName: 'Mere',
  state: 'ENABLED',
  createdAt: '2026-02-01T00:00:00Z',
  updatedAt: '2026-03-01T00:00:00Z',
  note: 'Likes tea',
  tags: ['retail', 'vip'],
  taxExempt: false,
  locale: 'en',
  numberOfOrders: '3',
  defaultEmailAddress: {
    emailAddress: 'Mere@example.co.nz',
    marketingState: 'SUBSCRIBED',
    marketingOptInLevel: 'SINGLE_OPT_IN',
    marketingUpdatedAt: '2026-02-02T00:00:00Z',
  },
  defaultPhoneNumber: null,
  defaultAddress: { id: 'gid://shopify/MailingAddress/11?model_name=CustomerAddress' },
  addressesV2: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
};

const hidden: CustomerFieldsFragment = {
  ...customer,
  firstName: null,
  displayName: '',
  defaultEmailAddress: null,
};

describe('a Shopify customer as a neutral record', () => {
  it('keeps the original text and reads blank text as no value', () => {
    const party = parseWholeCustomer(customer, [address]);
    expect(party.values).toEqual({
      firstName: 'Mere',
      lastName: null,
      email: 'Mere@example.co.nz',
      phone: null,
    });
    expect(party.locations).toEqual([
      {
        key: address.id,
        values: {
          attention: 'Mere Tawhai',
          company: null,
          phone: null,
          address1: '12 Kauri Street ',
          address2: null,
          city: 'Nelson',
          province: 'NSN',
          postcode: '7010',
          country: 'NZ',
        },
        name: null,
        isDefault: true,
        active: true,
        externalReference: null,
        inherits: false,
      },
    ]);
    expect(party).toMatchObject({
      key: customer.id,
      number: '7',
      revision: customer.updatedAt,
      nameIsSplit: false,
    });
    expect(party.extras).toEqual({
      taxExempt: false,
      note: 'Likes tea',
      tags: ['retail', 'vip'],
      locale: 'en',
      emailConsent: { state: 'subscribed', level: 'single', at: '2026-02-02T00:00:00Z' },
    });
    expect(party.externalReference).toBeNull();
    expect(party.attributes).toMatchObject({ orders: 3 });
    expect(party.facts).toMatchObject({ Orders: '3', Tags: 'retail, vip', Note: 'Likes tea' });
  });

  it('takes the name of a province where there is no code', () => {
    const party = parseWholeCustomer(customer, [{ ...address, provinceCode: null, province: 'Elsewhere' }]);
    expect(party.locations[0]?.values.province).toBe('Elsewhere');
  });

  it('finds the default address by its id, however the gid is written', () => {
    const party = parseWholeCustomer(customer, [{ ...address, id: 'gid://shopify/MailingAddress/11' }]);
    expect(party.locations[0]?.isDefault).toBe(true);
  });

  it('takes customers that show nothing for hidden, not for empty', () => {
    expect(() => requirePersonalData([parseWholeCustomer(hidden, [])])).toThrow(/PERSONAL_DATA_HIDDEN/);
    const named = parseWholeCustomer({ ...hidden, displayName: 'Mere Tawhai' }, []);
    expect(() => requirePersonalData([parseWholeCustomer(customer, []), named])).toThrow(
      /PERSONAL_DATA_HIDDEN/,
    );
  });

  it('lets one empty record among others be what it is', () => {
    const parties = [parseWholeCustomer(customer, []), parseWholeCustomer(hidden, [])];
    expect(() => requirePersonalData(parties)).not.toThrow();
  });
});
