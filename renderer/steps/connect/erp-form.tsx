import { Controller, useForm, type Path } from 'react-hook-form';
import { readInstanceAddress } from '../../../shared/domain/instance-address.ts';
import { erpConnectionSchema } from '../../../shared/domain/settings.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';
import { call, problemOf } from '../../state/bridge.ts';
import { showFieldProblems } from '../../state/form-problems.ts';
import { useStore } from '../../state/store.ts';
import { Doctor, erpSeen, Seen } from './doctor.tsx';
import { FeatureQuestions } from './feature-questions.tsx';
import { SecretInput } from './secret-input.tsx';
import type { ConnectionFormProps } from './shopify-form.tsx';

interface ErpValues {
  readonly url: string;
  readonly tenant: string;
  readonly branch: string;
  readonly username: string;
  readonly secret: string;
  readonly requestsPerMinute: string;
  readonly concurrency: string;
  readonly apiUsers: string;
  readonly useWholeLicence: boolean;
}

const known: readonly Path<ErpValues>[] = [
  'url',
  'tenant',
  'branch',
  'username',
  'secret',
  'requestsPerMinute',
  'concurrency',
  'apiUsers',
];

const textOf = (count: number | null | undefined) => (count == null ? '' : String(count));
const countOrNull = (text: string) => (text.trim() === '' ? null : Number(text));
const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());

export function ErpForm({ overview, isChecking, onCheck }: ConnectionFormProps) {
  const { profile, secrets } = overview;
  const erp = profile.erp;
  const result = useStore((state) => state.checks.erp);
  const { setOverview, fail } = useStore.getState();
  const form = useForm<ErpValues>({
    defaultValues: {
      url: erp?.url ?? '',
      tenant: erp?.tenant ?? '',
      branch: erp?.branch ?? '',
      username: erp?.username ?? '',
      secret: '',
      requestsPerMinute: textOf(erp?.requestsPerMinute),
      concurrency: String(erp?.concurrency ?? 2),
      apiUsers: textOf(erp?.apiUsers),
      useWholeLicence: erp?.useWholeLicence ?? false,
    },
  });

  async function saveAndCheck(values: ErpValues) {
    const connection = erpConnectionSchema.parse({
      url: readInstanceAddress(values.url) ?? values.url,
      tenant: values.tenant.trim(),
      branch: textOrNull(values.branch),
      locale: erp?.locale ?? null,
      username: values.username.trim(),
      endpointVersion: erp?.endpointVersion ?? null,
      requestsPerMinute: countOrNull(values.requestsPerMinute),
      concurrency: Number(values.concurrency),
      apiUsers: countOrNull(values.apiUsers),
      useWholeLicence: values.useWholeLicence,
    });
    try {
      setOverview(
        await call('connection.saveErp', {
          profileId: profile.id,
          connection,
          secret: values.secret === '' ? null : values.secret,
        }),
      );
      form.reset({ ...values, url: connection.url, secret: '' });
    } catch (error) {
      if (!showFieldProblems(problemOf(error), known, form.setError)) fail(error);
      return;
    }
    await onCheck();
  }

  const text = (
    name: Exclude<keyof ErpValues, 'secret' | 'useWholeLicence'>,
    label: string,
    options: {
      problem?: (value: string) => string | null;
      placeholder?: string;
      hint?: string;
      numeric?: true;
    } = {},
  ) => (
    <Controller
      control={form.control}
      name={name}
      rules={{ validate: (value) => options.problem?.(value) ?? true }}
      render={({ field, fieldState }) => (
        <TextInput
          label={label}
          value={field.value}
          onChange={field.onChange}
          error={fieldState.error?.message}
          placeholder={options.placeholder ?? ''}
          hint={options.hint ?? null}
          isNarrow={options.numeric ?? false}
          inputMode={options.numeric === true ? 'numeric' : 'text'}
        />
      )}
    />
  );
  const needed = (sentence: string) => (value: string) => (value.trim() === '' ? sentence : null);
  const countProblem = (value: string) =>
    value.trim() === '' || /^[1-9]\d*$/.test(value.trim())
      ? null
      : 'Enter a whole number, or leave it empty.';

  return (
    <Panel title="2. MYOB Acumatica">
      <form
        className="panel-body"
        onSubmit={(event) => void form.handleSubmit(saveAndCheck)(event)}
        noValidate
      >
        {text('url', 'Web address', {
          problem: (value) =>
            readInstanceAddress(value) === null ? 'Enter the address you open MYOB Acumatica with.' : null,
          placeholder: 'https://harbour.myobadvanced.com',
        })}
        {text('tenant', 'Company', {
          problem: needed('Enter the company as the log-in page spells it.'),
          hint: 'Exactly as on the log-in page.',
        })}
        {text('branch', 'Branch', { hint: 'Only where the company has several.' })}
        {text('username', 'User name', { problem: needed('Enter the user that Accord signs in with.') })}
        <Controller
          control={form.control}
          name="secret"
          rules={{ validate: (value) => value !== '' || secrets.erp !== 'missing' || 'Enter the password.' }}
          render={({ field, fieldState }) => (
            <SecretInput
              label="Password"
              state={secrets.erp}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
        {text('requestsPerMinute', 'Requests a minute', {
          numeric: true,
          hint: 'Of your licence, form SM604000. Empty: Accord begins slowly and finds out.',
          problem: countProblem,
        })}
        <Controller
          control={form.control}
          name="useWholeLicence"
          render={({ field }) => (
            <Checkbox isOn={field.value} onChange={field.onChange}>
              Use the whole licence{' '}
              <span className="muted">Off: half is left to the people who work in MYOB.</span>
            </Checkbox>
          )}
        />
        {text('concurrency', 'Requests at once', {
          numeric: true,
          hint: 'At most, 1 to 10. Fewer where more are no faster.',
          problem: (value) => (/^([1-9]|10)$/.test(value.trim()) ? null : 'Enter a number from 1 to 10.'),
        })}
        {text('apiUsers', 'API users', {
          numeric: true,
          hint: 'Seats of your licence, form SM604000. Accord takes one while it works.',
          problem: countProblem,
        })}
        <Seen entries={erpSeen(profile.seen)} />
        <div>
          <Button
            kind={result?.ok === true ? 'plain' : 'primary'}
            disabledReason={isChecking ? 'The check is going on.' : null}
            label={isChecking ? 'Checking MYOB Acumatica' : 'Check connection to MYOB Acumatica'}
          >
            {isChecking ? 'Checking…' : 'Check connection'}
          </Button>
        </div>
      </form>
      <Doctor result={result} />
      <FeatureQuestions overview={overview} />
    </Panel>
  );
}
