/** All chance of a simulated run comes from one seed. */
import { createRandom, type Random } from '../../simulators/demo/random.ts';

export interface Chance extends Random {
  /** True for this share of the draws, 0 to 1. */
  happens(share: number): boolean;
  shuffle<T>(values: readonly T[]): readonly T[];
  /** A stream of its own, so that more draws here change nothing there. */
  branch(name: string): Chance;
}

const resolution = 1_000_000;

/** Spreads a text over 32 bits (FNV-1a). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

export function createChance(seed: number): Chance {
  const random = createRandom(seed);
  return {
    ...random,
    happens: (share) => random.below(resolution) < share * resolution,
    shuffle: (values) => {
      const shuffled = [...values];
      for (let end = shuffled.length - 1; end > 0; end -= 1) {
        const other = random.below(end + 1);
        [shuffled[end], shuffled[other]] = [shuffled[other] as never, shuffled[end] as never];
      }
      return shuffled;
    },
    branch: (name) => createChance((seed ^ spread(name)) >>> 0),
  };
}
