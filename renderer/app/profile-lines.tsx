import type { ReactNode } from 'react';
import type { Profile } from '../../shared/domain/settings.ts';
import { companyText, storeText } from '../state/profile-words.ts';
import { useStore } from '../state/store.ts';

/** Opens a profile at its home screen. */
export function useOpenProfile() {
  const { openProfile, fail, announce } = useStore.getState();
  return async (profile: Profile) => {
    try {
      await openProfile(profile.id, 'home');
      announce(`${profile.name} is open.`);
    } catch (error) {
      fail(error);
    }
  };
}

/** Profiles as lines: colour and name, store, company, and what can be done with each. */
export function ProfileLines({
  profiles,
  actions,
}: {
  readonly profiles: readonly Profile[];
  readonly actions: (profile: Profile) => ReactNode;
}) {
  const openId = useStore((state) => state.overview?.profile.id);
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">Profile</th>
          <th scope="col">Store and company</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {profiles.map((profile) => (
          <tr key={profile.id}>
            <td data-colour={profile.colour}>
              <span className="swatch" />
              <b>{profile.name}</b> {profile.id === openId ? <span className="good">open</span> : null}
            </td>
            <td className="muted">
              {storeText(profile)}
              <br />
              {companyText(profile)}
              {profile.demo ? ' · demo' : ''}
            </td>
            <td className="actions nowrap">{actions(profile)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
