/** The entity Company and what it needs, in words. */
import type { OrganizationRule } from '../../shared/domain/settings.ts';
import type { ProfileOverview } from '../../shared/ipc/contract.ts';
import type { Console } from './console.ts';

function sayRule(rule: OrganizationRule): string {
  switch (rule.by) {
    case 'category':
      return 'category Organization';
    case 'class':
      return `class ${rule.classes.join(', ')}`;
    case 'attribute':
      return `attribute ${rule.attribute} = ${rule.value}`;
    case 'list':
      return `a list of ${rule.customers.length}`;
  }
}

/** The entity and what it needs, as `profile show`, `profile set` and `doctor` say it. */
export function sayCompany(console: Console, overview: ProfileOverview): void {
  const { company } = overview.profile;
  console.say(
    `  Company         ${company.active ? 'active' : 'not active'}, ${company.direction}, by ${sayRule(company.organization)}, ${company.terms.length} payment terms`,
  );
  sayGate(console, overview);
}

/** The three things that have to be switched on, who said so, and where to switch them on. */
export function sayGate(console: Console, { companyGate }: Pick<ProfileOverview, 'companyGate'>): void {
  console.say('  Business customers need:');
  for (const { title, state, saidBy, remedy } of companyGate.answers) {
    const source = saidBy === 'person' ? ', as you said' : saidBy === 'system' ? ', seen' : '';
    console.say(`    ${state.padEnd(7)} ${title}${source}`);
    if (remedy !== null) console.say(`            -> ${remedy}`);
  }
}
