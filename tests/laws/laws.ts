/** The laws of docs/ARCHITECTURE.md, one line each, and the tests that defend them. */

export const lawIds = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9', 'L10', 'L11', 'L12'] as const;
export type LawId = (typeof lawIds)[number];

/** A test by its file and its whole name, as vitest joins the titles. */
export interface TestName {
  readonly file: string;
  readonly test: string;
}

export interface Law {
  readonly text: string;
  readonly tests: readonly TestName[];
}

export const laws: Readonly<Record<LawId, Law>> = {
  L1: {
    text: 'Nothing is written to either system except by committing the approved rows of a stored plan.',
    tests: [
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L1 commits only a stored plan as it was shown > refuses an unknown plan, another hash, and a plan that something overtook',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L1 commits only a stored plan as it was shown > leaves out what a person left out, and commits only the first rows when asked to',
      },
      {
        file: 'tests/exploit/gate.test.ts',
        test: 'the gate between page and program > L1: takes no operation to write, only a plan, its hash and a count',
      },
      {
        file: 'tests/exploit/reviewed-plan.test.ts',
        test: 'L1 a preview that was opened from a file > cannot be committed on the computer that made it either, where both systems would answer',
      },
      {
        file: 'tests/exploit/reviewed-plan.test.ts',
        test: 'L1 a preview that was opened from a file > is refused by the core as well: a plan of another profile is none of this one',
      },
    ],
  },
  L2: {
    text: 'Preparing makes no writes: the reader handed to it has no way to write.',
    tests: [
      {
        file: 'tests/exploit/read-only.test.ts',
        test: 'L2 the reader of Shopify > has no way to write, and writes nothing',
      },
      {
        file: 'tests/exploit/read-only.test.ts',
        test: 'L2 the reader of MYOB Acumatica > has no way to write, and writes nothing',
      },
      { file: 'shared/sync/prepare.test.ts', test: 'preparing > L2 writes nothing to either system' },
      {
        file: 'tests/flow/demo.test.ts',
        test: 'demo --json > L2: asks neither system to write before the commit; L7: has nothing to write afterwards',
      },
    ],
  },
  L3: {
    text: 'A record that changed after the preview is not written; its row becomes Stale.',
    tests: [
      {
        file: 'shared/sync/whole-sync-company.test.ts',
        test: 'L3 a customer of Shopify who is to become a contact > and was edited since the preview is not written, and its company comes back in the next one',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L3 does not write what changed after the preview > a record edited on either side, deleted, or made meanwhile is stale',
      },
      {
        file: 'shared/sync/commit-crash.test.ts',
        test: 'L5 a commit that is killed > settles what a person changed in the meantime: what was not sent is stale, what was sent is kept (L3)',
      },
      {
        file: 'shared/sync/hashes.test.ts',
        test: 'L3 the hash of a record > changes with a line of an address',
      },
      {
        file: 'shared/sync/filters.test.ts',
        test: 'L3 a record that left the filter between preview and commit is not written',
      },
      {
        file: 'shared/sync/further-writes.test.ts',
        test: 'L3 an undo whose field or customer somebody edits between its preview and its writing > leaves the field to them',
      },
      {
        file: 'shared/sync/further-writes.test.ts',
        test: 'L3 an undo whose field or customer somebody edits between its preview and its writing > R15 does not delete a customer who got a note',
      },
    ],
  },
  L4: {
    text: 'Missing knowledge never deletes: a lost ledger, a truncated page, an empty listing, a changed filter, a failed read.',
    tests: [
      {
        file: 'shared/sync/prepare.test.ts',
        test: 'preparing > L4 an incomplete read deletes nothing, and the preview cannot be committed',
      },
      {
        file: 'shared/sync/prepare.test.ts',
        test: 'preparing > L4 P12 a lost ledger proposes no deletion: all match again',
      },
      {
        file: 'shared/sync/reconcile-table.test.ts',
        test: 'a customer as a whole > unchanged / not read, both: skip [partnerNotRead] (L4)',
      },
      {
        file: 'shared/sync/locations-linked.test.ts',
        test: 'linked locations > whose address was deleted in Shopify > L4 are left alone when Shopify was not read to its end',
      },
      {
        file: 'shared/sync/guard-override.test.ts',
        test: 'a plan that a guard halted > L4 an incomplete reading is made good by no word: nothing is stored',
      },
      {
        file: 'shared/sync/filters.test.ts',
        test: 'L4 a linked customer that leaves the filter > is Filtered, is not written, and stays linked',
      },
      {
        file: 'shared/sync/filters.test.ts',
        test: 'L4 a linked customer that leaves the filter > has no deletion proposed to it when its partner is gone',
      },
      {
        file: 'shared/sync/guard-override.test.ts',
        test: 'the guards of a whole preview > L4 notice a system that answers with no customers at all',
      },
      {
        file: 'tests/flow/guards.test.ts',
        test: 'a preview that a guard halted > L4 is never committed where not everything was read, whatever is typed (exit 4)',
      },
    ],
  },
  L5: {
    text: 'Every write is journaled before it is sent and after it is answered; an unknown outcome is settled by reading.',
    tests: [
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L5 an outcome that is not known is settled by reading > P13 a lost answer of any write leaves one record, a lost request is sent once more',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > a run as a whole > writes nothing that it cannot record: a full disk stops everything (L5)',
      },
      {
        file: 'shared/sync/commit-crash.test.ts',
        test: 'L5 a commit that is killed > P3 P6 ends the same, killed at any step, before or after the system carried it out',
      },
      {
        file: 'shared/sync/commit-company-changes.test.ts',
        test: 'L5 changes of a company in both systems > P3 end the same, ended at each of its steps, carried out or not, and can all be taken back',
      },
      {
        file: 'shared/sync/commit-company-changes.test.ts',
        test: 'L5 changes of a company in both systems > P3 end the same, killed at each of their steps and never resumed: the next preview goes on from what was written',
      },
      {
        file: 'shared/sync/commit-company-changes.test.ts',
        test: 'L5 changes of a company in both systems > P10 are as before where the run is taken back in place of being resumed',
      },
      {
        file: 'shared/sync/commit-company-changes.test.ts',
        test: 'L5 changes of a company in both systems > P10 end the same, killed at each step of being taken back, and taken back or previewed anew in its place',
      },
      {
        file: 'shared/sync/undo-crash.test.ts',
        test: 'L5 P10 a run of a bit of everything > killed and taken back: both systems are as they were, and the next preview shows what this one showed',
      },
      {
        file: 'shared/sync/undo-crash.test.ts',
        test: 'L5 P10 a run of a bit of everything > and its undo, killed: another undo or a preview in its place ends as without the kill',
      },
      {
        file: 'shared/sync/undo-company-crash.test.ts',
        test: 'L5 P10 a run that ended a contact and made a location where another one may order > killed and taken back: both systems are as they were, and the next preview shows what this one showed',
      },
      {
        file: 'shared/sync/undo-company-crash.test.ts',
        test: 'L5 P10 a run that ended a contact and made a location where another one may order > and its undo, killed: another undo or a preview in its place ends as without the kill',
      },
      {
        file: 'shared/sync/commit-crash.test.ts',
        test: 'L5 a commit that is killed > does not send later what it had given up on before it went on with the row',
      },
      {
        file: 'tests/flow/kill-every-step.test.ts',
        test: 'L5 a commit that ends at one of its steps, with the ledger in its file > P3 ends the same from every step k, ended before it was carried out',
      },
      {
        file: 'electron/storage/ledger-journal.test.ts',
        test: 'L5 the journal > syncs every line to the disk before it is acknowledged',
      },
      {
        file: 'electron/storage/ledger-journal.test.ts',
        test: 'L5 the journal > that is not as it was written is refused, and says what to do > a result was changed',
      },
      {
        file: 'electron/storage/ledger-journal.test.ts',
        test: 'L5 the journal > that is not as it was written is refused, and says what to do > its last line was removed',
      },
      {
        file: 'shared/sync/commit-resume.test.ts',
        test: 'resumeRun > reads and writes no row before its whole journal was found as it was written (L5)',
      },
    ],
  },
  L6: {
    text: 'One bad record never stops another; a failed one stays listed; a run with failures never looks green.',
    tests: [
      {
        file: 'shared/sync/prepare-scope.test.ts',
        test: 'a preview of changes > L6 brings back who acts for a company no more, though the person did not change',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L6 one bad record stops no other > a refused row fails with its cause and is set aside after too many attempts',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L6 one bad record stops no other > a fault of the program in one record is that record’s, and written down as such',
      },
      {
        file: 'shared/sync/prepare.test.ts',
        test: 'the record of each customer > L6 stays failed, with its cause, while it is only prepared again',
      },
      {
        file: 'renderer/steps/history/run-sentences.test.ts',
        test: 'a run in words > never looks green with failures (L6)',
      },
      {
        file: 'tests/flow/aborted.test.ts',
        test: 'a record that is refused again and again > L6 is left out of the next preview, which does not end as if all were well (exit 3)',
      },
    ],
  },
  L7: {
    text: 'A second run right after the first is empty: zero rows, zero writes.',
    tests: [
      {
        file: 'shared/sync/whole-sync-company.test.ts',
        test: 'contacts as customers > L7 nor is who was one: the run that ends a part in a company makes no customer of the person in the next',
      },
      {
        file: 'shared/sync/reconcile-settled.test.ts',
        test: 'L7 once it was carried out, nothing is left to do: > a location > created / absent, export',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > L5 an outcome that is not known is settled by reading > L7 nor does one that the server changed in an update, which would be a conflict for ever',
      },
      {
        file: 'shared/sync/reconcile.property.test.ts',
        test: 'L7 a second run right after the first > is empty after edits of both sides of a linked customer',
      },
    ],
  },
  L8: {
    text: 'No secret leaves the vault except into a request header.',
    tests: [
      {
        file: 'tests/exploit/secrets.test.ts',
        test: 'L8 a secret > is in no answer, event or error of the whole way, nor of connections that fail',
      },
      {
        file: 'tests/exploit/secrets.test.ts',
        test: 'L8 a secret > does not come back through a server that repeats what it was sent',
      },
      {
        file: 'tests/exploit/secrets.test.ts',
        test: 'L8 a secret > is in no file: not in settings, ledger, log, report or a left-over of them',
      },
      {
        file: 'tests/exploit/sign-in-erp.test.ts',
        test: 'L8 what opens the ERP > is in no answer and in no file, also while a session is open',
      },
      {
        file: 'electron/storage/log.test.ts',
        test: 'L8 what is logged > hides what stands under the name accessToken',
      },
      {
        file: 'tests/exploit/gate.test.ts',
        test: 'the gate between page and program > L8: tells the page nothing of an unexpected error, not even when a secret is in its text',
      },
      {
        file: 'electron/host.test.ts',
        test: 'a host > L8 a demo leaves nothing in the keychain: its secrets open nothing and stay in memory',
      },
    ],
  },
  L9: {
    text: 'More than one candidate is a question, never a silent pick; identity is compared by us, exactly.',
    tests: [
      {
        file: 'shared/sync/ambiguity.test.ts',
        test: 'L9 more than one candidate is a question > of two customers in MYOB with the e-mail of one in Shopify none is picked',
      },
      {
        file: 'shared/sync/ambiguity.test.ts',
        test: 'L9 more than one candidate is a question > of two customers in MYOB that name one Shopify id none is picked',
      },
      {
        file: 'shared/sync/match.test.ts',
        test: 'properties > L9 a pair that is not linked has no rival with the same evidence',
      },
      {
        file: 'shared/sync/whole-sync.test.ts',
        test: 'a whole sync > L9 a chosen candidate is linked by the commit, and the question does not come back',
      },
      {
        file: 'shared/sync/undo-by-hand.test.ts',
        test: 'the undo of a run in which a person chose another partner > while another row of the same run gave the old partner to somebody else > L9 nobody has two partners where taking back one of the two is left out (C000001)',
      },
    ],
  },
  L10: {
    text: 'The same change on both sides is no conflict; different ones are merged by field, and a true conflict waits.',
    tests: [
      {
        file: 'shared/sync/reconcile-table.test.ts',
        test: 'a value (company) > of a location, agreed before > changed alike / changed alike in capitals, both: = (L10)',
      },
      {
        file: 'shared/sync/reconcile-table.test.ts',
        test: 'a value (email) > of the customer, agreed before > changed / changed, both, ask: ask [bothSidesChanged] (L10)',
      },
      {
        file: 'shared/sync/prepare.test.ts',
        test: 'preparing > L10 equal edits on both sides move what is agreed, and nothing else',
      },
    ],
  },
  L11: {
    text: 'Deactivations and deletions are proposed and counted apart, off until somebody says so, and guarded.',
    tests: [
      {
        file: 'shared/sync/operations.test.ts',
        test: 'the writes of a row > L11 takes nothing away unasked, and never the only active location',
      },
      {
        file: 'shared/sync/prepare.test.ts',
        test: 'preparing > L11 eleven customers gone at once halt the plan; three do not',
      },
      {
        file: 'shared/sync/commit.test.ts',
        test: 'commitPlan > decisions > L11 the default moves to another location before the old one is deactivated',
      },
      {
        file: 'shared/sync/reconcile-table.test.ts',
        test: 'a location as a whole > unchanged / deleted, both: propose deactivate in MYOB [addressDeleted] (L11 R24)',
      },
    ],
  },
  L12: {
    text: 'The screen says what will happen, the report what did, from answers; every record read is in one bucket.',
    tests: [
      {
        file: 'shared/sync/prepare.test.ts',
        test: 'preparing > L12 puts every record in one row, and the buckets add up to what was read',
      },
      {
        file: 'shared/sync/plan-build.test.ts',
        test: 'L12 a plan that lost or doubled a record > is never shown: a record in no row is noticed',
      },
      {
        file: 'shared/sync/plan-build.test.ts',
        test: 'L12 a plan that lost or doubled a record > is never shown: a record in two rows is noticed',
      },
      {
        file: 'electron/services/reports.test.ts',
        test: 'the report of a run > L12 says what the systems answered, not what was meant',
      },
      {
        file: 'renderer/state/commit-sentence.test.ts',
        test: 'the commit bar > L12 says what is written to which system, what waits, how long and at which cost',
      },
      {
        file: 'shared/sync/guards.test.ts',
        test: 'guards > L12 every guard is said in whole sentences, with nothing left to fill in',
      },
    ],
  },
};
