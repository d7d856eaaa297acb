/** What a person's sign-in in the browser leaves behind: a refresh token that changes each time it is used. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const grantSchema = z.strictObject({
  /** Which sign-in it comes from: a late renewal of an earlier one must not replace a later one. */
  signIn: z.string().min(1),
  /** How often it was renewed; of two grants of one sign-in the higher one is newer. */
  turn: z.number().int().min(0),
  refreshToken: z.string().min(1),
  /** The access token that came with it, where asking for another one uses the refresh token up. ISO 8601 in UTC. */
  access: z.strictObject({ token: z.string().min(1), expires: z.string() }).optional(),
});
export type Grant = z.infer<typeof grantSchema>;
export type GrantedAccess = NonNullable<Grant['access']>;

/** A sign-in that has begun: a person goes on in the browser, which comes back with an answer. */
export interface Authorization {
  /** The page to open in the browser. It names the app and what is asked for, and holds no secret. */
  readonly address: string;
  /** Checks the parameters of the answer and exchanges them. @throws AppError of the sign-in family, STOPPED. */
  readonly finish: (answer: URLSearchParams, signal: AbortSignal) => Promise<Grant>;
}

/** Where a grant is kept while it is used. */
export interface GrantKeeper {
  current(): Grant;
  /** Takes over what a renewal gave. Where that takes time, the new access token is not used before. */
  keep(grant: Grant): void | Promise<void>;
}

export function newGrant(refreshToken: string, access: GrantedAccess | null = null): Grant {
  return { signIn: randomUUID(), turn: 0, refreshToken, ...(access === null ? {} : { access }) };
}

export function renewedGrant(
  { signIn, turn }: Grant,
  refreshToken: string,
  access: GrantedAccess | null = null,
): Grant {
  return { signIn, turn: turn + 1, refreshToken, ...(access === null ? {} : { access }) };
}

/** True where `grant` follows `other` in the same sign-in. */
export function isNewer(grant: Grant, other: Grant): boolean {
  return grant.signIn === other.signIn && grant.turn > other.turn;
}

/** As text for the vault. */
export function encodeGrant(grant: Grant): string {
  return JSON.stringify(grant);
}

/** Null for a text that is no grant: whoever put it there, a new sign-in replaces it. */
export function decodeGrant(text: string): Grant | null {
  try {
    return grantSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
