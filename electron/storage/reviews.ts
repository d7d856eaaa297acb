/** Other people's previews, opened for review: each has a folder of its own like a profile's, with a note of what it is. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { profileSchema, type Profile } from '../../shared/domain/settings.ts';
import type { Review } from '../../shared/domain/review.ts';
import { readText, writeText } from './durable-file.ts';
import type { DataPaths } from './paths.ts';

const value = z.string().nullable();
const noteSchema = z.strictObject({
  review: z.strictObject({
    id: z.string(),
    openedAt: z.string(),
    exportedAt: z.string(),
    redacted: z.boolean(),
    file: z.string(),
    origin: z.strictObject({ profile: value, store: value, company: value, person: value }),
    planId: z.string(),
    madeAt: z.string(),
    rowCount: z.number(),
    sha256: z.string(),
    rowsReplaced: z.boolean(),
  }),
  profile: profileSchema,
});

/** A review, and the profile that its rows are counted with. */
export interface ReviewNote {
  readonly review: Review;
  readonly profile: Profile;
}

const idPattern = /^review-[0-9a-f-]{36}$/;

/** Whether a text can be the id of a review: ids come from the page, and name a folder. */
export function isReviewId(id: string): boolean {
  return idPattern.test(id);
}

function noteFile(paths: DataPaths, id: string): string {
  return join(paths.profileFolder(id), 'review.json');
}

/** @throws AppError DISK_FULL, STORAGE_FAILED */
export async function saveReview(paths: DataPaths, note: ReviewNote): Promise<void> {
  await writeText(noteFile(paths, note.review.id), `${JSON.stringify(note, null, 2)}\n`);
}

/** Null where there is no such review, or its note cannot be read any more: the file it came from can be opened again. */
export async function readReview(paths: DataPaths, id: string): Promise<ReviewNote | null> {
  if (!isReviewId(id)) return null;
  const text = await readText(noteFile(paths, id));
  if (text === null) return null;
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The newest first. */
export async function readReviews(paths: DataPaths): Promise<readonly ReviewNote[]> {
  const names = await readdir(join(paths.home, 'profiles')).catch(() => []);
  const notes = await Promise.all(names.map((name) => readReview(paths, name)));
  return notes
    .filter((note) => note !== null)
    .toSorted((one, other) => (one.review.openedAt < other.review.openedAt ? 1 : -1));
}
