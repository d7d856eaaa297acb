/**
 * The settings file: profiles and preferences, no secrets. lowdb over a durable file; nothing is ever silently reset.
 */
import * as nodeFiles from 'node:fs/promises';
import { Low, type Adapter } from 'lowdb';
import { AppError } from '../../shared/domain/app-error.ts';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import {
  emptySettings,
  settingsSchema,
  settingsSchemaVersion,
  type Settings,
} from '../../shared/domain/settings.ts';
import { backupOf, readText, setAside, writeText, type FileSystem } from './durable-file.ts';

export interface SettingsStore {
  read(): Settings;
  /**
   * Replaces the settings with what `change` makes of them; changes run one after the other. When it rejects, file and
   * memory are as before.
   * @throws AppError DISK_FULL, STORAGE_FAILED, SETTINGS_INVALID with a sentence per field
   */
  update(change: (current: Settings) => Settings): Promise<void>;
  /** What the person has to know once, such as that the backup had to be used. */
  readonly notices: readonly string[];
}

type Parsed = { readonly settings: Settings } | 'damaged' | 'newer';

function parse(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  if (value !== null && typeof value === 'object' && 'version' in value) {
    if (typeof value.version === 'number' && value.version > settingsSchemaVersion) return 'newer';
  }
  const checked = settingsSchema.safeParse(value);
  return checked.success ? { settings: checked.data } : 'damaged';
}

function check(settings: Settings): Settings {
  const checked = settingsSchema.safeParse(settings);
  if (checked.success) return checked.data;
  throw new AppError('SETTINGS_INVALID', {
    fields: Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
  });
}

function durableAdapter(
  file: string,
  files: FileSystem,
  onNotice: (notice: string) => void,
): Adapter<Settings> {
  /** `text` null: there is no settings file. */
  async function restore(text: string | null): Promise<Settings | null> {
    const backup = await readText(backupOf(file), files);
    const parsed = backup === null ? 'damaged' : parse(backup);
    if (parsed === 'newer') throw new AppError('SETTINGS_NEWER', { params: { file: backupOf(file) } });
    if (parsed === 'damaged') {
      if (text !== null) throw new AppError('SETTINGS_CORRUPT', { params: { file } });
      // A person moved the damaged file away to start afresh; what its backup holds is kept all the same.
      if (backup !== null) await setAside(backupOf(file), new Date(), files);
      return null;
    }
    const kept = text === null ? backupOf(file) : await setAside(file, new Date(), files);
    await writeText(file, serialise(parsed.settings), files);
    onNotice(describeError('SETTINGS_RESTORED', { file, kept }).text);
    return parsed.settings;
  }

  return {
    read: async () => {
      const text = await readText(file, files);
      const parsed = text === null ? 'damaged' : parse(text);
      if (parsed === 'newer') throw new AppError('SETTINGS_NEWER', { params: { file } });
      return parsed === 'damaged' ? restore(text) : parsed.settings;
    },
    write: (settings) => writeText(file, serialise(settings), files),
  };
}

const serialise = (settings: Settings): string => `${JSON.stringify(settings, null, 2)}\n`;

/**
 * Opens the settings. A damaged file is replaced by its backup, with a notice, and kept beside it.
 * @throws AppError SETTINGS_CORRUPT when the backup is of no use either, SETTINGS_NEWER, STORAGE_FAILED, DISK_FULL.
 */
export async function openSettings(file: string, files: FileSystem = nodeFiles): Promise<SettingsStore> {
  const notices: string[] = [];
  const low = new Low<Settings>(
    durableAdapter(file, files, (notice) => notices.push(notice)),
    emptySettings,
  );
  await low.read();

  let last: Promise<void> = Promise.resolve();
  async function apply(change: (current: Settings) => Settings): Promise<void> {
    const before = low.data;
    low.data = check(change(before));
    try {
      await low.write();
    } catch (error) {
      low.data = before;
      throw error;
    }
  }

  return {
    read: () => low.data,
    update: (change) => {
      const next = last.then(() => apply(change));
      last = next.catch(() => undefined);
      return next;
    },
    notices,
  };
}
