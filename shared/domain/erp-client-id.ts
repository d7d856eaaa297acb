/**
 * The id of a connected application of the ERP. Form SM303010 shows it with the company whose data it opens:
 * `5F0A3C1E-9D41-4B52-8A63-1B2C3D4E5F60@HARBOUR`.
 */

export interface ClientId {
  readonly clientId: string;
  /** Login name of the company; null where only the id itself was given. */
  readonly tenant: string | null;
}

/** What a person copied from the form. The name of a company may hold an @ as well; an id does not. */
export function readClientId(text: string): ClientId {
  const trimmed = text.trim();
  const at = trimmed.indexOf('@');
  if (at === -1) return { clientId: trimmed, tenant: null };
  const tenant = trimmed.slice(at + 1).trim();
  return { clientId: trimmed.slice(0, at).trim(), tenant: tenant === '' ? null : tenant };
}

/** As the ERP wants it: the company behind the @ is the one that the tokens are for. */
export function fullClientId(clientId: string, tenant: string): string {
  return `${clientId}@${tenant}`;
}
