import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectAcumatica } from '../../../electron/connectors/acumatica/index.ts';
import type { AcumaticaOptions as SimulatorOptions } from '../../../simulators/acumatica/index.ts';
import { connect, connectionTo, never, optionsFor, readAll, startSimulator } from './support.ts';

async function startServer(answer: RequestListener): Promise<string> {
  const server = createServer({}, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('finding the instance', () => {
  it.each<[string, string]>([
    ['', ''],
    ['', '/'],
    ['', '/Main?ScreenId=AR303000&CompanyID=Demo'],
    ['/Harbour', ''],
    ['/Harbour', '/Frames/Login.aspx?ReturnUrl=%2fHarbour%2fMain'],
    ['/Harbour', '/(W(3))/Pages/AR/AR303000.aspx'],
    ['/Sites/Harbour', '/entity/Default/24.200.001/'],
    ['/Sites/Harbour', '/some/page'],
  ])('of folder %j at an address that ends in %j', async (instancePath, typed) => {
    const simulator = await startSimulator({ instancePath });
    simulator.store.addCustomer({ CustomerName: 'Mere Tane' });
    const connector = await connect({ url: `${simulator.url}${typed}` });
    expect(connector).toMatchObject({ endpointVersion: '25.200.001', buildVersion: '25.201.0213' });
    expect((await readAll(connector.source)).parties).toHaveLength(1);
  });

  it.each<[SimulatorOptions['discovery'], string | null]>([
    ['open', '25.201.0213'],
    ['unauthorised', '25.201.0213'],
    ['signInPage', '25.201.0213'],
    ['redirect', '25.201.0213'],
    ['blocked', null],
  ])('that keeps its endpoints back (%s)', async (discovery, buildVersion) => {
    const simulator = await startSimulator({ discovery, instancePath: '/Harbour' });
    const connector = await connect({ url: `${simulator.url}/Main` });
    expect(connector).toMatchObject({ endpointVersion: '25.200.001', buildVersion });
    expect((await readAll(connector.source)).summary.complete).toBe(true);
  });

  it('in the folder whose log-in form a stranger is sent to', async () => {
    const visited: string[] = [];
    const url = await startServer((request, response) => {
      const path = request.url ?? '';
      visited.push(`${request.method ?? ''} ${path}`);
      if (path === '/Harbour/entity/auth/login') {
        response.writeHead(204, { 'Set-Cookie': 'ASP.NET_SessionId=1' }).end();
      } else if (path === '/Harbour/entity') {
        response.end('{"version":{"acumaticaBuildVersion":"25.1"},"endpoints":[]}');
      } else {
        response.writeHead(302, { Location: '/Harbour/Frames/Login.aspx?ReturnUrl=x' }).end();
      }
    });
    await expect(connectAcumatica(optionsFor({ url: `${url}/deep/link` }), never)).rejects.toMatchObject({
      code: 'ERP_ENDPOINT_MISSING',
    });
    expect(visited).toEqual([
      'GET /deep/link/entity',
      'POST /Harbour/entity/auth/login',
      'GET /Harbour/entity',
      'POST /Harbour/entity/auth/logout',
    ]);
  });

  it('never at another host: it names the one it is sent to', async () => {
    const url = await startServer((_, response) => {
      response.writeHead(301, { Location: 'https://new.example.com/entity' }).end();
    });
    await expect(connectAcumatica(optionsFor({ url }), never)).rejects.toMatchObject({
      code: 'ANSWER_NOT_JSON',
      params: { kind: 'a redirection to https://new.example.com' },
    });
  });
});

describe('choosing the endpoint', () => {
  const customer = {
    CustomerName: 'Aroha Ngata',
    locations: [{ LocationName: 'Depot', ExtRefNbr: '77 - Wattle and Fern' }],
  };

  it.each<[readonly string[], readonly string[], string, boolean]>([
    [['20.200.001', '23.200.001', '24.200.001', '25.200.001'], ['24.200.001'], '25.200.001', true],
    [['22.200.001', '23.200.001', '24.200.001'], ['22.200.001'], '24.200.001', true],
    [['22.200.001', '23.200.001'], ['22.200.001', '23.200.001'], '23.200.001', false],
    [['20.200.001', '22.200.001'], ['20.200.001', '22.200.001'], '22.200.001', false],
  ])(
    'of Default %j and eCommerce %j: %s',
    async (endpointVersions, commerceVersions, version, referenced) => {
      for (const discovery of ['open', 'blocked'] as const) {
        const simulator = await startSimulator({ endpointVersions, commerceVersions, discovery });
        simulator.store.addCustomer(customer);
        const connector = await connect(simulator);
        expect(connector.endpointVersion).toBe(version);
        const { parties } = await readAll(connector.source);
        expect(parties[0]?.locations.map(({ externalReference }) => externalReference)).toEqual([
          null,
          referenced ? '77 - Wattle and Fern' : null,
        ]);
      }
    },
  );

  it('writes and reads back through eCommerce where that is all there is', async () => {
    const simulator = await startSimulator({
      endpointVersions: ['22.200.001'],
      commerceVersions: ['22.200.001'],
    });
    simulator.store.addCustomer(customer);
    const { source, sink, lookups } = await connect(simulator);
    const [party] = (await readAll(source)).parties;
    if (party === undefined) throw new Error('Nothing was read.');
    const written = await sink.updateCustomer(party, { values: { email: 'aroha@example.co.nz' } }, never);
    expect(written.values.email).toBe('aroha@example.co.nz');
    expect((await lookups(never)).branches?.map(({ id }) => id)).toEqual(['MAIN', 'NZ']);
  });

  it.each([
    [['20.200.001', '22.200.001'], [], 'Default 20.200.001, Default 22.200.001'],
    [[], ['24.200.001'], 'eCommerce 24.200.001'],
    [[], [], 'none'],
  ])(
    'says what was found where none of Default %j, eCommerce %j will do',
    async (Default, eCommerce, found) => {
      const simulator = await startSimulator({ endpointVersions: Default, commerceVersions: eCommerce });
      await expect(connectAcumatica(optionsFor(simulator), never)).rejects.toMatchObject({
        code: 'ERP_ENDPOINT_MISSING',
        params: { found },
      });
      expect(simulator.counters.sessionsOpen).toBe(0);
    },
  );

  it('takes the version the profile names, and no other', async () => {
    const simulator = await startSimulator();
    const named = connectionTo(simulator.url, { endpointVersion: '24.200.001' });
    expect((await connect(simulator, { connection: named })).endpointVersion).toBe('24.200.001');
  });
});
