/** What profiles are called: a name that people read, and an id of it that stays when they call it otherwise. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Profile } from '../../shared/domain/settings.ts';

/** `Harbour & Pine` -> `harbour-pine`; a number is added where that is taken. */
export function idFor(name: string, profiles: readonly Profile[]): string {
  const stem =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 48) || 'profile';
  const taken = new Set(profiles.map((profile) => profile.id));
  for (let suffix = 1; ; suffix++) {
    const id = suffix === 1 ? stem : `${stem}-${suffix}`;
    if (!taken.has(id)) return id;
  }
}

/** The name as it is kept. @throws AppError SETTINGS_INVALID */
export function checkedName(entered: string): string {
  const name = entered.trim();
  if (name !== '') return name;
  throw new AppError('SETTINGS_INVALID', { fields: { name: 'It must not be empty.' } });
}

/**
 * Also what is archived has its name still: commands find a profile by it.
 * @param ownId of the profile that may have the name already. @throws AppError PROFILE_EXISTS
 */
export function requireFreeName(
  name: string,
  profiles: readonly Profile[],
  ownId: string | null = null,
): void {
  const isTaken = profiles.some(
    ({ id, name: other }) => id !== ownId && other.toLowerCase() === name.toLowerCase(),
  );
  if (!isTaken) return;
  throw new AppError('PROFILE_EXISTS', {
    params: { profile: name },
    fields: { name: 'Another profile is called so. Choose another name.' },
  });
}
