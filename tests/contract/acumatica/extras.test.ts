/** What an import writes only where a profile maps it: the customer's note, what its contacts say of the person, its tax exemption number. */
import { describe, expect, it } from 'vitest';
import { connect, draft, never, readOne, startSimulator } from './support.ts';

const asked = {
  named: ['noMarketing', 'doNotEmail', 'language', 'note', 'taxExemptionNumber'],
} as const;
const extras = {
  erpNote: 'Rings first',
  erpLanguage: 'en-NZ',
  noMarketing: true,
  doNotEmail: true,
  taxExemptionNumber: 'EX-1',
} as const;
const stored = {
  note: 'Rings first',
  language: 'en-NZ',
  noMarketing: true,
  doNotEmail: true,
  taxExemptionNumber: 'EX-1',
};

describe('what is written only where it is mapped', () => {
  it('comes with a new customer in its one request, at its own contact and at that of its person', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator, asked);
    const party = await sink.createCustomer(draft({ extras }), never);
    expect(simulator.counters.writes).toEqual({ 'PUT Customer': 1 });
    expect(party.attributes).toMatchObject(stored);
    expect((await readOne(source, party.number)).attributes).toEqual(party.attributes);
    const row = simulator.store.customer(party.number);
    for (const contact of [row?.mainContact, row?.primaryContact]) {
      expect(contact?.values).toMatchObject({
        DoNotEmail: true,
        NoMarketing: true,
        LanguageOrLocale: 'en-NZ',
      });
    }
    // The main contact's own values came along.
    expect(row?.mainContact.values).toMatchObject({ Email: party.values.email });
  });

  it('is given to a customer without a person at its own contact, and makes no person of nothing', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator, asked);
    simulator.store.addCustomer({ CustomerID: 'C77', CustomerName: 'Ana Ito' });
    const before = await readOne(source, 'C77');
    expect(before.nameIsSplit).toBe(true);
    const after = await sink.updateCustomer(before, { values: {}, extras }, never);
    expect(after.attributes).toMatchObject(stored);
    expect(after.nameIsSplit).toBe(true);
    expect(simulator.store.customer('C77')?.primaryContact).toBeNull();
  });

  it('is sent as far as it changed; a flag is unticked wherever it was ticked, and a note is emptied', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator, asked);
    simulator.store.addCustomer({
      CustomerID: 'C77',
      CustomerName: 'Sione Latu',
      MainContact: { NoMarketing: true },
      PrimaryContact: { LastName: 'Latu', DoNotEmail: true, LanguageOrLocale: 'to' },
    });
    const noted = await sink.updateCustomer(
      await readOne(source, 'C77'),
      { values: {}, extras: { erpNote: 'Rings first' } },
      never,
    );
    expect(noted.attributes).toMatchObject({ note: 'Rings first', noMarketing: true, doNotEmail: true });
    const after = await sink.updateCustomer(
      noted,
      { values: { phone: '0412 345 678' }, extras: { erpNote: null, doNotEmail: false } },
      never,
    );
    expect(after.attributes).toMatchObject({ noMarketing: true, doNotEmail: false, language: 'to' });
    expect(after.attributes).not.toHaveProperty('note');
    expect(after.values.phone).toBe('0412 345 678');
    expect((await readOne(source, 'C77')).attributes).toEqual(after.attributes);
  });

  it('is not read where no rule names it', async () => {
    const simulator = await startSimulator();
    const { sink, source } = await connect(simulator);
    const party = await sink.createCustomer(draft({ extras }), never);
    const { attributes } = await readOne(source, party.number);
    for (const key of Object.keys(stored)) expect(attributes).not.toHaveProperty(key);
  });
});
