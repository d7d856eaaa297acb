/** Thresholds as people type them: shares as percentages, seconds as minutes. What is no number stays visible as an error. */
const isNumber = /^\d+(?:\.\d+)?$/;

function numberIn(text: string): number {
  const trimmed = text.trim();
  return isNumber.test(trimmed) ? Number(trimmed) : Number.NaN;
}

export function textOfNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** 0.1 -> `10` */
export function percentOf(share: number): string {
  return textOfNumber(Math.round(share * 10_000) / 100);
}

/** `10` -> 0.1 */
export function shareIn(text: string): number {
  return Math.round(numberIn(text) * 100) / 10_000;
}

/** 300 -> `5` */
export function minutesOf(seconds: number): string {
  return textOfNumber(Math.round(seconds / 6) / 10);
}

/** `5` -> 300 */
export function secondsIn(text: string): number {
  return Math.round(numberIn(text) * 60);
}

export function wholeIn(text: string): number {
  return numberIn(text);
}
