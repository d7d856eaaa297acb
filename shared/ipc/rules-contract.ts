/** What can be asked of the program while filters, mappings and defaults are edited. A part of the contract. */
import { z } from 'zod';
import { defaultRulesSchema } from '../domain/default-rules.ts';
import { mappingRulesSchema, substitutionListsSchema } from '../domain/field-mapping.ts';
import { filterGroupSchema, filtersSchema } from '../domain/filter.ts';
import { entities } from '../domain/party.ts';
import type {
  DefaultsTrial,
  FilterTrial,
  MappingTrial,
  RuleChoices,
  RulesImpact,
  SettingsProblem,
  ValueInUse,
} from '../domain/rule-trial.ts';
import { ruleWays } from '../domain/rule-trial.ts';
import { companyEntitySchema, customerEntitySchema, directionSchema } from '../domain/settings.ts';

const profileId = z.string();
const entity = z.enum(entities);
const way = z.enum(ruleWays);

/** Nothing of this reads or writes either system, but for `rules.check`, which may read the ERP's lists again. */
export const ruleInputs = {
  /** `direction` is that of customers, as it is chosen on the screen; that of business customers is the profile's. */
  'rules.choices': z.strictObject({ profileId, direction: directionSchema }),
  /** How many of the records that were read last a filter lets through, and who. A newer question ends an older one. */
  'rules.tryFilter': z.strictObject({ profileId, entity, way, where: filterGroupSchema }),
  /** Values that a field has in the records that were read last, the most frequent first. */
  'rules.values': z.strictObject({
    profileId,
    entity,
    way,
    field: z.string().max(200),
    search: z.string().max(200),
  }),
  /** What a change of these would mean for customers that are linked. What is absent stays as it is. */
  'rules.impact': z.strictObject({
    profileId,
    customer: customerEntitySchema.optional(),
    company: companyEntitySchema.optional(),
    filters: filtersSchema.optional(),
  }),
  /** A dry run over twenty records. */
  'rules.tryMapping': z.strictObject({
    profileId,
    entity,
    way,
    /** Of the entity. */
    direction: directionSchema,
    rules: mappingRulesSchema,
    /** The other direction's rules: what goes round in a circle is said. */
    otherRules: mappingRulesSchema,
    substitutions: substitutionListsSchema,
  }),
  /** Which defaults customers would get whose name, e-mail or number is like the text; a country stands for a new customer from there. */
  'rules.tryDefaults': z.strictObject({
    profileId,
    defaultRules: defaultRulesSchema,
    search: z.string().max(200),
  }),
  /** What is wrong with the settings as they are saved. The ERP's lists are read again where they are older than `since`. */
  'rules.check': z.strictObject({ profileId, since: z.string().nullable() }),
} as const;

export interface RuleOutputs {
  'rules.choices': RuleChoices;
  'rules.tryFilter': FilterTrial;
  'rules.values': readonly ValueInUse[];
  'rules.impact': RulesImpact;
  'rules.tryMapping': MappingTrial;
  'rules.tryDefaults': DefaultsTrial;
  'rules.check': readonly SettingsProblem[];
}
