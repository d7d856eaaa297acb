/** What the form of the ERP holds, from the stored connection and back to it. */
import type { Path } from 'react-hook-form';
import { fullClientId, readClientId } from '../../../shared/domain/erp-client-id.ts';
import { readInstanceAddress } from '../../../shared/domain/instance-address.ts';
import type { ErpConnection, ErpSignIn } from '../../../shared/domain/settings.ts';

export interface ErpValues {
  readonly url: string;
  readonly signIn: ErpSignIn;
  /** As form SM303010 shows it, with the company behind the @. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenant: string;
  readonly branch: string;
  readonly locale: string;
  readonly username: string;
  readonly secret: string;
  readonly requestsPerMinute: string;
  readonly concurrency: string;
  readonly apiUsers: string;
  readonly useWholeLicence: boolean;
}

/** Fields that the program may find something wrong with. */
export const erpFields: readonly Path<ErpValues>[] = [
  'url',
  'clientId',
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

export function erpValuesOf(erp: ErpConnection | null): ErpValues {
  const hasApplication = erp !== null && erp.clientId !== null;
  return {
    url: erp?.url ?? '',
    signIn: erp?.signIn ?? 'authorizationCode',
    clientId: hasApplication ? fullClientId(erp.clientId ?? '', erp.tenant) : '',
    clientSecret: '',
    tenant: erp?.tenant ?? '',
    branch: erp?.branch ?? '',
    locale: erp?.locale ?? '',
    username: erp?.username ?? '',
    secret: '',
    requestsPerMinute: textOf(erp?.requestsPerMinute),
    concurrency: String(erp?.concurrency ?? 2),
    apiUsers: textOf(erp?.apiUsers),
    useWholeLicence: erp?.useWholeLicence ?? false,
  };
}

/** Through an application the company is the one that its client id is for. */
function companyOf({ signIn, clientId, tenant }: ErpValues): Pick<ErpConnection, 'clientId' | 'tenant'> {
  if (signIn === 'cookie') return { clientId: null, tenant: tenant.trim() };
  const read = readClientId(clientId);
  return { clientId: read.clientId, tenant: read.tenant ?? '' };
}

export function erpConnectionOf(values: ErpValues, stored: ErpConnection | null): ErpConnection {
  const { signIn } = values;
  return {
    url: readInstanceAddress(values.url) ?? values.url,
    ...companyOf(values),
    branch: textOrNull(values.branch),
    locale: signIn === 'cookie' ? textOrNull(values.locale) : null,
    signIn,
    username: signIn === 'authorizationCode' ? null : values.username.trim(),
    endpointVersion: stored?.endpointVersion ?? null,
    requestsPerMinute: countOrNull(values.requestsPerMinute),
    concurrency: Number(values.concurrency),
    apiUsers: countOrNull(values.apiUsers),
    useWholeLicence: values.useWholeLicence,
  };
}

/** Whether what the form holds is the instance, company and application that are stored, so that what is kept for them is of use. */
export function isSameApplication(values: ErpValues, stored: ErpConnection | null): boolean {
  const entered = erpConnectionOf(values, stored);
  return (
    stored !== null &&
    stored.clientId !== null &&
    stored.url === entered.url &&
    stored.clientId === entered.clientId &&
    stored.tenant === entered.tenant
  );
}

export const needed =
  (sentence: string) =>
  (value: string): string | null =>
    value.trim() === '' ? sentence : null;

export function countProblem(value: string): string | null {
  return value.trim() === '' || /^[1-9]\d*$/.test(value.trim())
    ? null
    : 'Enter a whole number, or leave it empty.';
}

export function clientIdProblem(value: string): string | null {
  const { clientId, tenant } = readClientId(value);
  if (clientId === '') return 'Copy the Client ID from the form Connected Applications.';
  return tenant === null ? 'Copy it whole: the company stands behind an @.' : null;
}
