/** What contacts say of their people: read only where a filter or a mapping names it. */
import { describe, expect, it } from 'vitest';
import { connect, never, readAll, startSimulator } from './support.ts';

const asked = { named: ['noMarketing', 'doNotEmail', 'language'] } as const;

async function startWithThree() {
  const simulator = await startSimulator();
  const { store } = simulator;
  store.addCustomer({
    CustomerName: 'Mere Tane',
    MainContact: { NoMarketing: true, LanguageOrLocale: 'en-NZ' },
  });
  store.addCustomer({
    CustomerName: 'Sione Latu',
    MainContact: { LanguageOrLocale: 'en-NZ' },
    PrimaryContact: { LastName: 'Latu', DoNotEmail: true, LanguageOrLocale: 'to' },
  });
  store.addCustomer({ CustomerName: 'Ana Ito' });
  return simulator;
}

describe('what contacts say of their people', () => {
  it('is read where it is asked for: a flag wherever it is ticked, the language of the person first', async () => {
    const { source } = await connect(await startWithThree(), asked);
    const { parties } = await readAll(source);
    expect(parties.map(({ attributes }) => attributes)).toMatchObject([
      { noMarketing: true, doNotEmail: false, language: 'en-NZ' },
      { noMarketing: false, doNotEmail: true, language: 'to' },
      { noMarketing: false, doNotEmail: false },
    ]);
    expect(parties[2]?.attributes).not.toHaveProperty('language');
    const again = await source.readByKeys(
      parties.map(({ key }) => key),
      never,
    );
    expect([...again.values()].map(({ attributes }) => attributes)).toEqual(
      parties.map(({ attributes }) => attributes),
    );
  });

  it('is not read otherwise', async () => {
    const { source } = await connect(await startWithThree());
    const { parties } = await readAll(source);
    for (const { attributes } of parties) {
      expect(attributes).not.toHaveProperty('noMarketing');
      expect(attributes).not.toHaveProperty('language');
    }
  });

  it('is known of a customer after a write, as it was before', async () => {
    const { source, sink } = await connect(await startWithThree(), asked);
    const [mere] = (await readAll(source)).parties;
    if (mere === undefined) throw new Error('Nobody was read');
    const after = await sink.updateCustomer(mere, { values: { phone: '0412 345 678' } }, never);
    expect(after.attributes).toEqual(mere.attributes);
  });
});
