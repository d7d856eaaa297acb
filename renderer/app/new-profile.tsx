import { useState } from 'react';
import {
  readProfileFile,
  settingsOf,
  templateOf,
  type TemplateSettings,
} from '../../shared/domain/profile-file.ts';
import { SelectInput, type Option } from '../kit/choice.tsx';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { OpenFileButton } from '../kit/files.tsx';
import { call, problemOf } from '../state/bridge.ts';
import { useStore } from '../state/store.ts';
import { nameProblem, ProfileFields, type ProfileLabel } from './profile-fields.tsx';

export interface ChosenTemplate {
  readonly fileName: string;
  readonly settings: TemplateSettings;
}

const nothing = 'nothing';
const fromFile = 'file';

/** Where a new profile's settings come from: nowhere, another profile, or a file. */
function useTemplate(initial: ChosenTemplate | null, onCountry: (country: 'AU' | 'NZ') => void) {
  const profiles = useStore((state) => state.profiles);
  const [file, setFile] = useState(initial);
  const [chosen, setChosen] = useState(initial === null ? nothing : fromFile);
  const [problem, setProblem] = useState('');
  const options: readonly Option<string>[] = [
    { id: nothing, label: 'Nothing chosen yet' },
    ...profiles.map(({ id, name }) => ({ id: `profile/${id}`, label: `As for ${name}` })),
    ...(file === null ? [] : [{ id: fromFile, label: `Template ${file.fileName}` }]),
  ];
  const settingsFor = (id: string, template: ChosenTemplate | null): TemplateSettings | null => {
    if (id === fromFile) return template === null ? null : templateOf(template.settings);
    const profile = profiles.find((each) => `profile/${each.id}` === id);
    return profile === undefined ? null : templateOf(settingsOf(profile));
  };
  function choose(id: string, template = file) {
    setChosen(id);
    setProblem('');
    const settings = settingsFor(id, template);
    if (settings !== null) onCountry(settings.homeCountry);
  }
  function open(text: string, fileName: string) {
    try {
      const template = { fileName, settings: readProfileFile(text).settings };
      setFile(template);
      choose(fromFile, template);
    } catch (thrown) {
      setProblem(problemOf(thrown).message);
    }
  }
  return { options, chosen, choose, open, problem, settings: settingsFor(chosen, file) };
}

/** Asks for what a profile needs before it can be connected, makes it and opens its Connect step. */
export function NewProfile({
  template: initial = null,
  onClose,
}: {
  readonly template?: ChosenTemplate | null;
  readonly onClose: () => void;
}) {
  const [label, setLabel] = useState<ProfileLabel>({
    name: '',
    colour: 'teal',
    homeCountry: initial?.settings.homeCountry ?? 'AU',
  });
  const [error, setError] = useState('');
  function change(next: ProfileLabel) {
    setLabel(next);
    setError('');
  }
  const template = useTemplate(initial, (homeCountry) => setLabel((before) => ({ ...before, homeCountry })));
  const { openProfile, reloadProfiles } = useStore.getState();

  async function create() {
    const problem = nameProblem(label.name);
    if (problem !== '') {
      setError(problem);
      return;
    }
    try {
      const { settings } = template;
      const profile = await call('profile.create', {
        ...label,
        ...(settings === null ? {} : { template: settings }),
      });
      await reloadProfiles();
      await openProfile(profile.id, 'connect');
      onClose();
    } catch (thrown) {
      const refused = problemOf(thrown);
      setError(refused.fields['name'] ?? refused.message);
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
      <ProfileFields label={label} onChange={change} error={error} />
      <SelectInput
        label="Start with"
        value={template.chosen}
        options={template.options}
        onChange={(id) => template.choose(id)}
        error={template.problem}
        hint={
          template.settings === null
            ? 'Another client’s settings spare you the Defaults step.'
            : 'Direction, defaults, rules and policies are taken over. Connections, numbers and the guest customer are not.'
        }
      />
      <div className="cluster">
        <OpenFileButton isSmall onText={template.open}>
          Choose a template file…
        </OpenFileButton>
      </div>
    </Dialog>
  );
}
