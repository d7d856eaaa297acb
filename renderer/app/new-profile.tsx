import { useState } from 'react';
import type { Profile } from '../../shared/domain/settings.ts';
import { profileColours } from '../../shared/domain/settings.ts';
import { Button } from '../kit/button.tsx';
import { RadioInput, SelectInput, type Option } from '../kit/choice.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextInput } from '../kit/field.tsx';
import { call, problemOf } from '../state/bridge.ts';
import { useStore } from '../state/store.ts';

const colourOptions: readonly Option<Profile['colour']>[] = profileColours.map((colour) => ({
  id: colour,
  label: colour.charAt(0).toUpperCase() + colour.slice(1),
}));

const countries: readonly Option<Profile['homeCountry']>[] = [
  { id: 'AU', label: 'Australia' },
  { id: 'NZ', label: 'New Zealand' },
];

/** Asks for what a profile needs before it can be connected, makes it and opens its Connect step. */
export function NewProfile({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [colour, setColour] = useState<Profile['colour']>('teal');
  const [homeCountry, setHomeCountry] = useState<Profile['homeCountry']>('AU');
  const [error, setError] = useState('');
  const { openProfile, reloadProfiles, show } = useStore.getState();

  async function create() {
    if (name.trim() === '') {
      setError('Give the profile a name, such as the name of the store.');
      return;
    }
    try {
      const profile = await call('profile.create', { name, colour, homeCountry });
      await reloadProfiles();
      await openProfile(profile.id);
      onClose();
      show('connect');
    } catch (thrown) {
      setError(problemOf(thrown).message);
    }
  }

  return (
    <Dialog
      title="New profile"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => void create()}>
            Make it and connect
          </Button>
        </>
      }
    >
      <TextInput label="Name" value={name} onChange={setName} error={error} placeholder="Harbour & Pine" />
      <div data-colour={colour}>
        <SelectInput
          label="Colour"
          value={colour}
          options={colourOptions}
          onChange={setColour}
          hint={
            <>
              <span className="swatch" /> Stands beside everything you do for this client.
            </>
          }
        />
      </div>
      <RadioInput
        label="Home country"
        hint="Its phone numbers are understood without a country code."
        value={homeCountry}
        options={countries}
        onChange={setHomeCountry}
      />
    </Dialog>
  );
}
