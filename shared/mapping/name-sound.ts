/**
 * Names by their sound, roughly: for finding names that were written down by ear. English rules alone would lose the names of
 * this part of the world, so what many languages confuse is one class here: Māori `wh` and `f`, `ng` and `n`, a long vowel
 * with or without its macron or written twice.
 */

const marks = /\p{M}+/gu;
/** Letters that decomposing does not turn into plain ones. */
const plainLetters: readonly (readonly [RegExp, string])[] = [
  [/[øœ]/gu, 'o'],
  [/æ/gu, 'a'],
  [/[ðđ]/gu, 'd'],
  [/þ/gu, 't'],
  [/ł/gu, 'l'],
  [/ß/gu, 'ss'],
  [/ı/gu, 'i'],
];

/** Words of a name in lower case, without marks (`Māori` and `Maori` are one) and punctuation; `O'Brien` stays one word. */
export function nameWords(text: string): readonly string[] {
  let plain = text.normalize('NFD').replace(marks, '').toLowerCase();
  if (/[^\p{ASCII}]/u.test(plain)) for (const [letter, by] of plainLetters) plain = plain.replace(letter, by);
  return plain
    .replace(/['\u2019`]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const groups: readonly (readonly [RegExp, string])[] = [
  [/wh|ph/gu, 'f'],
  [/ng/gu, 'n'],
  [/[dt]h|tt|dt/gu, 't'],
  [/sch|sh|ch|tz|ts|x/gu, 's'],
  [/ck|kh|gh|qu/gu, 'k'],
  [/c(?=[eiy])/gu, 's'],
];

/** Classes of consonants that are taken for each other; vowels and `h` have none. */
const classes: Readonly<Record<string, string>> = {
  b: 'P',
  p: 'P',
  f: 'F',
  v: 'F',
  w: 'F',
  c: 'K',
  g: 'K',
  k: 'K',
  q: 'K',
  d: 'T',
  t: 'T',
  s: 'S',
  z: 'S',
  j: 'J',
  l: 'L',
  m: 'M',
  n: 'N',
  r: 'R',
};

/**
 * `Whitlock` and `Witlok` are `FTLK`, `Ngata` and `Nata` are `NT`. A word that begins with a vowel begins with `A`. Letters of
 * scripts without classes stand for themselves. Takes one of `nameWords`.
 */
export function soundOf(word: string): string {
  let text = word;
  for (const [group, by] of groups) text = text.replace(group, by);
  let sound = '';
  let before = '';
  for (const letter of text) {
    const isVowel = 'aeiouyh'.includes(letter);
    const letterClass = isVowel ? '' : (classes[letter] ?? letter);
    if (sound === '' && isVowel && letter !== 'h') sound = 'A';
    else if (letterClass !== before) sound += letterClass;
    before = letterClass;
  }
  return sound;
}
