import { Controller, useForm, useWatch, type Control } from 'react-hook-form';
import { readInstanceAddress } from '../../../shared/domain/instance-address.ts';
import type { LookupValue, ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox, LookupInput } from '../../kit/choice.tsx';
import { Panel } from '../../kit/page.tsx';
import { call, problemOf } from '../../state/bridge.ts';
import { showFieldProblems } from '../../state/form-problems.ts';
import { useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Doctor, erpSeen, Seen } from './doctor.tsx';
import { ErpSignInFields, useErpAccess } from './erp-sign-in.tsx';
import { ErpText } from './erp-text.tsx';
import { countProblem, erpConnectionOf, erpFields, erpValuesOf, type ErpValues } from './erp-values.ts';
import { FeatureQuestions } from './feature-questions.tsx';
import type { ConnectionFormProps } from './shopify-form.tsx';
import { useSigningIn, WaitingForBrowser } from './sign-in-state.tsx';

/** Branches are picked where MYOB has told which there are, and typed before. */
function BranchField({
  control,
  branches,
}: {
  readonly control: Control<ErpValues>;
  readonly branches: readonly LookupValue[] | null;
}) {
  const hint = 'Only where the company has several. Empty: that of the user.';
  if (branches === null) return <ErpText control={control} name="branch" label="Branch" hint={hint} />;
  return (
    <Controller
      control={control}
      name="branch"
      render={({ field, fieldState }) => (
        <LookupInput
          label="Branch"
          hint={hint}
          placeholder="That of the user"
          value={field.value === '' ? null : field.value}
          values={branches}
          onChange={(id) => field.onChange(id ?? '')}
          error={fieldState.error?.message}
        />
      )}
    />
  );
}

function SpeedFields({ control }: { readonly control: Control<ErpValues> }) {
  return (
    <>
      <ErpText
        control={control}
        name="requestsPerMinute"
        label="Requests a minute"
        isNumber
        hint="Of your licence, form SM604000. Empty: Accord begins slowly and finds out."
        problem={countProblem}
      />
      <Controller
        control={control}
        name="useWholeLicence"
        render={({ field }) => (
          <Checkbox isOn={field.value} onChange={field.onChange}>
            Use the whole licence{' '}
            <span className="muted">Off: half is left to the people who work in MYOB.</span>
          </Checkbox>
        )}
      />
      <ErpText
        control={control}
        name="concurrency"
        label="Requests at once"
        isNumber
        hint="At most, 1 to 10. Fewer where more are no faster."
        problem={(value) => (/^([1-9]|10)$/.test(value.trim()) ? null : 'Enter a number from 1 to 10.')}
      />
      <ErpText
        control={control}
        name="apiUsers"
        label="API users"
        isNumber
        hint="Seats of your licence, form SM604000. Accord takes one while it works."
        problem={countProblem}
      />
    </>
  );
}

const enteredOrNull = (text: string) => (text === '' ? null : text);

export function ErpForm({ overview, isChecking, onCheck }: ConnectionFormProps) {
  const { profile } = overview;
  const result = useStore((state) => state.checks.erp);
  const { setOverview, fail, signIn } = useStore.getState();
  const { control, handleSubmit, reset, setError } = useForm<ErpValues>({
    defaultValues: erpValuesOf(profile.erp),
  });
  const access = useErpAccess(control, overview);
  const way = useWatch({ control, name: 'signIn' });
  const signingIn = useSigningIn(profile.id, 'erp');
  // Once a check has passed: before, there is nothing that could tell.
  const lists = useAnswer(
    'lookups.get',
    result?.ok === true ? { profileId: profile.id, refresh: false } : null,
  );

  /** @param again signs in with the browser also where somebody has done so before. */
  async function saveAndCheck(values: ErpValues, again = false) {
    const connection = erpConnectionOf(values, profile.erp);
    let saved: ProfileOverview;
    try {
      saved = await call('connection.saveErp', {
        profileId: profile.id,
        connection,
        secret: enteredOrNull(values.secret),
        clientSecret: enteredOrNull(values.clientSecret.trim()),
      });
      setOverview(saved);
      reset(erpValuesOf(connection));
    } catch (error) {
      if (!showFieldProblems(problemOf(error), erpFields, setError)) fail(error);
      return;
    }
    const isDue = connection.signIn === 'authorizationCode' && (again || saved.grants.erp === 'missing');
    if (isDue && !(await signIn(profile.id, 'erp'))) return;
    await onCheck();
  }

  const signInButton = signingIn === 'here' ? 'Waiting for the browser…' : 'Sign in with MYOB';
  const checkButton = isChecking ? 'Checking…' : 'Check connection';
  const disabledReason =
    signingIn === null ? (isChecking ? 'The check is going on.' : null) : 'Accord waits for the browser.';

  return (
    <Panel title="2. MYOB Acumatica">
      <form
        className="panel-body"
        onSubmit={(event) => void handleSubmit((values) => saveAndCheck(values))(event)}
        noValidate
      >
        <ErpText
          control={control}
          name="url"
          label="Web address"
          placeholder="https://harbour.myobadvanced.com"
          problem={(value) =>
            readInstanceAddress(value) === null ? 'Enter the address you open MYOB Acumatica with.' : null
          }
        />
        <ErpSignInFields control={control} overview={overview} access={access} />
        <BranchField control={control} branches={lists.value?.branches ?? null} />
        {way === 'cookie' ? (
          <ErpText
            control={control}
            name="locale"
            label="Language"
            placeholder="en-AU"
            hint="Of the session. Empty: that of the user. Accord reads English."
          />
        ) : null}
        <SpeedFields control={control} />
        <Seen entries={erpSeen(profile.seen)} />
        {signingIn === 'here' ? <WaitingForBrowser system="MYOB" what="this company" /> : null}
        <div className="cluster">
          <Button
            kind={result?.ok === true && !access.needsSignIn ? 'plain' : 'primary'}
            disabledReason={disabledReason}
            label={
              access.needsSignIn
                ? signInButton
                : isChecking
                  ? 'Checking MYOB Acumatica'
                  : 'Check connection to MYOB Acumatica'
            }
          >
            {access.needsSignIn ? signInButton : checkButton}
          </Button>
          {way === 'authorizationCode' && !access.needsSignIn ? (
            <Button
              kind="quiet"
              disabledReason={disabledReason}
              onPress={() => void handleSubmit((values) => saveAndCheck(values, true))()}
              label="Sign in again with MYOB"
            >
              Sign in again
            </Button>
          ) : null}
        </div>
      </form>
      <Doctor result={result} />
      <FeatureQuestions overview={overview} />
    </Panel>
  );
}
