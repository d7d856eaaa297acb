/** The preview on screen: one plan, one filter, the pages read so far, the opened row and the drafts of decisions. */
import type { StateCreator } from 'zustand';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import { waitsForPerson, type PlanHeader, type PlanRow } from '../../shared/sync/plan.ts';
import { facetFilter, type PreviewFilter } from './facets.ts';
import { pageSize, pagesOf, pagesToDrop } from './row-window.ts';
import { call, problemOf } from './bridge.ts';
import type { PreviewSlice, Store } from './slices.ts';

const everything: PreviewFilter = { facet: 'all', search: '', target: null };
const nothing = {
  plan: null,
  filter: everything,
  total: null,
  pages: new Map<number, readonly PlanRow[]>(),
  opened: null,
  expanded: new Set<string>(),
  cursor: { index: 0, child: null },
  records: null,
  termsNames: new Map<string, string>(),
  drafts: new Map<string, DecisionInput>(),
};

export const createPreviewSlice: StateCreator<Store, [], [], PreviewSlice> = (set, get) => {
  /** Pages on their way, so that scrolling asks for none twice. Replaced with the filter: late answers are dropped. */
  let asked = new Map<number, Promise<void>>();

  function ask() {
    const { plan, overview, filter } = get();
    if (plan === null || overview === null) return null;
    return { profileId: overview.profile.id, planId: plan.id, filter: facetFilter(filter) };
  }

  async function readPage(page: number, force = false): Promise<void> {
    const question = ask();
    if (question === null || (get().pages.has(page) && !force)) return;
    const turn = asked;
    const waiting = turn.get(page);
    if (waiting !== undefined) return waiting;
    const reading = call('plan.rows', { ...question, offset: page * pageSize, limit: pageSize })
      .then((answer) => {
        if (turn !== asked) return;
        const pages = new Map(get().pages);
        pages.set(page, answer.items);
        const { opened } = get();
        const openPage = opened === null ? null : Math.floor(opened.index / pageSize);
        for (const old of pagesToDrop([...pages.keys()], page, openPage)) pages.delete(old);
        set({ pages, total: answer.total });
      })
      .catch((error: unknown) => {
        if (turn === asked) get().fail(error);
      })
      .finally(() => turn.delete(page));
    turn.set(page, reading);
    return reading;
  }

  function restart(changes: Partial<PreviewSlice>) {
    asked = new Map();
    set({
      pages: new Map(),
      total: null,
      opened: null,
      expanded: nothing.expanded,
      cursor: nothing.cursor,
      records: null,
      ...changes,
    });
    void readPage(0);
  }

  /** The header after a decision; the rail and Home count from the overview's copy. */
  function showPlan(plan: PlanHeader) {
    set(({ overview }) => ({ plan, overview: overview === null ? null : { ...overview, plan } }));
  }

  /**
   * Something was said about who is who: rows have come and gone. The pages in sight are read again, and the row that now
   * holds the record stays open. Where it is not among those shown, it is searched for by `shown`; null leaves it.
   */
  async function rearrange(
    key: string,
    shown: string | null,
    change: (question: NonNullable<ReturnType<typeof ask>>) => Promise<PlanHeader>,
  ): Promise<void> {
    const question = ask();
    if (question === null) return;
    try {
      const plan = await change(question);
      const { opened } = get();
      const pages = [...get().pages.keys()];
      asked = new Map();
      set({ opened: null, records: null, drafts: new Map() });
      showPlan(plan);
      await Promise.all(pages.map((page) => readPage(page, true)));
      const near = opened?.index ?? 0;
      const indexes = pages
        .flatMap((page) => Array.from({ length: pageSize }, (_, at) => page * pageSize + at))
        .toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near));
      const holder = indexes.find((index) => {
        const row = get().rowAt(index);
        return [row?.shopify, row?.erp, ...(row?.candidates ?? []).map(({ summary }) => summary)].some(
          (summary) => summary?.key === key,
        );
      });
      if (holder !== undefined) await get().openRow(holder);
      else if (shown !== null) {
        // What comes of it is no longer among the rows shown: the person wants to see it now.
        get().setFilter({ ...everything, search: shown });
        await readPage(0);
        if (get().rowAt(0) !== null) await get().openRow(0);
      }
    } catch (error) {
      get().fail(error);
    }
  }

  function recordKey({ shopify, erp, candidates }: PlanRow): string {
    return (shopify ?? erp ?? candidates[0]?.summary)?.key ?? '';
  }

  /** What both systems can be searched by: the name would find others as well. */
  function recordNumber({ shopify, erp }: PlanRow): string | null {
    return (shopify ?? erp)?.number ?? null;
  }

  return {
    ...nothing,

    setPlan: (plan) => {
      if (get().plan?.id === plan.id) set({ plan });
      else restart({ ...nothing, termsNames: get().termsNames, plan });
    },
    readTermsNames: async () => {
      const { plan } = get();
      if (plan?.totals.companies === undefined) return;
      try {
        const { shopify } = await call('lookups.terms', { profileId: plan.profileId });
        set({ termsNames: new Map(shopify.map(({ id, name }) => [id, name])) });
      } catch {
        // The preview can be read without: the terms then stand there by their numbers.
      }
    },
    refreshPreview: async () => {
      const { plan, overview } = get();
      if (plan === null || overview?.plan?.id !== plan.id) return;
      set({ plan: overview.plan });
      await Promise.all([...get().pages.keys()].map((page) => readPage(page, true)));
    },
    forgetPreview: () => {
      asked = new Map();
      set(nothing);
    },
    setFacet: (facet) => get().setFilter({ ...get().filter, facet }),
    setFilter: (filter) => restart({ filter }),

    ensureRows: (first, last) => {
      for (const page of pagesOf(first, last)) void readPage(page);
    },
    rowAt: (index) => get().pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null,

    openRow: async (index) => {
      await readPage(Math.floor(index / pageSize));
      const question = ask();
      const row = get().rowAt(index);
      if (question === null || row === null) return;
      const { opened, expanded } = get();
      set({
        opened: { index, rowId: row.id },
        expanded: opened?.rowId === row.id ? expanded : nothing.expanded,
        cursor: { index, child: null },
      });
      try {
        const { records } = await call('plan.row', {
          profileId: question.profileId,
          planId: question.planId,
          rowId: row.id,
        });
        if (get().opened?.rowId === row.id) set({ records: { rowId: row.id, records } });
      } catch (error) {
        if (get().opened?.rowId === row.id) get().fail(error);
      }
    },
    closeRow: () =>
      set(({ cursor }) => ({ opened: null, records: null, cursor: { index: cursor.index, child: null } })),
    expandNode: (id, isExpanded) => {
      const expanded = new Set(get().expanded);
      if (isExpanded) expanded.add(id);
      else expanded.delete(id);
      set({ expanded });
    },
    setCursor: (cursor) => set({ cursor }),

    setDraft: (rowId, draft) => {
      const drafts = new Map(get().drafts);
      if (draft === null) drafts.delete(rowId);
      else drafts.set(rowId, draft);
      set({ drafts });
    },

    link: (row, partner) =>
      rearrange(
        partner === 'new' ? recordKey(row) : partner,
        partner === 'new' ? null : recordNumber(row),
        ({ profileId, planId }) => call('plan.link', { profileId, planId, rowId: row.id, partner }),
      ),
    forget: (row) =>
      rearrange(recordKey(row), recordNumber(row), ({ profileId, planId }) =>
        call('plan.forget', { profileId, planId, rowId: row.id }),
      ),
    arrange: (row, said) =>
      rearrange(recordKey(row), recordNumber(row), ({ profileId, planId }) =>
        call('plan.arrange', { profileId, planId, rowId: row.id, ...said }),
      ),

    decide: async (row, decision) => {
      const question = ask();
      if (question === null) return;
      const { profileId, planId } = question;
      try {
        const plan = await call('plan.decide', {
          profileId,
          planId,
          decisions: [{ rowId: row.id, decision }],
        });
        get().setDraft(row.id, null);
        // The row is changed in place, whatever filter it would now belong to: it must not move while it is read.
        const pages = new Map(
          [...get().pages].map(([page, rows]) => [
            page,
            rows.map((each) =>
              each.id === row.id
                ? {
                    ...each,
                    decision: decision === null ? null : { ...decision, decidedBy: 'person' as const },
                  }
                : each,
            ),
          ]),
        );
        set({ pages });
        showPlan(plan);
      } catch (error) {
        get().fail(error);
      }
    },

    decideAll: async (decision) => {
      const question = ask();
      if (question === null) return;
      try {
        const plan = await call('plan.decideAll', { ...question, decision });
        set({ drafts: new Map() });
        showPlan(plan);
        await Promise.all([...get().pages.keys()].map((page) => readPage(page, true)));
        get().announce('Decided for all rows shown.');
      } catch (error) {
        get().fail(error);
      }
    },

    overrideGuards: async (typedName) => {
      const question = ask();
      const { plan } = get();
      if (question === null || plan === null) return null;
      const { profileId, planId } = question;
      try {
        showPlan(await call('plan.overrideGuards', { profileId, planId, sha256: plan.sha256, typedName }));
        get().announce('The preview can be committed now.');
        return null;
      } catch (error) {
        const problem = problemOf(error);
        return problem.fields['typedName'] ?? problem.message;
      }
    },

    findWaiting: async (from, step) => {
      const turn = asked;
      for (let index = from + step; index >= 0 && index < (get().total ?? 0); index += step) {
        if (get().rowAt(index) === null) await readPage(Math.floor(index / pageSize));
        if (turn !== asked) return null;
        const row = get().rowAt(index);
        if (row !== null && waitsForPerson(row)) return index;
      }
      return null;
    },
  };
};
