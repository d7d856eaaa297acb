/** `accord`: the same services without a window. One JSON document on stdout with `--json`; text for people otherwise. */
import { Command, CommanderError, Option } from 'commander';
import { isAppError } from '../../shared/domain/app-error.ts';
import { toWireError } from '../../shared/ipc/errors.ts';
import { appVersion, createHost, type Host } from '../host.ts';
import { givenSecret, type RunCommand } from './command.ts';
import { addCompanyCommands } from './company-commands.ts';
import { addConnectionCommands, sayAddress } from './connection-commands.ts';
import { createConsole, type Console } from './console.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { addContactCommands } from './contact-commands.ts';
import { addPartnerCommands } from './partner-commands.ts';
import { addPlanCommands } from './plan-commands.ts';
import { addPlanFileCommands } from './plan-file-commands.ts';
import { addProfileCommands } from './profile-commands.ts';
import { addProfileFileCommands } from './profile-file-commands.ts';
import { addFieldCommands } from './field-commands.ts';
import { addProfileSetCommand } from './profile-set-command.ts';
import { addUndoCommand } from './undo-command.ts';

const program = new Command('accord')
  .description('Keeps the customers of a Shopify store and a MYOB Acumatica company in agreement.')
  .version(appVersion)
  .option('--json', 'one JSON document on stdout, text for people on stderr')
  .addOption(new Option('--home <folder>', 'keep all data in this folder').env('ACCORD_HOME'))
  .addOption(
    new Option('--secrets <where>', 'where stored secrets are kept')
      .choices(['keychain', 'memory'])
      .default('keychain'),
  )
  .showHelpAfterError()
  .exitOverride();

function report(console: Console, error: unknown): ExitCode {
  console.endProgress();
  if (isAppError(error)) {
    const wire = toWireError(error);
    console.answer({ ok: false, error: wire });
    console.say(`${wire.title}\n${wire.message}`);
    for (const [field, problem] of Object.entries(wire.fields)) console.say(`  ${field}: ${problem}`);
    return exitCodeOf(error.code);
  }
  process.stderr.write(
    `Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  console.answer({ ok: false, error: { code: 'INTERNAL', title: 'Something went wrong in Accord' } });
  return exitCodes.wrongUsage;
}

/** One Ctrl+C can arrive several times: npm and its scripts pass it on to a process that the terminal told already. */
const echoMilliseconds = 1000;

/** Ctrl+C asks for a graceful stop: rows in flight finish and are recorded; a second one ends the process at once. */
function stopOnSignal(host: Host, console: Console): () => void {
  let askedAt: number | null = null;
  const onSignal = (): void => {
    if (askedAt !== null) {
      if (performance.now() - askedAt < echoMilliseconds) return;
      process.exit(exitCodes.interrupted);
    }
    askedAt = performance.now();
    void host.services['profile.list']({}).then(async (all) => {
      const signIns = all.map(({ id }) => host.services['connection.cancelSignIn']({ profileId: id }));
      if ((await Promise.all(signIns)).some(({ cancelled }) => cancelled)) return;
      console.say('Stopping after the rows in flight …');
      await Promise.allSettled(all.map(({ id }) => host.services['run.stop']({ profileId: id })));
    });
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
}

const runCommand: RunCommand = async (work) => {
  const { json, home, secrets } = program.opts<{
    json?: boolean;
    home?: string;
    secrets: 'keychain' | 'memory';
  }>();
  const console = createConsole(json === true);
  let host: Host | null = null;
  try {
    host = await createHost({
      home: home ?? null,
      hostName: 'command line',
      vault: secrets,
      givenSecrets: {
        shopify: givenSecret('shopify'),
        erp: givenSecret('erp'),
        erpClientSecret: givenSecret('erpClientSecret'),
      },
      openOutside: async (target) => {
        if ('url' in target) sayAddress(console, target.url);
      },
    });
    const { notices } = await host.services['app.info']({});
    for (const notice of notices) console.say(notice);
    const forget = stopOnSignal(host, console);
    process.exitCode = await work({ host, console });
    forget();
  } catch (error) {
    process.exitCode = report(console, error);
  } finally {
    await host?.close();
  }
};

program
  .command('demo')
  .description('run the main job on two simulators with a seeded AU/NZ store')
  .action(async () => {
    const { json, home } = program.opts<{ json?: boolean; home?: string }>();
    const console = createConsole(json === true);
    try {
      const { runDemo } = await import('./demo.ts');
      process.exitCode = await runDemo({ console, home: home ?? null });
    } catch (error) {
      process.exitCode = report(console, error);
    }
  });

program
  .command('simulators')
  .description('run both simulators alone on 127.0.0.1 until stopped')
  .option('--shopify-port <port>', 'port of the Shopify simulator', Number, 0)
  .option('--acumatica-port <port>', 'port of the MYOB Acumatica simulator', Number, 0)
  .option('--empty', 'start without customers')
  .action(async (options: { shopifyPort: number; acumaticaPort: number; empty?: boolean }) => {
    const { json } = program.opts<{ json?: boolean }>();
    const { runSimulators } = await import('./simulators.ts');
    process.exitCode = await runSimulators(createConsole(json === true), options);
  });

const profileCommand = addProfileCommands(program, runCommand);
addProfileSetCommand(profileCommand, runCommand);
addFieldCommands(profileCommand, runCommand);
addProfileFileCommands(profileCommand, runCommand);
addCompanyCommands(profileCommand, runCommand);
addConnectionCommands(program, runCommand);
addPlanCommands(program, runCommand);
addPartnerCommands(program, runCommand);
addContactCommands(program, runCommand);
addPlanFileCommands(program, runCommand);
addUndoCommand(program, runCommand);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed the help or the reason already.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
}
