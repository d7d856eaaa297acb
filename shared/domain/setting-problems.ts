/** What is wrong with settings that a schema refuses, in words and by setting. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
  record: 'a group of settings',
};

function choices(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
}

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `It is missing; it takes ${kinds[issue.expected] ?? issue.expected}.`
        : `It takes ${kinds[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `It is one of: ${choices(issue.values)}.`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'It must not be empty.'
        : `It is ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}.`;
    case 'too_big':
      return issue.origin === 'string'
        ? `It has at most ${String(issue.maximum)} characters.`
        : `It is ${issue.inclusive === false ? 'less than' : 'at most'} ${String(issue.maximum)}.`;
    case 'unrecognized_keys':
      return 'There is no such setting.';
    case 'invalid_format':
      return 'It is not written as it must be.';
    case 'custom':
      return issue.message;
    default:
      return 'It has none of the forms that it can have.';
  }
}

/** `defaults.customerClass` */
export function settingName(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/** Names of settings that there are not. */
export function unknownSettings({ issues }: z.core.$ZodError): readonly string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => settingName([...issue.path, key])) : [],
  );
}

/** A sentence for each setting that is not valid, by its name. Parse with `reportInput`, so that what is missing is called so. */
export function settingProblems({ issues }: z.core.$ZodError): Readonly<Record<string, string>> {
  return Object.fromEntries(
    issues.flatMap((issue) => {
      const names =
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => settingName([...issue.path, key]))
          : [settingName(issue.path)];
      return names.map((name) => [name, sentenceOf(issue)]);
    }),
  );
}

/** `defaults.numbering: It is missing. guards.updateShare: It is at most 1.` */
export function problemsText(problems: Readonly<Record<string, string>>): string {
  return Object.entries(problems)
    .map(([name, sentence]) => `${name}: ${sentence}`)
    .join(' ');
}
