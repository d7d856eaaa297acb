/** The default mapping in both directions, as a table: what is written, and where it comes from (acumatica.md 3.6, 3.7). */
import type { MappingRules, SubstitutionList } from '../domain/field-mapping.ts';
import { noFurtherFields } from '../domain/further-field.ts';
import { customerFields, locationFields, type Entity, type Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { profileFieldsOf } from './further-fields.ts';
import type { PartyField, PartyFields } from './party-fields.ts';
import { siteKeys } from './site-keys.ts';

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

/** Which terms of the two systems mean the same is said by a table of their own (R23). */
export const termsKey = 'terms';
const byTermsTable: DefaultMapping = {
  target: termsKey,
  sources: [],
  says: 'By the table of payment terms.',
  optIn: false,
};

/** Shopify's address of a company always says the company’s name: there is no company in it to map. */
function businessFields(way: MappingWay): readonly DefaultMapping[] {
  const address = locationFields.filter((field) => field !== 'company').map((field) => `address.${field}`);
  const { locationName, taxId, taxExempt } = siteKeys;
  return ['accountName', locationName, taxId, taxExempt, ...address].map((key) => same(key, named[way][key]));
}

const customerTable: Readonly<Record<MappingWay, readonly DefaultMapping[]>> = {
  import: [
    ...sameFields('import'),
    {
      target: 'accountName',
      sources: ['firstName', 'lastName', 'email', 'phone'],
      says: 'First and last name, else the e-mail, else the phone.',
      optIn: false,
    },
    optIn('note'),
    optIn('language'),
    optIn('noMarketing'),
    optIn('doNotEmail'),
    optIn('taxExemptionNumber'),
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

/** In the order in which they are shown. */
export const mappingTable: Readonly<Record<Entity, Readonly<Record<MappingWay, readonly DefaultMapping[]>>>> =
  {
    customer: customerTable,
    company: {
      import: [...businessFields('import'), byTermsTable],
      export: [...businessFields('export'), byTermsTable],
    },
  };

export const sidesOf: Readonly<Record<MappingWay, { readonly source: Side; readonly target: Side }>> = {
  import: { source: 'shopify', target: 'erp' },
  export: { source: 'erp', target: 'shopify' },
};

/** Which direction of which mapping. */
export interface WhichMapping {
  readonly way: MappingWay;
  /** Customers unless it says otherwise. */
  readonly entity?: Entity;
}

const requiredTargets: Readonly<Record<Entity, Readonly<Record<MappingWay, readonly string[]>>>> = {
  customer: { import: ['accountName'], export: [] },
  company: { import: ['accountName'], export: ['accountName'] },
};

/** Whether no customer of the system that is written to can be without this field. */
export function isRequired(key: string, { way, entity = 'customer' }: WhichMapping): boolean {
  return requiredTargets[entity][way].includes(key);
}

const ownValues: Readonly<Record<Entity, readonly string[]>> = {
  customer: ['email', 'phone'],
  company: ['accountName', siteKeys.taxId],
};

/** Whether each value belongs to one customer: a constant would make them all one (L9). */
export function isOwnValue(key: string, { entity = 'customer' }: Pick<WhichMapping, 'entity'>): boolean {
  return ownValues[entity].includes(key);
}

/** Keys of the fields that a direction can write and that only this company or store has. Business customers have none. */
export function furtherTargets(
  { way, entity = 'customer' }: WhichMapping,
  { furtherFields }: Pick<Profile, 'furtherFields'>,
): readonly string[] {
  return entity === 'company' ? [] : furtherFields[sidesOf[way].target].map(({ key }) => key);
}

/** The rows of a direction with those of the fields that only this company or store has; those are opted into. */
export function mappingRows({
  way,
  entity = 'customer',
  further = [],
}: Pick<Mapping, 'way' | 'entity' | 'further'>): readonly DefaultMapping[] {
  return [...mappingTable[entity][way], ...further.map(optIn)];
}

/** Named in the table of both systems, and read by no rule: as a text it would mean nothing in the other one. */
const termsField: PartyField = {
  key: termsKey,
  label: 'Payment terms',
  type: 'text',
  of: 'customer',
  maximum: null,
  read: () => null,
};

/** What the rules of a direction can speak of. */
export function mappingFields(
  { way, entity = 'customer' }: WhichMapping,
  own: Pick<Profile, 'furtherFields'> = { furtherFields: noFurtherFields },
): Mapping['fields'] {
  const { source, target } = sidesOf[way];
  const written = profileFieldsOf(own, target, entity);
  return {
    source: profileFieldsOf(own, source, entity),
    target: entity === 'company' ? new Map([...written, [termsKey, termsField]]) : written,
  };
}

/** One direction of a mapping, and all that its rules speak of. */
export interface Mapping extends WhichMapping {
  readonly rules: MappingRules;
  readonly lists: readonly SubstitutionList[];
  readonly fields: { readonly source: PartyFields; readonly target: PartyFields };
  /** Keys of the target fields that only this company or store has. */
  readonly further?: readonly string[];
}
