import type { ReactNode } from 'react';
import type { Reading } from '../../../shared/domain/rule-trial.ts';
import { Button } from '../../kit/button.tsx';
import { formatAge } from '../../kit/format.ts';
import { Page } from '../../kit/page.tsx';
import { useNow } from '../../kit/use-now.ts';
import { useStore } from '../../state/store.ts';
import { rulesTitles, type RulesView } from '../../state/views.ts';

/** The frame of the screens behind the Defaults step. */
export function RulesPage({
  view,
  lead,
  children,
  say,
  saveReason,
  onSave,
}: {
  readonly view: RulesView;
  readonly lead: ReactNode;
  readonly children: ReactNode;
  /** What the bar says beside the button. */
  readonly say: ReactNode;
  /** Why it cannot be saved now, or null. */
  readonly saveReason: string | null;
  readonly onSave: () => void;
}) {
  const { show } = useStore.getState();
  return (
    <Page
      title={rulesTitles[view]}
      lead={lead}
      actions={<Button onPress={() => show('defaults')}>Back to defaults</Button>}
      bar={
        <>
          <p className="say" aria-live="polite">
            {say}
          </p>
          <Button kind="primary" onPress={onSave} disabledReason={saveReason}>
            Save
          </Button>
        </>
      }
    >
      {children}
    </Page>
  );
}

/** From when the records are that a draft was tried on, or what to do to have some. */
export function ReadingNote({ reading }: { readonly reading: Reading | null }) {
  const now = useNow();
  return (
    <p className="faint">
      {reading === null
        ? 'Nothing was read yet: after the first preview, this is tried on your own customers.'
        : `Tried on the customers as they were read ${formatAge(reading.at, now)}. Nothing is read or written for it.`}
    </p>
  );
}
