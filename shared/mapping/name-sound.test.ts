import { describe, expect, it } from 'vitest';
import { nameWords, soundOf } from './name-sound.ts';
import { phoneTail } from './phone-tail.ts';

describe('words of a name', () => {
  it.each([
    ['Tāne Māhuta', ['tane', 'mahuta']],
    ['O\u2019Brien-Smith', ['obrien', 'smith']],
    ['  Nguyễn   Thị Đào ', ['nguyen', 'thi', 'dao']],
    ['Søren Łukasz Weiß', ['soren', 'lukasz', 'weiss']],
    ['李 小龍', ['李', '小龍']],
    ['...', []],
  ])('%s', (text, words) => {
    expect(nameWords(text)).toEqual(words);
  });
});

describe('names that sound alike', () => {
  it.each([
    ['whitlock', 'witlok'],
    ['whaanga', 'faanga'],
    ['ngata', 'nata'],
    ['catherine', 'kathryn'],
    ['sean', 'shaun'],
    ['phillips', 'filips'],
    ['schmidt', 'shmit'],
    ['wiremu', 'wīremu'.normalize('NFD').replace(/\p{M}/gu, '')],
    ['maaori', 'maori'],
  ])('%s and %s', (left, right) => {
    expect(soundOf(left)).toBe(soundOf(right));
  });

  it.each([
    ['ben', 'mia'],
    ['jane', 'jade'],
    ['aroha', 'hine'],
    ['smith', 'smart'],
  ])('%s and %s do not', (left, right) => {
    expect(soundOf(left)).not.toBe(soundOf(right));
  });

  it('every name has a sound, also one without consonants or in another script', () => {
    for (const name of ['ioe', 'h', '李', 'x'])
      expect(soundOf(name).length).toBeGreaterThanOrEqual(name === 'h' ? 0 : 1);
  });
});

describe('the tail of a phone', () => {
  it.each([
    ['0412 345 678', '+61 412 345 678'],
    ['(02) 9374-4000', '0061 2 9374 4000'],
    ['021 555 1234', '+64 (0)21 555 1234'],
  ])('is the same for %s and %s', (left, right) => {
    expect(phoneTail(left)).toBe(phoneTail(right));
    expect(phoneTail(left)).toHaveLength(7);
  });

  it.each(['02 9374 4000 x12', '1300 FLOWER', '12345', '\uFF10\uFF14\uFF11\uFF12 345 678'])(
    'of %s cannot be told without reading it',
    (text) => {
      expect(phoneTail(text)).toBeNull();
    },
  );
});
