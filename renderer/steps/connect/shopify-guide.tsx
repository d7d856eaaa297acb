import type { ReactNode } from 'react';
import type { ShopifySignIn } from '../../../shared/domain/settings.ts';
import { optionalShopifyScopes, shopifyScopes, type ShopifyScope } from '../../../shared/domain/sign-in.ts';
import { Button } from '../../kit/button.tsx';
import type { Option } from '../../kit/choice.tsx';
import { CopyValue } from '../../kit/copy-value.tsx';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';
import { RedirectAddresses } from './sign-in-state.tsx';

/** The ways of signing in, by what a person has in hand. */
export const ways: readonly Option<ShopifySignIn>[] = [
  {
    id: 'clientCredentials',
    label: 'An app of this store, or nothing yet',
    description: 'For the store’s owner. The app is made once, in about five minutes.',
  },
  {
    id: 'token',
    label: 'An access token',
    description: 'Starts with shpat_. From a custom app that was made in the Shopify admin before 2026.',
  },
  {
    id: 'authorizationCode',
    label: 'An app from somebody else',
    description: 'For consultants: the app is in another organisation. You sign in once, in the browser.',
  },
];

function OpenDevDashboard({ profileId }: { readonly profileId: string }) {
  const fail = useStore((state) => state.fail);
  const open = () =>
    void call('open', { profileId, kind: 'shopifyDevDashboard', id: null }).catch((error: unknown) =>
      fail(error),
    );
  return (
    <Button small onPress={open}>
      Open the Dev Dashboard
    </Button>
  );
}

/** The permissions to tick, each with its reason. */
function Scopes() {
  return (
    <>
      <ScopeList scopes={shopifyScopes} />
      Tick this one as well if you want what it is for; it can be added later.
      <ScopeList scopes={optionalShopifyScopes} />
    </>
  );
}

function ScopeList({ scopes }: { readonly scopes: readonly ShopifyScope[] }) {
  return (
    <ul className="guide-values">
      {scopes.map(({ scope, why }) => (
        <li key={scope}>
          <CopyValue value={scope} what={scope} />
          <span className="hint">{why}</span>
        </li>
      ))}
    </ul>
  );
}

const createApp = (
  <>
    Choose <b>Apps</b>, <b>Create app</b>, <b>Start from Dev Dashboard</b>, and call it Accord.
  </>
);
const copyCredentials = (
  <>
    Under <b>Settings</b>, copy the <b>Client ID</b> and the <b>Secret</b> into the fields below.
  </>
);

/** Where to click, from the first page to the fields below. Keyed by position: the steps never change. */
const steps: Readonly<Record<ShopifySignIn, (profileId: string) => readonly ReactNode[]>> = {
  clientCredentials: (profileId) => [
    <>
      Open the Dev Dashboard as the store’s owner, or as a user with the role <b>Apps Developer</b>.
      Collaborators cannot open it. <OpenDevDashboard profileId={profileId} />
    </>,
    createApp,
    <>
      Under <b>Versions</b>, choose <b>Select scopes</b>, tick these, and press <b>Release</b>.
      <Scopes />
    </>,
    <>
      On the app’s <b>Home</b> page press <b>Install app</b> and choose this store.
    </>,
    copyCredentials,
  ],
  token: () => [
    <>
      In the Shopify admin open <b>Settings</b>, <b>Apps and sales channels</b>, <b>Develop apps</b>, and the
      app. New ones cannot be made here since 2026: without one, choose “An app of this store” above.
    </>,
    <>
      Under <b>Configuration</b>, <b>Admin API access scopes</b>, these have to be ticked.
      <Scopes />
    </>,
    <>
      Copy the <b>Admin API access token</b> that was kept when the app was installed. Shopify shows it only
      once: if nobody kept it, uninstall the app and install it again under <b>API credentials</b>, which
      gives a new one.
    </>,
  ],
  authorizationCode: (profileId) => [
    <>
      Open the Dev Dashboard of the organisation that the app belongs to, which is usually your own.{' '}
      <OpenDevDashboard profileId={profileId} />
    </>,
    createApp,
    <>
      Under <b>Versions</b>, choose <b>Select scopes</b> and tick these.
      <Scopes />
    </>,
    <>
      There, under <b>Redirect URLs</b>, add these three addresses exactly, then press <b>Release</b>. They
      lead to this computer only; Accord takes the first that is free.
      <RedirectAddresses />
    </>,
    <>
      Under <b>Distribution</b>, choose <b>Custom distribution</b> and enter the store’s address. An app is
      for one store, or for the stores of one Plus organisation.
    </>,
    copyCredentials,
    <>
      Press <b>Sign in with Shopify</b> below and approve in the browser, as the store’s owner or as a user
      who may install apps. That holds for as long as Accord is used at least once in 90 days.
    </>,
  ],
};

/** What to do before the fields below can be filled in. Open until there is something to sign in with. */
export function ShopifyGuide({
  way,
  profileId,
  isOpen,
}: {
  readonly way: ShopifySignIn;
  readonly profileId: string;
  readonly isOpen: boolean;
}) {
  return (
    <details className="guide" open={isOpen}>
      <summary>Show me how</summary>
      <ol className="guide-steps">
        {steps[way](profileId).map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
