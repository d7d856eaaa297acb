import { describe, expect, it } from 'vitest';
import { dataPaths } from './paths.ts';

const folderOn = (name: NodeJS.Platform, environment: Record<string, string> = {}) =>
  dataPaths(null, { name, environment, userFolder: '/home/kim' }).home;

describe('dataPaths', () => {
  it('uses the place that the system means for it', () => {
    expect(folderOn('linux')).toBe('/home/kim/.local/share/accord');
    expect(folderOn('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/accord');
    expect(folderOn('linux', { XDG_DATA_HOME: '' })).toBe('/home/kim/.local/share/accord');
    expect(folderOn('darwin')).toBe('/home/kim/Library/Application Support/Accord');
    expect(folderOn('win32', { APPDATA: '/roaming' })).toBe('/roaming/Accord');
    expect(folderOn('win32')).toBe('/home/kim/AppData/Roaming/Accord');
  });

  it('keeps everything under one folder', () => {
    const paths = dataPaths('/elsewhere');
    const all = [
      paths.settingsFile,
      paths.demoFolder,
      paths.logFile('main'),
      paths.ledgerFile('harbour'),
      paths.lockFile('harbour'),
      paths.reportsFolder('harbour'),
    ];
    expect(all.filter((path) => !path.startsWith('/elsewhere/'))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });
});
