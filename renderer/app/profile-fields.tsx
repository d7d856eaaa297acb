import { profileColours, type Profile } from '../../shared/domain/settings.ts';
import { RadioInput, SelectInput, type Option } from '../kit/choice.tsx';
import { TextInput } from '../kit/field.tsx';

const colourOptions: readonly Option<Profile['colour']>[] = profileColours.map((colour) => ({
  id: colour,
  label: colour.charAt(0).toUpperCase() + colour.slice(1),
}));

const countries: readonly Option<Profile['homeCountry']>[] = [
  { id: 'AU', label: 'Australia' },
  { id: 'NZ', label: 'New Zealand' },
];

export type ProfileLabel = Pick<Profile, 'name' | 'colour' | 'homeCountry'>;

/** What every profile is told apart by, wherever one is made or called otherwise. */
export function ProfileFields({
  label,
  onChange,
  error,
}: {
  readonly label: ProfileLabel;
  readonly onChange: (label: ProfileLabel) => void;
  readonly error: string;
}) {
  return (
    <>
      <TextInput
        label="Name"
        value={label.name}
        onChange={(name) => onChange({ ...label, name })}
        error={error}
        placeholder="Harbour & Pine"
      />
      <div data-colour={label.colour}>
        <SelectInput
          label="Colour"
          value={label.colour}
          options={colourOptions}
          onChange={(colour) => onChange({ ...label, colour })}
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
        value={label.homeCountry}
        options={countries}
        onChange={(homeCountry) => onChange({ ...label, homeCountry })}
      />
    </>
  );
}

/** Why such a name cannot be stored, or nothing. */
export function nameProblem(name: string): string {
  const { length } = name.trim();
  if (length === 0) return 'Give the profile a name, such as the name of the store.';
  return length > 80 ? 'A name has at most 80 characters.' : '';
}
