import { useState } from 'react';
import { NewProfile } from '../../app/new-profile.tsx';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';
import { Reviews } from './reviews.tsx';

/** The first run: two ways in, and what happens on each. */
export function Welcome() {
  const [isCreating, setIsCreating] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const profiles = useStore((state) => state.profiles);
  const notices = useStore((state) => state.info?.notices ?? []);
  const { openProfile, reloadProfiles, show, fail } = useStore.getState();

  async function startDemo() {
    setIsStarting(true);
    try {
      const profile = await call('profile.createDemo', {});
      await reloadProfiles();
      await openProfile(profile.id, 'home');
    } catch (error) {
      fail(error);
    } finally {
      setIsStarting(false);
    }
  }

  return (
    <div className="page-body">
      <div className="welcome">
        <div className="stack-small">
          <h1 tabIndex={-1}>Your customers, the same in both systems</h1>
          <p className="lead">
            Accord compares the customers of one Shopify store and one MYOB Acumatica company, shows what
            would change, and writes only what you approve.
          </p>
        </div>
        {notices.map((notice) => (
          <Banner key={notice} tone="warn" title={notice} />
        ))}
        <div className="two">
          <section className="offer">
            <h2>Try it first</h2>
            <p>
              A made-up store and company on this computer, with 300 customers each. Check, decide, commit:
              nothing real is touched, and no sign-in is needed.
            </p>
            <Button
              kind="primary"
              onPress={() => void startDemo()}
              disabledReason={isStarting ? 'The demo store is being opened.' : null}
            >
              {isStarting ? 'Opening the demo store…' : 'Try it with a demo store'}
            </Button>
          </section>
          <section className="offer">
            <h2>Start with your own</h2>
            <p>
              You need an access token of your Shopify store and a user of your MYOB Acumatica company.
              Connecting and checking only reads.
            </p>
            <Button onPress={() => setIsCreating(true)}>Connect my own</Button>
          </section>
        </div>
        {profiles.length === 0 ? null : (
          <section className="offer">
            <h2>Go on with a profile</h2>
            <p>There are profiles on this computer already, and none of them is open.</p>
            <Button onPress={() => show('profiles')}>Show the profiles</Button>
          </section>
        )}
        <Reviews />
      </div>
      {isCreating ? <NewProfile onClose={() => setIsCreating(false)} /> : null}
    </div>
  );
}
