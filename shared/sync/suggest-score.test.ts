import { describe, expect, it } from 'vitest';
import { featuresOf } from './suggest-features.ts';
import { compareRecords, suggestedFrom, type Comparison } from './suggest-score.ts';
import type { SuggestSubject } from './suggest-subject.ts';

/** `name | e-mail | phone | address line | postcode`; a dash is no value. */
function subject(text: string): SuggestSubject {
  const [name, email, phone, address1, postcode] = text
    .split('|')
    .map((part) => part.trim())
    .map((part) => (part === '-' || part === '' ? null : part));
  return {
    key: text,
    name: name ?? null,
    email: email ?? null,
    phones: phone == null ? [] : [phone],
    places: address1 == null ? [] : [{ address1, address2: null, city: null, postcode: postcode ?? null }],
  };
}

function compare(erp: string, shopify: string): Comparison {
  return compareRecords(featuresOf(subject(erp)), featuresOf(subject(shopify)));
}

const ben = 'Ben Whitlock | ben@example.com.au | 0491 570 156 | 12 Banksia Street | 2042';

describe('pairs that must be suggested', () => {
  it.each([
    [
      'a wrong digit in the phone, another e-mail',
      ben,
      'Ben Whitlock | bw@work.example | +61491570158 | 12 Banksia St | 2042',
    ],
    ['a slip in the e-mail', ben, 'Ben Whitlock | ben@exampel.com.au | - | -'],
    [
      'a slip in the e-mail\u2019s mailbox',
      'Ben Whitlock | ben.whitlock@example.com | -',
      'Ben Whitlock | ben.whitlok@example.com | -',
    ],
    [
      'a misspelt family name at one address',
      ben,
      'Ben Witlock | other@example.com | - | 12 Banksia Street | 2042',
    ],
    ['first and last name swapped, same phone', ben, 'Whitlock Ben | b@example.com | 0491570156 | -'],
    [
      'same name and address, another e-mail and phone',
      ben,
      'Ben Whitlock | new@example.com | 0491 570 999 | 12 Banksia St | 2042',
    ],
    ['same name and phone, another e-mail', ben, 'Ben Whitlock | new@example.com | +61 491 570 156 | -'],
    ['a short form of the name, same phone', ben, 'Benjamin Whitlock | new@example.com | 0491570156 | -'],
    [
      'an initial, same phone and street',
      ben,
      'B Whitlock | new@example.com | 0491570156 | 12 Banksia St | 2042',
    ],
    ['a middle name', ben, 'Ben James Whitlock | new@example.com | 0491570156 | -'],
    ['a title', ben, 'Mr. Ben Whitlock | new@example.com | 0491570156 | -'],
    [
      'a macron',
      'Tāne Māhuta | t@example.com | 021 555 1234 | -',
      'Tane Mahuta | m@example.com | +64215551234 | -',
    ],
    [
      'wh written as it sounds',
      'Hemi Whaanga | h@example.com | 021 555 1234 | -',
      'Hemi Faanga | w@example.com | +64215551234 | -',
    ],
    [
      'ng without its g',
      'Aroha Ngata | a@example.com | - | 3 Rata Road | 6011',
      'Aroha Nata | b@example.com | - | 3 Rata Rd | 6011',
    ],
    [
      'a name with an apostrophe',
      'Sean O\u2019Brien | s@example.com | 0491570156 | -',
      'Sean OBrien | o@example.com | 0491570156 | -',
    ],
    [
      'same mailbox at another provider, same street',
      ben,
      'Ben Whitlock | ben@another.example | - | 12 Banksia St | 2042',
    ],
    [
      'unit written in two ways',
      'Mia Tran | m@example.com | - | 4/12 King Street | 2042',
      'Mia Tran | t@example.com | - | Unit 4, 12 King St | 2042',
    ],
  ])('%s', (_what, erp, shopify) => {
    const found = compare(erp, shopify);
    expect(found.score, JSON.stringify(found.fields)).toBeGreaterThanOrEqual(suggestedFrom);
    const turned = compare(shopify, erp);
    expect(turned.score).toBe(found.score);
  });
});

describe('pairs that must not be suggested', () => {
  it.each([
    [
      'two people of one household',
      ben,
      'Mia Whitlock | mia@example.com.au | 0491570156 | 12 Banksia Street | 2042',
    ],
    [
      'sisters with near names in one household',
      'Jane Whitlock | jane@example.com | 0491570156 | 12 Banksia St | 2042',
      'Jade Whitlock | jade@example.com | 0491570156 | 12 Banksia St | 2042',
    ],
    [
      'sisters of one sound',
      'Sophie Tran | se@example.com | 0491570156 | 12 Banksia St | 2042',
      'Sophia Tran | sa@example.com | 0491570156 | 12 Banksia St | 2042',
    ],
    [
      'two people of one firm',
      'Ben Whitlock | ben@firm.example | 02 9374 4000 | 1 Mill Lane | 2042',
      'Priya Iyer | priya@firm.example | 02 9374 4000 | 1 Mill Lane | 2042',
    ],
    [
      'a common name and nothing else',
      'John Smith | j1@example.com | 0491570156 | 1 King St | 2042',
      'John Smith | jsmith@other.example | 0491570999 | 9 Hill Rd | 3000',
    ],
    ['a name alone', 'John Smith | - | -', 'John Smith | - | -'],
    ['neighbours', ben, 'Ben Tran | bt@example.com | - | 14 Banksia Street | 2042'],
    [
      'numbered mailboxes of one name',
      'Ben Tran | ben.tran.2@example.com | 0491570002 | 1 King St | 2042',
      'Ben Tran | ben.tran.65@example.com | 0491570065 | 9 Hill Rd | 3000',
    ],
    [
      'numbers next to each other, other people',
      'Ben Tran | a@example.com | 0491 570 156',
      'Mia Vella | b@example.com | 0491 570 157',
    ],
    [
      'an office mailbox at two firms',
      'Front Desk | info@one.example | -',
      'Reception | info@two.example | -',
    ],
    [
      'same first name at one address',
      'Ben Whitlock | a@example.com | - | 12 Banksia St | 2042',
      'Ben Okafor | b@example.com | - | 12 Banksia St | 2042',
    ],
    [
      'two flats of one house',
      'Ben Okafor | a@example.com | - | 3/12 King St | 2042',
      'Ben Tran | b@example.com | - | 4/12 King St | 2042',
    ],
    [
      'one street number in two suburbs',
      'Ben Whitlock | a@example.com | - | 12 Banksia St | 2042',
      'Ben Whitlock | b@example.com | - | 12 Banksia St | 3000',
    ],
  ])('%s', (_what, erp, shopify) => {
    const found = compare(erp, shopify);
    expect(found.score, JSON.stringify(found.fields)).toBeLessThan(suggestedFrom);
  });
});

describe('the explanation', () => {
  it('names each field with both values, what was found, and its points; they add up to the score', () => {
    const { score, fields } = compare(
      ben,
      'Ben Whitlock | bw@work.example | +61491570158 | 12 Banksia St | 2042',
    );
    expect(fields.map(({ field, finding, erp, shopify }) => [field, finding, erp, shopify])).toEqual([
      ['name', 'equal', 'Ben Whitlock', 'Ben Whitlock'],
      ['email', 'different', 'ben@example.com.au', 'bw@work.example'],
      ['phone', 'oneCharacter', '0491 570 156', '+61491570158'],
      ['address', 'equal', '12 Banksia Street', '12 Banksia St'],
    ]);
    for (const { contribution, weight } of fields) expect(contribution).toBeLessThanOrEqual(weight);
    const points = fields.reduce((sum, { contribution }) => sum + contribution, -6);
    expect(score).toBeCloseTo(1 / (1 + 2 ** -points), 3);
  });

  it('leaves out a field that one of the two does not have', () => {
    const { fields } = compare('Ben Whitlock | - | 0491570156', 'Ben Whitlock | b@example.com | -');
    expect(fields.map(({ field }) => field)).toEqual(['name']);
  });
});
