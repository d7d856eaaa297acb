import { Button } from '../../kit/button.tsx';
import { Tag } from '../../kit/chip.tsx';
import { partyStatusLabels } from '../../kit/labels.ts';
import { Icon } from '../../kit/icon.tsx';
import {
  decisionOf,
  hasUndisputed,
  isQuiet,
  isRearranged,
  isReplanned,
  isUnlinked,
} from '../../state/decisions.ts';
import { evidenceText, rowName, rowNotes, storyOf } from '../../state/sentences.ts';
import { resultSentence } from '../../state/result-sentence.ts';
import { Checkbox } from '../../kit/choice.tsx';
import { useOverview, useReview, useStore } from '../../state/store.ts';
import { call } from '../../state/bridge.ts';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import { isDone, waitsForPerson, type PlanRow } from '../../../shared/sync/plan.ts';
import { applyDraft, applyRefusal, leaveBoth } from './pane-actions.ts';
import { CandidateList, Candidates } from './candidates.tsx';
import { ChangedSince } from './changed-since.tsx';
import { Contacts } from './contacts.tsx';
import { DeletionChoices } from './deletion-choices.tsx';
import { FieldDiff } from './field-diff.tsx';
import { Facts } from './facts.tsx';
import { IncludeRule } from './include-rule.tsx';
import { Locations } from './locations.tsx';
import { PartnerActions } from './partner-actions.tsx';
import { Suggestions } from './suggestions.tsx';
import { goToWaiting } from './use-preview-keys.ts';

function Identity({ row }: { readonly row: PlanRow }) {
  const { profile, review } = useOverview();
  const { fail } = useStore.getState();
  const { shopify, erp } = row;
  const isCompany = row.entity === 'company';
  const open = (kind: 'shopifyCustomer' | 'shopifyCompany' | 'erpCustomer', id: string) => () =>
    void call('open', { profileId: profile.id, kind, id }).catch(fail);
  return (
    <p className="muted">
      {isCompany ? (
        <>
          <Tag>Company</Tag>{' '}
        </>
      ) : null}
      {[shopify?.email ?? erp?.email, shopify?.phone ?? erp?.phone]
        .filter((part) => part != null)
        .join(' · ')}
      {erp !== null && erp.status !== 'active' ? ` · ${partyStatusLabels[erp.status]} in MYOB` : ''}
      <span className="cluster">
        {shopify === null || review !== undefined ? null : (
          <button
            type="button"
            className="link-button"
            onClick={open(isCompany ? 'shopifyCompany' : 'shopifyCustomer', shopify.key)}
          >
            Open in Shopify
          </button>
        )}
        {erp === null || review !== undefined ? null : (
          <button type="button" className="link-button" onClick={open('erpCustomer', erp.number)}>
            Open {erp.number} in MYOB
          </button>
        )}
      </span>
    </p>
  );
}

/** The program has replaced this row: the pair is compared, and leftover candidates stand for themselves. */
function Replanned({ row }: { readonly row: PlanRow }) {
  const setFilter = useStore((state) => state.setFilter);
  const chosen = row.candidates.find(({ summary }) => summary.key === row.decision?.partner);
  const number = row.shopify?.number ?? row.erp?.number ?? chosen?.summary.number ?? rowName(row);
  return (
    <p>
      <span className="decided">
        <Icon name="check" /> You decided.
      </span>{' '}
      <button
        type="button"
        className="link-button"
        onClick={() => setFilter({ facet: 'all', search: number, target: null })}
      >
        Show what comes of it
      </button>
    </p>
  );
}

function Decided({ row, isDraft }: { readonly row: PlanRow; readonly isDraft: boolean }) {
  const { decide, forget, setDraft } = useStore.getState();
  if (isDraft) {
    return (
      <p>
        <b className="tone-warn">Not used yet.</b>{' '}
        <button type="button" className="link-button" onClick={() => setDraft(row.id, null)}>
          Forget these choices
        </button>
      </p>
    );
  }
  if (row.decision === null || isDone(row)) return null;
  if (isReplanned(row)) return <Replanned row={row} />;
  if (row.decision.decidedBy === 'profile')
    return <p className="muted">Decided by the profile’s settings.</p>;
  return (
    <p>
      <span className="decided">
        <Icon name="check" /> {waitsForPerson(row) ? 'You kept some apart.' : 'You decided.'}
      </span>{' '}
      <button
        type="button"
        className="link-button"
        onClick={() => void (isRearranged(row) ? forget(row) : decide(row, null))}
      >
        Take it back
      </button>
    </p>
  );
}

/** The opened row as a story: who, what happened, why they were matched, what differs, the locations, the result. */
export function DetailPane() {
  const opened = useStore((state) => state.opened);
  const row = useStore((state) => (state.opened === null ? null : state.rowAt(state.opened.index)));
  const draft = useStore((state) => (row === null ? undefined : state.drafts.get(row.id)));
  const records = useStore((state) => state.records);
  const total = useStore((state) => state.total);
  const closeRow = useStore((state) => state.closeRow);
  const setDraft = useStore((state) => state.setDraft);
  const review = useReview();
  const names = useStore((state) => state.termsNames);
  if (opened === null || row === null) return null;
  const decision = draft ?? decisionOf(row);
  const change = (next: DecisionInput) => setDraft(row.id, next);
  const notes = rowNotes(row);
  const isReadOnly = review?.redacted === true;
  const quiet = isReadOnly || isQuiet(row) || isReplanned(row) || isUnlinked(row, decision);
  const step = (direction: 1 | -1) => () => void goToWaiting(opened.index, direction);
  return (
    <aside className="pane" aria-label={`Detail: ${rowName(row)}`}>
      <div className="pane-body" key={row.id} tabIndex={-1}>
        <div className="stack-small">
          <div className="pane-head">
            <div>
              <h2>{rowName(row)}</h2>
              <small className="muted">
                Row {opened.index + 1} of {total ?? 0}
                {waitsForPerson(row) ? ', needs you' : ''}
              </small>
            </div>
            <span className="walk">
              <Button small kind="quiet" onPress={step(-1)} label="The row before that needs you (K)">
                <Icon name="up" />
              </Button>
              <Button small kind="quiet" onPress={step(1)} label="The next row that needs you (J)">
                <Icon name="down" />
              </Button>
              <Button small kind="quiet" onPress={closeRow} label="Close the detail (Esc)">
                <Icon name="cross" />
              </Button>
            </span>
          </div>
          <Identity row={row} />
          <p className="story">{storyOf(row)}</p>
        </div>
        {row.evidence.length === 0 ? null : (
          <ul className="cluster" aria-label="Why these two are the same">
            {row.evidence.map((evidence) => (
              <li key={`${evidence.rule}/${evidence.value}`}>
                <Tag>{evidenceText(evidence)}</Tag>
              </li>
            ))}
          </ul>
        )}
        {notes.length === 0 ? null : (
          <ul className="notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <ChangedSince row={row} />
        {row.candidates.length === 0 || isReplanned(row) ? null : review !== null ? (
          <CandidateList row={row} />
        ) : (
          <Candidates row={row} decision={decision} onChange={change} />
        )}
        <Suggestions row={row} />
        {row.verb === 'delete' ? <DeletionChoices row={row} decision={decision} onChange={change} /> : null}
        {row.fields.length === 0 ? null : (
          <FieldDiff
            caption="Fields"
            fields={row.fields}
            child={null}
            decision={decision}
            onChange={change}
          />
        )}
        {row.verb === 'conflict' && hasUndisputed(row) ? (
          <Checkbox
            isOn={decision.undisputedOnly}
            onChange={(undisputedOnly) => change({ ...decision, undisputedOnly, choices: {} })}
          >
            Write the undisputed fields now and leave the differing ones as they are
          </Checkbox>
        ) : null}
        {row.verb === 'deactivate' && row.locations.length === 0 && row.contacts === undefined ? (
          <Checkbox
            isOn={decision.approvedProposals.includes('row')}
            onChange={(isOn) => change({ ...decision, approvedProposals: isOn ? ['row'] : [] })}
          >
            Set this customer inactive in MYOB
          </Checkbox>
        ) : null}
        {row.entity === 'company' && !quiet ? <IncludeRule /> : null}
        {row.locations.length === 0 ? null : <Locations row={row} decision={decision} onChange={change} />}
        {row.contacts === undefined || row.contacts.length === 0 ? null : (
          <Contacts row={row} contacts={row.contacts} decision={decision} onChange={change} />
        )}
        {review === null ? <PartnerActions row={row} /> : null}
        <p className="result">
          <b>Result:</b> {resultSentence(row, decision, names)}
        </p>
        <Decided row={row} isDraft={draft !== undefined} />
        {records?.rowId === row.id ? <Facts records={records.records} /> : null}
      </div>
      <div className="pane-bar">
        {quiet ? null : (
          <>
            <Button
              kind="primary"
              shortcut="A"
              onPress={() => void applyDraft()}
              disabledReason={applyRefusal(row, decision)}
            >
              Use result
            </Button>
            <Button shortcut="S" onPress={() => void leaveBoth()}>
              Leave both
            </Button>
          </>
        )}
      </div>
    </aside>
  );
}
