import { useState, type ReactNode } from 'react';
import {
  profileFileName,
  profileFileText,
  readProfileFile,
  templateFileText,
  type ProfileFile,
} from '../../shared/domain/profile-file.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { OpenFileButton, saveTextFile } from '../kit/files.tsx';
import { Menu } from '../kit/menu.tsx';
import { EmptyState, Page, Panel } from '../kit/page.tsx';
import { call } from '../state/bridge.ts';
import { useStore } from '../state/store.ts';
import { NewProfile } from './new-profile.tsx';
import { DuplicateProfile, ImportProfile, RemoveProfile, RenameProfile } from './profile-dialogs.tsx';
import { ProfileLines, useOpenProfile } from './profile-lines.tsx';

/** What is asked just now; null asks nothing. */
type Question =
  | { readonly kind: 'rename' | 'duplicate' | 'remove'; readonly profile: Profile }
  | { readonly kind: 'new' }
  | { readonly kind: 'file'; readonly file: ProfileFile; readonly fileName: string };

function Dialogs({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  switch (question.kind) {
    case 'rename':
      return <RenameProfile profile={question.profile} onClose={onClose} />;
    case 'duplicate':
      return <DuplicateProfile profile={question.profile} onClose={onClose} />;
    case 'remove':
      return <RemoveProfile profile={question.profile} onClose={onClose} />;
    case 'new':
      return <NewProfile onClose={onClose} />;
    case 'file': {
      const { file, fileName } = question;
      return file.kind === 'profile' ? (
        <ImportProfile settings={file.settings} onClose={onClose} />
      ) : (
        <NewProfile template={{ fileName, settings: file.settings }} onClose={onClose} />
      );
    }
  }
}

/** Writes the profile's file, or a template of it, to where the person wants it. */
function save(profile: Profile, kind: 'profile' | 'template'): void {
  const { fail, announce } = useStore.getState();
  try {
    const text = kind === 'profile' ? profileFileText(profile) : templateFileText(profile);
    const name = profileFileName(profile, kind);
    saveTextFile(name, text);
    announce(`${name} is ready.`);
  } catch (error) {
    fail(error);
  }
}

async function archive(profile: Profile, archived: boolean): Promise<void> {
  const { overview, closeProfile, reloadProfiles, fail, announce } = useStore.getState();
  try {
    await call('profile.archive', { profileId: profile.id, archived });
    if (archived && overview?.profile.id === profile.id) closeProfile();
    await reloadProfiles();
    announce(archived ? `${profile.name} is archived.` : `${profile.name} is back.`);
  } catch (error) {
    fail(error);
  }
}

export function Profiles() {
  const profiles = useStore((state) => state.profiles);
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const { fail, dismissProblem } = useStore.getState();
  const open = useOpenProfile();
  const [question, setQuestion] = useState<Question | null>(null);
  const present = profiles.filter(({ archived }) => !archived);
  const putAway = profiles.filter(({ archived }) => archived);

  function openFile(text: string, fileName: string) {
    try {
      setQuestion({ kind: 'file', file: readProfileFile(text), fileName });
      dismissProblem();
    } catch (error) {
      fail(error);
    }
  }

  const ask = (kind: 'rename' | 'duplicate' | 'remove', profile: Profile) => () =>
    setQuestion({ kind, profile });
  const presentActions = (profile: Profile): ReactNode => (
    <>
      <Button small onPress={() => void open(profile)} label={`Open ${profile.name}`}>
        Open
      </Button>
      <Menu
        label={`More for ${profile.name}`}
        entries={[
          { id: 'rename', label: 'Name and colour…', onChoose: ask('rename', profile) },
          { id: 'duplicate', label: 'Duplicate…', onChoose: ask('duplicate', profile) },
          { id: 'export', label: 'Export to a file', onChoose: () => save(profile, 'profile') },
          { id: 'template', label: 'Save as template', onChoose: () => save(profile, 'template') },
          { id: 'archive', label: 'Archive', onChoose: () => void archive(profile, true) },
          { id: 'remove', label: 'Remove…', onChoose: ask('remove', profile), isDanger: true },
        ]}
      />
    </>
  );
  const putAwayActions = (profile: Profile): ReactNode => (
    <>
      <Button small onPress={() => void archive(profile, false)} label={`Bring back ${profile.name}`}>
        Bring back
      </Button>
      <Button small onPress={ask('remove', profile)} label={`Remove ${profile.name}…`}>
        Remove…
      </Button>
    </>
  );

  return (
    <Page
      title="Profiles"
      lead="A profile is one Shopify store and one MYOB company, with its own settings, history and colour."
      actions={
        <>
          <OpenFileButton onText={openFile}>Open a file…</OpenFileButton>
          <Button kind="primary" onPress={() => setQuestion({ kind: 'new' })}>
            New profile
          </Button>
        </>
      }
    >
      {isBusy ? (
        <Banner tone="info" title="Something is going on in the open profile">
          It goes on while you look at another profile; come back to see it.
        </Banner>
      ) : null}
      <Panel title="On this computer">
        {present.length === 0 ? (
          <EmptyState title="No profile yet">
            Make one, open the file of one, or try Accord with a demo store from Home.
          </EmptyState>
        ) : (
          <ProfileLines profiles={present} actions={presentActions} />
        )}
      </Panel>
      {putAway.length === 0 ? null : (
        <Panel title="Archived">
          <ProfileLines profiles={putAway} actions={putAwayActions} />
        </Panel>
      )}
      {question === null ? null : <Dialogs question={question} onClose={() => setQuestion(null)} />}
    </Page>
  );
}
