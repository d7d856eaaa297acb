/** What must be true of the suite as a whole: no recorded error without a case, no two cases alike. */
import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../placeholders.ts';
import type { ContractCase } from './suite/case.ts';
import { subjects } from './suite/index.ts';
import {
  leftOutUserErrors,
  recordedTopLevelErrors,
  recordedUserErrors,
  type RecordedError,
} from './suite/recorded.ts';

const cases = subjects.flatMap((subject) => subject.cases);

/** The root fields of the operation that the case is about; none where the text is meant to be wrong. */
function rootsOf({ request }: ContractCase): readonly string[] {
  if (!('document' in request)) return [];
  try {
    return parse(request.document).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? definition.selectionSet.selections.map((each) => (each.kind === Kind.FIELD ? each.name.value : ''))
        : [],
    );
  } catch {
    return [];
  }
}

/** Ids are invented anew in every recording, and how many are listed differs. */
const withoutIds = (message: string): string => message.replace(/progress: .*\.?$/, 'progress: ids');

function shows(each: ContractCase, recorded: RecordedError): boolean {
  if (!('userErrors' in each.answer) || !rootsOf(each).includes(recorded.mutation)) return false;
  return each.answer.userErrors.some(([path, message, code]) => {
    const isSameCode = recorded.code === undefined || code === recorded.code;
    return (
      path === recorded.field &&
      isSameCode &&
      typeof message === 'string' &&
      withoutIds(message) === withoutIds(recorded.message)
    );
  });
}

const isLeftOut = ({ mutation, message }: RecordedError): boolean =>
  leftOutUserErrors.some((each) => each.mutation === mutation && message.includes(each.part ?? ''));

const title = ({ section, mutation, field, message, code }: RecordedError): string =>
  `${section} ${mutation} ${field ?? 'null'} "${message}" ${code ?? ''}`;

describe('the recorded userErrors', () => {
  const wanted = recordedUserErrors.filter((each) => !isLeftOut(each));

  it('are all there', () => {
    const perSection = Object.fromEntries(
      ['12.1', '12.2', '12.3', '12.4', '12.5', '12.6'].map((section) => [
        section,
        recordedUserErrors.filter((each) => each.section === section).length,
      ]),
    );
    expect(perSection).toEqual({ '12.1': 41, '12.2': 21, '12.3': 23, '12.4': 33, '12.5': 30, '12.6': 30 });
  });

  it.each(wanted.map((each) => [title(each), each] as const))('%s has a case', (_title, recorded) => {
    expect(cases.filter((each) => shows(each, recorded)).map(({ name }) => name)).not.toEqual([]);
  });

  it('are left out for a reason that concerns a recorded row', () => {
    for (const { mutation, part = '', reason } of leftOutUserErrors) {
      expect(
        recordedUserErrors.some((each) => each.mutation === mutation && each.message.includes(part)),
        reason,
      ).toBe(true);
    }
  });
});

describe('the recorded top-level errors', () => {
  it.each(recordedTopLevelErrors.map((each) => [`${each.where} ${String(each.message)}`, each] as const))(
    '%s has a case',
    (_title, { where, message, code }) => {
      const shown = cases.filter((each) => {
        if (!('error' in each.answer)) return false;
        const { message: expected, extensions } = each.answer.error;
        const text = expected instanceof RegExp ? readable(expected) : expected;
        const isThere = where === '' || rootsOf(each).includes(where);
        return isThere && message.test(text) && valueAt(extensions, 'code') === code;
      });
      expect(shown.map(({ name }) => name)).not.toEqual([]);
    },
  );
});

/** What an expected pattern says, without the marks of a pattern. */
function readable(pattern: RegExp): string {
  return pattern.source.replace(/^\^|\$$/g, '').replace(/\\(.)/g, '$1');
}

describe('a case', () => {
  it('has a name of its own', () => {
    const names = subjects.flatMap(({ name, cases: own }) => own.map((each) => `${name}: ${each.name}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('says which section of the facts it rests on', () => {
    for (const { name, basis } of cases) expect(basis, name).toMatch(/^\d+(\.\d+)?( \[|$)/);
  });

  it('is reported instead of judged only where the facts leave a question open', () => {
    const open = cases.filter(({ isOpen }) => isOpen);
    expect(open.filter(({ basis }) => !basis.includes('[VERIFY]')).map(({ name }) => name)).toEqual([]);
  });

  it('uses the control of the simulator only when it says so', () => {
    const controlling = cases.filter(({ given = [], cleanup = [] }) =>
      [...given, ...cleanup].some(({ request }) => 'control' in request),
    );
    expect(
      controlling.filter(({ needs = [] }) => !needs.includes('simulator')).map(({ name }) => name),
    ).toEqual([]);
  });
});
