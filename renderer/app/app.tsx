import { useEffect, useRef } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Button } from '../kit/button.tsx';
import { ProblemBanner } from '../kit/banner.tsx';
import { useHeadingFocus } from '../kit/use-heading-focus.ts';
import { EmptyState } from '../kit/page.tsx';
import { listen } from '../state/bridge.ts';
import { useReview, useStore } from '../state/store.ts';
import { viewTitles, type View } from '../state/views.ts';
import { Connect } from '../steps/connect/connect.tsx';
import { Defaults } from '../steps/defaults/defaults.tsx';
import { History } from '../steps/history/history.tsx';
import { Home } from '../steps/home/home.tsx';
import { Welcome } from '../steps/home/welcome.tsx';
import { Preview } from '../steps/preview/preview.tsx';
import { CountryDefaults } from '../steps/rules/country-defaults.tsx';
import { Filters } from '../steps/rules/filters.tsx';
import { Mapping } from '../steps/rules/mapping.tsx';
import { Run } from '../steps/run/run.tsx';
import { Help } from './help.tsx';
import { Profiles } from './profiles.tsx';
import { Rail } from './rail.tsx';

/** Hears what the program says by itself. Events of other profiles than the open one are for later. */
function useProgramEvents() {
  useEffect(() => {
    const { start } = useStore.getState();
    void start();
    return listen({
      progress: ({ profileId, progress }) => {
        const { overview, setProgress } = useStore.getState();
        if (overview?.profile.id === profileId) setProgress(progress);
      },
      runChanged: ({ profileId, status }) => {
        const { overview, setStatus } = useStore.getState();
        if (overview?.profile.id === profileId) setStatus(status);
      },
      profilesChanged: () => {
        const { reloadProfiles, fail } = useStore.getState();
        reloadProfiles().catch(fail);
      },
    });
  }, []);
}

/** The theme follows the system unless the person said otherwise; the title bar always names the store. */
function useDocument(view: View) {
  const theme = useStore((state) => state.info?.preferences.theme ?? 'system');
  const profile = useStore((state) => state.overview?.profile ?? null);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const store = profile?.seen.shopName ?? profile?.shopify?.domain;
    document.title = [viewTitles[view], profile?.name, store === profile?.name ? null : store, 'Accord']
      .filter((part) => part != null)
      .join(' · ');
  }, [view, profile]);
}

function Screen({ view }: { readonly view: View }) {
  const hasProfile = useStore((state) => state.overview !== null);
  const isReady = useStore((state) => state.info !== null);
  const review = useReview();
  if (view === 'help') return <Help />;
  if (view === 'profiles') return <Profiles />;
  if (!isReady) return <EmptyState title="Opening…" />;
  if (!hasProfile) return <Welcome />;
  if (review !== null) return <Preview />;
  switch (view) {
    case 'home':
      return <Home />;
    case 'connect':
      return <Connect />;
    case 'defaults':
      return <Defaults />;
    case 'filters':
      return <Filters />;
    case 'mapping':
      return <Mapping />;
    case 'countryDefaults':
      return <CountryDefaults />;
    case 'preview':
      return <Preview />;
    case 'run':
      return <Run />;
    case 'history':
      return <History />;
  }
}

export function App() {
  const view = useStore((state) => state.view);
  const profileId = useStore((state) => state.overview?.profile.id ?? '');
  const problem = useStore((state) => state.problem);
  const announcement = useStore((state) => state.announcement);
  const dismissProblem = useStore((state) => state.dismissProblem);
  const main = useRef<HTMLElement>(null);
  useProgramEvents();
  useDocument(view);
  useHeadingFocus(view);

  return (
    <I18nProvider locale="en-AU">
      <a className="skip-link" href="#main" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <div className="app">
        <Rail />
        <main className="main-column" id="main" ref={main} tabIndex={-1}>
          {problem === null ? null : (
            <div className="problem">
              <ProblemBanner
                problem={problem}
                actions={
                  <Button small onPress={dismissProblem}>
                    Put away
                  </Button>
                }
              />
            </div>
          )}
          <div className="main" key={profileId}>
            <Screen view={view} />
          </div>
        </main>
      </div>
      <output className="sr-only" aria-live="polite">
        {announcement}
      </output>
    </I18nProvider>
  );
}
