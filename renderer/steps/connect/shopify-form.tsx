import { Controller, useForm, useWatch } from 'react-hook-form';
import { shopifyConnectionSchema, type ShopifySignIn } from '../../../shared/domain/settings.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox, RadioInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';
import { call, problemOf } from '../../state/bridge.ts';
import { showFieldProblems } from '../../state/form-problems.ts';
import { useStore } from '../../state/store.ts';
import { BusinessCustomersQuestion } from './business-customers.tsx';
import { Doctor, Seen, shopifySeen } from './doctor.tsx';
import { SecretInput } from './secret-input.tsx';
import { ShopifyGuide, ways } from './shopify-guide.tsx';
import { SignInState, useSigningIn, WaitingForBrowser } from './sign-in-state.tsx';

interface ShopifyValues {
  readonly domain: string;
  readonly signIn: ShopifySignIn;
  readonly clientId: string;
  readonly secret: string;
  readonly storeErpId: boolean;
  /** Where the store is reached instead, for simulators and proxies; empty for the store itself. */
  readonly url: string;
}

/** A token is sent there: only over https, or on this computer. */
function addressProblem(text: string): string | true {
  const isGood = /^https:\/\/[^/\s@]+|^http:\/\/127\.0\.0\.1(:\d+)?(\/|$)/.test(text.trim());
  return (
    text.trim() === '' || isGood || 'Enter an address with https://, or http://127.0.0.1 for a simulator.'
  );
}

/** `https://harbour-pine.myshopify.com/admin`, `harbour-pine` -> `harbour-pine.myshopify.com` */
function domainOf(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  const admin = /^admin\.shopify\.com\/store\/([a-z0-9-]+)/.exec(
    text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, ''),
  );
  if (admin?.[1] !== undefined) return `${admin[1]}.myshopify.com`;
  return /^[a-z0-9-]+$/.test(host) ? `${host}.myshopify.com` : host;
}

export interface ConnectionFormProps {
  readonly overview: ProfileOverview;
  readonly isChecking: boolean;
  readonly onCheck: () => Promise<void>;
}

export function ShopifyForm({ overview, isChecking, onCheck }: ConnectionFormProps) {
  const { profile, secrets, grants } = overview;
  const stored = profile.shopify;
  const result = useStore((state) => state.checks.shopify);
  const signingIn = useSigningIn(profile.id, 'shopify');
  const { setOverview, fail, signIn } = useStore.getState();
  const form = useForm<ShopifyValues>({
    defaultValues: {
      domain: stored?.domain ?? '',
      signIn: stored?.signIn ?? 'clientCredentials',
      clientId: stored?.clientId ?? '',
      secret: '',
      storeErpId: stored?.storeErpId ?? false,
      url: stored?.url ?? '',
    },
  });
  const entered = useWatch({ control: form.control });
  const way = entered.signIn ?? 'clientCredentials';
  const isToken = way === 'token';
  // An access token is no client secret: what is stored for the one is of no use for the other.
  const isSecretKept = stored !== null && (stored.signIn === 'token') === isToken;
  const secretState = isSecretKept ? secrets.shopify : 'missing';
  const grantState =
    stored?.signIn === way &&
    stored.domain === domainOf(entered.domain ?? '') &&
    stored.clientId === entered.clientId?.trim()
      ? grants.shopify
      : 'missing';
  const needsSignIn = way === 'authorizationCode' && grantState === 'missing';

  /** @param again signs in with the browser also where somebody has done so before. */
  async function saveAndCheck(values: ShopifyValues, again = false) {
    const connection = shopifyConnectionSchema.parse({
      domain: domainOf(values.domain),
      url: values.url.trim() === '' ? null : values.url.trim(),
      signIn: values.signIn,
      clientId: values.signIn === 'token' ? null : values.clientId.trim(),
      storeErpId: values.storeErpId,
    });
    let saved: ProfileOverview;
    try {
      saved = await call('connection.saveShopify', {
        profileId: profile.id,
        connection,
        secret: values.secret === '' ? null : values.secret.trim(),
      });
      setOverview(saved);
      form.reset({ ...values, domain: connection.domain, secret: '' });
    } catch (error) {
      if (!showFieldProblems(problemOf(error), ['domain', 'clientId', 'secret'], form.setError)) fail(error);
      return;
    }
    const isSignInDue =
      values.signIn === 'authorizationCode' && (again || saved.grants.shopify === 'missing');
    if (isSignInDue && !(await signIn(profile.id, 'shopify'))) return;
    await onCheck();
  }

  const signInButton = signingIn === 'here' ? 'Waiting for the browser…' : 'Sign in with Shopify';
  const checkButton = isChecking ? 'Checking…' : 'Check connection';
  const disabledReason =
    signingIn === null ? (isChecking ? 'The check is going on.' : null) : 'Accord waits for the browser.';

  return (
    <Panel title="1. Shopify store">
      <form
        className="panel-body"
        onSubmit={(event) => void form.handleSubmit((values) => saveAndCheck(values))(event)}
        noValidate
      >
        <Controller
          control={form.control}
          name="domain"
          rules={{
            validate: (value) => value.trim() !== '' || 'Enter the address that ends in .myshopify.com.',
          }}
          render={({ field, fieldState }) => (
            <TextInput
              label="Store address"
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
              placeholder="harbour-pine.myshopify.com"
              inputMode="url"
            />
          )}
        />
        {profile.demo ? null : (
          <details className="guide" open={stored?.url != null}>
            <summary>Reach the store at another address</summary>
            <Controller
              control={form.control}
              name="url"
              rules={{ validate: addressProblem }}
              render={({ field, fieldState }) => (
                <TextInput
                  label="Other address"
                  hint="Of a simulator or a proxy. Accord sends the token there. Empty: the store itself."
                  value={field.value}
                  onChange={field.onChange}
                  error={fieldState.error?.message}
                  inputMode="url"
                />
              )}
            />
          </details>
        )}
        <Controller
          control={form.control}
          name="signIn"
          render={({ field }) => (
            <RadioInput
              label="Which of these do you have?"
              areCards
              isLabelShown
              value={field.value}
              options={ways}
              onChange={field.onChange}
            />
          )}
        />
        <ShopifyGuide key={way} way={way} profileId={profile.id} isOpen={secretState === 'missing'} />
        {isToken ? null : (
          <Controller
            control={form.control}
            name="clientId"
            rules={{
              validate: (value) => value.trim() !== '' || 'Copy the client id from the app’s settings.',
            }}
            render={({ field, fieldState }) => (
              <TextInput
                label="Client id"
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
        )}
        <Controller
          control={form.control}
          name="secret"
          rules={{
            validate: (value) =>
              value !== '' ||
              secretState !== 'missing' ||
              (isToken ? 'Enter the access token.' : 'Enter the client secret.'),
          }}
          render={({ field, fieldState }) => (
            <SecretInput
              label={isToken ? 'Access token' : 'Client secret'}
              state={secretState}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
        {way === 'authorizationCode' ? <SignInState state={grantState} /> : null}
        {signingIn === 'here' ? <WaitingForBrowser system="Shopify" what="this store" /> : null}
        <Controller
          control={form.control}
          name="storeErpId"
          render={({ field }) => (
            <Checkbox isOn={field.value} onChange={field.onChange}>
              Keep the MYOB customer ID with each Shopify customer{' '}
              <span className="muted">
                In a field of its own, written when Accord writes the customer. It finds a customer again that
                has neither e-mail nor phone.
              </span>
            </Checkbox>
          )}
        />
        <Seen entries={shopifySeen(profile.seen)} />
        <BusinessCustomersQuestion overview={overview} />
        <div className="cluster">
          <Button
            kind={result?.ok === true && !needsSignIn ? 'plain' : 'primary'}
            disabledReason={disabledReason}
            label={
              needsSignIn ? signInButton : isChecking ? 'Checking Shopify' : 'Check connection to Shopify'
            }
          >
            {needsSignIn ? signInButton : checkButton}
          </Button>
          {way === 'authorizationCode' && !needsSignIn ? (
            <Button
              kind="quiet"
              disabledReason={disabledReason}
              onPress={() => void form.handleSubmit((values) => saveAndCheck(values, true))()}
              label="Sign in again with Shopify"
            >
              Sign in again
            </Button>
          ) : null}
        </div>
      </form>
      <Doctor result={result} />
    </Panel>
  );
}
