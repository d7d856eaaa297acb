/** `accord partners | link | unlink | tie`: who belongs to whom in the latest preview, said by hand. */
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import { otherSide, type Side } from '../../shared/domain/party.ts';
import { legacyId } from '../../shared/domain/ids.ts';
import { likenessText, scoreText } from '../../shared/domain/suggestion.ts';
import type { PartnerWarning, Services } from '../../shared/ipc/contract.ts';
import { noDecision, type LocationTie, type PlanHeader, type PlanRow } from '../../shared/sync/plan.ts';
import type { RunCommand } from './command.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import { latestPlan } from './plan-commands.ts';
import { findProfile } from './profile-commands.ts';
import { happening, reasons, rowName, writesSentence } from './wording.ts';

const systems = { erp: 'MYOB', shopify: 'Shopify' } as const;

const warnings: Readonly<Record<PartnerWarning, string>> = {
  otherName: 'has another name',
  otherEmail: 'has another e-mail',
  otherPhone: 'has another phone',
  inactive: 'is inactive',
  waitsForOthers: 'is among several that could be somebody else',
  keptApart: 'was kept apart from this one',
  leavesPartner: 'the present partner is left alone',
};

interface Found {
  readonly row: PlanRow;
  readonly side: Side;
  readonly key: string;
}

/** The record that people call by this number, key or e-mail, and the row it is in. */
export async function findRecord(
  services: Services,
  plan: PlanHeader,
  wanted: string,
  side: Side | null,
): Promise<Found> {
  const page = await services['plan.rows']({
    profileId: plan.profileId,
    planId: plan.id,
    filter: { search: wanted.startsWith('gid://') ? legacyId(wanted) : wanted },
    offset: 0,
    limit: 100,
  });
  const found: Found[] = [];
  const text = wanted.toLowerCase();
  for (const row of page.items) {
    const own = (['erp', 'shopify'] as const).flatMap((each) =>
      row[each] === null ? [] : [{ side: each, summary: row[each] }],
    );
    for (const each of [...own, ...row.candidates]) {
      const { key, number, email } = each.summary;
      const isIt = [key, number, email ?? ''].some((name) => name.toLowerCase() === text);
      if (isIt && (side === null || each.side === side)) found.push({ row, side: each.side, key });
    }
  }
  const [first, ...others] = found;
  if (first !== undefined && others.every(({ row }) => row.id === first.row.id)) return first;
  const where = side === null ? '' : ` in ${systems[side]}`;
  throw new AppError('USAGE', {
    params: {
      reason:
        first === undefined
          ? `There is no customer ${wanted}${where} in the latest preview.`
          : `Several customers are called ${wanted}${where}. Name one by its number.`,
    },
  });
}

export function sayOutcome(console: Console, plan: PlanHeader, sentence: string): void {
  console.answer({ ok: true, plan });
  console.say(
    `${sentence} Commit would now write ${writesSentence(plan)}; ${plan.totals.needPerson} rows still wait.`,
  );
}

async function sayRowOf(
  services: Services,
  console: Console,
  plan: PlanHeader,
  wanted: string,
): Promise<void> {
  const { row } = await findRecord(services, plan, wanted, null);
  console.say(`  ${happening(row).padEnd(22)} ${rowName(row)}`);
  for (const reason of reasons(row)) console.say(`      ${reason}`);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 50) {
    throw new InvalidArgumentError('Expected a whole number from 1 to 50.');
  }
  return value;
}

function addPartners(program: Command, run: RunCommand): void {
  program
    .command('partners')
    .description('records of the other system that a customer could be linked to, the most alike first')
    .argument('<profile>')
    .argument('<customer>', 'number, key or e-mail')
    .option('--search <text>', 'name, e-mail, phone or number', '')
    .option('--limit <count>', 'how many, at most 50', positive, 10)
    .action((wanted: string, customer: string, options: { search: string; limit: number }) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const plan = await latestPlan(host.services, profileId);
        const { row, side } = await findRecord(host.services, plan, customer, null);
        const page = await host.services['plan.partners']({
          profileId,
          planId: plan.id,
          rowId: row.id,
          side: otherSide(side),
          search: options.search,
          limit: options.limit,
        });
        console.answer({ ok: true, partners: page.items, more: page.more });
        for (const partner of page.items) {
          const { number, name, email } = partner.summary;
          console.say(
            `  ${scoreText(partner.score)}  ${name} (${number})${email === null ? '' : `, ${email}`}`,
          );
          if (partner.fields.length > 0) console.say(`        ${likenessText(partner.fields)}`);
          for (const warning of partner.warnings) console.say(`        Mind: ${warnings[warning]}.`);
        }
        if (page.more) console.say('There are others: find them with --search.');
        else if (page.items.length === 0) console.say('Nobody without a partner was found there.');
        return exitCodes.done;
      }),
    );
}

function addLink(program: Command, run: RunCommand): void {
  program
    .command('link')
    .description('link two customers by hand; the commit saves it')
    .argument('<profile>')
    .argument('<shopify>', 'the customer in Shopify: number, key or e-mail')
    .argument('<erp>', 'the customer in MYOB: number, key or e-mail')
    .action((wanted: string, shopify: string, erp: string) =>
      run(async ({ host, console }) => {
        const { services } = host;
        const { id: profileId } = await findProfile(host, wanted);
        const before = await latestPlan(services, profileId);
        const one = await findRecord(services, before, shopify, 'shopify');
        const other = await findRecord(services, before, erp, 'erp');
        // Whoever has a partner keeps the row, as the other one has to be free; a candidate is chosen in the row that asks.
        const hasPartner = other.row.erp !== null && other.row.shopify !== null;
        const isCandidate = one.row.shopify?.key !== one.key;
        const [asked, partner] = hasPartner || isCandidate ? [other, one] : [one, other];
        const plan = await services['plan.link']({
          profileId,
          planId: before.id,
          rowId: asked.row.id,
          partner: partner.key,
        });
        sayOutcome(console, plan, 'Linked by hand.');
        await sayRowOf(services, console, plan, one.key);
        return exitCodes.done;
      }),
    );
}

function addUnlink(program: Command, run: RunCommand): void {
  program
    .command('unlink')
    .description('take two customers apart; both stay as they are, and the commit ends the link')
    .argument('<profile>')
    .argument('<customer>', 'one of the two: number, key or e-mail')
    .action((wanted: string, customer: string) =>
      run(async ({ host, console }) => {
        const { services } = host;
        const { id: profileId } = await findProfile(host, wanted);
        const before = await latestPlan(services, profileId);
        const { row } = await findRecord(services, before, customer, null);
        if (row.erp === null || row.shopify === null) {
          throw new AppError('USAGE', { params: { reason: `${rowName(row)} has no partner.` } });
        }
        const asked = { profileId, planId: before.id };
        if (row.linkId === null) {
          // Not linked yet: what was said by hand is taken back, and two that a rule matched are kept apart.
          const isByHand = row.decision?.partner != null;
          const plan = isByHand
            ? await services['plan.forget']({ ...asked, rowId: row.id })
            : await services['plan.link']({ ...asked, rowId: row.id, partner: 'new' });
          sayOutcome(console, plan, isByHand ? 'Taken back.' : 'Kept apart: each is a customer of its own.');
          return exitCodes.done;
        }
        const { decidedBy: _, ...current } = noDecision;
        const plan = await services['plan.decide']({
          ...asked,
          decisions: [{ rowId: row.id, decision: { ...current, unlink: true } }],
        });
        sayOutcome(
          console,
          plan,
          'The link ends with the next commit. Both customers stay and are left alone.',
        );
        return exitCodes.done;
      }),
    );
}

interface TieOptions {
  readonly to?: string;
  readonly none?: boolean;
  readonly moveTo?: string;
}

/** ERP locations are called by their id, Shopify addresses by the number in their key. */
function isLocation(key: string | undefined, wanted: string): boolean {
  return key !== undefined && (key.toLowerCase() === wanted.toLowerCase() || legacyId(key) === wanted);
}

function addTie(program: Command, run: RunCommand): void {
  program
    .command('tie')
    .description(
      'say which address is which location, or that it has no partner, or belongs to another customer',
    )
    .argument('<profile>')
    .argument('<customer>', 'number, key or e-mail')
    .argument('<location>', 'LocationID in MYOB, or number of the address in Shopify')
    .option('--to <location>', 'the location or address of the partner')
    .option('--none', 'it has no partner: it is left as it is')
    .option('--move-to <customer>', 'it belongs to this customer of the same system')
    .action((wanted: string, customer: string, location: string, options: TieOptions) =>
      run(async ({ host, console }) => {
        const { services } = host;
        const chosen = [options.to, options.none, options.moveTo].filter((option) => option !== undefined);
        if (chosen.length !== 1) {
          throw new AppError('USAGE', { params: { reason: 'Give one of --to, --none and --move-to.' } });
        }
        const { id: profileId } = await findProfile(host, wanted);
        const before = await latestPlan(services, profileId);
        const { row } = await findRecord(services, before, customer, null);
        const keyOn = (side: Side, name: string) =>
          row.locations.find((each) => isLocation(each[side]?.key, name))?.[side]?.key;
        const side: Side = keyOn('erp', location) === undefined ? 'shopify' : 'erp';
        const key = keyOn(side, location);
        if (key === undefined) {
          throw new AppError('USAGE', {
            params: { reason: `${rowName(row)} has no location or address ${location}.` },
          });
        }
        const kept = (row.decision?.ties ?? []).filter((tie) => tie.erpKey !== key && tie.shopifyKey !== key);
        const moves = (row.decision?.moves ?? [])
          .filter((move) => move.locationKey !== key)
          .map((move) => ({ side: move.side, locationKey: move.locationKey, to: move.to.key }));
        const ties: LocationTie[] = [...kept];
        if (options.moveTo !== undefined) {
          const { key: to } = await findRecord(services, before, options.moveTo, side);
          moves.push({ side, locationKey: key, to });
        } else {
          const partner = options.to === undefined ? null : keyOn(otherSide(side), options.to);
          if (partner === undefined) {
            throw new AppError('USAGE', {
              params: { reason: `The partner has no location or address ${options.to ?? ''}.` },
            });
          }
          const others = ties.filter(
            (tie) => partner === null || (tie.erpKey !== partner && tie.shopifyKey !== partner),
          );
          ties.splice(0, ties.length, ...others);
          ties.push(
            side === 'erp' ? { erpKey: key, shopifyKey: partner } : { erpKey: partner, shopifyKey: key },
          );
        }
        const plan = await services['plan.arrange']({
          profileId,
          planId: before.id,
          rowId: row.id,
          ties,
          moves,
        });
        sayOutcome(console, plan, 'Noted.');
        await sayRowOf(services, console, plan, customer);
        return exitCodes.done;
      }),
    );
}

export function addPartnerCommands(program: Command, run: RunCommand): void {
  addPartners(program, run);
  addLink(program, run);
  addUnlink(program, run);
  addTie(program, run);
}
