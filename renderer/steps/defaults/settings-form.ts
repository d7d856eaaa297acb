/** The form of the Defaults step: the contract's own schema, with a sentence of ours for each field it can refuse. */
import type { FieldErrors, Resolver } from 'react-hook-form';
import { z } from 'zod';
import { filterSchema } from '../../../shared/domain/filter.ts';
import {
  companyEntitySchema,
  customerDefaultsSchema,
  customerEntitySchema,
  guardSettingsSchema,
  policiesSchema,
} from '../../../shared/domain/settings.ts';
import { isUnfinished } from '../rules/filter-draft.ts';

export const settingsFormSchema = z.strictObject({
  customer: customerEntitySchema,
  company: companyEntitySchema,
  defaults: customerDefaultsSchema,
  policies: policiesSchema,
  guards: guardSettingsSchema,
  /** Of customers, on their way to the ERP; the screen of filters has the others. */
  importFilter: filterSchema.refine(({ where }) => !isUnfinished(where)).nullable(),
});
export type SettingsForm = z.infer<typeof settingsFormSchema>;

const percentage = 'Enter a percentage from 0 to 100.';

const sentences: Readonly<Record<string, string>> = {
  'guards.deactivateShare': percentage,
  'guards.updateShare': percentage,
  'guards.changedShare': percentage,
  'guards.createShare': percentage,
  'guards.unmatchedShare': percentage,
  'guards.minimumRows': 'Enter a whole number from 1.',
  'guards.clockSkewSeconds': 'Enter how many minutes, more than 0.',
  'defaults.numbering.template': 'Enter a template such as C######; each # is a digit.',
  'defaults.numbering.next': 'Enter the next number, a whole number from 0.',
  'defaults.locationNumbering.template': 'Enter a template such as L######; each # is a digit.',
  'defaults.locationNumbering.next': 'Enter the next number, a whole number from 0.',
  'customer.maxFailedAttempts': 'Enter a whole number from 1.',
  'company.maxFailedAttempts': 'Enter a whole number from 1.',
  importFilter: 'Enter the tag that these customers have.',
  'company.organization.classes': 'Add at least one customer class.',
  'company.organization.attribute': 'Enter the ID of the attribute.',
  'company.organization.value': 'Enter the value that business customers have.',
  'defaults.location.taxZone.value': 'Choose a tax zone.',
  'defaults.location.shipVia.value': 'Choose how it is shipped.',
  'defaults.location.shippingTerms.value': 'Choose shipping terms.',
};

/** Problems by field path. */
export function problemsOf(values: unknown): Readonly<Record<string, string>> {
  const parsed = settingsFormSchema.safeParse(values);
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      return [name, sentences[name] ?? message];
    }),
  );
}

/** Hands the problems to the form, nested as its fields are. */
export const settingsResolver: Resolver<SettingsForm> = (values) => {
  const problems = Object.entries(problemsOf(values));
  if (problems.length === 0) return { values, errors: {} };
  const errors: Record<string, unknown> = {};
  for (const [path, message] of problems) {
    const names = path.split('.');
    let place = errors;
    for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>;
    place[names.at(-1) ?? ''] = { type: 'schema', message };
  }
  return { values: {}, errors: errors as FieldErrors<SettingsForm> };
};
