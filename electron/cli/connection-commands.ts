/** `accord sign-in` and `accord doctor`: from a profile that is set up to connections that work. */
import { Option, type Command } from 'commander';
import type { Side } from '../../shared/domain/party.ts';
import { erpFeatureTitles, type FeatureState } from '../../shared/domain/erp-features.ts';
import { sideSchema, type Profile } from '../../shared/domain/settings.ts';
import type { BrowserSide } from '../../shared/domain/sign-in.ts';
import type { Host } from '../host.ts';
import { parsed, usage, type RunCommand } from './command.ts';
import { sayGate } from './company-words.ts';
import type { Console } from './console.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { findProfile } from './profile-commands.ts';

/** Tells a person where to go on, as the command line opens no browser by itself. */
export function sayAddress(console: Console, address: string): void {
  console.say('Open this address in a browser on this computer, and approve there:');
  console.say();
  console.say(`  ${address}`);
  console.say();
  console.say('Waiting for the browser to come back. Ctrl+C cancels.');
}

async function signIn(host: Host, console: Console, wanted: string, side: BrowserSide): Promise<ExitCode> {
  const { keychain } = await host.services['app.info']({});
  // Without one the sign-in would be forgotten when this command ends, and a person had approved for nothing.
  if (keychain === 'missing') {
    throw usage(
      'A sign-in is kept in the keychain. This computer has none, or "--secrets memory" was given: connect in another way instead.',
    );
  }
  const { id } = await findProfile(host, wanted);
  const { profile, grants } = await host.services['connection.signIn']({ profileId: id, side });
  console.answer({ ok: true, profile: id, side, grant: grants[side] });
  console.say(
    `Signed in to ${(side === 'shopify' ? profile.shopify?.domain : profile.erp?.tenant) ?? side}.`,
  );
  return exitCodes.done;
}

interface DoctorOptions {
  readonly side?: string;
  readonly b2b?: 'yes' | 'no';
  readonly shopifyConnector?: FeatureAnswer;
  readonly businessEntities?: FeatureAnswer;
}

const featureStates = { yes: 'on', no: 'off', unknown: 'unknown' } as const satisfies Record<
  string,
  FeatureState
>;
type FeatureAnswer = keyof typeof featureStates;

/** Keeps what a person says of the features that cannot be seen. */
async function answerFeatures(
  host: Host,
  { id: profileId, erpFeatures }: Profile,
  { shopifyConnector, businessEntities }: DoctorOptions,
): Promise<void> {
  if (shopifyConnector === undefined && businessEntities === undefined) return;
  const features = {
    shopifyConnector:
      shopifyConnector === undefined ? erpFeatures.shopifyConnector : featureStates[shopifyConnector],
    businessToBusiness:
      businessEntities === undefined ? erpFeatures.businessToBusiness : featureStates[businessEntities],
  };
  await host.services['connection.answerErpFeatures']({ profileId, features });
}

async function examine(
  host: Host,
  console: Console,
  wanted: string,
  options: DoctorOptions,
): Promise<ExitCode> {
  const profile = await findProfile(host, wanted);
  const { id } = profile;
  await answerFeatures(host, profile, options);
  const sides: readonly Side[] =
    options.side === undefined ? ['shopify', 'erp'] : [parsed(sideSchema, options.side, '--side')];
  if (options.b2b !== undefined) {
    const enabled = options.b2b === 'yes';
    await host.services['connection.answerBusinessCustomers']({ profileId: id, enabled });
  }
  const results = [];
  for (const side of sides) {
    const result = await host.services['connection.check']({ profileId: id, side });
    results.push(result);
    console.say(side === 'shopify' ? 'Shopify' : 'MYOB Acumatica');
    result.steps.forEach((step, index) => {
      console.say(`  ${index + 1}. ${step.status.padEnd(7)} ${step.title}: ${step.found}`);
      if (step.remedy !== null) console.say(`     -> ${step.remedy}`);
    });
  }
  const ok = results.every((result) => result.ok);
  const overview = await host.services['profile.open']({ profileId: id });
  console.answer({ ok, checks: results, companyGate: overview.companyGate });
  sayGate(console, overview);
  return ok ? exitCodes.done : exitCodes.cannotConnect;
}

/** The systems that can be signed in to, as the command line calls them. */
const systems: Readonly<Record<string, BrowserSide>> = { shopify: 'shopify', acumatica: 'erp' };

function sideOf(text: string): BrowserSide {
  const side = Object.hasOwn(systems, text) ? systems[text] : undefined;
  if (side !== undefined) return side;
  throw usage(`The system is one of ${Object.keys(systems).join(', ')}.`);
}

export function addConnectionCommands(program: Command, run: RunCommand): void {
  program
    .command('sign-in')
    .description('sign in with a browser: prints the address to open and waits')
    .argument('<profile>')
    .argument('<system>', Object.keys(systems).join(', '))
    .action((wanted: string, system: string) =>
      run(({ host, console }) => signIn(host, console, wanted, sideOf(system))),
    );

  program
    .command('doctor')
    .description('check both connections step by step')
    .argument('<profile>')
    .option('--side <side>', 'only shopify or erp')
    .addOption(
      new Option(
        '--b2b <answer>',
        'whether the store sells to business customers, where it does not tell by itself',
      ).choices(['yes', 'no']),
    )
    .addOption(
      new Option(
        '--shopify-connector <answer>',
        `whether the feature ${erpFeatureTitles.shopifyConnector} is on in MYOB, where that cannot be seen`,
      ).choices(Object.keys(featureStates)),
    )
    .addOption(
      new Option(
        '--business-entities <answer>',
        `the same of the feature ${erpFeatureTitles.businessToBusiness}`,
      ).choices(Object.keys(featureStates)),
    )
    .action((wanted: string, options: DoctorOptions) =>
      run(({ host, console }) => examine(host, console, wanted, options)),
    );
}
