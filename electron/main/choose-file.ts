/** The system's own questions for a file. The page learns whether one was chosen, never where it is. */
import { dialog } from 'electron';
import type { HostOptions } from '../host.ts';

const filters = [{ name: 'Accord preview', extensions: ['json'] }];

export const chooseFile: NonNullable<HostOptions['chooseFile']> = async (wanted) => {
  if (wanted.kind === 'open') {
    const { filePaths } = await dialog.showOpenDialog({ filters, properties: ['openFile'] });
    return filePaths[0] ?? null;
  }
  const { filePath } = await dialog.showSaveDialog({ filters, defaultPath: wanted.name });
  return filePath === '' ? null : filePath;
};
