/**
 * Access tokens of stores that are signed in to with the browser, one source per profile: whatever goes on at the same
 * time shares one access token and one renewal, as each renewal replaces the refresh token.
 */
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import { decodeGrant, encodeGrant, isNewer, type Grant, type GrantKeeper } from '../connectors/grant.ts';
import { createTokenProvider, type TokenProvider } from '../connectors/shopify/auth.ts';
import type { JobContext } from './job-contract.ts';
import { usesGrant } from './secrets.ts';

export interface TokenProviders {
  /**
   * Null where the connection signs in by itself, each time with its secret.
   * @throws AppError SIGN_IN_NEEDED, INPUT_INVALID
   */
  shopify(context: JobContext, secret: string): TokenProvider | null;
}

interface Entry {
  /** What the provider was made for; it serves nothing else. */
  readonly made: string;
  readonly provider: TokenProvider;
  grant: Grant;
}

export function createTokenProviders(
  clock: Clock,
  onRenewed: (profileId: string, side: BrowserSide, grant: string) => void,
): TokenProviders {
  const entries = new Map<string, Entry>();

  return {
    shopify: ({ profile, grants }, secret) => {
      const connection = profile.shopify;
      if (connection === null || !usesGrant(profile, 'shopify')) return null;
      const grant = decodeGrant(grants?.shopify ?? '');
      if (grant === null) return createTokenProvider(connection, secret, clock);

      const made = JSON.stringify([connection, secret, grant.signIn]);
      const known = entries.get(profile.id);
      if (known?.made === made) {
        // Another copy of Accord, such as the command line, may have renewed it meanwhile.
        if (isNewer(grant, known.grant)) known.grant = grant;
        return known.provider;
      }
      const keeper: GrantKeeper = {
        current: () => entry.grant,
        keep: (renewed) => {
          entry.grant = renewed;
          onRenewed(profile.id, 'shopify', encodeGrant(renewed));
        },
      };
      const entry: Entry = {
        made,
        grant,
        provider: createTokenProvider(connection, secret, clock, keeper),
      };
      entries.set(profile.id, entry);
      return entry.provider;
    },
  };
}
