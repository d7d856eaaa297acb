import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpCompany, erpContact, erpSite, companiesOf } from '../../tests/support/companies.ts';
import { createMemoryTwin } from '../../tests/support/memory-twin.ts';
import {
  applyCompanyEdit,
  companyEdits,
  partiesOfCompanies,
  randomCompanies,
} from '../../tests/support/random-companies.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import type { Party, Side } from '../domain/party.ts';
import { changeSentence } from '../domain/record-change.ts';
import { fieldLabel } from '../mapping/field-rules.ts';
import { partyHash } from './hashes.ts';
import { recordChanges } from './record-changes.ts';

describe('what changed in a company', () => {
  it('says what is different of its people, and what each may do where', () => {
    const ben = erpContact(1, { roles: { MAIN: 'orderingOnly' } });
    const cleo = erpContact(2);
    const before = erpCompany(1, {
      locations: [erpSite(0), erpSite(1)],
      contacts: [ben, cleo],
      terms: '30D',
    });
    const dev = erpContact(3);
    const now: Party = {
      ...before,
      locations: [erpSite(0, { site: { taxId: '51824753556' } }), erpSite(1)],
      business: {
        terms: '60D',
        mainContactKey: cleo.key,
        contacts: [
          { ...ben, active: false, roles: [{ key: 'r', locationKey: 'MAIN', role: 'locationAdmin' }] },
          { ...cleo, values: { ...cleo.values, email: 'cleo@example.com.au' } },
          dev,
        ],
      },
    };
    expect(recordChanges(before, now).map((change) => changeSentence(change, fieldLabel))).toEqual([
      'Payment terms in MYOB was "30D" in your preview and is "60D" now.',
      'Main contact in MYOB was "Ben Park1" in your preview and is "Cleo Park2" now.',
      'Tax registration ID of 0 Dock Road, Geelong in MYOB was empty in your preview and is "51824753556" now.',
      'Active of Ben Park1 in MYOB was "yes" in your preview and is "no" now.',
      'Role of Ben Park1, Depot 0 in MYOB was "User" in your preview and is "Admin" now.',
      'E-mail of Cleo Park2 in MYOB was "cleo2@example.com.au" in your preview and is "cleo@example.com.au" now.',
      'Dev Park3 was added in MYOB since your preview.',
    ]);
  });

  it('has something to say exactly where the content hash differs', () => {
    const ids = createTestIds();
    fc.assert(
      fc.property(
        randomCompanies,
        fc.constantFrom<Side>('erp', 'shopify'),
        companyEdits,
        (given, side, edits) => {
          const twin = createMemoryTwin({ side, parties: partiesOfCompanies(given, side) });
          const before = companiesOf(twin);
          for (const edit of edits) applyCompanyEdit(twin, { ...edit, side });
          for (const party of before) {
            const now = twin.party(party.key);
            if (now === null) throw new Error('gone');
            expect(recordChanges(party, now).length > 0).toBe(partyHash(party, ids) !== partyHash(now, ids));
          }
        },
      ),
    );
  });
});
