import type { Side } from '../../../shared/domain/party.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { ProfileLines, useOpenProfile } from '../../app/profile-lines.tsx';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { countOf, formatAge, formatCount, formatLongDateTime } from '../../kit/format.ts';
import { systemTitles } from '../../kit/labels.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { useNow } from '../../kit/use-now.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { troublesOf } from '../../state/troubles.ts';
import { isActive, isConnected, isSpent } from '../../state/views.ts';
import { PrepareMenu } from '../preview/prepare-menu.tsx';
import { Reviews } from './reviews.tsx';
import { RunsTable } from '../history/runs-table.tsx';
import { runSummary } from '../history/run-sentences.ts';

interface NumberCardProps {
  readonly title: string;
  readonly count: number | null;
  readonly detail: string;
  readonly isUrgent?: boolean;
  readonly onPress: () => void;
}

function NumberCard({ title, count, detail, isUrgent = false, onPress }: NumberCardProps) {
  return (
    <button type="button" className="number-card" data-urgent={isUrgent || undefined} onClick={onPress}>
      <span className="muted">{title}</span>
      <span className="big">{count === null ? '–' : formatCount(count)}</span>
      <span className="muted">{detail}</span>
    </button>
  );
}

function Numbers({ overview }: { readonly overview: ProfileOverview }) {
  const { show, setFilter } = useStore.getState();
  const current = useStore((state) => state.plan);
  const plan = current === null || isSpent(current, overview) ? null : current;
  const unknown = 'Not known until you check';
  const open = (filter: Parameters<typeof setFilter>[0]) => () => {
    if (plan !== null) setFilter(filter);
    show('preview');
  };
  const detail = (side: Side) =>
    plan === null
      ? unknown
      : `${formatCount(plan.totals.creates[side])} new, ${formatCount(plan.totals.updates[side])} changed`;
  const need = plan?.totals.needPerson ?? null;
  const { conflict = 0, ambiguous = 0, invalid = 0 } = plan?.totals.byVerb ?? {};
  return (
    <div className="three">
      <NumberCard
        title="Wait to go to MYOB"
        count={plan?.totals.writes.erp ?? null}
        detail={detail('erp')}
        onPress={open({ facet: 'write', search: '', target: 'erp' })}
      />
      <NumberCard
        title="Wait to go to Shopify"
        count={plan?.totals.writes.shopify ?? null}
        detail={detail('shopify')}
        onPress={open({ facet: 'write', search: '', target: 'shopify' })}
      />
      <NumberCard
        title="Need you"
        count={need}
        isUrgent={need !== null && need > 0}
        detail={
          plan === null
            ? unknown
            : need === 0
              ? 'Nothing waits for a decision'
              : `Of ${countOf(conflict, 'conflict')}, ${formatCount(ambiguous)} “which one?”, ${formatCount(invalid)} that cannot sync`
        }
        onPress={open({ facet: 'need', search: '', target: null })}
      />
    </div>
  );
}

const secretWords: Readonly<Record<ProfileOverview['secrets'][Side], string>> = {
  stored: 'secret in the keychain',
  session: 'secret for this session only',
  missing: 'secret missing',
  locked: 'keychain locked',
};

function connectionText({ profile }: ProfileOverview, side: Side): string {
  if (side === 'shopify') {
    if (profile.shopify === null) return 'Not set up yet';
    const { shopName, shopCurrency, shopPlan } = profile.seen;
    return [shopName ?? profile.shopify.domain, shopCurrency, shopPlan]
      .filter((part) => part !== null)
      .join(', ');
  }
  if (profile.erp === null) return 'Not set up yet';
  const { tenant, branch } = profile.erp;
  const { endpointVersion } = profile.seen;
  return [
    branch === null ? tenant : `${tenant} / ${branch}`,
    endpointVersion && `endpoint Default ${endpointVersion}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function Connections({ overview }: { readonly overview: ProfileOverview }) {
  const show = useStore((state) => state.show);
  const isReady = (side: Side) =>
    overview.profile[side] !== null &&
    overview.secrets[side] !== 'missing' &&
    overview.secrets[side] !== 'locked';
  return (
    <Panel title="Connections">
      <table className="lines">
        <thead className="sr-only">
          <tr>
            <th scope="col">System</th>
            <th scope="col">What it is</th>
            <th scope="col">State</th>
            <th scope="col">Action</th>
          </tr>
        </thead>
        <tbody>
          {(['shopify', 'erp'] as const).map((side) => (
            <tr key={side}>
              <td>
                <b>{systemTitles[side]}</b>
              </td>
              <td className="muted">
                {connectionText(overview, side)} · {secretWords[overview.secrets[side]]}
              </td>
              <td>
                <span className={isReady(side) ? 'good' : 'bad'}>
                  {isReady(side) ? 'Ready' : 'Not ready'}
                </span>
              </td>
              <td className="actions">
                <Button
                  small
                  onPress={() => show('connect')}
                  label={`Open the connection to ${systemTitles[side]}`}
                >
                  Open
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** The other clients, one press away. */
function OtherProfiles() {
  const profiles = useStore((state) => state.profiles);
  const openId = useStore((state) => state.overview?.profile.id);
  const show = useStore((state) => state.show);
  const open = useOpenProfile();
  const others = profiles.filter(({ id, archived }) => !archived && id !== openId);
  return (
    <Panel
      title="Other profiles"
      aside={
        <Button small onPress={() => show('profiles')}>
          All profiles
        </Button>
      }
    >
      {others.length === 0 ? (
        <p className="panel-body muted">
          This is the only one. A profile is one store and one company; make one for each of your clients.
        </p>
      ) : (
        <ProfileLines
          profiles={others}
          actions={(profile) => (
            <Button small onPress={() => void open(profile)} label={`Open ${profile.name}`}>
              Open
            </Button>
          )}
        />
      )}
    </Panel>
  );
}

/** What stands in the way of a check, and where to mend it; null when nothing does. */
function obstacle(
  overview: ProfileOverview,
): { title: string; text: string; view: 'connect' | 'defaults' } | null {
  if (!isConnected(overview)) {
    return {
      title: 'Connect both systems first',
      text: 'Accord needs one Shopify store and one MYOB Acumatica company to compare.',
      view: 'connect',
    };
  }
  if (!isActive(overview)) {
    return {
      title: 'Switch Customer on first',
      text: 'In the Defaults step, choose which way customers go and what new ones get.',
      view: 'defaults',
    };
  }
  return null;
}

export function Home() {
  const overview = useOverview();
  const info = useStore((state) => state.info);
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const resumable = useStore((state) => state.status.resumable);
  const { prepare, resume, show } = useStore.getState();
  const now = useNow();
  const { lastRun, plan, profile } = overview;
  const missing = obstacle(overview);
  const lead =
    lastRun === null
      ? 'Nothing has been written yet. Check what changed to see a preview; that only reads.'
      : `Last run ${formatLongDateTime(lastRun.startedAt)}: ${runSummary(lastRun)}.`;
  return (
    <Page
      title={profile.name}
      lead={lead}
      actions={
        <>
          {missing === null && !isBusy ? <PrepareMenu /> : null}
          <Button
            kind="primary"
            onPress={() => void prepare()}
            disabledReason={
              missing === null ? (isBusy ? 'Something is going on already.' : null) : `${missing.title}.`
            }
          >
            Check what changed
          </Button>
        </>
      }
    >
      {info?.notices.map((notice) => (
        <Banner key={notice} tone="warn" title={notice} />
      ))}
      {resumable === null ? null : (
        <Banner
          tone="warn"
          title="A run did not get to its end"
          actions={
            <Button small onPress={() => void resume(resumable.id)}>
              Go on with it
            </Button>
          }
        >
          {runSummary(resumable)}. Going on starts with finding out what was written last; nothing is written
          twice.
        </Banner>
      )}
      {missing === null ? null : (
        <Banner
          tone="info"
          title={missing.title}
          actions={
            <Button small kind="primary" onPress={() => show(missing.view)}>
              {missing.view === 'connect' ? 'Connect' : 'Open the defaults'}
            </Button>
          }
        >
          {missing.text}
        </Banner>
      )}
      {troublesOf(overview.recordCounts, profile).map(({ title, text }) => (
        <Banner
          key={title}
          tone="danger"
          title={title}
          actions={
            <Button small onPress={() => show('history')} label={`See why: ${title}`}>
              See why
            </Button>
          }
        >
          {text}
        </Banner>
      ))}
      <Numbers overview={overview} />
      {plan === null ? null : (
        <p className="faint">
          {isSpent(plan, overview)
            ? 'Not checked since the last run.'
            : `As read ${formatAge(plan.createdAt, now)}.`}
        </p>
      )}
      <Panel title="Recent runs">
        <RunsTable limit={5} />
      </Panel>
      <Connections overview={overview} />
      <OtherProfiles />
      <Reviews />
    </Page>
  );
}
