/**
 * A record of the source as its mapping shows it to the other side (ADR 19): the values that are compared and written are already
 * those that the rules make, so that comparing, agreeing and undoing stay one thing for mapped values and for others. Pure.
 */
import type {
  CustomerValues,
  Entity,
  FieldValue,
  Location,
  LocationValues,
  OptInField,
  Party,
  Side,
} from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { companyProjection } from './company-projection.ts';
import { compileMapping, type CompiledMapping, type MappedField } from './field-mapping.ts';
import { isBlankAddress } from './fingerprint.ts';
import { mappingProblems } from './mapping-check.ts';
import { reconciledKeys } from './mapping-scope.ts';
import { sidesOf, type MappingWay } from './mapping-table.ts';
import { systemNames } from './note.ts';
import { optInOfRow, sideOfOptIn, withOptIn } from './opt-in.ts';
import { mainLocation } from './party-fields.ts';
import { mappingOf, waysOf } from './profile-rules.ts';
import { fieldValueOf } from './template-value.ts';

/** Fields that a person gave another rule than the default one, and that are written by a synchronisation. */
function ownRules(fields: readonly MappedField[]): readonly MappedField[] {
  return fields.filter(({ rule, target }) => rule.kind !== 'default' && reconciledKeys.has(target.key));
}

function projectLocation(fields: readonly MappedField[], party: Party, location: Location): Location {
  // A constant makes no address of a location that has none.
  if (isBlankAddress(location.values)) return location;
  const values: Record<string, FieldValue> = { ...location.values };
  for (const { target, valueOf } of fields) {
    values[target.key.slice('address.'.length)] = fieldValueOf(valueOf(party, location));
  }
  return { ...location, values: values as LocationValues };
}

function isNobody({ values }: Party): boolean {
  return Object.values(values).every((value) => value === null);
}

type Project = (party: Party) => Party;

/** What the rules make of the fields that are opted into; null where none are. */
function optInBy(fields: readonly MappedField[], way: MappingWay): Project | null {
  const mapped = fields.flatMap(({ target, valueOf }) => {
    const field = optInOfRow(way, target.key);
    return field === null ? [] : [{ field, valueOf }];
  });
  if (mapped.length === 0) return null;
  return (party) => {
    const main = mainLocation(party);
    const values = mapped.map(({ field, valueOf }) => [field, fieldValueOf(valueOf(party, main))]);
    return { ...party, optIn: Object.fromEntries(values) as Party['optIn'] & object };
  };
}

function valuesBy({ customer, location }: CompiledMapping): Project | null {
  const [ofCustomer, ofLocation] = [ownRules(customer), ownRules(location)];
  if (ofCustomer.length + ofLocation.length === 0) return null;
  const namesPerson = ofCustomer.some(({ target: { key } }) => key === 'firstName' || key === 'lastName');
  return (party) => {
    const main = mainLocation(party);
    const values: Record<string, FieldValue> = { ...party.values };
    for (const { target, valueOf } of ofCustomer) values[target.key] = fieldValueOf(valueOf(party, main));
    return {
      ...party,
      values: values as unknown as CustomerValues,
      asRead: party,
      nameIsSplit: party.nameIsSplit && !namesPerson,
      locations:
        ofLocation.length === 0
          ? party.locations
          : party.locations.map((each) => projectLocation(ofLocation, party, each)),
    };
  };
}

function projectionBy(mapping: CompiledMapping, way: MappingWay): Project | null {
  const [showValues, showOptIn] = [valuesBy(mapping), optInBy(mapping.customer, way)];
  if (showValues === null && showOptIn === null) return null;
  return (party) => {
    // A constant makes nobody of somebody without name, e-mail and phone.
    if (isNobody(party)) return party;
    const shown = showValues === null ? party : showValues(party);
    const optIn = showOptIn?.(party).optIn;
    return optIn === undefined ? shown : { ...shown, optIn };
  };
}

/** Fields that the profile opts into. */
function optedInto({ customer, fieldMappings }: Profile): readonly OptInField[] {
  return waysOf(customer.direction).flatMap((way) =>
    Object.entries(fieldMappings.customer[way]).flatMap(([key, { kind }]) => {
      const field = kind === 'default' || kind === 'unmapped' ? null : optInOfRow(way, key);
      return field === null ? [] : [field];
    }),
  );
}

/** The way in which records of a side are copied from it; undefined where none are. */
function wayFrom(profile: Profile, entity: Entity, side: Side): MappingWay | undefined {
  return waysOf(profile[entity].direction).find((each) => sidesOf[each].source === side);
}

function personProjection(profile: Profile, side: Side): Project | null {
  const way = wayFrom(profile, 'customer', side);
  const show = way === undefined ? null : projectionBy(compileMapping(mappingOf(profile, way)), way);
  const fields = optedInto(profile).filter((field) => sideOfOptIn(field) === side);
  if (fields.length === 0) return show;
  return (party) => withOptIn(show === null ? party : show(party), fields);
}

function businessProjection(profile: Profile, side: Side): Project | null {
  const way = profile.company.active ? wayFrom(profile, 'company', side) : undefined;
  return way === undefined ? null : companyProjection(compileMapping(mappingOf(profile, way, 'company')));
}

/**
 * How records of a side are shown to the other one; null where they are as they are. Only the side that is copied from is ever
 * shown otherwise: what is written back to it would be what was made, not what was read. The fields that the profile opts into are
 * shown beside the values, on both sides.
 */
export function projectionOf(profile: Profile, side: Side): Project | null {
  const person = personProjection(profile, side);
  const business = businessProjection(profile, side);
  if (person === null && business === null) return null;
  return (party) => (party.kind === 'company' ? business : person)?.(party) ?? party;
}

/** Which fields flow in neither, or in only one, of the profile's directions, by their keys. */
export function unmappedFields(
  profile: Profile,
  entity: Entity,
): Readonly<Record<MappingWay, ReadonlySet<string>>> {
  const of = (way: MappingWay): ReadonlySet<string> =>
    new Set(
      Object.entries(profile.fieldMappings[entity][way]).flatMap(([key, { kind }]) =>
        kind === 'unmapped' ? [key] : [],
      ),
    );
  return { import: of('import'), export: of('export') };
}

/** Makes the account name in the ERP of a Shopify customer. */
export type MakeAccountName = (shopify: Party) => FieldValue;

/**
 * The profile's own rule for the account name in the ERP, in either direction that writes there: Shopify has no such field, so nothing
 * comes back. Null where the profile has none, and for one that cannot be used: no preview is made with that.
 */
export function accountNameRule(profile: Profile): MakeAccountName | null {
  const rule = profile.fieldMappings.customer.import['accountName'];
  if (
    rule === undefined ||
    rule.kind === 'default' ||
    !waysOf(profile.customer.direction).includes('import')
  ) {
    return null;
  }
  const mapping = { ...mappingOf(profile, 'import'), rules: { accountName: rule } };
  if (mappingProblems(mapping).length > 0) return null;
  const made = compileMapping(mapping).customer.find(({ target }) => target.key === 'accountName');
  if (made === undefined) return null;
  return (shopify) => {
    const read = shopify.asRead ?? shopify;
    return fieldValueOf(made.valueOf(read, mainLocation(read)));
  };
}

/** What the preview says of values that a rule made, by the key of the field that is written, or its name where it is opted into. */
export function ruleTexts(profile: Profile, entity: Entity): ReadonlyMap<string, string> {
  return new Map(
    waysOf(profile[entity].direction).flatMap((way) => {
      const { rules, fields } = mappingOf(profile, way, entity);
      return Object.entries(rules).flatMap(([target, rule]): readonly [string, string][] => {
        const key = (entity === 'customer' ? optInOfRow(way, target) : null) ?? target;
        switch (rule.kind) {
          case 'field': {
            const label = fields.source.get(rule.source)?.label ?? rule.source;
            return [[key, `${label} in ${systemNames[sidesOf[way].source]}`]];
          }
          case 'constant':
            return [[key, `always \u201C${rule.value}\u201D`]];
          case 'template':
            return [[key, rule.template]];
          case 'default':
          case 'unmapped':
            return [];
        }
      });
    }),
  );
}
