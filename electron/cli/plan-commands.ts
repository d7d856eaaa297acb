/** `accord preview | rows | decide | commit | resume | history | report`: the stages after connecting. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import { canBeOverridden, guardSentence } from '../../shared/domain/guard-catalogue.ts';
import { pauseSentence } from '../../shared/domain/company-gate.ts';
import { entities, type Entity } from '../../shared/domain/party.ts';
import { agoText, isOldReading, readAt } from '../../shared/domain/reading-age.ts';
import { ordersSentences, scopeSentence } from '../../shared/domain/scope.ts';
import { sideSchema, storeNameOf } from '../../shared/domain/settings.ts';
import type { Services } from '../../shared/ipc/contract.ts';
import {
  conflictKeys,
  noDecision,
  verbs,
  withProposalsApproved,
  type Decision,
  type PlanHeader,
  type PlanRow,
  type Verb,
} from '../../shared/sync/plan.ts';
import type { Run, UndoRun } from '../../shared/sync/ledger-port.ts';
import type { Host } from '../host.ts';
import { table, type Console } from './console.ts';
import { companyTree } from './company-tree.ts';
import { abortedRecords, sayAborted } from './aborted.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { RunCommand } from './command.ts';
import { addScopeOptions, scopeOf, type ScopeOptions } from './scope-options.ts';
import { findProfile } from './profile-commands.ts';
import {
  causeText,
  happening,
  questionReasons,
  reasons,
  rowName,
  seconds,
  verbNames,
  writesSentence,
} from './wording.ts';

export function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}

export function watchProgress(host: Host, console: Console): () => void {
  const forget = host.subscribe((event, payload) => {
    if (event === 'progress' && 'progress' in payload && payload.progress !== null) {
      console.progress(payload.progress);
    }
  });
  return () => {
    forget();
    console.endProgress();
  };
}

/** Counts per verb, then what each side read. */
export function sayPlan(console: Console, plan: PlanHeader): void {
  const { read, totals, scope } = plan;
  const looked = scope === undefined ? null : scopeSentence(scope);
  if (looked !== null) console.say(looked);
  for (const line of scope?.orders === undefined ? [] : ordersSentences(scope.orders)) console.say(line);
  if (plan.companyPaused !== undefined) console.say(pauseSentence(plan.companyPaused));
  console.say(
    `Read ${read.shopify.count} customers in Shopify and ${read.erp.count} in MYOB, with ${read.shopify.locationCount} addresses and ${read.erp.locationCount} locations.`,
  );
  const rows = verbs
    .filter((verb) => totals.byVerb[verb] > 0)
    .map((verb) => [`  ${verbNames[verb]}`, String(totals.byVerb[verb]), verbDirections(plan, verb)]);
  for (const line of table(rows)) console.say(line);
  if (totals.proposals > 0) {
    console.say(`  ${totals.proposals} deactivations or deletions are proposed and off until you decide.`);
  }
  const near = plan.suggestions?.rows ?? 0;
  if (near > 0)
    console.say(`  ${near} look like somebody in the other system. Look at them before they are created.`);
  if (plan.suggestions === null) console.say('  Near matches could not be searched this time.');
  const { contacts } = totals;
  if (contacts !== undefined) {
    console.say(`  Of business customers: ${partsSentence(contacts)}.`);
  }
  for (const guard of plan.guards) console.say(`  Halted: ${guardSentence(guard)}`);
}

/** How old the readings are, and what to do about it. */
export function sayAge(console: Console, plan: PlanHeader): void {
  const now = Date.now();
  const isOld = isOldReading(plan, now);
  const remedy = isOld
    ? ' Customers may have changed since: those are left alone, and come with the next preview. To see them now, prepare again: accord preview <profile>'
    : '';
  console.say(`Read ${agoText(readAt(plan), now)}.${remedy}`);
}

function verbDirections({ totals }: PlanHeader, verb: Verb): string {
  if (verb === 'create') return `${totals.creates.erp} in MYOB, ${totals.creates.shopify} in Shopify`;
  if (verb === 'update') return `${totals.updates.erp} in MYOB, ${totals.updates.shopify} in Shopify`;
  return '';
}

export function sayRow(console: Console, row: PlanRow): void {
  const number = [row.shopify?.number, row.erp?.number].filter((part) => part !== undefined).join(' / ');
  console.say(`  ${happening(row).padEnd(22)} ${rowName(row)} (${number === '' ? row.id : number})`);
  const lines = row.entity === 'company' && row.undo === undefined ? companyTree(row) : null;
  for (const line of lines ?? []) console.say(line);
  const said = lines === null ? reasons(row) : questionReasons(row);
  for (const reason of said) console.say(`      ${reason}`);
}

/** `3 contacts to create, 2 to update` */
function partsSentence(contacts: NonNullable<PlanHeader['totals']['contacts']>): string {
  const { create, update, link, equal, deactivate, conflict, invalid } = contacts;
  return `${create} contacts to create, ${update} to update, ${link} to link, ${deactivate + contacts.delete} proposed to leave, ${conflict} in conflict, ${invalid} that cannot be written, ${equal} equal`;
}

export async function latestPlan(services: Services, profileId: string): Promise<PlanHeader> {
  const plan = await services['plan.latest']({ profileId });
  if (plan === null) throw new AppError('PLAN_MISSING');
  return plan;
}

export function sayRun(console: Console, run: Run): void {
  const { written, linked, failed, stale, waiting } = run.counts;
  if (run.undoes !== undefined) return sayUndoRun(console, run, run.undoes);
  console.say(
    `${run.state === 'finished' ? 'Finished' : 'Stopped'}: ${written.erp} customers written to MYOB, ${written.shopify} to Shopify, ${linked} linked, ${failed} failed, ${stale} changed since the preview, ${waiting} not reached.`,
  );
  if (run.cause !== null) console.say(causeText(run.cause));
  if (run.state !== 'finished') console.say(`Go on with: accord resume <profile> ${run.id}`);
}

/** After a trial run: what the same preview still holds. */
function sayLeft(console: Console, { writes, linkOnly }: PlanHeader['totals']): void {
  const count = writes.erp + writes.shopify + linkOnly;
  console.say(
    count === 0
      ? 'Nothing is left of this preview.'
      : `Left of this preview: ${writes.erp} to MYOB, ${writes.shopify} to Shopify, ${linkOnly} to link. Write them with: accord commit <profile>`,
  );
}

/** What there was to take back, in its three buckets; what a stopped run did not come to counts apart. */
function sayUndoRun(console: Console, run: Run, { runId, rows, reversed }: UndoRun): void {
  const { written, failed, waiting } = run.counts;
  console.say(
    `${run.state === 'finished' ? 'Finished' : 'Stopped'}: undo of run ${runId}. ${reversed} of ${rows} rows taken back (${written.erp} customers written in MYOB, ${written.shopify} in Shopify), ${rows - reversed - failed - waiting} kept, ${failed} failed, ${waiting} not reached.`,
  );
  if (run.cause !== null) console.say(causeText(run.cause));
  if (run.state !== 'finished') console.say(`Go on with: accord resume <profile> ${run.id}`);
}

/** What waits is counted with the decisions as they stand, not as they stood when the preview was made. */
async function exitCodeOfRun(services: Services, run: Run, aborted: number): Promise<ExitCode> {
  if (run.state !== 'finished') return exitCodes.interrupted;
  const waiting = await services['plan.rows']({
    profileId: run.profileId,
    planId: run.planId,
    filter: { needPerson: true },
    offset: 0,
    limit: 1,
  });
  const isUnfinished = run.counts.failed + run.counts.stale + waiting.total + aborted > 0;
  return isUnfinished ? exitCodes.needsPerson : exitCodes.done;
}

/** @param left what a committed preview still holds. */
async function endOfRun(
  services: Services,
  console: Console,
  run: Run,
  left?: PlanHeader['totals'],
): Promise<ExitCode> {
  const aborted = await abortedRecords(services, run.profileId);
  console.answer({
    ok: run.state === 'finished' && run.counts.failed === 0,
    run,
    aborted: aborted.total,
    ...(left === undefined ? {} : { left: { writes: left.writes, linkOnly: left.linkOnly } }),
  });
  sayRun(console, run);
  if (left !== undefined && run.state === 'finished' && run.firstRowsPerVerb !== null) sayLeft(console, left);
  sayAborted(console, run.profileId, aborted);
  return exitCodeOfRun(services, run, aborted.total);
}

interface DecideOptions {
  readonly leave?: boolean;
  readonly use?: string;
  readonly undisputed?: boolean;
  readonly approve?: boolean;
  readonly partner?: string;
  readonly deletion?: 'endLink' | 'endLinkAndDeactivate' | 'createAgain';
  readonly clear?: boolean;
}

/** People name a candidate by its number, as `rows` shows it; scripts may use its key. */
function partnerKey({ candidates }: PlanRow, wanted: string): string {
  return candidates.find(({ summary }) => summary.number === wanted)?.summary.key ?? wanted;
}

function decisionFor(row: PlanRow, options: DecideOptions): Omit<Decision, 'decidedBy'> | null {
  if (options.clear === true) return null;
  const { decidedBy: _, ...current } = row.decision ?? noDecision;
  const side = options.use === undefined ? null : sideSchema.safeParse(options.use);
  if (side !== null && !side.success) {
    throw new AppError('USAGE', { params: { reason: '--use takes erp or shopify.' } });
  }
  const decision = {
    ...current,
    include: options.leave !== true,
    choices:
      side === null ? current.choices : Object.fromEntries(conflictKeys(row).map((key) => [key, side.data])),
    undisputedOnly: options.undisputed === true,
    partner: options.partner === undefined ? current.partner : partnerKey(row, options.partner),
    deletion: options.deletion ?? current.deletion,
  };
  return options.approve === true ? withProposalsApproved(row, decision) : decision;
}

export function addPlanCommands(program: Command, run: RunCommand): void {
  addScopeOptions(
    program
      .command('preview')
      .description('read both systems and prepare what would change; writes nothing')
      .argument('<profile>'),
  ).action((wanted: string, options: ScopeOptions) =>
    run(async ({ host, console }) => {
      const profile = await findProfile(host, wanted);
      const { id } = profile;
      const forget = watchProgress(host, console);
      const plan = await host.services['plan.prepare']({ profileId: id, scope: scopeOf(options) });
      forget();
      const aborted = await abortedRecords(host.services, id);
      console.answer({ ok: plan.guards.length === 0, plan, aborted: aborted.total });
      sayPlan(console, plan);
      console.say(
        `Commit would write ${writesSentence(plan)}: about ${seconds(plan.totals.estimatedSeconds)}, ${plan.totals.cost.erpRequests} ERP requests, ${plan.totals.cost.shopifyPoints} Shopify points.`,
      );
      console.say(`Preview ${plan.id}, SHA-256 ${plan.sha256}`);
      // Compared with the lists as they were last read: a preview takes one seat of the ERP, once.
      for (const { message } of await host.services['rules.check']({ profileId: id, since: null })) {
        console.say(`Look at the settings: ${message}`);
      }
      if (plan.guards.length > 0 && plan.guards.every(({ code }) => canBeOverridden(code))) {
        console.say(
          `If all of it is as it should be: accord commit ${id} --override-guards "${storeNameOf(profile)}"`,
        );
      }
      sayAborted(console, id, aborted);
      if (plan.guards.length > 0) return exitCodes.planRefused;
      return plan.totals.needPerson + aborted.total > 0 ? exitCodes.needsPerson : exitCodes.done;
    }),
  );

  program
    .command('rows')
    .description('the rows of the latest preview')
    .argument('<profile>')
    .option('--verb <verb...>', verbs.join(', '))
    .option('--need-person', 'only rows that wait for a person')
    .option('--look-alikes', 'only rows with near matches in the other system')
    .option('--search <text>', 'name, e-mail, phone or number')
    .addOption(new Option('--entity <entity>', 'only customers or only companies').choices(entities))
    .option('--offset <count>', 'first row', whole, 0)
    .option('--limit <count>', 'how many, at most 500', whole, 50)
    .action(
      (
        wanted: string,
        options: {
          verb?: Verb[];
          needPerson?: boolean;
          lookAlikes?: boolean;
          search?: string;
          entity?: Entity;
          offset: number;
          limit: number;
        },
      ) =>
        run(async ({ host, console }) => {
          const { id: profileId } = await findProfile(host, wanted);
          const plan = await latestPlan(host.services, profileId);
          const unknown = options.verb?.find((verb) => !verbs.includes(verb));
          if (unknown !== undefined) {
            throw new AppError('USAGE', { params: { reason: `There is no verb "${unknown}".` } });
          }
          const page = await host.services['plan.rows']({
            profileId,
            planId: plan.id,
            filter: {
              ...(options.verb === undefined ? {} : { verbs: options.verb }),
              ...(options.needPerson === true ? { needPerson: true } : {}),
              ...(options.lookAlikes === true ? { suggested: true } : {}),
              ...(options.entity === undefined ? {} : { entity: options.entity }),
              ...(options.search === undefined ? {} : { search: options.search }),
            },
            offset: options.offset,
            limit: Math.min(options.limit, 500),
          });
          console.answer({
            ok: true,
            planId: plan.id,
            readAt: readAt(plan),
            total: page.total,
            rows: page.items,
          });
          for (const row of page.items) {
            sayRow(console, row);
            console.say(`      row ${row.id}`);
          }
          console.say(`${page.items.length} of ${page.total} rows`);
          sayAge(console, plan);
          return exitCodes.done;
        }),
    );

  program
    .command('decide')
    .description('decide rows of the latest preview')
    .argument('<profile>')
    .argument('<row...>', 'row ids, as `rows` shows them')
    .option('--leave', 'leave the row alone in this commit')
    .option('--use <side>', 'conflicts: erp or shopify wins')
    .option('--undisputed', 'write the undisputed fields now, leave the conflicting ones')
    .option('--approve', 'approve the proposed deactivations and deletions of the row')
    .option('--partner <number>', 'ambiguous rows: number or key of the right record, or "new" to keep apart')
    .option('--deletion <choice>', 'endLink, endLinkAndDeactivate or createAgain')
    .option('--clear', 'take the decision back')
    .action((wanted: string, rowIds: string[], options: DecideOptions) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const { id: planId } = await latestPlan(host.services, profileId);
        const decisions = [];
        for (const rowId of rowIds) {
          const { row } = await host.services['plan.row']({ profileId, planId, rowId });
          decisions.push({ rowId, decision: decisionFor(row, options) });
        }
        const plan = await host.services['plan.decide']({ profileId, planId, decisions });
        console.answer({ ok: true, plan });
        console.say(
          `Decided ${rowIds.length}. Commit would now write ${writesSentence(plan)}; ${plan.totals.needPerson} rows still wait.`,
        );
        return exitCodes.done;
      }),
    );

  program
    .command('commit')
    .description('write the approved rows of the latest preview, and nothing else')
    .argument('<profile>')
    .option('--plan <sha256>', 'refuse unless the latest preview has this SHA-256')
    .option(
      '--first <count>',
      'only the first rows of each verb; the others can follow from the same preview',
      whole,
    )
    .option('--override-guards <store>', 'commit although a guard halted it; takes the name of the store')
    .action((wanted: string, options: { plan?: string; first?: number; overrideGuards?: string }) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const plan = await latestPlan(host.services, profileId);
        const { id: planId, sha256: latest } = plan;
        sayAge(console, plan);
        const sha256 = options.plan ?? latest;
        if (options.overrideGuards !== undefined) {
          const typedName = options.overrideGuards;
          await host.services['plan.overrideGuards']({ profileId, planId, sha256, typedName });
        }
        const forget = watchProgress(host, console);
        const result = await host.services['plan.commit']({
          profileId,
          planId,
          sha256,
          firstRowsPerVerb: options.first ?? null,
        });
        forget();
        const left = (await latestPlan(host.services, profileId)).totals;
        return endOfRun(host.services, console, result, left);
      }),
    );

  program
    .command('resume')
    .description('go on with a run that was stopped or killed')
    .argument('<profile>')
    .argument('[run]', 'the run; without it the newest')
    .action((wanted: string, runId: string | undefined) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const status = await host.services['run.status']({ profileId });
        const target = runId ?? status.resumable?.id;
        if (target === undefined) {
          console.answer({ ok: true, run: null });
          console.say('There is no run to go on with.');
          return exitCodes.done;
        }
        const forget = watchProgress(host, console);
        const result = await host.services['run.resume']({ profileId, runId: target });
        forget();
        return endOfRun(host.services, console, result);
      }),
    );

  program
    .command('history')
    .description('runs, failures grouped by cause, and records that wait')
    .argument('<profile>')
    .option(
      '--retry [cause]',
      'set failed and aborted records back to Prepared: all, or those with this cause code',
    )
    .option('--record <record...>', 'with --retry: only these records, as `preview` names them')
    .action((wanted: string, options: { retry?: string | true; record?: string[] }) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        if (options.record !== undefined && options.retry === undefined) {
          throw new AppError('USAGE', { params: { reason: '--record needs --retry.' } });
        }
        if (options.retry !== undefined) {
          const { reset } = await host.services['history.retry']({
            profileId,
            ...(options.retry === true ? {} : { causeCode: options.retry }),
            ...(options.record === undefined ? {} : { recordIds: options.record }),
          });
          console.answer({ ok: true, reset });
          const who = reset === 1 ? '1 record is' : `${reset} records are`;
          console.say(`${who} set back to Prepared. Each comes with the next preview.`);
          return exitCodes.done;
        }
        const runs = await host.services['history.runs']({ profileId });
        const details = await Promise.all(
          runs.map(({ id: runId }) => host.services['history.run']({ profileId, runId })),
        );
        console.answer({ ok: true, runs: details });
        for (const { run: each, causes } of details) {
          console.say(`${each.startedAt}  ${each.state}  ${each.id}`);
          sayRun(console, each);
          for (const cause of causes)
            console.say(`  ${cause.count} x ${cause.title} [${cause.code}] ${cause.text}`);
        }
        if (runs.length === 0) console.say('No runs yet.');
        sayAborted(console, profileId, await abortedRecords(host.services, profileId));
        return exitCodes.done;
      }),
    );

  program
    .command('report')
    .description('write the evidence of a run as a file')
    .argument('<profile>')
    .argument('[run]', 'the run; without it the newest')
    .option('--format <format>', 'json, csv or xlsx', 'json')
    .action((wanted: string, runId: string | undefined, options: { format: string }) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const newest = runId ?? (await host.services['history.runs']({ profileId }))[0]?.id;
        if (newest === undefined) throw new AppError('RUN_MISSING', { params: { run: 'newest' } });
        const format = options.format;
        if (format !== 'json' && format !== 'csv' && format !== 'xlsx') {
          throw new AppError('USAGE', { params: { reason: '--format takes json, csv or xlsx.' } });
        }
        const report = await host.services['report.write']({ profileId, runId: newest, format });
        const file = `${host.paths.reportsFolder(profileId)}/${report.name}`;
        console.answer({ ok: true, file, rows: report.rows });
        console.say(`${report.rows} lines in ${file}`);
        return exitCodes.done;
      }),
    );
}
