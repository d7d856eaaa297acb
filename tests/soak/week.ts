/** What is drawn for one history: the settings of its profile, and what people do and decide each week. */
import type { Side } from '../../shared/domain/party.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { termsTable } from '../support/random-companies.ts';
import type { Chance } from './chance.ts';

export const sides: readonly Side[] = ['erp', 'shopify'];

/** Half of all profiles have business customers; a stream of its own, as of undos below. */
export function hasBusinesses(chance: Chance): boolean {
  return chance.branch('businesses').happens(0.5);
}

export function profileFor(chance: Chance, withBusinesses: boolean): Profile {
  const others = chance.branch('company');
  const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
  return {
    ...base,
    seen: { ...base.seen, erpStoreName: 'Harbour' },
    customer: {
      ...base.customer,
      active: true,
      withLocations: chance.happens(0.8),
      direction: chance.pick(['import', 'export', 'bidirectional', 'bidirectional']),
      primary: chance.pick(sides),
    },
    company: {
      ...base.company,
      active: withBusinesses,
      direction: others.pick(['import', 'export', 'bidirectional', 'bidirectional']),
      primary: others.pick(sides),
      alwaysExportTerms: others.happens(0.5),
      terms: [...termsTable],
    },
    policies: {
      conflicts: chance.pick(['ask', 'primary']),
      phoneTaken: 'without',
      approveDeactivations: chance.happens(0.3),
      sameEmail: 'link',
    },
    guards: { ...base.guards, minimumRows: 1000 },
  };
}

export interface WeekPlan {
  readonly edits: number;
  readonly lateEdits: number;
  /** How conflicts are decided; null leaves them. */
  readonly conflictsGoTo: Side | null;
  readonly approvesProposals: boolean;
  readonly losesLedger: boolean;
  /** Its first commit is made in calm weather, so that people can go on from what it left whatever the weather. */
  readonly isCommitCalm: boolean;
  /** A run that is taken back this week; null none. */
  readonly undo: UndoPlan | null;
}

/**
 * `instead`: a run that was cut off is taken back and not resumed. `atOnce`: right after the run. `later`: once both systems agree
 * again and people have edited, also the run of an earlier week.
 */
export type UndoMoment = 'instead' | 'atOnce' | 'later';

export interface UndoPlan {
  readonly moment: UndoMoment;
  /** Only of `later`: what people do before the preview of the undo, and between that and its commit. */
  readonly edits: number;
  readonly lateEdits: number;
  readonly isOfEarlierWeek: boolean;
  /** Share of the rows that are taken back; 1 takes all without naming them. */
  readonly share: number;
}

function planUndo(chance: Chance): UndoPlan {
  const moment = chance.pick(['instead', 'atOnce', 'later', 'later'] as const);
  const isLater = moment === 'later';
  return {
    moment,
    edits: isLater ? chance.below(4) : 0,
    lateEdits: isLater && chance.happens(0.3) ? 1 : 0,
    isOfEarlierWeek: isLater && chance.happens(0.3),
    share: chance.pick([1, 1, 0.5]),
  };
}

export function planWeek(chance: Chance): WeekPlan {
  // A stream of its own: the weeks of the seeds that once found something stay as they were otherwise.
  const undo = chance.branch('undo');
  const taken = undo.happens(0.3) ? planUndo(undo) : null;
  return {
    edits: chance.below(7),
    lateEdits: chance.below(3),
    conflictsGoTo: chance.pick(['erp', 'shopify', null] as const),
    approvesProposals: chance.happens(0.3),
    losesLedger: chance.happens(0.03),
    undo: taken,
    isCommitCalm: taken?.moment === 'later' || undo.happens(0.2),
  };
}
