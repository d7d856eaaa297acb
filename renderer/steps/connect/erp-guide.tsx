import type { ReactNode } from 'react';
import type { ErpSignIn, Profile } from '../../../shared/domain/settings.ts';
import { Button } from '../../kit/button.tsx';
import type { Option } from '../../kit/choice.tsx';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';
import { RedirectAddresses } from './sign-in-state.tsx';

/** The ways of signing in, the one to take first. */
export const erpWays: readonly Option<ErpSignIn>[] = [
  {
    id: 'authorizationCode',
    label: 'Sign in with the browser',
    description:
      'Recommended. Accord never sees the password, two-factor sign-in works, and one API seat is enough. An administrator registers Accord once, in about five minutes.',
  },
  {
    id: 'password',
    label: 'User name and password, through a connected application',
    description:
      'Older way, for computers without a browser. Accord keeps the password in the keychain; two-factor sign-in cannot be used.',
  },
  {
    id: 'cookie',
    label: 'User name and password alone',
    description:
      'Older way; MYOB has announced that it will end. Nothing has to be registered. If Accord is ended by force while it signs in, an API seat stays taken for about 20 minutes.',
  },
];

/** Opens the form in MYOB, once the address of the instance is stored. */
function OpenForm({ profile }: { readonly profile: Profile }) {
  const fail = useStore((state) => state.fail);
  if (profile.erp === null) return null;
  const open = () =>
    void call('open', { profileId: profile.id, kind: 'erpApplications', id: null }).catch((error: unknown) =>
      fail(error),
    );
  return (
    <Button small onPress={open}>
      Open it in MYOB
    </Button>
  );
}

const openApplications = (profile: Profile) => (
  <>
    In MYOB, an administrator opens the form <b>Connected Applications</b> (SM303010), signed in to the
    company that Accord shall work with. <OpenForm profile={profile} />
  </>
);
const ownUser = (type: string) => (
  <>
    Give Accord a user of its own on the form <b>Users</b> (SM201010), of a user type whose{' '}
    <b>Allowed Sign-In Type</b> is <b>{type}</b> (form User Types, EP202500), with rights to the forms
    Customers, Customer Locations, Contacts and Customer Classes. What is missing is named below when you
    check the connection.
  </>
);
const addSecret = (
  <>
    On the tab <b>Secrets</b> choose <b>Add Shared Secret</b> and copy its <b>Value</b> into the field below.
    It is shown only once.
  </>
);
const copyClientId = (
  <>
    Press <b>Save</b>, then copy the <b>Client ID</b> into the field below: whole, with the company behind the
    @.
  </>
);

/** What to do in MYOB, and below. Keyed by position: the steps never change. */
const steps: Readonly<Record<ErpSignIn, (profile: Profile) => readonly ReactNode[]>> = {
  authorizationCode: (profile) => [
    openApplications(profile),
    <>
      Add a new one: <b>Client Name</b> Accord, <b>Flow</b> <b>Authorization Code</b>. The Client ID stays
      empty, MYOB fills it in.
    </>,
    <>
      Under <b>Refresh Tokens</b> choose the <b>Mode</b> <b>Sliding Expiration</b> and tick <b>Infinite</b>.
      Then nobody has to sign in again, as long as Accord is used once within the sliding lifetime (15 days,
      if you leave it). Otherwise somebody has to every 30 days.
    </>,
    <>
      On the tab <b>Redirect URIs</b> add these three addresses, each exactly. They lead to this computer
      only; Accord takes the first that is free.
      <RedirectAddresses />
    </>,
    copyClientId,
    <>A secret is not needed. Only where MYOB does not accept the application without one: {addSecret}</>,
    ownUser('Unrestricted'),
    <>
      Press <b>Sign in with MYOB</b> below, sign in in the browser as that user, and leave everything ticked
      that the page asks for.
    </>,
  ],
  password: (profile) => [
    openApplications(profile),
    <>
      Add a new one: <b>Client Name</b> Accord, <b>Flow</b> <b>Resource Owner Password Credentials</b>. Under{' '}
      <b>Refresh Tokens</b>, the <b>Mode</b> must not be No Refresh Tokens.
    </>,
    addSecret,
    copyClientId,
    ownUser('Unrestricted'),
    <>Enter that user and the password below, after somebody has signed in with it once in MYOB itself.</>,
  ],
  cookie: () => [
    <>
      Enter the <b>Company</b> as the log-in page of MYOB spells it. Form <b>Tenants</b> (SM203520) shows it
      as Login Name.
    </>,
    ownUser('API'),
    <>Enter that user and the password below, after somebody has signed in with it once in MYOB itself.</>,
  ],
};

/** What to do before the fields below can be filled in. Open until there is something to sign in with. */
export function ErpGuide({
  way,
  profile,
  isOpen,
}: {
  readonly way: ErpSignIn;
  readonly profile: Profile;
  readonly isOpen: boolean;
}) {
  return (
    <details className="guide" open={isOpen}>
      <summary>Show me how</summary>
      <ol className="guide-steps">
        {steps[way](profile).map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
