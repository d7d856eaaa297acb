import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTwoComputers, type TwoComputers } from '../../tests/support/plan-files.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import { conflictKeys, type PlanRow } from '../../shared/sync/plan.ts';

const undecided: DecisionInput = {
  include: true,
  choices: {},
  undisputedOnly: false,
  approvedProposals: [],
  partner: null,
  deletion: null,
};

let world: TwoComputers;
let review: Review;

beforeAll(async () => {
  world = await openTwoComputers();
  review = await world.reviewer.planFiles.open(world.file);
}, 60_000);
afterAll(() => world.close());

async function reviewed(filter: object = {}): Promise<readonly PlanRow[]> {
  const asked = { profileId: review.id, planId: review.planId, filter, offset: 0, limit: 500 };
  return (await world.reviewer.services['plan.rows'](asked)).items;
}

async function own(filter: object = {}): Promise<readonly PlanRow[]> {
  const asked = { profileId: world.profileId, planId: world.plan.id, filter, offset: 0, limit: 500 };
  return (await world.owner.services['plan.rows'](asked)).items;
}

describe('a preview on another computer', () => {
  it('says whose it is and from when, although nothing of that store is known there', async () => {
    expect(await world.reviewer.services['profile.list']({})).toEqual([]);
    expect(review).toMatchObject({
      file: 'preview.json',
      madeAt: world.plan.createdAt,
      sha256: world.plan.sha256,
      rowCount: world.plan.rowCount,
      redacted: false,
      rowsReplaced: false,
      origin: { profile: 'Harbour & Pine (demo)' },
    });
    const overview = await world.reviewer.services['profile.open']({ profileId: review.id });
    expect(overview.plan).toEqual(world.plan);
    expect(overview.review).toEqual(review);
    expect(await world.reviewer.services['review.list']({})).toEqual([review]);
  });

  it('L8 takes no address, user or client id along', async () => {
    const { erp, shopify } = (await world.owner.services['profile.open']({ profileId: world.profileId }))
      .profile;
    const text = await readFile(world.file, 'utf8');
    for (const private_ of [erp?.url, shopify?.url, `"username":"${erp?.username}"`])
      expect(text).not.toContain(private_);
  });

  it('is read, filtered and searched as where it was made', async () => {
    expect(await reviewed()).toEqual(await own());
    expect(await reviewed({ needPerson: true })).toEqual(await own({ needPerson: true }));
    const [first] = await own();
    const search = first?.erp?.number ?? first?.shopify?.number ?? '';
    expect(await reviewed({ search })).toEqual(await own({ search }));
    const rowId = first?.id ?? '';
    expect(
      await world.reviewer.services['plan.row']({ profileId: review.id, planId: review.planId, rowId }),
    ).toEqual(
      await world.owner.services['plan.row']({ profileId: world.profileId, planId: world.plan.id, rowId }),
    );
  });

  it('REVIEW_NO_LINKS: who belongs together is not chosen there, by any door', async () => {
    const [question] = await reviewed({ verbs: ['ambiguous'] });
    if (question === undefined) throw new Error('The demo asks a question.');
    const asked = { profileId: review.id, planId: review.planId };
    const partner = question.candidates[0]?.summary.key ?? '';
    const decisions = [{ rowId: question.id, decision: { ...undecided, partner } }];
    const { services } = world.reviewer;
    const refused = { code: 'REVIEW_NO_LINKS' };
    await expect(services['plan.decide']({ ...asked, decisions })).rejects.toMatchObject(refused);
    const linking = services['plan.link']({ ...asked, rowId: question.id, partner });
    await expect(linking).rejects.toMatchObject(refused);
  });

  it('comes back with its decisions, which count where it was made exactly as they did there', async () => {
    const conflicts = await reviewed({ verbs: ['conflict'] });
    const creates = await reviewed({ verbs: ['create'] });
    const [conflict] = conflicts;
    const left = creates.slice(0, 2);
    if (conflict === undefined) throw new Error('The demo has conflicts.');
    const asked = { profileId: review.id, planId: review.planId };
    const decided = await world.reviewer.services['plan.decide']({
      ...asked,
      decisions: [
        {
          rowId: conflict.id,
          decision: {
            ...undecided,
            choices: Object.fromEntries(conflictKeys(conflict).map((key) => [key, 'shopify' as const])),
          },
        },
        ...left.map(({ id }) => ({ rowId: id, decision: { ...undecided, include: false } })),
      ],
    });
    expect(decided.totals.needPerson).toBe(world.plan.totals.needPerson - 1);

    const back = join(world.folder, 'reviewed.json');
    await world.reviewer.planFiles.exportTo(back, { ...asked, redacted: false });
    const target = { profileId: world.profileId, planId: world.plan.id };
    const taken = await world.owner.planFiles.takeDecisions(back, target);
    expect(taken).toMatchObject({ taken: 3, same: 0, left: 0 });
    expect(taken.plan.totals).toEqual(decided.totals);
    expect((await own()).filter(({ decision }) => decision !== null)).toEqual(
      (await reviewed()).filter(({ decision }) => decision !== null),
    );
    // A second time changes nothing.
    expect(await world.owner.planFiles.takeDecisions(back, target)).toMatchObject({ taken: 0, same: 3 });
  });

  it('PLAN_FILE_OTHER: decisions on another preview of the same store are not taken over', async () => {
    const other = await world.owner.services['plan.prepare']({ profileId: world.profileId });
    const target = { profileId: world.profileId, planId: other.id };
    await expect(world.owner.planFiles.takeDecisions(world.file, target)).rejects.toMatchObject({
      code: 'PLAN_FILE_OTHER',
      params: { file: 'preview.json', made: world.plan.createdAt },
    });
  });

  it('a file that is not whole opens nothing and leaves no folder behind', async () => {
    const folders = () => readdir(join(world.folder, 'reviewer', 'profiles'));
    const before = await folders();
    const text = await readFile(world.file, 'utf8');
    const cut = join(world.folder, 'cut.json');
    await writeFile(cut, text.slice(0, -200));
    await expect(world.reviewer.planFiles.open(cut)).rejects.toMatchObject({ code: 'PLAN_FILE_TRUNCATED' });
    await writeFile(cut, text.replace('"verb":"create"', '"verb":"update"'));
    await expect(world.reviewer.planFiles.open(cut)).rejects.toMatchObject({ code: 'PLAN_FILE_DAMAGED' });
    expect(await folders()).toEqual(before);
  });

  it('is forgotten with all its data when it is removed', async () => {
    const again = await world.reviewer.planFiles.open(world.file);
    await world.reviewer.services['review.remove']({ reviewId: again.id });
    expect(await readdir(join(world.folder, 'reviewer', 'profiles'))).not.toContain(again.id);
    await expect(world.reviewer.services['review.remove']({ reviewId: again.id })).rejects.toMatchObject({
      code: 'PROFILE_MISSING',
    });
    // Ids come from the page: one that leads elsewhere is none.
    await expect(
      world.reviewer.services['review.remove']({ reviewId: `../../${again.id}` }),
    ).rejects.toMatchObject({ code: 'PROFILE_MISSING' });
  });

  it('asks a person for the file where the page asks, and does nothing where none is chosen', async () => {
    const { services } = world.owner;
    const asked = { profileId: world.profileId, planId: world.plan.id };
    expect(await services['plan.export']({ ...asked, redacted: false })).toBeNull();
    expect(await services['plan.takeDecisions'](asked)).toBeNull();
    expect(await services['review.open']({})).toBeNull();
  });
});

describe('a redacted preview', () => {
  it('holds no name, e-mail, phone, address or number of either system', async () => {
    const text = await readFile(world.redactedFile, 'utf8');
    const values = new Set<string>();
    const keep = (value: unknown) => {
      if (typeof value === 'string' && value !== 'MAIN') values.add(value);
    };
    for (const row of await own()) {
      for (const party of [row.erp, row.shopify])
        [party?.name, party?.email, party?.phone, party?.number, party?.key].forEach(keep);
      for (const { erp, shopify } of row.fields) [erp, shopify].forEach(keep);
      for (const { fields, erp, shopify } of row.locations) {
        [erp?.label, shopify?.label].forEach(keep);
        for (const change of fields) [change.erp, change.shopify, change.result].forEach(keep);
      }
    }
    expect(values.size).toBeGreaterThan(1000);
    // Masks are digits and letters: a text of four digits is looked for as a whole value only.
    const occurs = (value: string): boolean => {
      const quoted = JSON.stringify(value);
      return text.includes(value.length < 6 ? quoted : quoted.slice(1, -1));
    };
    expect([...values].filter(occurs)).toEqual([]);
    expect(text).not.toMatch(/harbour/i);
    expect(text).toContain(world.plan.sha256);
  });

  it('is opened to be read, and PLAN_FILE_REDACTED says why it cannot be decided', async () => {
    const opened = await world.reviewer.planFiles.open(world.redactedFile);
    expect(opened).toMatchObject({ redacted: true, origin: { store: null, person: null } });
    const { services } = world.reviewer;
    const asked = { profileId: opened.id, planId: opened.planId };
    const rows = await services['plan.rows']({
      ...asked,
      filter: { verbs: ['conflict'] },
      offset: 0,
      limit: 10,
    });
    expect(rows.total).toBe(world.plan.totals.byVerb.conflict);
    const refused = { code: 'PLAN_FILE_REDACTED' };
    const decisions = [{ rowId: rows.items[0]?.id ?? '', decision: undecided }];
    await expect(services['plan.decide']({ ...asked, decisions })).rejects.toMatchObject(refused);
    await expect(
      services['plan.decideAll']({ ...asked, filter: {}, decision: { include: false } }),
    ).rejects.toMatchObject(refused);
    const again = world.reviewer.planFiles.exportTo(join(world.folder, 'x.json'), {
      ...asked,
      redacted: true,
    });
    await expect(again).rejects.toMatchObject(refused);
    const target = { profileId: world.profileId, planId: world.plan.id };
    await expect(world.owner.planFiles.takeDecisions(world.redactedFile, target)).rejects.toMatchObject(
      refused,
    );
  });
});
