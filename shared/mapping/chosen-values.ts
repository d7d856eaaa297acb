/**
 * Which values of the ERP's own lists a profile has chosen, and where: a class or a ship via can be deleted there after it was. Pure.
 * Credit terms are left out: the ERP offers no list of them (acumatica.md 7.3).
 */
import { entities } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { lookupsIn } from './mapping-check.ts';
import { waysOf } from './profile-rules.ts';
import type { Problem } from './problem.ts';
import { findList } from './substitution.ts';
import { parseTemplate } from './template.ts';

export const erpLists = [
  'customerClass',
  'taxZone',
  'shipVia',
  'shippingTerms',
  'priceClass',
  'branch',
  'customer',
] as const;
/** A list of the ERP that values are chosen from; `customer` are its customers, by CustomerID. */
export type ErpListName = (typeof erpLists)[number];

export interface ChosenValue {
  /** Its place in the profile. */
  readonly path: string;
  readonly list: ErpListName;
  readonly value: string;
  /** What a person calls it: `Ship via of locations`. */
  readonly name: string;
  /** What to do when it is gone. */
  readonly remedy: string;
  /** False where nothing is written or decided by it: it only never comes up any more. */
  readonly isNeeded: boolean;
}

/** Values that exist, as they are compared; null where a list cannot be read. A list that was not asked for is absent. */
export type OfferedLists = Readonly<Partial<Record<ErpListName, ReadonlySet<string> | null>>>;

/** Keys of the ERP are one in any case (acumatica.md 7.3). */
export function comparableKey(value: string): string {
  return value.trim().toUpperCase();
}

const labels = {
  customerClass: 'Customer class',
  taxZone: 'Tax zone',
  shipVia: 'Ship via',
  shippingTerms: 'Shipping terms',
  priceClass: 'Price class',
  branch: 'Branch',
  customer: 'Guest customer',
} as const satisfies Record<ErpListName, string>;

const chooseAnother = 'Choose another one.';

function defaultsOf({ customer, company, defaults }: Profile): readonly ChosenValue[] {
  const isImported = [customer, company].some(({ active, direction }) => active && direction !== 'export');
  const chosen = (path: string, list: ErpListName, value: string | null, name: string): ChosenValue[] =>
    value === null ? [] : [{ path, list, value, name, remedy: chooseAnother, isNeeded: true }];
  const locations = Object.entries(defaults.location).flatMap(([field, given]) =>
    given.from === 'fixed'
      ? chosen(
          `defaults.location.${field}`,
          field as keyof typeof defaults.location,
          given.value,
          `${labels[field as keyof typeof defaults.location]} of further locations`,
        )
      : [],
  );
  const guests = chosen('defaults.guestCustomer', 'customer', defaults.guestCustomer, labels.customer);
  return [
    ...(customer.active ? guests : []),
    ...(isImported
      ? chosen('defaults.customerClass', 'customerClass', defaults.customerClass, labels.customerClass)
      : []),
    ...(isImported && customer.withLocations ? locations : []),
  ];
}

function rulesOf({ customer, company, defaultRules }: Profile): readonly ChosenValue[] {
  if (![customer, company].some(({ active, direction }) => active && direction !== 'export')) return [];
  return defaultRules.flatMap(({ values }, index) =>
    (['customerClass', 'taxZone', 'shipVia', 'branch'] as const).flatMap((list): ChosenValue[] => {
      const value = values[list];
      if (value === null) return [];
      const path = `defaultRules.${index}.values.${list}`;
      const name = `${labels[list]} of rule ${index + 1}`;
      return [{ path, list, value, name, remedy: chooseAnother, isNeeded: true }];
    }),
  );
}

/** Without the class, its customers would count as persons. */
function companyClasses({ company }: Profile): readonly ChosenValue[] {
  if (!company.active || company.organization.by !== 'class') return [];
  return company.organization.classes.map((value, index) => ({
    path: `company.organization.classes.${index}`,
    list: 'customerClass',
    value,
    name: 'Customer class of business customers',
    remedy: 'Remove it, or choose another one.',
    isNeeded: true,
  }));
}

const isErpList = (key: string): key is keyof typeof labels =>
  Object.hasOwn(labels, key) && key !== 'customer';

/** Pairs of lists in which values of a field of the ERP are looked up. */
function substitutionsOf(profile: Profile): readonly ChosenValue[] {
  const { fieldMappings, substitutions } = profile;
  const exported = entities.filter(
    (entity) => profile[entity].active && waysOf(profile[entity].direction).includes('export'),
  );
  const chosen = new Map<string, ChosenValue>();
  for (const rule of exported.flatMap((entity) => Object.values(fieldMappings[entity].export))) {
    const parsed = rule.kind === 'template' ? parseTemplate(rule.template) : null;
    if (parsed?.ok !== true) continue;
    for (const { keys, list: named } of lookupsIn(parsed.template)) {
      const list = findList(substitutions, named);
      const [field = ''] = keys;
      if (list === undefined || keys.length !== 1 || !isErpList(field)) continue;
      for (const [index, { erp }] of list.pairs.entries()) {
        const path = `substitutions.${substitutions.indexOf(list)}.pairs.${index}`;
        const name = `${labels[field]} in the list \u201C${list.name}\u201D`;
        const remedy = 'Remove the pair, or choose another value.';
        chosen.set(path, { path, list: field, value: erp, name, remedy, isNeeded: false });
      }
    }
  }
  return [...chosen.values()];
}

/** Everything that the profile's active entities and directions use. */
export function chosenValues(profile: Profile): readonly ChosenValue[] {
  return [
    ...defaultsOf(profile),
    ...rulesOf(profile),
    ...companyClasses(profile),
    ...substitutionsOf(profile),
  ];
}

export interface LostValue extends Problem {
  readonly isNeeded: boolean;
}

/** What was chosen and is no longer there, in a sentence for each place. */
export function lostValues(chosen: readonly ChosenValue[], offered: OfferedLists): readonly LostValue[] {
  return chosen.flatMap(({ path, list, value, name, remedy, isNeeded }): readonly LostValue[] => {
    const known = offered[list] ?? null;
    if (known === null || known.has(comparableKey(value))) return [];
    return [{ path, message: `${name}: ${value} no longer exists in MYOB. ${remedy}`, isNeeded }];
  });
}
