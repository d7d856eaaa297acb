/**
 * Ways to break the laws, as data: each takes one text out of one file, and exactly the tests of its law have to notice. A text
 * occurs once in its file, so that the list cannot rot; it is as short as it can be, so that it outlives changes around it.
 */
import { laws, type LawId, type TestName } from './laws.ts';

export interface Mutation {
  readonly law: LawId;
  /** What the program does wrong then. */
  readonly breaks: string;
  readonly file: string;
  readonly text: string;
  readonly instead: string;
  /** The test that has to go red. */
  readonly red: TestName;
  /** Test files that are run with it: all that is not the law's own has to stay green. */
  readonly neighbours: readonly string[];
}

/** One of the law's own tests, by a part of its name. */
function testOf(law: LawId, part: string): TestName {
  const found = laws[law].tests.filter(({ test }) => test.includes(part));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} tests of ${law} hold “${part}”`);
  return only;
}

export const mutations: readonly Mutation[] = [
  // ------------------------------------------------------------------------------------------- L1
  {
    law: 'L1',
    breaks: 'Commits a preview whose hash is not the one that was on screen.',
    file: 'shared/sync/commit-choice.ts',
    text: "if (plan.sha256 !== sha256) throw new AppError('PLAN_HASH_MISMATCH');",
    instead: '',
    red: testOf('L1', 'refuses an unknown plan, another hash'),
    neighbours: ['shared/sync/decide.test.ts', 'shared/sync/guard-override.test.ts'],
  },
  {
    law: 'L1',
    breaks: 'Commits rows that a person left out.',
    file: 'shared/sync/operations.ts',
    text: 'decision?.include === false',
    instead: 'decision?.include === null',
    red: testOf('L1', 'leaves out what a person left out'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/whole-sync.test.ts'],
  },
  {
    law: 'L1',
    breaks: 'Lets the page send operations of its own with a commit.',
    file: 'shared/ipc/contract.ts',
    text: 'firstRowsPerVerb: z.number().int().min(1).max(100).nullable(),',
    instead:
      'firstRowsPerVerb: z.number().int().min(1).max(100).nullable(), operations: z.array(z.unknown()).optional(),',
    red: testOf('L1', 'takes no operation to write'),
    neighbours: ['electron/services/plans.test.ts', 'tests/exploit/packaging.test.ts'],
  },

  {
    law: 'L1',
    breaks: 'Commits a preview that was opened from a file.',
    file: 'electron/services/job.ts',
    text: 'if (context.review !== undefined) requireAllowed(method, input, context.review);',
    instead: '',
    red: testOf('L1', 'cannot be committed on the computer that made it either'),
    neighbours: ['electron/storage/plan-file.test.ts'],
  },
  {
    law: 'L1',
    breaks: 'Commits a plan that another profile made.',
    file: 'shared/sync/commit-choice.ts',
    text: '|| plan.profileId !== profile.id',
    instead: '',
    red: testOf('L1', 'a plan of another profile is none of this one'),
    neighbours: ['shared/sync/decide.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L2
  {
    law: 'L2',
    breaks: 'Hands the preview a reader of Shopify that can write as well.',
    file: 'electron/connectors/shopify/index.ts',
    text: '...createOrderSource(client),',
    instead: '...createOrderSource(client), updateCustomer: () => undefined,',
    red: testOf('L2', 'the reader of Shopify'),
    neighbours: ['electron/connectors/shopify/parse.test.ts', 'tests/contract/shopify/writing.test.ts'],
  },
  {
    law: 'L2',
    breaks: 'Hands the preview a reader of MYOB Acumatica that can write as well.',
    file: 'electron/connectors/acumatica/index.ts',
    text: '...createOrderSource(lists) },',
    instead: '...createOrderSource(lists), deactivateCustomer: () => undefined },',
    red: testOf('L2', 'the reader of MYOB Acumatica'),
    neighbours: ['electron/connectors/acumatica/wire.test.ts', 'tests/contract/acumatica/read.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L3
  {
    law: 'L3',
    breaks: 'Writes a record although it was edited after the preview.',
    file: 'shared/sync/commit-check.ts',
    text: 'if (wanted !== null && found !== null && partyHash(wanted.look(found), ports.ids) !== wanted.hash) {',
    instead: 'if (found === undefined) {',
    red: testOf('L3', 'a record edited on either side'),
    neighbours: ['shared/sync/commit-crash.test.ts', 'shared/sync/commit-deletion.test.ts'],
  },
  {
    law: 'L3',
    breaks: 'Creates a customer although one with the same e-mail appeared after the preview.',
    file: 'shared/sync/commit-check.ts',
    text: 'if (other !== undefined) {',
    instead: 'if (other === null) {',
    red: testOf('L3', 'a record edited on either side'),
    neighbours: ['shared/sync/commit-crash.test.ts', 'shared/sync/operations.test.ts'],
  },
  {
    law: 'L3',
    breaks: 'Does not see that an address was edited after the preview.',
    file: 'shared/sync/hashes.ts',
    text: '...locationFields.map((field) => location.values[field]),',
    instead: '',
    red: testOf('L3', 'a line of an address'),
    neighbours: ['shared/sync/prepare.test.ts', 'shared/sync/decide.test.ts'],
  },

  {
    law: 'L3',
    breaks: 'Writes a record although it left the filter after the preview.',
    file: 'shared/sync/commit-check.ts',
    text: 'if (found !== null && leavesFilter(progress, found, excluded)) {',
    instead: 'if (wanted === null && found !== null && leavesFilter(progress, found, excluded)) {',
    red: testOf('L3', 'left the filter between preview and commit'),
    neighbours: ['shared/sync/commit.test.ts', 'shared/sync/default-rules.test.ts'],
  },

  {
    law: 'L3',
    breaks: 'Takes back a field of one system over what somebody wrote there after the preview of the undo.',
    file: 'shared/sync/undo-part.ts',
    text: "return part.what === 'value' && isOptIn(part.field) ? [part.field] : [];",
    instead: 'return [];',
    red: testOf('L3', 'leaves the field to them'),
    neighbours: ['shared/sync/opt-in.test.ts', 'shared/sync/undo-changed.test.ts'],
  },
  {
    law: 'L3',
    breaks: 'Deletes a customer whom a run made, although somebody edited it after the preview of the undo.',
    file: 'shared/sync/undo-part.ts',
    text: "if (part.what === 'created') return part.judgedBy;",
    instead: "if (part.what === 'created') return [];",
    red: testOf('L3', 'does not delete a customer who got a note'),
    neighbours: ['shared/sync/opt-in.test.ts', 'shared/sync/undo-made.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L4
  {
    law: 'L4',
    breaks: 'Goes on with a linked customer that left the filter.',
    file: 'shared/sync/reconcile.ts',
    text: 'const filtered = firstFiltered(input);',
    instead: 'const filtered = link === null || hasEnded(link) ? firstFiltered(input) : null;',
    red: testOf('L4', 'has no deletion proposed to it'),
    neighbours: ['shared/sync/reconcile-table.test.ts', 'shared/sync/prepare.test.ts'],
  },
  {
    law: 'L4',
    breaks: 'Takes a customer for deleted because a read ended early.',
    file: 'shared/sync/reconcile.ts',
    text: "if (!context.isComplete(missing, 'records')) {",
    instead: 'if (missing === null) {',
    red: testOf('L4', 'an incomplete read deletes nothing'),
    neighbours: [
      'shared/sync/reconcile-table.test.ts',
      'shared/sync/reconcile.test.ts',
      'shared/sync/locations.test.ts',
    ],
  },
  {
    law: 'L4',
    breaks: 'Takes an address for deleted because a read ended early.',
    file: 'shared/sync/locations-gone.ts',
    text: "if (!context.isComplete(missing, 'parts')) {",
    instead: 'if (missing === null) {',
    red: testOf('L4', 'are left alone when Shopify was not read'),
    neighbours: ['shared/sync/reconcile-table.test.ts', 'shared/sync/locations-default.test.ts'],
  },
  {
    law: 'L4',
    breaks: 'Lets a person override the guard against an incomplete reading.',
    file: 'shared/domain/guard-catalogue.ts',
    text: 'return !neverOverridden.has(code);',
    instead: 'return code !== null;',
    red: testOf('L4', 'is made good by no word'),
    neighbours: ['shared/sync/guards.test.ts', 'renderer/state/commit-sentence.test.ts'],
  },
  {
    law: 'L4',
    breaks: 'Goes on when a system answers with no customers at all.',
    file: 'shared/sync/guards.ts',
    text: 'complete[side] && read[side] === 0 && links > 0',
    instead: 'complete[side] && read[side] === 0 && links > 1_000_000',
    red: testOf('L4', 'answers with no customers at all'),
    neighbours: ['shared/sync/prepare.test.ts', 'shared/sync/decide.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L5
  {
    law: 'L5',
    breaks: 'Sends a write again whose outcome is not known, whatever reading it said.',
    file: 'shared/sync/commit-step.ts',
    text: "if (outcome.status !== 'waiting') return outcome;",
    instead: '',
    red: testOf('L5', 'a lost answer of any write'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/whole-sync.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Sends a write again after a kill without finding out whether it was carried out.',
    file: 'shared/sync/commit-resume.ts',
    text: "if (outcome === 'open') open.push({ entry, operation });",
    instead: "if (outcome === 'open') continue;",
    red: testOf('L5', 'killed at any step'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/decide.test.ts'],
  },
  {
    law: 'L5',
    breaks:
      'Takes a role away and gives another in one line of the journal, where Shopify has a request for each.',
    file: 'shared/sync/operation-contacts.ts',
    text: 'change.role !== null && held.has(change.locationKey) ? [{ ...change, role: null }, change] : [change],',
    instead: '[change],',
    red: testOf('L5', 'and can all be taken back'),
    neighbours: ['shared/sync/reconcile-company.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Goes on writing when the intent could not be recorded.',
    file: 'shared/sync/commit-step.ts',
    text: 'await ledger.appendIntent({',
    instead: 'await ((line: never) => ledger.appendIntent(line).catch(() => 0))({',
    red: testOf('L5', 'a full disk stops everything'),
    neighbours: ['shared/sync/whole-sync.test.ts', 'shared/sync/operations.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Acknowledges lines of the journal before they are on the disk.',
    file: 'electron/storage/database.ts',
    text: 'PRAGMA synchronous = FULL;',
    instead: 'PRAGMA synchronous = OFF;',
    red: testOf('L5', 'syncs every line to the disk'),
    neighbours: ['electron/storage/settings.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Reads a journal whose lines were changed.',
    file: 'electron/storage/ledger-journal.ts',
    text: "if (previous !== row['checksum'])",
    instead: "if (row['checksum'] === null)",
    red: testOf('L5', 'a result was changed'),
    neighbours: ['electron/storage/settings.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Reads a journal of which the end is missing.',
    file: 'electron/storage/ledger-journal.ts',
    text: 'if (end.number !== number || end.checksum !== previous) {',
    instead: 'if (end.number === -1) {',
    red: testOf('L5', 'its last line was removed'),
    neighbours: ['electron/storage/paths.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Goes on with a run whose journal is not as it was written.',
    file: 'shared/sync/commit.ts',
    text: 'const writes = await ledger.journalWrites(runId);',
    instead: 'const writes = await ledger.journalWrites(runId).catch(() => []);',
    red: testOf('L5', 'before its whole journal'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/whole-sync.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Forgets what a killed run had written where a new preview is made in place of a resume.',
    file: 'shared/sync/sync.ts',
    text: 'if (input.companyPaused === undefined) await linkWhatWasWritten(input);',
    instead: '',
    red: testOf('L5', 'never resumed'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/whole-sync.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Forgets what a killed run had written where it is taken back.',
    file: 'shared/sync/sync.ts',
    text: '  await linkWhatWasWritten(input);\n  return prepareUndoWith',
    instead: '  return prepareUndoWith',
    red: testOf(
      'L5',
      'L5 P10 a run that ended a contact and made a location where another one may order > killed',
    ),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/whole-sync.test.ts'],
  },
  {
    law: 'L5',
    breaks: 'Sends after a resume what the run had given up on before it went on with the row.',
    file: 'shared/sync/commit-resume.ts',
    text: "outcome.status === 'waiting' && step < reached",
    instead: "outcome.status === 'waiting' && step < 0",
    red: testOf('L5', 'given up on'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/whole-sync.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L6
  {
    law: 'L6',
    breaks: 'Stops the whole run for a fault of the program in one record.',
    file: 'shared/sync/commit-failure.ts',
    text: "if (!isAppError(error)) return 'unknown';",
    instead: "if (!isAppError(error)) return 'run';",
    red: testOf('L6', 'a fault of the program in one record'),
    neighbours: ['shared/sync/commit-crash.test.ts', 'shared/sync/whole-sync.test.ts'],
  },
  {
    law: 'L6',
    breaks: 'Lists a record that failed as processed.',
    file: 'shared/sync/commit-row.ts',
    text: "return attempts >= maximum ? 'aborted' : 'failed';",
    instead: "return attempts >= maximum ? 'processed' : 'processed';",
    red: testOf('L6', 'a refused row fails with its cause'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/operations.test.ts'],
  },
  {
    law: 'L6',
    breaks: 'Forgets that a record failed as soon as it is prepared again.',
    file: 'shared/sync/record-status.ts',
    text: "return known?.status === 'failed' && tries.has(row.verb) ? { ...fresh, status: 'failed' } : fresh;",
    instead: 'return fresh;',
    red: testOf('L6', 'stays failed, with its cause'),
    neighbours: ['shared/sync/decide.test.ts', 'shared/sync/commit-deletion.test.ts'],
  },
  {
    law: 'L6',
    breaks: 'Shows a run with failures in green.',
    file: 'renderer/steps/history/run-sentences.ts',
    text: "if (counts.failed > 0) return 'danger';",
    instead: '',
    red: testOf('L6', 'never looks green'),
    neighbours: ['renderer/state/commit-sentence.test.ts', 'renderer/state/sentences.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L7
  {
    law: 'L7',
    breaks: 'Takes what was sent for agreed, and not what the system stored.',
    file: 'shared/sync/commit-written.ts',
    text: 'for (const field of written.fields) values[field as Field] = after[field as Field];',
    instead: '',
    red: testOf('L7', 'a conflict for ever'),
    neighbours: ['shared/sync/commit-deletion.test.ts', 'shared/sync/operations.test.ts'],
  },
  {
    law: 'L7',
    breaks: 'Forgets which location was made for which address.',
    file: 'shared/sync/commit-link.ts',
    text: "new Set([\n  'create',\n",
    instead: 'new Set([\n',
    red: testOf('L7', 'created / absent, export'),
    neighbours: ['shared/sync/reconcile-table.test.ts', 'shared/sync/decide.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L8
  {
    law: 'L8',
    breaks: 'Tells the page the text of an error that nobody expected.',
    file: 'shared/ipc/errors.ts',
    text: "return { code: 'INTERNAL', title, message: text, retry: 'never', fields: {} };",
    instead:
      "return { code: 'INTERNAL', title, message: `${text} ${String(thrown)}`, retry: 'never', fields: {} };",
    red: testOf('L8', 'tells the page nothing'),
    neighbours: ['tests/exploit/packaging.test.ts', 'renderer/state/sentences.test.ts'],
  },
  {
    law: 'L8',
    breaks: 'Keeps a secret that a server repeats in the text of an error.',
    file: 'electron/connectors/repeated-secrets.ts',
    text: ".reduce((masked, spelling) => masked.replaceAll(spelling, '[secret]'), text);",
    instead: '.reduce((masked) => masked, text);',
    red: testOf('L8', 'a server that repeats what it was sent'),
    neighbours: ['electron/connectors/acumatica/wire.test.ts', 'electron/connectors/shopify/parse.test.ts'],
  },
  {
    law: 'L8',
    breaks: 'Writes what stands under the name of a secret to the log.',
    file: 'electron/storage/log.ts',
    text: "secretKey.test(key) ? '[secret]' : redact(inner)",
    instead: 'redact(inner)',
    red: testOf('L8', 'hides what stands under the name'),
    neighbours: ['electron/storage/paths.test.ts'],
  },
  {
    law: 'L8',
    breaks: 'Writes what a session of MYOB Acumatica was ended with to the log.',
    file: 'electron/connectors/acumatica/sign-out.ts',
    text: "sign-out', { status });",
    // Without its scheme, which the log would know by itself.
    instead:
      "sign-out', { status, sent: Object.values(headers).map((sent) => sent.slice('Bearer '.length)) });",
    red: testOf('L8', 'what opens the ERP'),
    neighbours: ['electron/services/erp-sessions.test.ts', 'tests/contract/acumatica/authorization.test.ts'],
  },
  {
    law: 'L8',
    breaks: 'Keeps the secret of a connection with its settings.',
    file: 'electron/services/profiles.ts',
    text: "await save(await withSecret(profile, 'shopify', secret));",
    instead:
      "const kept = await withSecret(profile, 'shopify', secret); await save(secret === null ? kept : { ...kept, seen: { ...kept.seen, shopPlan: secret } });",
    red: testOf('L8', 'is in no file'),
    neighbours: ['electron/host.test.ts', 'electron/services/plans.test.ts'],
  },
  {
    law: 'L8',
    breaks: 'Puts the secrets of a demo into the keychain.',
    file: 'electron/host.ts',
    text: 'await demoVault.write(profile.id, side, running.secrets[side]);',
    instead:
      'for (const each of [demoVault, vault]) await each.write(profile.id, side, running.secrets[side]);',
    red: testOf('L8', 'a demo leaves nothing in the keychain'),
    neighbours: ['electron/storage/vault.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L9
  {
    law: 'L9',
    breaks: 'Takes the first of several customers with one e-mail.',
    file: 'shared/sync/match.ts',
    text: 'if (bucket.erp.length > 1 || bucket.shopify.length > 1 || (asks && isPair)) {',
    instead: 'if (bucket.erp.length > 1_000) {',
    red: testOf('L9', 'with the e-mail of one in Shopify'),
    neighbours: ['shared/sync/reconcile.test.ts', 'shared/sync/commit-crash.test.ts'],
  },
  {
    law: 'L9',
    breaks: 'Takes the first of two records that name one customer.',
    file: 'shared/sync/match.ts',
    text: 'if (claimants.length === 1) {',
    instead: 'if (claimants.length >= 1) {',
    red: testOf('L9', 'that name one Shopify id'),
    neighbours: ['shared/sync/decide.test.ts', 'shared/sync/commit.test.ts'],
  },
  {
    law: 'L9',
    breaks: 'Links two records again although one of them is linked to somebody else.',
    file: 'shared/sync/commit.ts',
    text: 'holdersOf(this.#links.values(), new Set(leaving))',
    instead: 'holdersOf([], new Set(leaving))',
    red: testOf('L9', 'one of the two is left out'),
    neighbours: ['shared/sync/undo.test.ts', 'shared/sync/commit.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L10
  {
    law: 'L10',
    breaks: 'Makes a conflict of two equal edits.',
    file: 'shared/sync/reconcile-field.ts',
    text: "return agreeLoosely(input) ? agreement : judgeDivergence(input, 'bothSidesChanged');",
    instead: "return judgeDivergence(input, 'bothSidesChanged');",
    red: testOf('L10', 'changed alike in capitals'),
    neighbours: ['shared/sync/reconcile.test.ts', 'shared/sync/locations.test.ts'],
  },
  {
    law: 'L10',
    breaks: 'Settles conflicts by the primary system although the profile wants to be asked.',
    file: 'shared/sync/reconcile-field.ts',
    text: "if (conflicts === 'primary') {",
    instead: 'if (conflicts !== undefined) {',
    red: testOf('L10', 'changed / changed, both, ask'),
    neighbours: ['shared/sync/locations-default.test.ts', 'shared/sync/match.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L11
  {
    law: 'L11',
    breaks: 'Deactivates and deletes without being told to.',
    file: 'shared/sync/operation-types.ts',
    text: 'return settings.approveDeactivations ||',
    instead: 'return true || settings.approveDeactivations ||',
    red: testOf('L11', 'takes nothing away unasked'),
    neighbours: ['shared/sync/whole-sync.test.ts', 'shared/sync/commit-crash.test.ts'],
  },
  {
    law: 'L11',
    breaks: 'Lets any number of deactivations through.',
    file: 'shared/sync/guards.ts',
    text: 'deactivations[side] > deactivationRows',
    instead: 'deactivations[side] > 1_000_000',
    red: testOf('L11', 'eleven customers gone at once'),
    neighbours: ['shared/sync/decide.test.ts', 'shared/sync/commit.test.ts'],
  },
  {
    law: 'L11',
    breaks: 'Takes a deletion for an ordinary change, which needs nobody’s word.',
    file: 'shared/sync/locations.ts',
    text: "proposed: verb === 'deactivate' || verb === 'delete',",
    instead: 'proposed: false,',
    red: testOf('L11', 'propose deactivate in MYOB'),
    neighbours: ['shared/sync/reconcile.test.ts', 'shared/sync/locations.test.ts'],
  },

  // ------------------------------------------------------------------------------------------- L12
  {
    law: 'L12',
    breaks: 'Shows a plan that lost a record.',
    file: 'shared/sync/plan-build.ts',
    text: 'if (seen.size !== count)',
    instead: 'if (seen.size > count)',
    red: testOf('L12', 'a record in no row'),
    neighbours: ['shared/sync/prepare.test.ts', 'shared/sync/match.test.ts'],
  },
  {
    law: 'L12',
    breaks: 'Shows a plan that has a record twice.',
    file: 'shared/sync/plan-build.ts',
    text: 'if (seen.has(name)) {',
    instead: "if (name === '') {",
    red: testOf('L12', 'a record in two rows'),
    neighbours: ['shared/sync/prepare.test.ts', 'shared/sync/match.test.ts'],
  },
  {
    law: 'L12',
    breaks: 'Reports what was meant to be done instead of what was answered.',
    file: 'electron/services/reports.ts',
    text: 'outcome: outcomeOf(entry),',
    instead: "outcome: 'Done',",
    red: testOf('L12', 'the report of a run'),
    neighbours: ['electron/services/history.test.ts', 'electron/services/plans.test.ts'],
  },
  {
    law: 'L12',
    breaks: 'Names the wrong system on the button.',
    file: 'renderer/state/commit-sentence.ts',
    text: '`${counted(erp)} to MYOB`',
    instead: '`${counted(shopify)} to MYOB`',
    red: testOf('L12', 'the commit bar'),
    neighbours: ['renderer/state/sentences.test.ts', 'renderer/state/troubles.test.ts'],
  },
];
