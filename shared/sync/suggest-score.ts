/**
 * How likely two records are one customer, field by field, so that a person can see why.
 *
 * Each field gives points: its weight where the values are equal, its penalty where they differ, and something between the
 * two where they are near. A point is a doubling of the odds; the points are added up, what speaks against any two strangers is
 * taken off, and the sum becomes a score between 0 and 1. This is the model of Fellegi and Sunter (1969), with the weights set by
 * hand and by the table of pairs in `suggest-score.test.ts`:
 *
 * - name: telling, and the only field that speaks strongly against: two people of one house or one firm share everything else.
 * - phone: as telling as a name, as a household has one; another phone says little, as people have several.
 * - e-mail: a near one is a slip of the finger and the most telling of all; another one says little.
 * - address: a house has several people, and people move.
 */
import type { FieldValue } from '../domain/party.ts';
import { editDistance, jaroWinkler } from '../mapping/text-distance.ts';
import type { EmailFeature, Features, NameFeature, PhoneFeature, PlaceFeature } from './suggest-features.ts';
import type { FieldEvidence, Finding } from '../domain/suggestion.ts';

interface Rule {
  /** Points of equal values. */
  readonly weight: number;
  /** Points of different values. */
  readonly penalty: number;
  /** Similarity up to which two values are simply different. */
  readonly floor: number;
}

const rules: Readonly<Record<FieldEvidence['field'], Rule>> = {
  name: { weight: 6, penalty: -8, floor: 0.85 },
  email: { weight: 7, penalty: -1, floor: 0.8 },
  phone: { weight: 7, penalty: -1.5, floor: 0.7 },
  address: { weight: 5, penalty: -1, floor: 0.7 },
};

/** Points against any two records: most of those that are compared are strangers. */
const strangers = 6;

/** Suggested from this score on. */
export const suggestedFrom = 0.75;

interface Likeness {
  readonly similarity: number;
  readonly finding: Finding;
}

const different: Likeness = { similarity: 0, finding: 'different' };
const equal: Likeness = { similarity: 1, finding: 'equal' };

// ---------------------------------------------------------------------------------------------- name

/** From this length on, one other letter is a slip; in a shorter name it makes another name: Jane and Jade, Tim and Tom. */
const longWord = 6;

/** Sophie and Sophia sound alike to these rules, and are two sisters as likely as one woman. */
function isOtherVowel(left: string, right: string): boolean {
  return left.length === right.length && editDistance(left, right, 1) === 1;
}

function wordLikeness(
  left: string,
  right: string,
  sounds: readonly [string, string],
  isGiven: boolean,
): Likeness {
  if (left === right) return equal;
  if (left.length === 1 || right.length === 1) {
    return left[0] === right[0] ? { similarity: 0.93, finding: 'partOfName' } : different;
  }
  const similarity = jaroWinkler(left, right);
  if (sounds[0] === sounds[1] && similarity >= 0.8) {
    return isGiven && isOtherVowel(left, right)
      ? { similarity: 0.8, finding: 'different' }
      : { similarity: Math.max(similarity, 0.97), finding: 'soundsAlike' };
  }
  const isLong = Math.min(left.length, right.length) >= longWord;
  if (isLong && editDistance(left, right, 1) === 1) return { similarity: 0.95, finding: 'oneCharacter' };
  // A short form: Ben of Benjamin, Alex of Alexandra.
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length >= 3 && long.startsWith(short)) return { similarity: 0.94, finding: 'partOfName' };
  return { similarity: Math.min(similarity, isLong ? 0.9 : 0.75), finding: 'different' };
}

/** Every word of the shorter name looks for its like in the longer one, best first; what is left over costs a little. */
function compareNames(left: NameFeature, right: NameFeature): Likeness {
  const [short, long] = left.words.length <= right.words.length ? [left, right] : [right, left];
  const free = new Set(long.words.keys());
  const found: Likeness[] = [];
  let inOrder = true;
  let last = -1;
  for (const [at, word] of short.words.entries()) {
    let choice = -1;
    let chosen = different;
    for (const other of free) {
      const sounds = [short.sounds[at] ?? '', long.sounds[other] ?? ''] as const;
      const isGiven = at === 0 && other === 0;
      const likeness = wordLikeness(word, long.words[other] ?? '', sounds, isGiven);
      if (likeness.similarity > chosen.similarity) [choice, chosen] = [other, likeness];
    }
    free.delete(choice);
    found.push(chosen);
    if (choice < last) inOrder = false;
    last = choice;
  }
  const worst = Math.min(...found.map(({ similarity }) => similarity));
  const average = found.reduce((sum, { similarity }) => sum + similarity, 0) / found.length;
  const missing = long.words.length - short.words.length;
  // One word against several is a name of which the telling half is not known.
  const isHalf = short.words.length === 1 && missing > 0;
  const similarity = Math.max(
    0,
    (worst + average) / 2 - (isHalf ? 0.07 : 0.02 * missing) - (inOrder ? 0 : 0.02),
  );
  const odd = found.find(({ finding }) => finding !== 'equal');
  const finding = odd?.finding ?? (missing > 0 ? 'partOfName' : inOrder ? 'equal' : 'otherOrder');
  return { similarity, finding };
}

// ---------------------------------------------------------------------------------------------- e-mail

/** Mailboxes of an office, not of a person. */
const sharedMailboxes: ReadonlySet<string> = new Set(
  'info admin office sales hello orders accounts contact enquiries enquiry mail shop support team reception'.split(
    ' ',
  ),
);

/** Two numbered mailboxes of one name are two people: `ben.tran2` and `ben.tran3`. */
function differInNumber(left: string, right: string): boolean {
  const [a, b] = [left.replace(/\D+/gu, ''), right.replace(/\D+/gu, '')];
  return a !== b && a !== '' && b !== '';
}

function compareEmails(left: EmailFeature, right: EmailFeature): Likeness {
  const sameDomain = left.domain === right.domain;
  if (left.mailbox === right.mailbox) {
    if (sameDomain) return equal;
    if (editDistance(left.domain, right.domain, 2) <= 2)
      return { similarity: 0.95, finding: 'fewCharacters' };
    return sharedMailboxes.has(left.mailbox) ? different : { similarity: 0.9, finding: 'sameMailbox' };
  }
  if (!sameDomain || differInNumber(left.mailbox, right.mailbox)) return different;
  const edits = editDistance(left.mailbox, right.mailbox, 2);
  const length = Math.min(left.mailbox.length, right.mailbox.length);
  if (edits === 1 && length >= 5) return { similarity: 0.95, finding: 'oneCharacter' };
  return edits === 2 && length >= 10 ? { similarity: 0.9, finding: 'fewCharacters' } : different;
}

// ---------------------------------------------------------------------------------------------- phone

function comparePhones({ digits: left }: PhoneFeature, { digits: right }: PhoneFeature): Likeness {
  if (left === right) return equal;
  const length = Math.min(left.length, right.length);
  return length >= 7 && editDistance(left, right, 1) === 1
    ? { similarity: 0.9, finding: 'oneCharacter' }
    : different;
}

// ---------------------------------------------------------------------------------------------- address

function comparePlaces(left: PlaceFeature, right: PlaceFeature): Likeness {
  const sameArea =
    (left.postcode !== '' && left.postcode === right.postcode) ||
    (left.city !== '' && left.city === right.city);
  if (!sameArea || left.number !== right.number) return different;
  const street = left.street === right.street ? 1 : jaroWinkler(left.street, right.street);
  if (street < 0.9) return different;
  if (left.unit !== right.unit && left.unit !== '' && right.unit !== '') {
    return { similarity: 0.75, finding: 'otherUnit' };
  }
  return street === 1 && left.unit === right.unit ? equal : { similarity: 0.95, finding: 'sameStreet' };
}

// ---------------------------------------------------------------------------------------------- score

/** Points of two values: between penalty and weight, by how far their likeness is above the floor. */
function contributionOf({ weight, penalty, floor }: Rule, similarity: number): number {
  return penalty + (weight - penalty) * Math.max(0, (similarity - floor) / (1 - floor));
}

function evidenceOf(
  field: FieldEvidence['field'],
  { similarity, finding }: Likeness,
  texts: { readonly erp: FieldValue; readonly shopify: FieldValue },
): FieldEvidence {
  const rule = rules[field];
  const contribution = contributionOf(rule, similarity);
  return {
    field,
    ...texts,
    finding: similarity <= rule.floor ? 'different' : finding,
    similarity: Math.round(similarity * 1000) / 1000,
    weight: rule.weight,
    contribution: Math.round(contribution * 100) / 100,
  };
}

interface Compared<T> {
  readonly likeness: Likeness;
  readonly erp: T;
  readonly shopify: T;
}

/** Of several phones or places the two that are most alike. */
function bestOf<T>(
  erp: readonly T[],
  shopify: readonly T[],
  compare: (left: T, right: T) => Likeness,
): Compared<T> | null {
  let found: Compared<T> | null = null;
  for (const one of erp) {
    for (const other of shopify) {
      const likeness = compare(one, other);
      if (found === null || likeness.similarity > found.likeness.similarity) {
        found = { likeness, erp: one, shopify: other };
      }
    }
  }
  return found;
}

export interface Comparison {
  readonly score: number;
  readonly fields: readonly FieldEvidence[];
}

/** Points that make `suggestedFrom`. */
const pointsNeeded = Math.log2(suggestedFrom / (1 - suggestedFrom));

function one<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

function pointsOf(field: FieldEvidence['field'], likeness: Likeness | undefined): number {
  return likeness === undefined ? 0 : contributionOf(rules[field], likeness.similarity);
}

/**
 * As `compareRecords`, for the many pairs that have nothing but a key in common: null where even equal names would not make a
 * suggestion. Names are the dear part, and most pairs never come to them.
 */
export function compareIfNear(erp: Features, shopify: Features): Comparison | null {
  const others =
    pointsOf('phone', bestOf(erp.phones, shopify.phones, comparePhones)?.likeness) +
    pointsOf('address', bestOf(erp.places, shopify.places, comparePlaces)?.likeness) +
    pointsOf('email', bestOf(one(erp.email), one(shopify.email), compareEmails)?.likeness);
  const most = erp.name === null || shopify.name === null ? 0 : rules.name.weight;
  // A little less than needed: the parts of a comparison are rounded.
  if (others + most - strangers < pointsNeeded - 0.1) return null;
  const comparison = compareRecords(erp, shopify);
  return comparison.score < suggestedFrom ? null : comparison;
}

/** A field that one of the two does not have says nothing, and is not among the fields. */
export function compareRecords(erp: Features, shopify: Features): Comparison {
  const fields: FieldEvidence[] = [];
  const add = <T extends { readonly text: string }>(
    field: FieldEvidence['field'],
    found: Compared<T> | null,
  ): void => {
    if (found === null) return;
    const texts = { erp: found.erp.text, shopify: found.shopify.text };
    fields.push(evidenceOf(field, found.likeness, texts));
  };
  add('name', bestOf(one(erp.name), one(shopify.name), compareNames));
  add('email', bestOf(one(erp.email), one(shopify.email), compareEmails));
  add('phone', bestOf(erp.phones, shopify.phones, comparePhones));
  add('address', bestOf(erp.places, shopify.places, comparePlaces));
  const points = fields.reduce((sum, { contribution }) => sum + contribution, -strangers);
  return { score: Math.round(1000 / (1 + 2 ** -points)) / 1000, fields };
}
