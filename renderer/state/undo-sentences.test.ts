import { describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow } from '../../shared/sync/plan.ts';
import {
  deletedText,
  deletesAnything,
  undoButton,
  undoDetails,
  undoHeadline,
  undoLines,
  undoRefusal,
} from './undo-sentences.ts';

const none = { erp: 0, shopify: 0 };

function header(change: Partial<PlanHeader['totals']>): PlanHeader {
  const totals = { writes: none, deletes: none, linkOnly: 0, byVerb: { reverse: 0, keep: 0 }, ...change };
  return { totals } as unknown as PlanHeader;
}

const full = header({
  writes: { erp: 12, shopify: 10 },
  deletes: { erp: 8, shopify: 10 },
  linkOnly: 3,
  byVerb: { reverse: 25, keep: 2 } as unknown as PlanHeader['totals']['byVerb'],
});

describe('the bar of an undo', () => {
  it('says what is deleted and changed back in which system, and what stays', () => {
    expect(undoHeadline(full)).toBe(
      '8 customers are deleted and 4 changed back in MYOB, 10 customers are deleted in Shopify and the links of 3 customers are put back.',
    );
    expect(undoDetails(full)).toBe(
      '2 customers stay as they are. What MYOB does not let go of is set Inactive instead.',
    );
    expect(undoButton(full)).toBe('Take back 12 in MYOB and 10 in Shopify');
    expect(deletedText(full)).toBe('8 customers in MYOB and 10 in Shopify');
    expect(deletesAnything(full)).toBe(true);
    expect(undoRefusal(full, false)).toBeNull();
  });

  it('speaks of one customer as of one', () => {
    const one = header({ writes: { erp: 1, shopify: 0 } });
    expect(undoHeadline(one)).toBe('1 customer is changed back in MYOB.');
    expect(undoButton(one)).toBe('Take back 1 in MYOB');
    expect(undoDetails(one)).toBe('');
    expect(deletesAnything(one)).toBe(false);
    expect(deletedText(header({ deletes: { erp: 0, shopify: 1 } }))).toBe('1 customer in Shopify');
    const people = header({ writes: { erp: 0, shopify: 3 }, deletes: { erp: 0, shopify: 2 }, people: 4 });
    expect(deletedText(people)).toBe('6 customers in Shopify');
    expect(undoHeadline(people)).toBe('6 customers are deleted and 1 changed back in Shopify.');
    expect(undoDetails(people)).toContain('4 people who became customers there as contacts of a company');
  });

  it('tells links from writes', () => {
    const links = header({ linkOnly: 2 });
    expect(undoHeadline(links)).toBe('The links of 2 customers are put back, and nothing is written.');
    expect(undoHeadline(header({ linkOnly: 1 }))).toBe(
      'The link of 1 customer is put back, and nothing is written.',
    );
    expect(undoButton(links)).toBe('Take back 2 links');
  });

  it('says why there is nothing to press', () => {
    expect(undoHeadline(header({}))).toBe('Nothing is taken back.');
    expect(undoRefusal(header({}), false)).toBe('Nothing is left to take back.');
    expect(undoRefusal(full, true)).toContain('going on already');
  });
});

describe('a row of an undo in words', () => {
  const row = {
    notes: [],
    decision: null,
    undo: {
      parts: [
        { fate: 'reversed', note: { code: 'undoBlank', params: { field: 'Phone', system: 'MYOB' } } },
        { fate: 'kept', note: { code: 'undoKeptLocation', params: { location: 'MAIN', system: 'MYOB' } } },
        { fate: 'kept', note: { code: 'undoKeptLocation', params: { location: 'MAIN', system: 'MYOB' } } },
      ],
      link: { fate: 'reversed', note: { code: 'undoAgreed', params: {} } },
    },
  } as unknown as PlanRow;

  it('says once what goes back and once what stays', () => {
    expect(undoLines(row)).toEqual({
      reversed: [
        'Phone in MYOB is blank again.',
        'What the two systems agreed on before is remembered again.',
      ],
      kept: ['MAIN was edited in MYOB since and stays.'],
    });
  });

  it('takes nothing back of a row that is left out, changed at the last moment or failed', () => {
    const leftOut = { ...row, decision: { include: false } } as unknown as PlanRow;
    expect(undoLines(leftOut)).toMatchObject({
      reversed: [],
      kept: ['You left it out.', expect.any(String)],
    });
    const cause = { code: 'CUSTOMER_HAS_ORDERS', params: { record: 'Mia' }, fields: {} } as const;
    const operation = 'Nothing taken back';
    const stale = { ...row, ended: { runId: 'run-1', status: 'stale', operation, cause } } as PlanRow;
    expect(undoLines(stale).reversed).toEqual([]);
    expect(undoLines(stale).kept[0]).toBe('Shopify keeps customers with orders.');
    const inPart = 'Taken back: Deleted in Shopify';
    const partly = {
      ...row,
      ended: { runId: 'run-1', status: 'stale', operation: inPart, cause },
    } as PlanRow;
    expect(undoLines(partly).kept.slice(0, 2)).toEqual([inPart, 'Shopify keeps customers with orders.']);
    const failed = { ...row, ended: { runId: 'run-1', status: 'failed', operation, cause } } as PlanRow;
    expect(undoLines(failed).kept.slice(0, 2)).toEqual([operation, 'Shopify keeps customers with orders.']);
  });

  it('L12 says afterwards what was done, not what was intended', () => {
    const made = {
      ...row,
      undo: {
        parts: [{ fate: 'reversed', note: { code: 'undoDeletesErp', params: { number: 'C1' } } }],
        link: { fate: 'reversed', note: { code: 'undoUnlinks', params: {} } },
      },
    } as unknown as PlanRow;
    expect(undoLines(made).reversed[0]).toContain('If MYOB refuses');
    const ended = {
      runId: 'run-1',
      status: 'processed',
      operation: 'Taken back: Set Inactive in MYOB',
      cause: null,
    } as const;
    expect(undoLines({ ...made, ended }).reversed).toEqual([
      'Taken back: Set Inactive in MYOB',
      'The two records are no longer linked.',
    ]);
  });
});
