import { useEffect, useRef } from 'react';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { formatAge, formatCount } from '../../kit/format.ts';
import { EmptyState, Page } from '../../kit/page.tsx';
import { useNow } from '../../kit/use-now.ts';
import { pauseReasons } from '../../../shared/domain/company-gate.ts';
import { isOldReading, readAt } from '../../../shared/domain/reading-age.ts';
import { useOverview, useReview, useStore } from '../../state/store.ts';
import { rowsText } from '../../state/facets.ts';
import { isActive, standingOf } from '../../state/views.ts';
import type { PlanHeader, PlanStanding } from '../../../shared/sync/plan.ts';
import { PreviewSettingsNotice } from '../rules/settings-notice.tsx';
import { Bulk } from './bulk.tsx';
import { CommitBar } from './commit-bar.tsx';
import { DetailPane } from './detail-pane.tsx';
import { ExportPlan } from './export-plan.tsx';
import { FacetBar } from './facet-bar.tsx';
import { Guards } from './guards.tsx';
import { Preparing } from './preparing.tsx';
import { PrepareMenu } from './prepare-menu.tsx';
import { PreviewGrid } from './preview-grid.tsx';
import { ReviewBar, ReviewNotices, TakenNotice } from './review-notice.tsx';
import { RowSearch } from './row-search.tsx';
import { ScopeNotice } from './scope-notice.tsx';
import { usePreviewKeys } from './use-preview-keys.ts';

function lead(plan: PlanHeader, standing: PlanStanding | null, now: number): string {
  const { read, totals } = plan;
  const isComplete = read.shopify.complete && read.erp.complete;
  const equal = totals.byVerb.equal;
  return [
    `Read ${formatAge(readAt(plan), now)} from both systems, ${isComplete ? 'completely' : 'not completely'}: ${formatCount(read.shopify.count)} in Shopify, ${formatCount(read.erp.count)} in MYOB.`,
    standing === 'fresh' ? 'Nothing has been written.' : '',
    equal === 0
      ? ''
      : `${formatCount(equal)} ${equal === 1 ? 'is' : 'are'} equal and ${equal === 1 ? 'stays as it is' : 'stay as they are'}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** What became of a preview that is not a fresh one. */
const standings: Readonly<
  Record<Exclude<PlanStanding, 'fresh'>, { readonly title: string; readonly text: string }>
> = {
  tried: {
    title: 'A trial run wrote the first rows of this preview',
    text: 'They are marked below. Look at them in both systems; the other rows can follow from here, without checking again.',
  },
  unfinished: {
    title: 'A run of this preview did not get to its end',
    text: 'Go on with it under Run. Checking again instead makes a new preview of what is left.',
  },
  spent: {
    title: 'This preview was committed',
    text: 'It shows what was there before the run. Check again to see what is left; your decisions on unchanged rows are kept.',
  },
  outdated: {
    title: 'This preview is out of date',
    text: 'A run or a change of settings came in between. Check again; your decisions on unchanged rows are kept.',
  },
};

/** Where a person can look at both systems again. */
function ToConnect() {
  const show = useStore((state) => state.show);
  return (
    <Button small onPress={() => show('connect')}>
      Check the connections
    </Button>
  );
}

function Notices({
  plan,
  standing,
  now,
}: {
  readonly plan: PlanHeader;
  readonly standing: PlanStanding;
  readonly now: number;
}) {
  const prepare = useStore((state) => state.prepare);
  const again = (
    <Button small onPress={() => void prepare()}>
      Check again
    </Button>
  );
  const isOld = isOldReading(plan, now);
  const { companyPaused } = plan;
  if (plan.guards.length === 0 && standing === 'fresh' && !isOld && companyPaused === undefined) return null;
  return (
    <div className="notices">
      {companyPaused === undefined ? null : (
        <Banner tone="warn" title="Business customers are paused" actions={<ToConnect />}>
          They were not read, and nothing about them changes. {pauseReasons(companyPaused)}
        </Banner>
      )}
      {standing === 'fresh' || standing === 'tried' ? (
        <Guards plan={plan} onPrepare={() => void prepare()} />
      ) : null}
      {standing !== 'fresh' ? (
        <Banner tone="info" title={standings[standing].title} actions={again}>
          {standings[standing].text}
        </Banner>
      ) : isOld && plan.guards.length === 0 ? (
        <Banner tone="warn" title={`Both systems were read ${formatAge(readAt(plan), now)}`} actions={again}>
          You can still commit it: customers that changed since are left alone and come back in the next
          preview.
        </Banner>
      ) : null}
    </div>
  );
}

function PlanView({ plan }: { readonly plan: PlanHeader }) {
  const overview = useOverview();
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const hasPane = useStore((state) => state.opened !== null);
  const standing = standingOf(plan, overview);
  const { prepare, takeDecisions } = useStore.getState();
  const hasTaken = useStore((state) => state.taken?.planId === plan.id);
  const now = useNow();
  const frame = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  usePreviewKeys(frame, search);
  const readTermsNames = useStore((state) => state.readTermsNames);
  useEffect(() => void readTermsNames(), [readTermsNames]);
  const review = useReview();
  return (
    <Page
      plain
      title={`Preview of ${rowsText(plan)}`}
      lead={lead(plan, review === null ? standing : null, now)}
      actions={
        <>
          <RowSearch inputRef={search} />
          {review?.redacted === true ? null : <ExportPlan plan={plan} />}
          {review === null ? (
            <>
              <Button onPress={() => void takeDecisions()}>Take decisions…</Button>
              {isBusy ? null : <PrepareMenu />}
              <Button
                onPress={() => void prepare()}
                disabledReason={isBusy ? 'Something is going on already.' : null}
              >
                Check again
              </Button>
            </>
          ) : null}
        </>
      }
      bar={
        review === null ? (
          <CommitBar plan={plan} standing={standing} isBusy={isBusy} />
        ) : (
          <ReviewBar review={review} />
        )
      }
    >
      <div ref={frame} className="preview-frame">
        {review === null ? (
          <>
            <PreviewSettingsNotice plan={plan} standing={standing} />
            <Notices plan={plan} standing={standing} now={now} />
          </>
        ) : (
          <ReviewNotices review={review} plan={plan} />
        )}
        <ScopeNotice plan={plan} />
        {hasTaken ? (
          <div className="notices">
            <TakenNotice />
          </div>
        ) : null}
        <FacetBar plan={plan} />
        {review?.redacted === true ? null : <Bulk plan={plan} />}
        <div className={hasPane ? 'preview-split with-pane' : 'preview-split'}>
          <PreviewGrid />
          {hasPane ? <DetailPane /> : null}
        </div>
      </div>
    </Page>
  );
}

export function Preview() {
  const overview = useOverview();
  const plan = useStore((state) => state.plan);
  const activity = useStore((state) => state.status.activity);
  const stages = useStore((state) => state.stages);
  const { prepare, show } = useStore.getState();
  const isUndo = useStore((state) => state.undoOf !== null);
  const isPreparing =
    !isUndo && (activity === 'preparing' || (activity === 'stopping' && stages.commit === undefined));
  if (isPreparing) return <Preparing />;
  if (plan !== null) return <PlanView key={plan.id} plan={plan} />;
  const isOn = isActive(overview);
  return (
    <Page title="Preview">
      <EmptyState
        title="No preview yet"
        actions={
          isOn ? (
            <Button kind="primary" onPress={() => void prepare()}>
              Check what changed
            </Button>
          ) : (
            <Button kind="primary" onPress={() => show('defaults')}>
              Open the defaults
            </Button>
          )
        }
      >
        {isOn
          ? 'Accord reads all customers of both systems, compares them and shows what would be written. This only reads.'
          : 'Nothing is switched on yet. Choose the defaults first, then check what changed.'}
      </EmptyState>
    </Page>
  );
}
