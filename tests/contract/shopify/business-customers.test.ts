/** Whether a store sells to companies: it says so itself, or lets its companies be counted, or a person has to say it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkShopify } from '../../../electron/connectors/shopify/index.ts';
import type { Profile } from '../../../shared/domain/settings.ts';
import { startScriptedServer, type Script } from './scripted-server.ts';
import { openStore, signal, type Store } from './support.ts';

/** Errors of the store by the operation they answer; everything else is answered by the simulator. */
type Refusals = Readonly<Record<string, { readonly message: string; readonly extensions: object }>>;

async function startBefore({ simulator }: Store, refusals: Refusals): Promise<string> {
  const script: Script = (response, { path, headers, body }) => {
    const { operationName } = JSON.parse(body) as { operationName: string };
    const refusal = refusals[operationName];
    const answer =
      refusal === undefined
        ? fetch(simulator.url + path, {
            method: 'POST',
            headers: { 'x-shopify-access-token': String(headers['x-shopify-access-token']) },
            body,
          }).then((answered) => answered.text())
        : Promise.resolve(JSON.stringify({ errors: [refusal] }));
    void answer.then((text) => response.setHeader('content-type', 'application/json').end(text));
  };
  const server = await startScriptedServer([script]);
  onTestFinished(() => server.close());
  return server.url;
}

const unknownField = {
  message: "Field 'entitlements' doesn't exist on type 'Shop'",
  extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'entitlements' },
};
const noBusiness = {
  message: 'Access denied for companiesCount field.',
  extensions: {
    code: 'ACCESS_DENIED',
    requiredAccess:
      '`read_customers` access scope or `read_companies` access scope. Also: The shop must have B2B.',
  },
};
const unknownCount = {
  message: "Field 'companiesCount' doesn't exist on type 'QueryRoot'",
  extensions: { code: 'undefinedField', typeName: 'QueryRoot', fieldName: 'companiesCount' },
};

async function examine(
  store: Store,
  refusals: Refusals = {},
  businessCustomers: Profile['seen']['businessCustomers'] = null,
) {
  const connection = { ...store.options.connection, url: await startBefore(store, refusals) };
  const { ok, seen, steps } = await checkShopify({ ...store.options, connection, businessCustomers }, signal);
  return { ok, seen: seen.businessCustomers, step: steps.find(({ id }) => id === 'businessCustomers') };
}

describe('business customers', () => {
  it.each([
    [true, 'Switched on, says the store'],
    [false, 'Not switched on, says the store'],
  ])('switched on: %s, as the store says, whatever its plan is called', async (b2b, found) => {
    for (const planName of ['Basic', 'Plus']) {
      const { seen, step } = await examine(await openStore({ shop: { b2b, planName } }));
      expect(seen).toEqual({ enabled: b2b, saidBy: 'store' });
      expect(step).toMatchObject({ status: 'ok', found });
    }
  });

  it('are there where the store lets its companies be counted', async () => {
    const { seen } = await examine(await openStore(), { BusinessCustomersEnabled: unknownField });
    expect(seen).toEqual({ enabled: true, saidBy: 'store' });
  });

  it('are not there where the store refuses to count companies, though the permission is there', async () => {
    const { seen } = await examine(await openStore({ shop: { b2b: false } }), {
      BusinessCustomersEnabled: unknownField,
    });
    expect(seen).toEqual({ enabled: false, saidBy: 'store' });
    const told = await examine(await openStore(), {
      BusinessCustomersEnabled: unknownField,
      CompaniesCount: noBusiness,
    });
    expect(told.seen).toEqual({ enabled: false, saidBy: 'store' });
  });

  it('are asked for where the store does not tell, and the check still passes', async () => {
    const silent = { BusinessCustomersEnabled: unknownField, CompaniesCount: unknownCount };
    const asked = await examine(await openStore(), silent);
    expect(asked).toMatchObject({ ok: true, seen: null, step: { status: 'warning' } });
    expect(asked.step?.remedy).toContain('Say on the Connect screen');

    const answered = { enabled: true, saidBy: 'person' } as const;
    const { seen, step } = await examine(await openStore(), silent, answered);
    expect(seen).toEqual(answered);
    expect(step).toMatchObject({ status: 'ok', found: 'Switched on, as you said: the store does not tell' });
  });

  it('what the store says replaces what a person said', async () => {
    const said = { enabled: true, saidBy: 'person' } as const;
    const { seen } = await examine(await openStore({ shop: { b2b: false } }), {}, said);
    expect(seen).toEqual({ enabled: false, saidBy: 'store' });
  });
});
