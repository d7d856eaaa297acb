import type { Preferences } from '../../shared/domain/settings.ts';
import { SelectInput, type Option } from '../kit/choice.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { useStore } from '../state/store.ts';

const themes: readonly Option<Preferences['theme']>[] = [
  { id: 'system', label: 'As the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];

const shortcuts: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Row before, next row'],
  ['Page Up, Page Down, Home, End', 'Move by screens, to the first and to the last row'],
  ['Enter', 'Open the row and its locations'],
  ['Space', 'Take the row into the commit or leave it out'],
  ['J, K', 'Next row that needs you, the one before'],
  ['A', 'Use the result shown in the pane'],
  ['S', 'Leave both systems as they are'],
  ['Esc', 'Close the pane'],
  ['/', 'Find a name, e-mail, phone or ID'],
];

const promises: readonly string[] = [
  'A preview only reads. Nothing is written to either system before you press Commit, and then exactly what the preview shows.',
  'Conflicts, doubtful matches and deactivations wait for you. Nothing is decided silently.',
  'A customer that changed after the preview is left alone and comes back in the next one.',
  'Everything written is recorded first. A stopped or interrupted run goes on where it ended.',
  'Passwords and tokens are kept in this computer’s keychain and are never shown again.',
];

export function Help() {
  const info = useStore((state) => state.info);
  const savePreferences = useStore((state) => state.savePreferences);
  const fail = useStore((state) => state.fail);
  return (
    <Page title="Help" lead="What Accord does and does not do, the keys of the preview, and how it looks.">
      <div className="two">
        <Panel title="What you can rely on">
          <ul className="panel-body notes">
            {promises.map((promise) => (
              <li key={promise}>{promise}</li>
            ))}
          </ul>
        </Panel>
        <div className="stack">
          <Panel title="Appearance">
            <div className="panel-body">
              {info === null ? null : (
                <SelectInput
                  label="Light or dark"
                  value={info.preferences.theme}
                  options={themes}
                  onChange={(theme) => void savePreferences({ ...info.preferences, theme }).catch(fail)}
                />
              )}
            </div>
          </Panel>
          <Panel title="About this copy">
            <dl className="panel-body seen">
              <dt>Version</dt>
              <dd>{info?.version ?? '–'}</dd>
              <dt>Runs in</dt>
              <dd>{info?.host ?? '–'}</dd>
              <dt>Keychain</dt>
              <dd>
                {info?.keychain === 'missing' ? 'None: secrets are kept for this session only' : 'Available'}
              </dd>
            </dl>
          </Panel>
        </div>
      </div>
      <Panel title="Keys of the preview">
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {shortcuts.map(([keys, meaning]) => (
              <tr key={keys}>
                <td className="nowrap">
                  <b>{keys}</b>
                </td>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </Page>
  );
}
