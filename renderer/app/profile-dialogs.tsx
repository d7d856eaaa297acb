import { useState, type ReactNode } from 'react';
import { companyArrivesOff } from '../../shared/domain/company-gate.ts';
import { settingsOf, type ProfileSettings } from '../../shared/domain/profile-file.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextInput } from '../kit/field.tsx';
import { call, problemOf } from '../state/bridge.ts';
import { companyText, storeText } from '../state/profile-words.ts';
import { useStore } from '../state/store.ts';
import { useAnswer } from '../state/use-answer.ts';
import { nameProblem, ProfileFields, type ProfileLabel } from './profile-fields.tsx';

/** Name, colour and country of something, and one button that stores them. */
function LabelDialog({
  title,
  initial,
  children,
  action,
  onSave,
  onClose,
}: {
  readonly title: string;
  readonly initial: ProfileLabel;
  readonly children?: ReactNode;
  readonly action: string;
  readonly onSave: (label: ProfileLabel) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { name, colour, homeCountry } = initial;
  const [label, setLabel] = useState<ProfileLabel>({ name, colour, homeCountry });
  const [error, setError] = useState('');
  function change(next: ProfileLabel) {
    setLabel(next);
    setError('');
  }
  async function save() {
    const problem = nameProblem(label.name);
    if (problem !== '') {
      setError(problem);
      return;
    }
    try {
      await onSave(label);
      onClose();
    } catch (thrown) {
      const refused = problemOf(thrown);
      setError(refused.fields['name'] ?? [refused.message, ...Object.values(refused.fields)].join(' '));
    }
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => void save()}>
            {action}
          </Button>
        </>
      }
    >
      <ProfileFields label={label} onChange={change} error={error} />
      {children}
    </Dialog>
  );
}

interface ProfileDialogProps {
  readonly profile: Profile;
  readonly onClose: () => void;
}

export function RenameProfile({ profile, onClose }: ProfileDialogProps) {
  const openId = useStore((state) => state.overview?.profile.id);
  const { reloadProfiles, refreshOverview } = useStore.getState();
  return (
    <LabelDialog
      title={`Name and colour of ${profile.name}`}
      initial={profile}
      action="Save"
      onClose={onClose}
      onSave={async (label) => {
        await call('profile.relabel', { profileId: profile.id, ...label });
        await reloadProfiles();
        if (openId === profile.id) await refreshOverview();
      }}
    />
  );
}

/** What is to come of settings that were taken over. */
function AfterTakingOver({ settings }: { readonly settings: ProfileSettings }) {
  const isConnected = settings.shopify !== null || settings.erp !== null;
  const asMade = { ...newProfile('new', settings.name, ''), ...settings };
  return (
    <Banner tone="info" title="Without secrets and history">
      {isConnected ? (
        <>
          It is connected to {storeText(asMade)}, and to {companyText(asMade)}
          {settings.erp === null ? null : ` at ${settings.erp.url}`}. Look whether these are the right ones,
          then enter the passwords and tokens in the Connect step.
        </>
      ) : (
        'Connect both systems next.'
      )}
      {settings.company.active ? <p>{companyArrivesOff}</p> : null}
    </Banner>
  );
}

async function takeOver(settings: ProfileSettings, label: ProfileLabel): Promise<void> {
  const { reloadProfiles, openProfile, announce } = useStore.getState();
  const { id, name } = await call('profile.import', { settings: { ...settings, ...label } });
  await reloadProfiles();
  await openProfile(id, 'connect');
  announce(`${name} is made and open.`);
}

export function DuplicateProfile({ profile, onClose }: ProfileDialogProps) {
  const settings = settingsOf(profile);
  return (
    <LabelDialog
      title={`Duplicate ${profile.name}`}
      initial={{ ...settings, name: `${profile.name}, copy`.slice(0, 80) }}
      action="Make the copy"
      onClose={onClose}
      onSave={(label) => takeOver(settings, label)}
    >
      <AfterTakingOver settings={settings} />
    </LabelDialog>
  );
}

export function ImportProfile({
  settings,
  onClose,
}: {
  readonly settings: ProfileSettings;
  readonly onClose: () => void;
}) {
  return (
    <LabelDialog
      title={`Import ${settings.name}`}
      initial={settings}
      action="Import"
      onClose={onClose}
      onSave={(label) => takeOver(settings, label)}
    >
      <AfterTakingOver settings={settings} />
    </LabelDialog>
  );
}

export function RemoveProfile({ profile, onClose }: ProfileDialogProps) {
  const [typedName, setTypedName] = useState('');
  const [error, setError] = useState('');
  const openId = useStore((state) => state.overview?.profile.id);
  const belongings = useAnswer('profile.belongings', { profileId: profile.id });
  const { closeProfile, reloadProfiles, announce } = useStore.getState();
  const refusal = belongings.problem;

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

  function disabledReason(): string | null {
    if (refusal !== null) return refusal.title;
    if (belongings.value === null) return 'Accord is looking what belongs to it.';
    return typedName === profile.name ? null : `Type ${profile.name} first.`;
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
          <Button kind="danger" onPress={() => void remove()} disabledReason={disabledReason()}>
            Remove
          </Button>
        </>
      }
    >
      {refusal === null ? (
        <>
          <p>This is removed from this computer and cannot be brought back:</p>
          <ul className="notes">
            {belongings.value?.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
          <p>
            Customers in Shopify and MYOB stay as they are. To keep it all and only have it out of sight,
            archive it instead.
          </p>
          <TextInput label="Type its name" value={typedName} onChange={setTypedName} error={error} />
        </>
      ) : (
        <Banner tone="danger" title={refusal.title}>
          {refusal.message}
        </Banner>
      )}
    </Dialog>
  );
}
