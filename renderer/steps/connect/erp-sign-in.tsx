import { Controller, useWatch, type Control } from 'react-hook-form';
import type { ProfileOverview, SecretState } from '../../../shared/ipc/contract.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { ErpGuide, erpWays } from './erp-guide.tsx';
import { ErpText } from './erp-text.tsx';
import { clientIdProblem, isSameApplication, needed, type ErpValues } from './erp-values.ts';
import { SecretInput } from './secret-input.tsx';
import { SignInState } from './sign-in-state.tsx';

export interface ErpAccess {
  /** Of the password; of no use any more where the way is another. */
  readonly password: SecretState;
  readonly clientSecret: SecretState;
  readonly grant: SecretState;
  /** Nobody has signed in with the browser, for what the form holds. */
  readonly needsSignIn: boolean;
}

/** What is kept of secrets for what the form holds: another company, application or way has no use for it. */
export function useErpAccess(control: Control<ErpValues>, overview: ProfileOverview): ErpAccess {
  const values = useWatch({ control }) as ErpValues;
  const stored = overview.profile.erp;
  const isSame = isSameApplication(values, stored);
  const hadPassword = stored !== null && stored.signIn !== 'authorizationCode';
  const grant = isSame && stored?.signIn === values.signIn ? overview.grants.erp : 'missing';
  return {
    password: hadPassword ? overview.secrets.erp : 'missing',
    clientSecret: isSame ? overview.secrets.erpClientSecret : 'missing',
    grant,
    needsSignIn: values.signIn === 'authorizationCode' && grant === 'missing',
  };
}

/** How Accord signs in, and what each way needs for it. */
export function ErpSignInFields({
  control,
  overview,
  access,
}: {
  readonly control: Control<ErpValues>;
  readonly overview: ProfileOverview;
  readonly access: ErpAccess;
}) {
  const way = useWatch({ control, name: 'signIn' });
  const hasApplication = way !== 'cookie';
  const hasPassword = way !== 'authorizationCode';
  const isReady = hasPassword ? access.password !== 'missing' : !access.needsSignIn;
  return (
    <>
      <Controller
        control={control}
        name="signIn"
        render={({ field }) => (
          <RadioInput
            label="How shall Accord sign in?"
            areCards
            isLabelShown
            value={field.value}
            options={erpWays}
            onChange={field.onChange}
          />
        )}
      />
      <ErpGuide key={way} way={way} profile={overview.profile} isOpen={!isReady} />
      {hasApplication ? (
        <>
          <ErpText
            control={control}
            name="clientId"
            label="Client ID"
            problem={clientIdProblem}
            hint="With the company behind the @, as MYOB shows it."
          />
          <Controller
            control={control}
            name="clientSecret"
            render={({ field }) => (
              <SecretInput
                label="Client secret"
                state={access.clientSecret}
                isOptional
                value={field.value}
                onChange={field.onChange}
                error={undefined}
              />
            )}
          />
        </>
      ) : (
        <ErpText
          control={control}
          name="tenant"
          label="Company"
          problem={needed('Enter the company as the log-in page spells it.')}
          hint="Exactly as on the log-in page."
        />
      )}
      {hasPassword ? (
        <>
          <ErpText
            control={control}
            name="username"
            label="User name"
            problem={needed('Enter the user that Accord signs in with.')}
          />
          <Controller
            control={control}
            name="secret"
            rules={{
              validate: (value) => value !== '' || access.password !== 'missing' || 'Enter the password.',
            }}
            render={({ field, fieldState }) => (
              <SecretInput
                label="Password"
                state={access.password}
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
        </>
      ) : (
        <SignInState state={access.grant} />
      )}
    </>
  );
}
