/** The default mapping of customers in both directions, as a table: what is written, and where it comes from (acumatica.md 3.6, 3.7). */
import type { MappingRules, SubstitutionList } from '../domain/field-mapping.ts';
import { customerFields, locationFields, type Side } from '../domain/party.ts';
import type { PartyFields } from './party-fields.ts';

/** `import` writes to the ERP, `export` to Shopify. */
export type MappingWay = 'import' | 'export';

export interface DefaultMapping {
  /** Key of the field that is written. */
  readonly target: string;
  /** Keys of the fields it is made from; none where nothing is written until a person maps it. */
  readonly sources: readonly string[];
  /** How, in a sentence for a person. */
  readonly says: string;
  /** Nothing is written unless a person says so: nobody's consent, tags or tax status change because two systems were connected. */
  readonly optIn: boolean;
}

const same = (key: string, says = 'As it is.'): DefaultMapping => ({
  target: key,
  sources: [key],
  says,
  optIn: false,
});
const optIn = (key: string): DefaultMapping => ({
  target: key,
  sources: [],
  says: 'Left alone until it is mapped.',
  optIn: true,
});

const phoneForErp = 'As it is, in Phone 1.';
const phoneForShopify = 'Phone 1, else Phone 2, as an international number.';
const named: Readonly<Record<MappingWay, Readonly<Partial<Record<string, string>>>>> = {
  import: { phone: phoneForErp, 'address.phone': 'As it is.', 'address.country': 'As its code.' },
  export: {
    phone: phoneForShopify,
    'address.phone': 'Phone 1, as an international number.',
    'address.company': 'The account name, where it is not the person\u2019s name.',
    'address.country': 'As its code.',
    'address.province': 'As its code.',
  },
};

function sameFields(way: MappingWay): readonly DefaultMapping[] {
  const keys = [...customerFields, ...locationFields.map((field) => `address.${field}`)];
  return keys.map((key) => same(key, named[way][key]));
}

/** In the order in which they are shown. */
export const mappingTable: Readonly<Record<MappingWay, readonly DefaultMapping[]>> = {
  import: [
    ...sameFields('import'),
    {
      target: 'accountName',
      sources: ['firstName', 'lastName', 'email', 'phone'],
      says: 'First and last name, else the e-mail, else the phone.',
      optIn: false,
    },
  ],
  export: [
    ...sameFields('export'),
    optIn('tags'),
    optIn('note'),
    optIn('language'),
    optIn('taxExempt'),
    optIn('emailConsent'),
  ],
};

export const sidesOf: Readonly<Record<MappingWay, { readonly source: Side; readonly target: Side }>> = {
  import: { source: 'shopify', target: 'erp' },
  export: { source: 'erp', target: 'shopify' },
};

/** Fields that no customer of a system can be without, or that are each customer's own. */
export const requiredTargets: Readonly<Record<MappingWay, readonly string[]>> = {
  import: ['accountName'],
  export: [],
};

/** Each value belongs to one customer: a constant would make them all one (L9). */
export const ownValues: readonly string[] = ['email', 'phone'];

/** The rows of a direction with those of the fields that only this company or store has; those are opted into. */
export function mappingRows(way: MappingWay, further: readonly string[] = []): readonly DefaultMapping[] {
  return [...mappingTable[way], ...further.map(optIn)];
}

/** One direction of a mapping, and all that its rules speak of. */
export interface Mapping {
  readonly way: MappingWay;
  readonly rules: MappingRules;
  readonly lists: readonly SubstitutionList[];
  readonly fields: { readonly source: PartyFields; readonly target: PartyFields };
  /** Keys of the target fields that only this company or store has. */
  readonly further?: readonly string[];
}
