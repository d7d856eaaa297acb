/** `accord simulators`: both twins alone, for trying Accord or another connector against them. */
import { demoCompany, startDemoWorld } from '../../simulators/demo/world.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Console } from './console.ts';

export interface SimulatorOptions {
  readonly shopifyPort: number;
  readonly acumaticaPort: number;
  readonly empty?: boolean;
}

/** Runs until SIGINT or SIGTERM. The secrets it prints belong to invented systems on this computer. */
export async function runSimulators(console: Console, options: SimulatorOptions): Promise<ExitCode> {
  const world = await startDemoWorld(null, {
    shopifyPort: options.shopifyPort,
    acumaticaPort: options.acumaticaPort,
    isEmpty: options.empty === true,
  });
  console.answer({
    ok: true,
    shopify: {
      url: world.shopify.url,
      domain: demoCompany.domain,
      accessToken: demoCompany.accessToken,
      clientId: demoCompany.clientId,
      clientSecret: demoCompany.clientSecret,
    },
    acumatica: {
      url: world.erp.url,
      tenant: demoCompany.tenant,
      user: demoCompany.user,
      password: demoCompany.password,
      clientId: `${demoCompany.erpClientId}@${demoCompany.tenant}`,
      passwordClientId: `${demoCompany.erpPasswordClientId}@${demoCompany.tenant}`,
      passwordClientSecret: demoCompany.erpPasswordClientSecret,
    },
  });
  console.say(`Shopify          ${world.shopify.url}   access token ${demoCompany.accessToken}`);
  console.say(
    `                 client id ${demoCompany.clientId}, client secret ${demoCompany.clientSecret}`,
  );
  console.say(
    `MYOB Acumatica   ${world.erp.url}   company ${demoCompany.tenant}, user ${demoCompany.user}, password ${demoCompany.password}`,
  );
  console.say(`                 client id ${demoCompany.erpClientId}@${demoCompany.tenant}`);
  console.say('Both hold invented data. Ctrl+C ends them.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await world.close();
  return exitCodes.done;
}
