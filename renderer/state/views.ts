/** The screens. The open one is state, not an address: the page has no address bar. */
import type { ProfileOverview } from '../../shared/ipc/contract.ts';
import type { PlanHeader, PlanStanding } from '../../shared/sync/plan.ts';

export type View = 'home' | 'profiles' | 'help' | StepView | RulesView;
export type StepView = 'connect' | 'defaults' | 'preview' | 'run' | 'history';

export const stepTitles: Readonly<Record<StepView, string>> = {
  connect: 'Connect',
  defaults: 'Defaults',
  preview: 'Preview',
  run: 'Run',
  history: 'History',
};
export const stepViews = Object.keys(stepTitles) as readonly StepView[];

/** Screens behind the Defaults step, for those who need them. */
export type RulesView = 'filters' | 'mapping' | 'countryDefaults';

export const rulesTitles: Readonly<Record<RulesView, string>> = {
  filters: 'Who is copied',
  mapping: 'Field mapping',
  countryDefaults: 'Defaults by country',
};

/** The step of the rail that a screen belongs to. */
export function stepOf(view: View): View {
  return view in rulesTitles ? 'defaults' : view;
}

export const viewTitles: Readonly<Record<View, string>> = {
  home: 'Home',
  profiles: 'Profiles',
  help: 'Help',
  ...stepTitles,
  ...rulesTitles,
};

export function isConnected({ profile, secrets, grants }: ProfileOverview): boolean {
  const isSignedIn = profile.shopify?.signIn !== 'authorizationCode' || grants.shopify !== 'missing';
  const opensErp = profile.erp?.signIn === 'authorizationCode' ? grants.erp : secrets.erp;
  return (
    profile.shopify !== null &&
    profile.erp !== null &&
    secrets.shopify !== 'missing' &&
    opensErp !== 'missing' &&
    isSignedIn
  );
}

/** Something is switched on, so a preview can be prepared. */
export function isActive({ profile }: ProfileOverview): boolean {
  return profile.customer.active || profile.company.active;
}

/** Whether the preview on screen can be committed. One that the overview does not know yet was just made. */
export function standingOf(plan: PlanHeader, { plan: known, planStanding }: ProfileOverview): PlanStanding {
  return known?.id === plan.id ? (planStanding ?? 'fresh') : 'fresh';
}

/** True when nothing more comes of this preview: it was committed, or something else has moved on since. */
export function isSpent(plan: PlanHeader, overview: ProfileOverview): boolean {
  const standing = standingOf(plan, overview);
  return standing !== 'fresh' && standing !== 'tried';
}

export interface StepState {
  readonly state: 'open' | 'done' | 'trouble';
  /** How many things wait there; 0 shows nothing. */
  readonly count: number;
  /** What the count counts, for screen readers and the tooltip. */
  readonly countOf: string;
}

const open: StepState = { state: 'open', count: 0, countOf: '' };
const done: StepState = { ...open, state: 'done' };

/** How far each step is, for the rail. */
export function stepStates(overview: ProfileOverview): Readonly<Record<StepView, StepState>> {
  const { plan, lastRun, recordCounts } = overview;
  const { secrets, grants } = overview;
  const isLocked = [...Object.values(secrets), ...Object.values(grants)].includes('locked');
  const missing = Object.keys(overview.missing).length;
  const failed = recordCounts.failed + recordCounts.aborted;
  const fresh = plan !== null && !isSpent(plan, overview) ? plan : null;
  return {
    connect: isLocked ? { ...open, state: 'trouble' } : isConnected(overview) ? done : open,
    defaults: isActive(overview) ? done : { ...open, count: missing, countOf: 'settings missing' },
    preview:
      fresh === null
        ? open
        : {
            state: fresh.totals.needPerson === 0 ? 'done' : 'open',
            count: fresh.totals.needPerson,
            countOf: 'rows need you',
          },
    run:
      lastRun === null
        ? open
        : lastRun.state === 'finished' && lastRun.counts.failed === 0
          ? done
          : { ...open, state: lastRun.state === 'running' ? 'open' : 'trouble' },
    history: { state: failed > 0 ? 'trouble' : 'open', count: failed, countOf: 'failed records' },
  };
}
