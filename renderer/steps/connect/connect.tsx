import { useState } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/page.tsx';
import { call } from '../../state/bridge.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { isConnected } from '../../state/views.ts';
import { ErpForm } from './erp-form.tsx';
import { ShopifyForm } from './shopify-form.tsx';

/** Asks the connection doctor and takes over what the system calls itself. */
function useCheck() {
  const [checking, setChecking] = useState<Side | null>(null);
  const { setCheck, refreshOverview, fail, announce } = useStore.getState();
  async function check(profileId: string, side: Side) {
    setChecking(side);
    try {
      const result = await call('connection.check', { profileId, side });
      setCheck(result);
      const failed = result.steps.filter((step) => step.status === 'failed').length;
      announce(result.ok ? 'The connection is ready.' : `${failed} of ${result.steps.length} checks failed.`);
      await refreshOverview();
    } catch (error) {
      fail(error);
    } finally {
      setChecking(null);
    }
  }
  return { checking, check };
}

export function Connect() {
  const overview = useOverview();
  const keychain = useStore((state) => state.info?.keychain);
  const show = useStore((state) => state.show);
  const { checking, check } = useCheck();
  const { profile } = overview;
  const isReady = isConnected(overview);
  return (
    <Page
      title="Connect your two systems"
      lead="Passwords and tokens are kept in your computer’s keychain and nowhere else. They are never shown again; entering a new one replaces the old."
      bar={
        <>
          <p className="say muted">Nothing is written while connecting or checking.</p>
          <Button
            kind="primary"
            onPress={() => show('defaults')}
            disabledReason={isReady ? null : 'Set up both systems first.'}
          >
            Continue to defaults
          </Button>
        </>
      }
    >
      {keychain === 'missing' ? (
        <Banner tone="warn" title="This computer has no keychain">
          Secrets are kept for this session only and never written to disk. On Linux, install gnome-keyring to
          keep them.
        </Banner>
      ) : null}
      {profile.demo ? (
        <Banner tone="info" title="This is the demo store">
          Both systems run inside Accord on this computer. Change what you like; nothing real is touched.
        </Banner>
      ) : null}
      <div className="two">
        <ShopifyForm
          key={`shopify-${profile.id}`}
          overview={overview}
          isChecking={checking === 'shopify'}
          onCheck={() => check(profile.id, 'shopify')}
        />
        <ErpForm
          key={`erp-${profile.id}`}
          overview={overview}
          isChecking={checking === 'erp'}
          onCheck={() => check(profile.id, 'erp')}
        />
      </div>
    </Page>
  );
}
