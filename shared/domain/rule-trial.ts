/**
 * What the program answers while filters, mappings and defaults are edited: what can be chosen, and what a draft would do to the
 * records that were read last. Data only.
 */
import type { FilterOperator } from './filter.ts';
import type { MappingRule } from './field-mapping.ts';
import type { Entity, PartySummary } from './party.ts';
import type { DefaultRuleField } from './default-rules.ts';

/** `import` copies to the ERP, `export` to Shopify. */
export const ruleWays = ['import', 'export'] as const;
export type RuleWay = (typeof ruleWays)[number];

/** Something that is wrong with a draft. */
export interface RuleProblem {
  /** Names of members and places in lists with dots between, such as `parts.1.values.0`. */
  readonly path: string;
  /** A sentence for a person, with the remedy. */
  readonly message: string;
  /** Of a template: how many characters stand before it. */
  readonly position?: number;
}

/** Which records a draft was tried on: those of the last reading that was complete. */
export interface Reading {
  /** When the older of the two systems was read, ISO 8601 UTC. */
  readonly at: string;
}

/** A field that a filter can ask. */
export interface FilterFieldChoice {
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'yesNo' | 'choice' | 'list';
  readonly operators: readonly {
    readonly id: FilterOperator;
    readonly words: string;
    /** How many values it compares with. */
    readonly values: 0 | 1 | 2;
  }[];
  /** Of a `choice`; null where anything can be compared with. */
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
}

/** A row of the mapping table, with what can be chosen in it. */
export interface MappingRowChoice {
  /** Key of the field that is written. */
  readonly target: string;
  readonly label: string;
  /** Fields that it is made from unless a person says otherwise. */
  readonly from: string;
  /** How, in a sentence. */
  readonly says: string;
  readonly kinds: readonly MappingRule['kind'][];
  /** Fields of the other system whose values it takes. */
  readonly sources: readonly { readonly key: string; readonly label: string }[];
}

export interface MappingTableChoices {
  readonly rows: readonly MappingRowChoice[];
  /** Every field that a template can name. */
  readonly templateFields: readonly { readonly key: string; readonly label: string }[];
}

/** All that the screens of rules offer. */
export interface RuleChoices {
  /** By entity and direction: the fields of the side that is copied from. */
  readonly filters: Readonly<Record<Entity, Readonly<Record<RuleWay, readonly FilterFieldChoice[]>>>>;
  readonly mapping: Readonly<Record<Entity, Readonly<Record<RuleWay, MappingTableChoices>>>>;
  readonly functions: readonly { readonly usage: string; readonly says: string }[];
  readonly countries: readonly { readonly id: string; readonly label: string }[];
  /** Groups inside groups. */
  readonly deepestGroup: number;
}

export interface FilterTrial {
  /** In plain English; empty where the filter has no condition. */
  readonly sentence: string;
  readonly problems: readonly RuleProblem[];
  /** Null before the first preview. */
  readonly reading: Reading | null;
  /** Records of the side that is copied from. */
  readonly of: number;
  /** Null while something is wrong with the filter. */
  readonly passing: number | null;
  readonly sample: readonly PartySummary[];
  readonly sampleOutside: readonly PartySummary[];
  /** Fields of this store or company alone that it asks for and nobody had: they may have been added since the reading. */
  readonly unread: readonly string[];
}

/** A value that records have, for lists to choose from. */
export interface ValueInUse {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface RulesImpact {
  readonly reading: Reading | null;
  /** Customers that are linked, of every entity that was read. */
  readonly linked: number;
  /** Those that take no part any more. */
  readonly leaving: number;
  readonly sample: readonly PartySummary[];
  /** Those that took none, and will. */
  readonly returning: number;
  /** What all of it means, in whole sentences; empty where nothing changes for anybody. */
  readonly sentences: readonly string[];
}

export interface MappingTrial {
  /** `path` is the key of the row. */
  readonly problems: readonly RuleProblem[];
  /** `path` begins with the place of the list. */
  readonly listProblems: readonly RuleProblem[];
  readonly reading: Reading | null;
  readonly customers: readonly PartySummary[];
  /** One for each field that is written, and in each one cell for each customer. Rows with problems are not among them. */
  readonly rows: readonly {
    readonly target: string;
    readonly label: string;
    readonly cells: readonly {
      readonly sources: readonly { readonly label: string; readonly text: string }[];
      readonly text: string;
      readonly problem: string | null;
    }[];
  }[];
}

export interface DefaultsTrial {
  readonly problems: readonly RuleProblem[];
  readonly reading: Reading | null;
  readonly customers: readonly {
    readonly name: string;
    /** In the ERP already: it keeps what it has. */
    readonly exists: boolean;
    readonly country: string | null;
    readonly values: readonly {
      readonly field: DefaultRuleField;
      readonly label: string;
      /** Null is left to the ERP. */
      readonly value: string | null;
      /** Where it is from, in a sentence. */
      readonly from: string;
    }[];
  }[];
}

/** Something that is wrong with the settings as they are saved. */
export interface SettingsProblem {
  readonly screen: 'defaults' | 'filters' | 'mapping' | 'countryDefaults';
  readonly path: string;
  readonly message: string;
}
