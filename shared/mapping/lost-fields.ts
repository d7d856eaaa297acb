/** Fields that a profile's rules name and that the store or company has no longer, or has as something else. Pure. */
import type { FurtherFieldList } from '../domain/further-field.ts';
import type { Side } from '../domain/party.ts';
import { usedFurtherFields } from './named-fields.ts';
import { systemNames } from './note.ts';
import type { Problem } from './problem.ts';

type RulesOfProfile = Parameters<typeof usedFurtherFields>[0];

/** `path` is the field's place in the profile. */
export function lostFields(
  profile: RulesOfProfile,
  side: Side,
  { fields }: Pick<FurtherFieldList, 'fields'>,
): readonly Problem[] {
  const offered = new Map(fields.map(({ key, type }) => [key, type]));
  const system = systemNames[side];
  return usedFurtherFields(profile, side).flatMap(({ key, label, type }): readonly Problem[] => {
    const path = `furtherFields.${side}.${profile.furtherFields[side].findIndex((each) => each.key === key)}`;
    const called = `The field \u201C${label}\u201D (${key})`;
    const now = offered.get(key);
    if (now === undefined) {
      const remedy = 'Remove it from the filters and mappings, or choose another field there.';
      return [{ path, message: `${called} no longer exists in ${system}. ${remedy}` }];
    }
    if (now === type) return [];
    const message = `${called} holds another kind of value in ${system} than when it was added. Add it once more, and look at the rules that name it.`;
    return [{ path, message }];
  });
}

/** Whether the profile's rules need any of that side. */
export function usesFurtherFields(profile: RulesOfProfile, side: Side): boolean {
  return usedFurtherFields(profile, side).length > 0;
}
