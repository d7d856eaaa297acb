/** What is wrong with saved settings, by the screen on which it can be put right; values that the ERP no longer has are among it. */
import type { OfferedValues } from '../../shared/mapping/default-rules.ts';
import { ruleProblems, waysOf } from '../../shared/mapping/profile-rules.ts';
import type { SettingsProblem } from '../../shared/domain/rule-trial.ts';
import {
  locationDefaultFields,
  type LocationDefaultField,
  type Profile,
} from '../../shared/domain/settings.ts';
import type { Lookups, LookupValue } from '../../shared/ipc/contract.ts';

/** A list that is empty says nothing: the user may not be allowed to read it. */
function idsOf(list: readonly LookupValue[] | null): ReadonlySet<string> | null {
  return list === null || list.length === 0 ? null : new Set(list.map(({ id }) => id));
}

/** The ERP has no list of terms. */
export function offeredValues(lists: Lookups): OfferedValues {
  return {
    customerClass: idsOf(lists.customerClasses),
    taxZone: idsOf(lists.taxZones),
    shipVia: idsOf(lists.shipVia),
    terms: null,
    branch: idsOf(lists.branches),
  };
}

const locationLabels: Readonly<Record<LocationDefaultField, string>> = {
  taxZone: 'Tax zone',
  shipVia: 'Ship via',
  shippingTerms: 'Shipping terms',
};

const gone = (label: string, value: string): string =>
  `${label} ${value} no longer exists in MYOB. Choose another one.`;

function defaultsProblems({ customer, defaults }: Profile, lists: Lookups): readonly SettingsProblem[] {
  if (!waysOf(customer.direction).includes('import')) return [];
  const isGone = (value: string | null, list: ReadonlySet<string> | null): value is string =>
    value !== null && list !== null && !list.has(value);
  const ofLocation = {
    taxZone: idsOf(lists.taxZones),
    shipVia: idsOf(lists.shipVia),
    shippingTerms: idsOf(lists.shippingTerms),
  };
  const wrong: SettingsProblem[] = [];
  const add = (path: string, message: string): void => void wrong.push({ screen: 'defaults', path, message });
  if (isGone(defaults.customerClass, idsOf(lists.customerClasses))) {
    add('defaults.customerClass', gone('Customer class', defaults.customerClass));
  }
  if (!customer.withLocations) return wrong;
  for (const field of locationDefaultFields) {
    const choice = defaults.location[field];
    if (choice.from === 'fixed' && isGone(choice.value, ofLocation[field])) {
      add(`defaults.location.${field}.value`, gone(`${locationLabels[field]} of locations`, choice.value));
    }
  }
  return wrong;
}

function screenOf(path: string): SettingsProblem['screen'] {
  if (path.startsWith('filters')) return 'filters';
  return path.startsWith('defaultRules') ? 'countryDefaults' : 'mapping';
}

/** `lists` are the ERP's own; null where they were never read, and then nothing is said of them. */
export function settingsProblems(profile: Profile, lists: Lookups | null): readonly SettingsProblem[] {
  const rules = ruleProblems(profile, lists === null ? undefined : offeredValues(lists));
  return [
    ...(lists === null ? [] : defaultsProblems(profile, lists)),
    ...rules.map(({ path, message }) => ({ screen: screenOf(path), path, message })),
  ];
}
