/** Each documented family of errors (acumatica.md 7.4), met while connecting or reading: what a person is told of it. */
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/domain/app-error.ts';
import { describeError, type ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { FaultRule } from '../../../simulators/acumatica/index.ts';
import { connectAcumatica } from '../../../electron/connectors/acumatica/index.ts';
import {
  addCustomers,
  connect,
  connectionTo,
  never,
  optionsFor,
  readAll,
  startSimulator,
} from './support.ts';

interface Told {
  readonly code: ErrorCode;
  readonly title: string;
  readonly text: string;
}

async function toldBy(work: Promise<unknown>): Promise<Told> {
  try {
    await work;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, ...describeError(error.code, error.params) };
    throw error;
  }
  throw new Error('Nothing went wrong.');
}

/** A sentence for people: no placeholder left open, no program's words. */
function expectPlain({ title, text }: Told): void {
  for (const sentence of [title, text])
    expect(sentence).not.toMatch(/[{}]|undefined|null|Exception|\bat PX\b/);
  expect(text).toMatch(/\.$/);
}

const lasting = (rule: Omit<FaultRule, 'times'>): FaultRule => ({ entity: 'Customer', ...rule, times: null });

describe('a list that cannot be read', () => {
  it.each<[string, FaultRule, ErrorCode, RegExp, RegExp]>([
    [
      '400 bad request',
      lasting({ kind: 'refused', status: 400, text: 'The $filter is not valid.' }),
      'ERP_READ_REFUSED',
      /the list of the form Customers \(AR303000\)/,
      /status 400: The \$filter is not valid\..*SM207060/,
    ],
    [
      '401 without end',
      lasting({ kind: 'sessionExpired' }),
      'ERP_SESSION_EXPIRED',
      /session ended/,
      /Sign in again/,
    ],
    [
      '403 no rights',
      lasting({ kind: 'forbidden' }),
      'ERP_NO_RIGHTS',
      /right is missing/,
      /Customers \(AR303000\).*role/,
    ],
    [
      '404 no such entity',
      lasting({ kind: 'refused', status: 404 }),
      'ERP_ENTITY_MISSING',
      /endpoint is incomplete/,
      /Default 25\.200\.001.*Customers \(AR303000\).*SM207060/,
    ],
    [
      '406 not acceptable',
      lasting({ kind: 'refused', status: 406 }),
      'ERP_READ_REFUSED',
      /the list of the form Customers/,
      /status 406.*SM207060/,
    ],
    [
      '409 a long operation',
      lasting({ kind: 'refused', status: 409 }),
      'ERP_READ_FAILED',
      /the list of the form Customers/,
      /status 409: A long operation is running.*Try again later/,
    ],
    [
      '412 precondition',
      lasting({ kind: 'refused', status: 412 }),
      'ERP_READ_REFUSED',
      /the list of the form Customers/,
      /status 412/,
    ],
    [
      '422 nested',
      lasting({ kind: 'refused', status: 422 }),
      'ERP_READ_REFUSED',
      /the list of the form Customers/,
      /MainContact\/Address\/State: 'State' cannot be found in the system/,
    ],
    [
      '429 limit',
      lasting({ kind: 'tooManyRequests' }),
      'ERP_REQUEST_LIMIT',
      /declines requests/,
      /lower the speed/,
    ],
    [
      '500 with exceptionMessage',
      lasting({ kind: 'serverError', text: 'The deadlock was resolved against you.' }),
      'ERP_READ_FAILED',
      /the list of the form Customers \(AR303000\)/,
      /status 500: The deadlock was resolved against you\..*administrator/,
    ],
    [
      '500 optimisation',
      lasting({ kind: 'optimization', trigger: 'always' }),
      'ERP_LIST_FAILED',
      /could not list Customer/,
      /has BQL delegate.*administrator/,
    ],
    [
      '503 a page of a proxy',
      lasting({ kind: 'webPage' }),
      'ERP_READ_FAILED',
      /the list of the form Customers/,
      /status 503.*Try again later/,
    ],
    [
      'the log-in page for data',
      lasting({ kind: 'loginPage' }),
      'ERP_SESSION_EXPIRED',
      /session ended/,
      /Sign in/,
    ],
    [
      'a redirection to it',
      lasting({ kind: 'loginRedirect' }),
      'ERP_SESSION_EXPIRED',
      /session ended/,
      /Sign in/,
    ],
    [
      'another web page',
      lasting({ kind: 'webPage', status: 200 }),
      'ANSWER_NOT_JSON',
      /something else/,
      /a web page instead of data.*check the address/,
    ],
    [
      'nothing at all',
      lasting({ kind: 'emptyAnswer' }),
      'ANSWER_NOT_JSON',
      /something else/,
      /an empty answer/,
    ],
    [
      'half of the JSON',
      lasting({ kind: 'malformedJson' }),
      'ANSWER_MALFORMED',
      /broken answer/,
      /Nothing was taken from it. Try again/,
    ],
    [
      'a connection cut in mid-answer',
      lasting({ kind: 'connectionCut' }),
      'ANSWER_MALFORMED',
      /broken answer/,
      /Nothing was taken from it. Try again/,
    ],
    [
      'no answer',
      lasting({ kind: 'answerLost' }),
      'HOST_UNREACHABLE',
      /cannot be reached/,
      /internet connection.*Nothing was changed/,
    ],
  ])('%s', async (_, rule, code, title, text) => {
    const simulator = await startSimulator();
    addCustomers(simulator, 2);
    const connector = await connect(simulator);
    simulator.faults.add(rule);
    const told = await toldBy(readAll(connector.source));
    expect(told).toMatchObject({
      code,
      title: expect.stringMatching(title) as string,
      text: expect.stringMatching(text) as string,
    });
    expectPlain(told);
    expect(simulator.counters.writesTotal).toBe(0);
    await connector.close();
    expect(simulator.counters.sessionsOpen).toBe(0);
  });
});

describe('a record that cannot be read', () => {
  it.each<[string, FaultRule, ErrorCode | null]>([
    ['404: it is gone', lasting({ kind: 'refused', status: 404, method: 'GET' }), 'ERP_ENTITY_MISSING'],
    ['403', lasting({ kind: 'forbidden' }), 'ERP_NO_RIGHTS'],
    ['500', lasting({ kind: 'serverError' }), 'ERP_READ_FAILED'],
  ])('%s', async (_, rule, code) => {
    const simulator = await startSimulator();
    addCustomers(simulator, 2);
    const { source } = await connect(simulator);
    const [party] = (await readAll(source)).parties;
    simulator.faults.add(rule);
    const told = await toldBy(source.readByKeys([party?.key ?? ''], never));
    expect(told.code).toBe(code);
    expectPlain(told);
  });

  it('is gone only where the ERP says so of this record', async () => {
    for (const missingRecordStatus of [404, 500] as const) {
      const simulator = await startSimulator({ missingRecordStatus });
      addCustomers(simulator, 2);
      const { source } = await connect(simulator);
      const keys = (await readAll(source)).parties.map(({ key }) => key);
      simulator.store.deleteCustomer('C00000002');
      expect([...(await source.readByKeys(keys, never)).keys()]).toEqual(keys.slice(0, 1));
    }
  });

  it('names a customer whose category it does not know, and takes it for neither a person nor a company', async () => {
    const simulator = await startSimulator();
    const customer = simulator.store.addCustomer({ CustomerName: 'Kauri Joinery' });
    customer.values['CustomerCategory'] = 'Organisatie';
    const { source } = await connect(simulator);
    const told = await toldBy(readAll(source));
    expect(told).toMatchObject({
      code: 'ERP_CATEGORY_UNKNOWN',
      title: expect.stringContaining('Customer C00000001') as string,
      text: expect.stringMatching(/"Organisatie".*AR303000/) as string,
    });
    expectPlain(told);
  });
});

describe('connecting', () => {
  it.each<[string, Parameters<typeof connectionTo>[1] & { readonly secret?: string }, ErrorCode, RegExp]>([
    ['a wrong password', { secret: 'wrong' }, 'ERP_SIGN_IN_REJECTED', /whether the user is active/],
    ['an unknown company', { tenant: 'Nowhere' }, 'ERP_COMPANY_UNKNOWN', /"Nowhere".*spelled exactly/],
    ['an unknown branch', { branch: 'MOON' }, 'ERP_BRANCH_UNKNOWN', /"MOON".*leave the branch empty/],
    ['an endpoint that is not there', { endpointVersion: '21.200.001' }, 'ERP_ENDPOINT_MISSING', /SM207060/],
    ['no address', { url: 'harbour' }, 'INPUT_INVALID', /"harbour" is not an address/],
    ['no encryption', { url: 'http://harbour.example.com.au' }, 'INSECURE_ADDRESS', /without encryption/],
  ])('with %s', async (_, { secret = 'accord-demo', ...changes }, code, remedy) => {
    const simulator = await startSimulator();
    const connection = connectionTo(simulator.url, changes);
    const told = await toldBy(connectAcumatica(optionsFor(simulator, { connection, secret }), never));
    expect(told).toMatchObject({ code, text: expect.stringMatching(remedy) as string });
    if (code !== 'INPUT_INVALID') expectPlain(told);
    expect(simulator.counters.sessionsOpen).toBe(0);
  });
});
