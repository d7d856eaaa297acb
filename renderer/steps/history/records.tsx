import { useEffect, useState } from 'react';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import type { HistoryRecord } from '../../../shared/ipc/contract.ts';
import { recordStatuses, type RecordStatus } from '../../../shared/sync/ledger-port.ts';
import { ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { countOf, formatCount, formatDateTime } from '../../kit/format.ts';
import type { IconName } from '../../kit/icon.tsx';
import { fieldLabel, recordStatusLabels } from '../../kit/labels.ts';
import { EmptyState, Panel } from '../../kit/page.tsx';
import { VerbBadge, type Tone } from '../../kit/verb-badge.tsx';
import { call } from '../../state/bridge.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { WrittenParts } from './written-parts.tsx';

const pageLength = 50;
const searchDelay = 250;

const looks: Readonly<Record<RecordStatus, { readonly icon: IconName; readonly tone: Tone }>> = {
  prepared: { icon: 'clock', tone: 'update' },
  processed: { icon: 'check', tone: 'create' },
  failed: { icon: 'cross', tone: 'danger' },
  aborted: { icon: 'ban', tone: 'danger' },
  skipped: { icon: 'minus', tone: 'link' },
  deleted: { icon: 'unlink', tone: 'warn' },
  filtered: { icon: 'funnel', tone: 'link' },
  invalid: { icon: 'ban', tone: 'danger' },
  conflict: { icon: 'split', tone: 'danger' },
  ambiguous: { icon: 'question', tone: 'ask' },
  stale: { icon: 'clock', tone: 'warn' },
};

function Cause({ record }: { readonly record: HistoryRecord }) {
  if (record.cause === null) return <span className="muted">{record.lastOperation}</span>;
  const { title, text } = describeError(record.cause.code, record.cause.params);
  return (
    <>
      <b>{title}</b> <span className="muted">{text}</span>
      {Object.entries(record.cause.fields).map(([field, message]) => (
        <div key={field} className="muted">
          {fieldLabel(field)}: {message}
        </div>
      ))}
    </>
  );
}

function RecordTable({
  records,
  onRetry,
}: {
  readonly records: readonly HistoryRecord[];
  readonly onRetry: (record: HistoryRecord) => void;
}) {
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col">Status</th>
          <th scope="col">What happened last</th>
          <th scope="col">When</th>
          <th scope="col">
            <span className="sr-only">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            <td>
              <b>{record.name}</b> <span className="muted">{record.erpNumber ?? ''}</span>
            </td>
            <td>
              <VerbBadge
                look={{ ...looks[record.status], text: recordStatusLabels[record.status], arrow: null }}
              />
            </td>
            <td>
              <Cause record={record} />
              {record.cause === null || !record.hasParts ? null : (
                <span className="muted"> {record.lastOperation}.</span>
              )}
              {record.hasParts && record.lastRunId !== null ? (
                <WrittenParts runId={record.lastRunId} recordId={record.id} name={record.name} />
              ) : null}
              {record.attempts > 1 ? (
                <span className="muted"> Tried {countOf(record.attempts, 'time')}.</span>
              ) : null}
            </td>
            <td className="muted nowrap">{formatDateTime(record.updatedAt)}</td>
            <td className="actions">
              {record.canRetry ? (
                <Button small onPress={() => onRetry(record)} label={`Retry ${record.name}`}>
                  Retry
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How every customer stands, by status, with the reason and a way to try again. */
export function Records() {
  const { profile, recordCounts } = useOverview();
  const { announce, fail, refreshOverview } = useStore.getState();
  const [status, setStatus] = useState<RecordStatus | null>(null);
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSearch(text.trim());
      setOffset(0);
    }, searchDelay);
    return () => clearTimeout(timer);
  }, [text]);
  const records = useAnswer('history.records', {
    profileId: profile.id,
    ...(status === null ? {} : { statuses: [status] }),
    ...(search === '' ? {} : { search }),
    offset,
    limit: pageLength,
  });
  const all = recordStatuses.reduce((sum, each) => sum + recordCounts[each], 0);
  const choose = (next: RecordStatus | null) => {
    setStatus(next);
    setOffset(0);
  };

  async function retry(record: HistoryRecord) {
    try {
      await call('history.retry', { profileId: profile.id, recordIds: [record.id] });
      announce(`${record.name} is tried again with the next preview.`);
      await refreshOverview();
      records.reload();
    } catch (error) {
      fail(error);
    }
  }

  const page = records.value;
  return (
    <Panel title="Customers">
      <div className="facets record-filter">
        <Chip count={all} isOn={status === null} onPress={() => choose(null)}>
          all
        </Chip>
        {recordStatuses
          .filter((each) => recordCounts[each] > 0 || each === status)
          .map((each) => (
            <Chip
              key={each}
              count={recordCounts[each]}
              isOn={status === each}
              onPress={() => choose(each)}
              icon={looks[each].icon}
              tone={looks[each].tone}
            >
              {recordStatusLabels[each].toLowerCase()}
            </Chip>
          ))}
        <div className="search">
          <input
            className="input"
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Name, e-mail, phone, ID"
            aria-label="Find a customer in the history"
          />
        </div>
      </div>
      {records.problem === null ? null : <ProblemBanner problem={records.problem} />}
      {page === null ? (
        <EmptyState title="Reading the history…" />
      ) : page.items.length === 0 ? (
        <EmptyState title={all === 0 ? 'No customer yet' : 'Nothing found'}>
          {all === 0
            ? 'After the first preview, every customer is listed here with its status.'
            : 'No customer has this status and these letters. Choose “all”, or search for less.'}
        </EmptyState>
      ) : (
        <>
          <RecordTable records={page.items} onRetry={(record) => void retry(record)} />
          {page.total <= pageLength ? null : (
            <div className="panel-head">
              <span className="muted" aria-live="polite">
                {formatCount(offset + 1)} to {formatCount(offset + page.items.length)} of{' '}
                {formatCount(page.total)}
              </span>
              <span className="cluster">
                <Button
                  small
                  onPress={() => setOffset(Math.max(0, offset - pageLength))}
                  disabledReason={offset === 0 ? 'These are the first.' : null}
                >
                  Before
                </Button>
                <Button
                  small
                  onPress={() => setOffset(offset + pageLength)}
                  disabledReason={offset + pageLength >= page.total ? 'These are the last.' : null}
                >
                  Next
                </Button>
              </span>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}
