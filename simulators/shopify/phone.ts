interface NumberingPlan {
  readonly callingCode: string;
  /** National numbers without the leading 0. */
  readonly national: RegExp;
  /** Whether national numbers are dialled with a leading 0. */
  readonly trunkZero: boolean;
}

const northAmerica: NumberingPlan = {
  callingCode: '1',
  national: /^[2-9]\d{2}[2-9]\d{6}$/,
  trunkZero: false,
};

/** The countries whose national numbers are understood; others must come with + and their calling code. */
const plans: Readonly<Record<string, NumberingPlan>> = {
  AU: { callingCode: '61', national: /^(?:[23478]\d{8}|13\d{4}|1[38]00\d{6})$/, trunkZero: true },
  NZ: { callingCode: '64', national: /^(?:[34679]\d{7}|2\d{7,9}|[58]0[08]\d{5,7})$/, trunkZero: true },
  US: northAmerica,
  CA: northAmerica,
};

const separators = /[\s().\-–/]/g;

/**
 * The number in E.164, or undefined when it is none. A bare national number is read as one of the given country
 * (the address's or the shop's). Recorded behaviour: formatted numbers are compacted, `abc` and `+1234abcd` are invalid.
 */
export function normalisePhone(text: string, countryCode: string): string | undefined {
  const compact = text.replace(separators, '');
  if (compact.startsWith('+')) {
    const digits = compact.slice(1);
    if (!/^[1-9]\d{6,14}$/.test(digits)) return undefined;
    const plan = Object.values(plans).find((candidate) => digits.startsWith(candidate.callingCode));
    if (!plan) return `+${digits}`;
    const national = digits.slice(plan.callingCode.length).replace(plan.trunkZero ? /^0/ : '', '');
    return plan.national.test(national) ? `+${plan.callingCode}${national}` : undefined;
  }
  const plan = plans[countryCode];
  if (!plan || !/^\d+$/.test(compact)) return undefined;
  const national = plan.trunkZero ? compact.replace(/^0/, '') : compact;
  return plan.national.test(national) ? `+${plan.callingCode}${national}` : undefined;
}

/**
 * The phone of an address: best effort and never refused. A number that is too short for its country is still given the calling code,
 * as recorded for `450-4538` in Canada; text is stored as sent.
 */
export function normaliseAddressPhone(text: string, countryCode: string): string {
  const proper = normalisePhone(text, countryCode);
  if (proper !== undefined) return proper;
  const compact = text.replace(separators, '');
  const plan = plans[countryCode];
  return plan && /^\d+$/.test(compact) ? `+${plan.callingCode}${compact.replace(/^0/, '')}` : text;
}
