/** `accord profile companies`: the settings of business customers by names of their own, and the table of payment terms. */
import { Option, type Command } from 'commander';
import {
  directionSchema,
  sideSchema,
  type CompanyEntity,
  type OrganizationRule,
} from '../../shared/domain/settings.ts';
import type { TermsLists } from '../../shared/ipc/contract.ts';
import type { Host } from '../host.ts';
import { parsed, usage, type RunCommand } from './command.ts';
import { sayCompany } from './company-words.ts';
import { table, type Console } from './console.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { findProfile } from './profile-commands.ts';

type YesNo = 'yes' | 'no';

interface CompanyOptions {
  readonly active?: 'on' | 'off';
  readonly direction?: string;
  readonly primary?: string;
  readonly maxFailedAttempts?: string;
  readonly contactsAsCustomers?: YesNo;
  readonly alwaysExportTerms?: YesNo;
  readonly terms?: readonly string[];
  readonly organization?: string;
}

/** `category`, `class:WHOLESALE,TRADE`, `attribute:KIND=COMPANY` or `list:C001,C002`. */
function organizationOf(text: string): OrganizationRule {
  const [by = '', ...rest] = text.split(':');
  const value = rest.join(':');
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  switch (by) {
    case 'category':
      return { by };
    case 'class':
      if (names.length === 0) break;
      return { by, classes: names };
    case 'list':
      return { by, customers: names };
    case 'attribute': {
      const [attribute = '', wanted = ''] = value.split('=');
      if (attribute === '' || wanted === '') break;
      return { by, attribute, value: wanted };
    }
  }
  throw usage(
    '--organization takes category, class:<class>,…, attribute:<attribute>=<value> or list:<customer>,…',
  );
}

function attemptsOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw usage('--max-failed-attempts takes a whole number from 1.');
}

const bare = (name: string): string => name.trim().toLowerCase();

/** `Net 30=NET30`: the store's terms by name or id. `none` empties the table. */
function termsOf(pairs: readonly string[], lists: TermsLists): CompanyEntity['terms'] {
  if (pairs.length === 1 && pairs[0] === 'none') return [];
  return pairs.map((pair) => {
    const at = pair.lastIndexOf('=');
    const [name, erp] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || erp === '')
      throw usage(`--terms takes <terms of Shopify>=<credit terms of MYOB>, not "${pair}".`);
    const known = lists.shopify.find((each) => each.id === name || bare(each.name) === bare(name));
    if (known === undefined) {
      const names = lists.shopify.filter(({ notAssignable }) => notAssignable === null);
      throw usage(
        `The store has no payment terms "${name}". It has: ${names.map((each) => each.name).join(', ')}.`,
      );
    }
    return { shopify: known.id, erp };
  });
}

async function set(host: Host, console: Console, wanted: string, options: CompanyOptions): Promise<ExitCode> {
  const { services } = host;
  const profile = await findProfile(host, wanted);
  const { id: profileId, company } = profile;
  const terms =
    options.terms === undefined
      ? {}
      : { terms: termsOf(options.terms, await services['lookups.terms']({ profileId })) };
  const overview = await services['settings.save']({
    profileId,
    customer: profile.customer,
    company: {
      ...company,
      ...(options.active === undefined ? {} : { active: options.active === 'on' }),
      ...(options.direction === undefined
        ? {}
        : { direction: parsed(directionSchema, options.direction, '--direction') }),
      ...(options.primary === undefined ? {} : { primary: parsed(sideSchema, options.primary, '--primary') }),
      ...(options.maxFailedAttempts === undefined
        ? {}
        : { maxFailedAttempts: attemptsOf(options.maxFailedAttempts) }),
      ...(options.contactsAsCustomers === undefined
        ? {}
        : { contactsAsCustomers: options.contactsAsCustomers === 'yes' }),
      ...(options.alwaysExportTerms === undefined
        ? {}
        : { alwaysExportTerms: options.alwaysExportTerms === 'yes' }),
      ...(options.organization === undefined ? {} : { organization: organizationOf(options.organization) }),
      ...terms,
    },
    defaults: profile.defaults,
    policies: profile.policies,
  });
  console.answer({ ok: true, ...overview });
  console.say(`Settings of "${profile.name}" are saved.`);
  sayCompany(console, overview);
  return exitCodes.done;
}

async function sayTerms(host: Host, console: Console, wanted: string): Promise<ExitCode> {
  const { id: profileId, company } = await findProfile(host, wanted);
  const lists = await host.services['lookups.terms']({ profileId });
  console.answer({ ok: true, table: company.terms, ...lists });
  const partner = new Map(company.terms.map(({ shopify, erp }) => [shopify, erp]));
  const rows = lists.shopify.map(({ id, name, notAssignable }) => [
    `  ${name}`,
    partner.get(id) ?? '-',
    notAssignable ?? '',
  ]);
  for (const line of table([['  Shopify', 'MYOB', ''], ...rows])) console.say(line);
  console.say(
    `Credit terms that customers of MYOB carry${lists.erpComplete ? '' : ' (of the first ones looked at)'}: ${lists.erp.join(', ')}`,
  );
  return exitCodes.done;
}

export function addCompanyCommands(profile: Command, run: RunCommand): void {
  profile
    .command('companies')
    .description('business customers: what they need, and their settings; what is not named stays as it is')
    .argument('<profile>')
    .addOption(
      new Option('--active <state>', 'activates Company, once all it needs is switched on').choices([
        'on',
        'off',
      ]),
    )
    .option('--direction <direction>', 'import, export or bidirectional')
    .option('--primary <side>', 'erp or shopify')
    .option('--max-failed-attempts <count>', 'after so many a business customer is set aside as Aborted')
    .addOption(
      new Option(
        '--contacts-as-customers <answer>',
        'import each contact as a customer of its own, or only those who have orders',
      ).choices(['yes', 'no']),
    )
    .addOption(
      new Option(
        '--always-export-terms <answer>',
        'whether the terms of MYOB also replace those of locations that differ from each other',
      ).choices(['yes', 'no']),
    )
    .option(
      '--terms <pair...>',
      'the whole table, such as "Net 30=NET30" "Net 7=NET7"; "none" empties it (see: accord profile terms)',
    )
    .option(
      '--organization <rule>',
      'who is a business customer in MYOB: category, class:<class>,…, attribute:<attribute>=<value> or list:<customer>,…',
    )
    .action((wanted: string, options: CompanyOptions) =>
      run(({ host, console }) => set(host, console, wanted, options)),
    );

  profile
    .command('terms')
    .description('the payment terms of both systems, and which mean the same')
    .argument('<profile>')
    .action((wanted: string) => run(({ host, console }) => sayTerms(host, console, wanted)));
}
