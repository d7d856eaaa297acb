/** The random parts of a sign-in by authorization code (RFC 7636, RFC 6749 section 10.12), the same for both systems. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Pkce {
  /** Kept here until the code is exchanged; it proves that the exchange comes from where the sign-in began. */
  readonly verifier: string;
  /** Its SHA-256, which goes to the browser. */
  readonly challenge: string;
}

const random = (): string => randomBytes(32).toString('base64url');

export function createPkce(): Pkce {
  const verifier = random();
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Ties the answer to the sign-in that asked for it. */
export function createState(): string {
  return random();
}

/** Compares in a time that does not tell how much of the two is the same. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
