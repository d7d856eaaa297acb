/**
 * Signing in with the browser. It runs where the vault is, so that no secret has to leave this process for it
 * (docs/adr/0007).
 */
import { AppError, isAppError } from '../../shared/domain/app-error.ts';
import { describeError, type ErrorCode } from '../../shared/domain/error-catalogue.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';
import { decodeGrant, encodeGrant, isNewer, type Authorization, type Grant } from '../connectors/grant.ts';
import type { LoopbackPage } from '../connectors/loopback-page.ts';
import type { Loopback } from '../connectors/loopback.ts';
import { beginAuthorization as beginErpAuthorization } from '../connectors/acumatica/authorization.ts';
import { beginAuthorization } from '../connectors/shopify/authorization.ts';
import { notConnected, storeSecretOf, systemNames } from './connections.ts';
import type { Profiles } from './profiles.ts';
import { grantName, usesGrant, type ProfileSecrets } from './secrets.ts';

export interface SignInDependencies {
  readonly profiles: Profiles;
  readonly secrets: ProfileSecrets;
  /** Listens for the browser that comes back. @throws AppError SIGN_IN_PORTS_TAKEN */
  readonly openLoopback: () => Promise<Loopback>;
  /** Opens an address in the browser. @throws when there is none. */
  readonly openBrowser: (address: string) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type SignInMethod = 'connection.signIn' | 'connection.cancelSignIn';

export interface SignIns {
  readonly services: { readonly [M in SignInMethod]: (input: Input<M>) => Promise<Output<M>> };
  /** Keeps a refresh token that replaces the one of the same sign-in. */
  keepRenewed(profileId: string, side: BrowserSide, grant: string): void;
  /** Ends sign-ins that nobody finishes any more, and waits until what was renewed is kept. */
  close(): Promise<void>;
}

/** Long enough to find a password, a second factor, and the person who may approve. Minutes. */
const timeLimit = 10;

/** How the Connect screen calls the way that signs in with the browser. */
const browserWays: Readonly<Record<BrowserSide, string>> = {
  shopify: 'An app from somebody else',
  erp: 'Sign in with the browser',
};

function nameOfOther({ shopify, erp }: Profile, side: BrowserSide): string {
  return (side === 'shopify' ? shopify?.domain : erp?.tenant) ?? systemNames[side];
}

function successPage(profile: Profile, side: BrowserSide): LoopbackPage {
  return {
    tone: 'good',
    title: 'You are signed in',
    text: `Accord may now work with ${nameOfOther(profile, side)}. It writes nothing that you have not approved in a preview.`,
  };
}

function failurePage(error: unknown): LoopbackPage {
  const [code, params]: [ErrorCode, AppError['params']] = isAppError(error)
    ? [error.code, error.params]
    : ['INTERNAL', {}];
  return { tone: 'bad', ...describeError(code, params) };
}

export function createSignIns({
  profiles,
  secrets,
  openLoopback,
  openBrowser,
  clock,
  logger,
}: SignInDependencies): SignIns {
  /** At most one a profile. Aborted with the reason why it ends. */
  const active = new Map<string, AbortController>();

  function cancel(profileId: string): boolean {
    const controller = active.get(profileId);
    controller?.abort(new AppError('SIGN_IN_CANCELLED'));
    return controller !== undefined;
  }

  /** Sets what ends the waiting: the time limit, and a browser that does not open. */
  function watch(controller: AbortController, opening: Promise<void>, side: BrowserSide): void {
    const { signal } = controller;
    opening.catch((cause: unknown) => controller.abort(new AppError('SIGN_IN_NO_BROWSER', { cause })));
    void clock.sleep(timeLimit * 60_000, signal).then(() => {
      const params = { system: systemNames[side], minutes: timeLimit };
      controller.abort(new AppError('SIGN_IN_TIMED_OUT', { params }));
    });
  }

  async function begin(
    profile: Profile,
    side: BrowserSide,
    redirectAddress: string,
    signal: AbortSignal,
  ): Promise<Authorization> {
    switch (side) {
      case 'shopify': {
        if (profile.shopify === null) throw notConnected(profile, side);
        const shopify = await secrets.read(profile, 'shopify');
        return beginAuthorization(
          profile.shopify,
          storeSecretOf({ profile, secrets: { shopify } }),
          redirectAddress,
        );
      }
      case 'erp': {
        if (profile.erp === null) throw notConnected(profile, side);
        const secret = await secrets.read(profile, 'erpClientSecret');
        const connection = profile.erp;
        return beginErpAuthorization({ connection, secret, redirectAddress, clock, logger, signal });
      }
    }
  }

  /** @throws AppError SIGN_IN_NEEDED where the connection was changed while the person was in the browser. */
  async function keepNew(before: Profile, side: BrowserSide, grant: Grant): Promise<void> {
    const profile = profiles.find(before.id);
    if (JSON.stringify(profile[side]) !== JSON.stringify(before[side])) {
      const params = { system: systemNames[side], host: nameOfOther(profile, side) };
      throw new AppError('SIGN_IN_NEEDED', { params, retry: 'afterSignIn' });
    }
    await profiles.save(await secrets.store(profile, grantName(side), encodeGrant(grant)));
  }

  /** From the page that asks a person to the page that says how it ended. */
  async function authorise(profile: Profile, side: BrowserSide, controller: AbortController): Promise<void> {
    const { signal } = controller;
    const loopback = await openLoopback();
    try {
      const { address, finish } = await begin(profile, side, loopback.redirectAddress, signal);
      watch(controller, openBrowser(address), side);
      const answer = await loopback.answer(signal);
      try {
        await keepNew(profile, side, await finish(answer.query, signal));
      } catch (error) {
        await answer.show(failurePage(signal.aborted ? signal.reason : error));
        throw error;
      }
      await answer.show(successPage(profile, side));
    } finally {
      await loopback.close();
    }
  }

  async function signIn(profileId: string, side: BrowserSide): Promise<void> {
    const profile = profiles.find(profileId);
    if (profile[side] === null) throw notConnected(profile, side);
    if (!usesGrant(profile, side)) {
      const params = { system: systemNames[side], way: browserWays[side] };
      throw new AppError('SIGN_IN_NOT_USED', { params });
    }
    // Whoever begins again has lost sight of the page of the first one.
    cancel(profileId);
    const controller = new AbortController();
    active.set(profileId, controller);
    try {
      await authorise(profile, side, controller);
      logger.info('signed in with the browser', { profileId, side });
    } catch (error) {
      const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
      logger.warn('sign-in failed', { profileId, side, error: String(reason) });
      throw reason;
    } finally {
      if (active.get(profileId) === controller) active.delete(profileId);
      // Ends the time limit.
      controller.abort();
    }
  }

  let keeping: Promise<void> = Promise.resolve();

  async function keep(profileId: string, side: BrowserSide, text: string): Promise<void> {
    const profile = profiles.find(profileId);
    const stored = decodeGrant((await secrets.read(profile, grantName(side))) ?? '');
    const renewed = decodeGrant(text);
    // Somebody signed in again meanwhile, or the connection was changed: then it is of no use any more.
    if (stored === null || renewed === null || !isNewer(renewed, stored)) return;
    await secrets.store(profile, grantName(side), text);
  }

  return {
    services: {
      'connection.signIn': async ({ profileId, side }) => {
        await signIn(profileId, side);
        return profiles.overview(profileId);
      },
      'connection.cancelSignIn': async ({ profileId }) => ({ cancelled: cancel(profileId) }),
    },

    keepRenewed: (profileId, side, grant) => {
      // The one before stays good until this one is used, so nothing is lost where it cannot be kept now.
      keeping = keeping
        .then(() => keep(profileId, side, grant))
        .catch((error: unknown) =>
          logger.warn('a renewed sign-in was not kept', { profileId, error: String(error) }),
        );
    },

    close: async () => {
      for (const profileId of active.keys()) cancel(profileId);
      await keeping;
    },
  };
}
