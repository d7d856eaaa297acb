/** Ids made from a template: `#` is a digit of the counter, everything else is literal. */

/** The next ids, or an empty list where the template has not exactly one group of `#` or the counter does not fit. */
export function nextNumbers(template: string, next: number, count: number): readonly string[] {
  const groups = template.match(/#+/g) ?? [];
  const [digits] = groups;
  if (digits === undefined || groups.length > 1 || !Number.isInteger(next) || next < 0) return [];
  return Array.from({ length: count }, (_, offset) => String(next + offset))
    .filter((number) => number.length <= digits.length)
    .map((number) => template.replace(digits, number.padStart(digits.length, '0')));
}
