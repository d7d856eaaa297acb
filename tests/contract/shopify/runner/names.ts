/** The values that stand for the placeholders of one case. */
import type { ReadName } from '../../placeholders.ts';
import { valueAt } from '../../placeholders.ts';
import type { Endpoint } from './endpoint.ts';

export interface Names {
  readonly read: ReadName;
  readonly save: (name: string, value: unknown) => void;
  /** E-mail addresses that were handed out. */
  readonly emails: () => readonly string[];
}

export interface Naming {
  readonly run: string;
  readonly nextCase: (endpoint: Endpoint) => Names;
}

/** Area codes whose numbers 555-0100 to 555-0199 are set aside for invented people. */
const areaCodes = [
  '212',
  '213',
  '303',
  '312',
  '404',
  '415',
  '503',
  '512',
  '602',
  '617',
  '646',
  '702',
  '718',
  '919',
];
const numbersPerArea = 100;

/** Names for a run, of which each case gets its own. `run` is eight characters of an address or an id. */
export function createNaming(run: string): Naming {
  let cases = 0;
  // Where a run begins differs, so that what an interrupted one left behind is seldom met.
  let phones = parseInt(run, 36) % (areaCodes.length * numbersPerArea);
  const nextPhone = (): string => {
    const index = phones++ % (areaCodes.length * numbersPerArea);
    const last = String(100 + (index % numbersPerArea));
    return `+1${areaCodes[Math.floor(index / numbersPerArea)] ?? ''}5550${last}`;
  };
  return {
    run,
    nextCase: ({ clientCredentials, authorizationApp }) => {
      const number = ++cases;
      const saved = new Map<string, unknown>([
        ['run', run],
        ['case', number],
        ['credentials', clientCredentials],
        ['app', authorizationApp],
      ]);
      const emails: string[] = [];
      const invent = (name: string): string | undefined => {
        if (name === 'spacedPhone')
          return String(read('phone')).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 ($1) $2-$3');
        if (name.startsWith('phone')) return nextPhone();
        if (!name.startsWith('email')) return undefined;
        const email = `contract-${run}-${number}${name.slice('email'.length)}@example.com`;
        emails.push(email);
        return email;
      };
      const read = (name: string): unknown => {
        const [first = '', ...rest] = name.split('.');
        if (!saved.has(first)) saved.set(first, invent(first));
        const value = valueAt(saved.get(first), rest.join('.'));
        if (value === undefined) throw new Error(`Nothing is saved as {{${name}}}.`);
        return value;
      };
      return { read, save: (name, value) => void saved.set(name, value), emails: () => emails };
    },
  };
}
