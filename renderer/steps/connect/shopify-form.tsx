import { Controller, useForm, useWatch } from 'react-hook-form';
import { shopifyConnectionSchema, type ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Button } from '../../kit/button.tsx';
import { SelectInput, type Option } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';
import { call, problemOf } from '../../state/bridge.ts';
import { showFieldProblems } from '../../state/form-problems.ts';
import { useStore } from '../../state/store.ts';
import { Doctor, Seen, shopifySeen } from './doctor.tsx';
import { SecretInput } from './secret-input.tsx';

interface ShopifyValues {
  readonly domain: string;
  readonly signIn: ShopifyConnection['signIn'];
  readonly clientId: string;
  readonly secret: string;
}

const signIns: readonly Option<ShopifyConnection['signIn']>[] = [
  {
    id: 'token',
    label: 'Access token',
    description: 'Of a custom app of this store; starts with shpat_',
  },
  {
    id: 'clientCredentials',
    label: 'App from the Dev Dashboard',
    description: 'Client id and secret; app and store in one organisation',
  },
];

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
  const { profile, secrets } = overview;
  const result = useStore((state) => state.checks.shopify);
  const { setOverview, fail } = useStore.getState();
  const form = useForm<ShopifyValues>({
    defaultValues: {
      domain: profile.shopify?.domain ?? '',
      signIn: profile.shopify?.signIn ?? 'token',
      clientId: profile.shopify?.clientId ?? '',
      secret: '',
    },
  });
  const usesClient = useWatch({ control: form.control, name: 'signIn' }) === 'clientCredentials';

  async function saveAndCheck(values: ShopifyValues) {
    const connection = shopifyConnectionSchema.parse({
      domain: domainOf(values.domain),
      url: profile.shopify?.url ?? null,
      signIn: values.signIn,
      clientId: values.signIn === 'clientCredentials' ? values.clientId.trim() : null,
    });
    try {
      setOverview(
        await call('connection.saveShopify', {
          profileId: profile.id,
          connection,
          secret: values.secret === '' ? null : values.secret.trim(),
        }),
      );
      form.reset({ ...values, domain: connection.domain, secret: '' });
    } catch (error) {
      if (!showFieldProblems(problemOf(error), ['domain', 'clientId', 'secret'], form.setError)) fail(error);
      return;
    }
    await onCheck();
  }

  return (
    <Panel title="1. Shopify store">
      <form
        className="panel-body"
        onSubmit={(event) => void form.handleSubmit(saveAndCheck)(event)}
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
        <Controller
          control={form.control}
          name="signIn"
          render={({ field }) => (
            <SelectInput
              label="How to sign in"
              value={field.value}
              options={signIns}
              onChange={field.onChange}
            />
          )}
        />
        {usesClient ? (
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
        ) : null}
        <Controller
          control={form.control}
          name="secret"
          rules={{
            validate: (value) =>
              value !== '' ||
              secrets.shopify !== 'missing' ||
              (usesClient ? 'Enter the client secret.' : 'Enter the access token.'),
          }}
          render={({ field, fieldState }) => (
            <SecretInput
              label={usesClient ? 'Client secret' : 'Access token'}
              state={secrets.shopify}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
        <Seen entries={shopifySeen(profile.seen)} />
        <div>
          <Button
            kind={result?.ok === true ? 'plain' : 'primary'}
            disabledReason={isChecking ? 'The check is going on.' : null}
            label={isChecking ? 'Checking Shopify' : 'Check connection to Shopify'}
          >
            {isChecking ? 'Checking…' : 'Check connection'}
          </Button>
        </div>
      </form>
      {result === undefined ? null : <Doctor result={result} />}
    </Panel>
  );
}
