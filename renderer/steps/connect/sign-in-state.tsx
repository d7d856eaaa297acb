import type { BrowserSide } from '../../../shared/domain/sign-in.ts';
import type { SecretState } from '../../../shared/ipc/contract.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { CopyValue } from '../../kit/copy-value.tsx';
import { useStore } from '../../state/store.ts';
import { redirectAddresses } from '../../../shared/domain/sign-in.ts';

/** Whether somebody has signed in with the browser, for the connection as it is stored. */
const grantWords: Readonly<Record<SecretState, { readonly text: string; readonly tone: string }>> = {
  stored: { text: 'Signed in; kept in the keychain', tone: 'good' },
  session: { text: 'Signed in for this session only', tone: 'tone-warn' },
  missing: { text: 'Nobody has signed in yet', tone: 'muted' },
  locked: { text: 'The keychain is locked: unlock it and check again', tone: 'bad' },
};

export function SignInState({ state }: { readonly state: SecretState }) {
  const { text, tone } = grantWords[state];
  return (
    <div className="field">
      <span className="field-label">Sign-in</span>
      <span className={`field-control field-text ${tone}`}>{text}</span>
    </div>
  );
}

/** Whether a person is in the browser just now, to sign in to this side of the profile or to the other. */
export function useSigningIn(profileId: string, side: BrowserSide): 'here' | 'elsewhere' | null {
  const signingIn = useStore((state) => state.signingIn);
  if (signingIn === null) return null;
  return signingIn.profileId === profileId && signingIn.side === side ? 'here' : 'elsewhere';
}

/** What a person does in the browser, while Accord waits for it. */
export function WaitingForBrowser({ system, what }: { readonly system: string; readonly what: string }) {
  const cancel = useStore((state) => state.cancelSignIn);
  return (
    <Banner
      tone="info"
      title="Finish in your browser"
      actions={
        <Button small onPress={() => void cancel()} label="Cancel the sign-in">
          Cancel
        </Button>
      }
    >
      {system} asks there whether Accord may work with {what}. When you have approved, Accord goes on by
      itself. No page opened? Cancel and try again.
    </Banner>
  );
}

/** The addresses to register, each to be copied. */
export function RedirectAddresses() {
  return (
    <ul className="guide-values">
      {redirectAddresses.map((address) => (
        <li key={address}>
          <CopyValue value={address} what={address} />
        </li>
      ))}
    </ul>
  );
}
