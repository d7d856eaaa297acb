import { useState } from 'react';
import type { Profile } from '../../shared/domain/settings.ts';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextInput } from '../kit/field.tsx';
import { EmptyState, Page, Panel } from '../kit/page.tsx';
import { call, problemOf } from '../state/bridge.ts';
import { useStore } from '../state/store.ts';
import { NewProfile } from './new-profile.tsx';

function storeOf({ shopify, erp }: Profile): string {
  return `${shopify?.domain ?? 'no store yet'} · ${erp === null ? 'no company yet' : `MYOB ${erp.tenant}`}`;
}

function RemoveProfile({ profile, onClose }: { readonly profile: Profile; readonly onClose: () => void }) {
  const [typedName, setTypedName] = useState('');
  const [error, setError] = useState('');
  const openId = useStore((state) => state.overview?.profile.id);
  const closeProfile = useStore((state) => state.closeProfile);
  const reloadProfiles = useStore((state) => state.reloadProfiles);
  const announce = useStore((state) => state.announce);

  async function remove() {
    try {
      await call('profile.remove', { profileId: profile.id, typedName });
      if (openId === profile.id) closeProfile();
      await reloadProfiles();
      announce(`${profile.name} was removed.`);
      onClose();
    } catch (thrown) {
      const problem = problemOf(thrown);
      setError(problem.fields['typedName'] ?? problem.message);
    }
  }

  return (
    <Dialog
      title={`Remove ${profile.name}?`}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={onClose}>
            Keep it
          </Button>
          <Button
            kind="danger"
            onPress={() => void remove()}
            disabledReason={typedName === profile.name ? null : `Type ${profile.name} first.`}
          >
            Remove
          </Button>
        </>
      }
    >
      <p>
        Its settings, its history, its links and its secrets in the keychain are removed from this computer.
        Customers in Shopify and MYOB stay as they are.
      </p>
      <TextInput label="Type its name" value={typedName} onChange={setTypedName} error={error} />
    </Dialog>
  );
}

export function Profiles() {
  const profiles = useStore((state) => state.profiles);
  const openId = useStore((state) => state.overview?.profile.id);
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const { openProfile, show, fail, announce } = useStore.getState();
  const [isCreating, setIsCreating] = useState(false);
  const [removing, setRemoving] = useState<Profile | null>(null);

  async function open(profile: Profile) {
    try {
      await openProfile(profile.id);
      show('home');
      announce(`${profile.name} is open.`);
    } catch (error) {
      fail(error);
    }
  }

  return (
    <Page
      title="Profiles"
      lead="A profile is one Shopify store and one MYOB company, with its own settings, history and colour."
      actions={
        <Button kind="primary" onPress={() => setIsCreating(true)}>
          New profile
        </Button>
      }
    >
      {isBusy ? (
        <Banner tone="info" title="Something is going on in the open profile">
          It goes on while you look at another profile; come back to see it.
        </Banner>
      ) : null}
      <Panel title="On this computer">
        {profiles.length === 0 ? (
          <EmptyState title="No profile yet">Make one, or try Accord with a demo store from Home.</EmptyState>
        ) : (
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
                    {storeOf(profile)}
                    {profile.demo ? ' · demo' : ''}
                  </td>
                  <td className="actions">
                    <Button small onPress={() => void open(profile)} label={`Open ${profile.name}`}>
                      Open
                    </Button>
                    <Button small onPress={() => setRemoving(profile)} label={`Remove ${profile.name}…`}>
                      Remove…
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      {isCreating ? <NewProfile onClose={() => setIsCreating(false)} /> : null}
      {removing === null ? null : <RemoveProfile profile={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
}
