/** Which endpoint of the contract is used, and what it can hold (acumatica.md 7.1). */
import { AppError } from '../../../shared/domain/app-error.ts';

export interface OfferedEndpoint {
  readonly name: string;
  readonly version: string;
}

/** What Accord can read and write through an endpoint. Reading, writing and the doctor go by this, never by a version. */
export interface Capabilities {
  /** Customer.CustomerCategory, and RoleAssignments of locations and contacts: Default 23.200, eCommerce 22.200. */
  readonly categoryAndRoles: boolean;
  /** ExtRefNbr of locations and contacts: Default 24.200. Without it their links are in Accord's own ledger alone. */
  readonly externalReferences: boolean;
}

export interface Endpoint extends OfferedEndpoint {
  /** `https://harbour.myobadvanced.com/entity/Default/24.200.001` */
  readonly url: string;
  readonly capabilities: Capabilities;
}

interface KnownEndpoint extends OfferedEndpoint {
  readonly capabilities: Capabilities;
}

const inFull: Capabilities = { categoryAndRoles: true, externalReferences: true };
const withoutReferences: Capabilities = { categoryAndRoles: true, externalReferences: false };

/** Best first. The customers of eCommerce 22.200 have what those of Default got a release later. */
export const knownEndpoints: readonly KnownEndpoint[] = [
  { name: 'Default', version: '25.200.001', capabilities: inFull },
  { name: 'Default', version: '24.200.001', capabilities: inFull },
  { name: 'Default', version: '23.200.001', capabilities: withoutReferences },
  { name: 'eCommerce', version: '22.200.001', capabilities: withoutReferences },
];

export function endpointUrl(base: string, { name, version }: OfferedEndpoint): string {
  return `${base}/entity/${name}/${version}`;
}

/** Other endpoints of an instance are made for one integration or company and say nothing about customers. */
const standardNames: readonly string[] = ['Default', 'eCommerce'];

/**
 * The endpoint to work with: the wanted version, or the best that both know.
 * @throws AppError ERP_ENDPOINT_MISSING
 */
export function chooseEndpoint(
  base: string,
  offered: readonly OfferedEndpoint[],
  wanted: string | null,
): Endpoint {
  const known = knownEndpoints.find(
    ({ name, version }) =>
      (wanted === null || version === wanted) &&
      offered.some((candidate) => candidate.name === name && candidate.version === version),
  );
  if (known !== undefined) return { ...known, url: endpointUrl(base, known) };
  const found = offered
    .filter(({ name }) => standardNames.includes(name))
    .map(({ name, version }) => `${name} ${version}`);
  throw new AppError('ERP_ENDPOINT_MISSING', {
    params: { host: new URL(base).host, found: found.length === 0 ? 'none' : found.join(', ') },
  });
}
