/** What only one of the two systems has of a person, mapped into the other, and edited by people on both sides. */
import { defaultMappings, type MappingRule } from '../../shared/domain/field-mapping.ts';
import type { FurtherField } from '../../shared/domain/further-field.ts';
import type { Party, PartyAttribute } from '../../shared/domain/party.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';
import type { Chance } from './chance.ts';
import { byText, contentOf } from './content.ts';
import { individualsOf } from './people.ts';

const text = (key: string): FurtherField => ({ key, label: key, type: 'text', maximum: null });
const from = (source: string): MappingRule => ({ kind: 'field', source });

const level = 'metafield:loyalty.level';
const since = 'metafield:loyalty.since';
const region = 'attribute:REGION';
const tier = 'custom:Document.UsrTier';

/** The profile with rules for tags, notes and fields of its own, as far as it copies in their direction. */
export function withOwnFields(profile: Profile): Profile {
  return {
    ...profile,
    furtherFields: { erp: [text(region), text(tier)], shopify: [text(level), text(since)] },
    fieldMappings: {
      ...defaultMappings,
      customer: {
        import: { [tier]: from(since), note: from('note') },
        export: {
          tags: from('customerClass'),
          note: { kind: 'template', template: '{customerClass} {attribute:REGION}' },
          [level]: from(region),
        },
      },
    },
  };
}

const plainExtras = { taxExempt: false, note: null, tags: [], locale: 'en', emailConsent: null };

type Edit = (party: Party) => Party;

const withAttribute =
  (key: string, value: string | null): Edit =>
  (party) => {
    const { [key]: _, ...others }: Readonly<Record<string, PartyAttribute>> = party.attributes ?? {};
    return { ...party, attributes: value === null ? others : { ...others, [key]: value } };
  };
const withExtras =
  (change: (extras: NonNullable<Party['extras']>) => Partial<Party['extras'] & object>): Edit =>
  (party) => {
    const extras = party.extras ?? plainExtras;
    return { ...party, extras: { ...extras, ...change(extras) } };
  };

function editOf(twin: MemoryTwin, chance: Chance): Edit {
  if (twin.side === 'erp') {
    const key = chance.pick(['customerClass', region, tier, 'note']);
    return withAttribute(key, chance.pick(['GOLD', 'LOCAL', 'North', null]));
  }
  const key = chance.pick([level, since, 'note', 'tags']);
  const value = chance.pick(['GOLD', 'VIP', 'South', null]);
  if (key === 'note') return withExtras(() => ({ note: value }));
  if (key !== 'tags') return withAttribute(key, value);
  return withExtras(({ tags }) => ({
    tags: value === null ? [] : [...new Set([...tags, value])].toSorted(byText),
  }));
}

/** Changes one person and answers its key, or null where there is nobody. */
export function editOwnField(twin: MemoryTwin, chance: Chance): string | null {
  const edit = editOf(twin, chance);
  const all = individualsOf(twin).toSorted((one, other) => byText(contentOf(one), contentOf(other)));
  const party = all[chance.below(Math.max(1, all.length))];
  if (party === undefined) return null;
  twin.edit(party.key, edit);
  return party.key;
}
