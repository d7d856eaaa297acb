/** `accord link-contact | unlink-contact`: who is whom among the people of a company in the latest preview, said by hand. */
import type { Command } from 'commander';
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import { legacyId } from '../../shared/domain/ids.ts';
import type { PlanHeader, Services } from '../../shared/ipc/contract.ts';
import type { ContactChange, ContactTie, PlanRow } from '../../shared/sync/plan.ts';
import type { RunCommand } from './command.ts';
import { companyTree } from './company-tree.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import { findRecord, sayOutcome } from './partner-commands.ts';
import { latestPlan } from './plan-commands.ts';
import { findProfile } from './profile-commands.ts';
import { happening, rowName } from './wording.ts';

const systems = { erp: 'MYOB', shopify: 'Shopify' } as const;

/** Contacts are called by their e-mail, name or key; in Shopify by the number in the key as well. */
function isCalled(contact: ContactChange, side: Side, wanted: string): boolean {
  const held = contact[side];
  if (held === null) return false;
  const names = [held.key, held.email ?? '', held.name, ...(side === 'shopify' ? [legacyId(held.key)] : [])];
  return names.some((name) => name.toLowerCase() === wanted.toLowerCase());
}

function findContact(row: PlanRow, wanted: string, sides: readonly Side[]): ContactChange {
  const found = (row.contacts ?? []).filter((contact) =>
    sides.some((side) => isCalled(contact, side, wanted)),
  );
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  const [side, another] = sides;
  const where = side === undefined || another !== undefined ? '' : ` in ${systems[side]}`;
  throw new AppError('USAGE', {
    params: {
      reason:
        first === undefined
          ? `${rowName(row)} has no contact ${wanted}${where}.`
          : `Several contacts of ${rowName(row)} are called ${wanted}${where}. Name one by its e-mail or key.`,
    },
  });
}

interface Asked {
  readonly plan: PlanHeader;
  readonly row: PlanRow;
}

async function findCompany(services: Services, profileId: string, company: string): Promise<Asked> {
  const plan = await latestPlan(services, profileId);
  const { row } = await findRecord(services, plan, company, null);
  if (row.contacts === undefined) {
    throw new AppError('USAGE', { params: { reason: `${rowName(row)} is a person and has no contacts.` } });
  }
  return { plan, row };
}

/** @param ties these, beside what was said about other contacts. */
async function arrange(
  services: Services,
  { plan, row }: Asked,
  touched: readonly (string | null)[],
  ties: readonly ContactTie[],
): Promise<PlanHeader> {
  const { ties: places = [], moves = [], contactTies = [] } = row.decision ?? {};
  const keys = new Set(touched.filter((key) => key !== null));
  const kept = contactTies.filter(
    ({ erpKey, shopifyKey }) => !keys.has(erpKey ?? '') && !keys.has(shopifyKey ?? ''),
  );
  return services['plan.arrange']({
    profileId: plan.profileId,
    planId: plan.id,
    rowId: row.id,
    ties: [...places],
    moves: moves.map(({ side, locationKey, to }) => ({ side, locationKey, to: to.key })),
    contactTies: [...kept, ...ties],
  });
}

async function sayCompany(
  services: Services,
  console: Console,
  plan: PlanHeader,
  company: string,
): Promise<void> {
  const { row } = await findRecord(services, plan, company, null);
  console.say(`  ${happening(row).padEnd(22)} ${rowName(row)}`);
  for (const line of companyTree(row)) console.say(line);
}

function addLinkContact(program: Command, run: RunCommand): void {
  program
    .command('link-contact')
    .description('say that two contacts of a company are one person; the commit saves it')
    .argument('<profile>')
    .argument('<company>', 'number or key')
    .argument('<shopify>', 'the contact in Shopify: e-mail, name or number')
    .argument('<erp>', 'the contact in MYOB: e-mail, name or key')
    .action((wanted: string, company: string, shopify: string, erp: string) =>
      run(async ({ host, console }) => {
        const { services } = host;
        const { id: profileId } = await findProfile(host, wanted);
        const asked = await findCompany(services, profileId, company);
        const shopifyKey = findContact(asked.row, shopify, ['shopify']).shopify?.key ?? null;
        const erpKey = findContact(asked.row, erp, ['erp']).erp?.key ?? null;
        const plan = await arrange(services, asked, [erpKey, shopifyKey], [{ erpKey, shopifyKey }]);
        sayOutcome(console, plan, 'Linked by hand.');
        await sayCompany(services, console, plan, company);
        return exitCodes.done;
      }),
    );
}

function addUnlinkContact(program: Command, run: RunCommand): void {
  program
    .command('unlink-contact')
    .description('say that a contact is nobody in the other system; it is left as it is')
    .argument('<profile>')
    .argument('<company>', 'number or key')
    .argument('<contact>', 'e-mail, name or key')
    .action((wanted: string, company: string, name: string) =>
      run(async ({ host, console }) => {
        const { services } = host;
        const { id: profileId } = await findProfile(host, wanted);
        const asked = await findCompany(services, profileId, company);
        const { erp, shopify } = findContact(asked.row, name, ['shopify', 'erp']);
        const [erpKey, shopifyKey] = [erp?.key ?? null, shopify?.key ?? null];
        const isByHand = (asked.row.decision?.contactTies ?? []).some(
          (tie) => tie.erpKey !== null && tie.erpKey === erpKey && tie.shopifyKey === shopifyKey,
        );
        const ties = [
          ...(erpKey === null ? [] : [{ erpKey, shopifyKey: null }]),
          ...(shopifyKey === null ? [] : [{ erpKey: null, shopifyKey }]),
        ];
        const plan = await arrange(services, asked, [erpKey, shopifyKey], isByHand ? [] : ties);
        sayOutcome(
          console,
          plan,
          isByHand ? 'Taken back.' : 'Kept apart: the contact is left as it is, now and later.',
        );
        await sayCompany(services, console, plan, company);
        return exitCodes.done;
      }),
    );
}

export function addContactCommands(program: Command, run: RunCommand): void {
  addLinkContact(program, run);
  addUnlinkContact(program, run);
}
