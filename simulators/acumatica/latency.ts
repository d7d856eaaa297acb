import type { Latency, Spread } from './options.ts';

/** Spread of the logarithm around the typical value: one answer in twenty takes more than about three times as long. */
const deviation = 0.7;

function pick({ minimum, maximum, typical }: Spread, random: () => number): number {
  if (maximum <= 0) return 0;
  if (typical === undefined) return minimum + random() * (maximum - minimum);
  // Box and Muller: two even numbers make one that is spread as by a bell curve.
  const bell = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(maximum, Math.max(minimum, typical * Math.exp(deviation * bell)));
}

/** Milliseconds by which the next answer is late. */
export function delayOf(latency: Latency, isWrite: boolean, random: () => number): number {
  return pick(isWrite ? (latency.writes ?? latency) : latency, random);
}
