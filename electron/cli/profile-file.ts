/** Profile files on disk, as the command line reads and writes them. */
import { readFile, writeFile } from 'node:fs/promises';
import { readProfileFile, type ProfileFile } from '../../shared/domain/profile-file.ts';
import { usage } from './command.ts';

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'There is no such file or folder.';
    case 'EISDIR':
      return 'It is a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'It is not allowed.';
    case 'EEXIST':
      return 'There is such a file already; --replace writes over it.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** @throws AppError USAGE, and whatever `readProfileFile` says of the file. */
export async function readProfile(file: string): Promise<ProfileFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw usage(`${file} cannot be read. ${reasonOf(error)}`);
  }
  return readProfileFile(text);
}

/** @throws AppError USAGE also where there is such a file already, unless it may be replaced. */
export async function writeProfile(file: string, text: string, isReplaced: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: isReplaced ? 'w' : 'wx', mode: 0o600 });
  } catch (error) {
    throw usage(`${file} cannot be written. ${reasonOf(error)}`);
  }
}
