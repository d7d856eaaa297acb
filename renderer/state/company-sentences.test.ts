import { describe, expect, it } from 'vitest';
import { noDecision } from '../../shared/sync/plan.ts';
import { buyerOf, companyRowOf, fieldOf, roleOf, siteOf } from './company-tree.test-support.ts';
import {
  companyCounts,
  contactLook,
  groupText,
  treeSentence,
  valueText,
  valueLook,
} from './company-sentences.ts';
import {
  answers,
  conflictsOf,
  hasUndisputed,
  isRearranged,
  openConflicts,
  proposalsOf,
  undecided,
  withChoice,
  writtenSides,
} from './decisions.ts';
import { resultSentence } from './result-sentence.ts';
import { rowSentence, storyOf } from './sentences.ts';

const terms = new Map([['gid://shopify/PaymentTermsTemplate/4', 'Net 30']]);
const email = fieldOf({ field: 'email', action: 'conflict', erp: 'a@example.com', shopify: 'b@example.com' });
const role = roleOf({ action: 'conflict', erp: 'orderingOnly', shopify: 'locationAdmin' });
const conflict = companyRowOf({
  verb: 'conflict',
  locations: [siteOf(1)],
  contacts: [buyerOf(1, { verb: 'conflict', fields: [email], roles: [role] })],
});

describe('a company in words', () => {
  it('counts in its row what changes below it', () => {
    const row = companyRowOf({
      locations: [siteOf(1), siteOf(2, { verb: 'create', shopify: null }), siteOf(3)],
      contacts: [buyerOf(1), buyerOf(2, { verb: 'update', target: 'erp' })],
    });
    expect(companyCounts(row)).toBe('3 locations, 2 contacts: 1 new, 1 changed');
    expect(groupText(row, 'locations')).toBe('3 locations: 1 new');
    expect(groupText(row, 'contacts')).toBe('2 contacts: 1 changed');
    expect(rowSentence(row, false)).toBe(
      'Update in MYOB, Harbour Foods, company, B00001, 3 locations, 2 contacts, included',
    );
  });

  it('says apart what is proposed, in conflict, and cannot be written', () => {
    const row = companyRowOf({
      contacts: [
        buyerOf(1, { verb: 'delete', target: 'shopify', proposed: true }),
        buyerOf(2, { verb: 'conflict' }),
        buyerOf(3, { verb: 'invalid' }),
        buyerOf(4, { notes: [{ code: 'contactInactiveKept', params: {} }] }),
      ],
    });
    expect(groupText(row, 'contacts')).toBe(
      '4 contacts: 1 proposed, 1 in conflict, 1 cannot sync, 1 with a note',
    );
    expect(contactLook(buyerOf(1, { verb: 'delete', target: 'shopify' })).text).toBe('Remove in Shopify');
  });

  it('calls roles as each system does, and terms by the names that the store gives them', () => {
    const contact = buyerOf(1, { roles: [role] });
    const sentence = treeSentence(conflict, { kind: 'role', contact, role }, undecided, terms);
    expect(sentence).toBe('Role of Buyer 1 at Site 1: Conflict, Location admin in Shopify, User in MYOB');
    expect(valueText('terms', 'gid://shopify/PaymentTermsTemplate/4', terms)).toBe('Net 30');
    expect(valueText('terms', 'gid://shopify/PaymentTermsTemplate/9', terms)).toBe('terms no. 9');
    expect(valueText('terms', 'NET30', terms)).toBe('NET30');
  });

  it('says where a value goes once it was chosen', () => {
    expect(valueLook('conflict', 'email', undecided).text).toBe('Conflict');
    expect(valueLook('conflict', 'email', withChoice(undecided, 'email', 'erp')).text).toBe(
      'Goes to Shopify',
    );
    expect(valueLook('keep', 'email', undecided).text).toBe('Stays');
  });

  it('asks about companies as companies', () => {
    expect(storyOf(companyRowOf({ verb: 'create', erp: null }))).toMatch(
      /same reference, tax number, or name and postcode/,
    );
    expect(storyOf(companyRowOf({ verb: 'invalid' }))).toMatch(/^This company cannot be synchronised/);
  });
});

describe('deciding about a company', () => {
  it('a conflict of a contact and one of its roles are each a question, and both have to be answered', () => {
    expect(conflictsOf(conflict).map(({ key, about }) => [key, about])).toEqual([
      ['buyer-1/email', 'email'],
      ['buyer-1/role@site-1', 'role'],
    ]);
    const half = withChoice(undecided, 'buyer-1/email', 'erp');
    expect(answers(conflict, half)).toBe(false);
    expect(openConflicts(conflict, half).map(({ about }) => about)).toEqual(['role']);
    const whole = withChoice(half, 'buyer-1/role@site-1', 'shopify');
    expect(answers(conflict, whole)).toBe(true);
    expect([...writtenSides(conflict, whole)].toSorted()).toEqual(['erp', 'shopify']);
    expect(resultSentence(conflict, whole)).toBe(
      'MYOB gets the role “Admin” for Buyer 1 at Site 1. Shopify gets e-mail “a@example.com” of Buyer 1.',
    );
  });

  it('a contact to be removed is off until it is approved', () => {
    const row = companyRowOf({
      verb: 'deactivate',
      target: 'shopify',
      contacts: [buyerOf(2, { verb: 'delete', target: 'shopify', proposed: true })],
    });
    expect(proposalsOf(row)).toEqual(['buyer-2']);
    expect(writtenSides(row, undecided).size).toBe(0);
    const approved = { ...undecided, approvedProposals: ['buyer-2'] };
    expect([...writtenSides(row, approved)]).toEqual(['shopify']);
    expect(resultSentence(row, approved)).toBe(
      'MYOB is not changed. Shopify gets Buyer 2 removed from the company.',
    );
  });

  it('undisputed parts of a contact can be written now', () => {
    const written = roleOf({ action: 'writeErp', shopify: 'orderingOnly', result: 'orderingOnly' });
    const row = companyRowOf({ contacts: [buyerOf(1, { fields: [email], roles: [written] })] });
    expect(hasUndisputed(row)).toBe(true);
    expect(hasUndisputed(conflict)).toBe(false);
  });

  it('a new company is promised with all its parts', () => {
    const row = companyRowOf({
      verb: 'create',
      target: 'shopify',
      shopify: null,
      locations: [siteOf(1, { verb: 'create', shopify: null }), siteOf(2, { verb: 'create', shopify: null })],
      contacts: [
        buyerOf(1, { verb: 'create', shopify: null }),
        buyerOf(2, { verb: 'invalid', shopify: null }),
      ],
    });
    expect(resultSentence(row, undecided)).toBe(
      'Shopify gets a new company with 2 locations and 1 contact. MYOB is not changed.',
    );
    expect(resultSentence({ ...row, decision: noDecision }, { ...undecided, include: false })).toMatch(
      /^Left alone in this commit/,
    );
  });

  it('the main contact moves with the rest, and is said', () => {
    const row = companyRowOf({
      contacts: [buyerOf(1), buyerOf(2)],
      mainContactChange: { side: 'shopify', contactId: 'buyer-2' },
    });
    expect([...writtenSides(row, undecided)]).toEqual(['shopify']);
    expect(resultSentence(row, undecided)).toBe('MYOB is not changed. Shopify gets Buyer 2 as main contact.');
  });

  it('two main contacts are a question; whose choice counts goes to the other system', () => {
    const row = companyRowOf({
      verb: 'conflict',
      contacts: [buyerOf(1), buyerOf(2)],
      mainContactConflict: { erp: 'buyer-1', shopify: 'buyer-2' },
    });
    expect(storyOf(row)).toBe('Each side chose another main contact. Nothing is written until you choose.');
    expect(openConflicts(row, undecided)).toEqual([{ key: 'mainContact', about: 'mainContact' }]);
    expect(answers(row, undecided)).toBe(false);
    const chosen = withChoice(undecided, 'mainContact', 'shopify');
    expect(answers(row, chosen)).toBe(true);
    expect([...writtenSides(row, chosen)]).toEqual(['erp']);
    expect(resultSentence(row, chosen)).toBe('MYOB gets Buyer 2 as main contact. Shopify is not changed.');
  });

  it('contacts that were linked by hand are taken back by planning the row again', () => {
    const row = companyRowOf({ contacts: [buyerOf(1)] });
    expect(isRearranged(row)).toBe(false);
    const contactTies = [{ erpKey: 'person-1', shopifyKey: 'buyer-1' }];
    expect(isRearranged({ ...row, decision: { ...noDecision, contactTies } })).toBe(true);
    expect(contactLook(buyerOf(1, { verb: 'untie' })).text).toBe('No partner');
  });
});
