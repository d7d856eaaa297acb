/** Attributes and custom fields of customers: listed to choose from, and read where a rule names them. */
import { describe, expect, it } from 'vitest';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { connect, never, readAll, startSimulator } from './support.ts';

const region: FurtherField = { key: 'attribute:REGION', label: 'Region', type: 'text', maximum: null };
const tier: FurtherField = {
  key: 'custom:BAccount.UsrShopTier',
  label: 'Shop Tier',
  type: 'text',
  maximum: null,
};

async function startCompany(options: { readonly listsFillAttributes?: boolean } = {}) {
  const customFields = { Customer: ['BAccount.UsrShopTier'] };
  const simulator = await startSimulator({ customFields, ...options });
  const { store } = simulator;
  store.setLookUp('CustomerClass', { ClassID: 'RURAL', Description: 'Rural' }, [
    { AttributeID: 'REGION', Description: 'Sales region', Active: true, Required: false, SortOrder: 1 },
    { AttributeID: 'OLD', Description: 'Not used any more', Active: false, Required: false, SortOrder: 2 },
  ]);
  const mere = store.addCustomer({
    CustomerName: 'Mere Tane',
    CustomerClass: 'RURAL',
    Attributes: [{ AttributeID: 'REGION', Value: 'Otago' }],
  });
  mere.custom = { BAccount: { UsrShopTier: 'Gold' } };
  store.addCustomer({ CustomerName: 'Sione Latu', CustomerClass: 'RURAL' });
  store.addCustomer({ CustomerName: 'Ana Ito' });
  return simulator;
}

describe('what only this company has', () => {
  it('is listed: attributes of its classes that are in use, and custom fields', async () => {
    const { furtherFields } = await connect(await startCompany());
    const { fields, leftOut } = await furtherFields(never);
    expect(fields).toEqual([
      {
        key: 'attribute:REGION',
        label: 'Sales region',
        type: 'text',
        maximum: null,
        says: 'Attribute REGION',
      },
      {
        key: 'custom:BAccount.UsrShopTier',
        label: 'Shop Tier',
        type: 'text',
        maximum: null,
        says: 'Custom field BAccount.UsrShopTier',
      },
    ]);
    expect(leftOut).toBe(0);
  });

  it('is named by the form that may not be used', async () => {
    const simulator = await startCompany();
    const { furtherFields } = await connect(simulator);
    simulator.faults.add({ kind: 'forbidden', entity: 'CustomerClass' });
    await expect(furtherFields(never)).rejects.toMatchObject({ code: 'ERP_NO_RIGHTS' });
  });
});

describe('attributes and custom fields of customers', () => {
  it('are read where they are asked for, and absent where a customer has none', async () => {
    const { source } = await connect(await startCompany(), { further: [region, tier] });
    const { parties } = await readAll(source);
    expect(parties.map(({ attributes }) => attributes?.['attribute:REGION'])).toEqual([
      'Otago',
      undefined,
      undefined,
    ]);
    expect(parties.map(({ attributes }) => attributes?.['custom:BAccount.UsrShopTier'])).toEqual([
      'Gold',
      undefined,
      undefined,
    ]);
    const again = await source.readByKeys(
      parties.map(({ key }) => key),
      never,
    );
    expect([...again.values()].map(({ attributes }) => attributes)).toEqual(
      parties.map(({ attributes }) => attributes),
    );
  });

  it('are listed and read one by one where lists leave them out', async () => {
    const { source, furtherFields } = await connect(await startCompany({ listsFillAttributes: false }), {
      further: [region],
    });
    expect((await furtherFields(never)).fields.map(({ key }) => key)).toContain('attribute:REGION');
    const { parties } = await readAll(source);
    expect(parties.map(({ attributes }) => attributes?.['attribute:REGION'])).toEqual([
      'Otago',
      undefined,
      undefined,
    ]);
  });

  it('are not read otherwise', async () => {
    const { source } = await connect(await startCompany());
    for (const { attributes } of (await readAll(source)).parties) {
      expect(Object.keys(attributes ?? {}).filter((key) => key.includes(':'))).toEqual([]);
    }
  });

  it('are known of a customer after a write, as they were before', async () => {
    const { source, sink } = await connect(await startCompany(), { further: [region, tier] });
    const [mere] = (await readAll(source)).parties;
    if (mere === undefined) throw new Error('Nobody was read');
    const after = await sink.updateCustomer(mere, { values: { phone: '0412 345 678' } }, never);
    expect(after.attributes).toEqual(mere.attributes);
  });
});
