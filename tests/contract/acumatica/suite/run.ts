/** The ERP's suite as the command line asks for it: at a sandbox company, or at the simulator where no address is given. */
import process from 'node:process';
import { readInstanceAddress } from '../../../../shared/domain/instance-address.ts';
import { startAcumaticaSimulator } from '../../../../simulators/acumatica/index.ts';
import type { ContractArguments } from '../../arguments.ts';
import type { CaseOutcome, SuiteReport } from '../../report.ts';
import type { Credentials } from '../runner/endpoint.ts';
import { runAcumaticaSuite } from '../runner/run-suite.ts';

const defaultPasswordVariable = 'ACUMATICA_CONTRACT_PASSWORD';
const defaultEndpoint = 'Default/24.200.001';

/** @throws with a plain sentence when something is missing. */
function readCredentials(url: string, values: ContractArguments): Credentials {
  const address = readInstanceAddress(url);
  if (address === null) throw new Error(`"${url}" is no address.`);
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost'].includes(hostname))
    throw new Error('A password is only sent over https, or to this computer.');
  const { tenant, user, branch, endpoint = defaultEndpoint } = values;
  if (tenant === undefined || user === undefined)
    throw new Error('--tenant and --user are needed with --url.');
  const variable = values['password-variable'] ?? defaultPasswordVariable;
  const password = process.env[variable];
  if (password === undefined || password === '')
    throw new Error(`The environment variable ${variable} is not set.`);
  return { url: address, tenant, user, password, endpoint, ...(branch === undefined ? {} : { branch }) };
}

/** Makes invented customers in the company and deletes them again; meant for a sandbox, never for a company at work. */
export async function runAcumaticaFromCommandLine(
  values: ContractArguments,
  onOutcome: (outcome: CaseOutcome) => void,
): Promise<SuiteReport> {
  const { url, only, endpoint = defaultEndpoint } = values;
  const selected = { ...(only === undefined ? {} : { only }), onOutcome };
  if (url !== undefined) return runAcumaticaSuite({ credentials: readCredentials(url, values), ...selected });
  const simulator = await startAcumaticaSimulator();
  try {
    const credentials = {
      url: simulator.url,
      tenant: 'Demo',
      user: 'accord',
      password: 'accord-demo',
      endpoint,
    };
    return await runAcumaticaSuite({ credentials, pace: 0.02, ...selected });
  } finally {
    await simulator.close();
  }
}
