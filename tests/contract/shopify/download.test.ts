import { describe, expect, it, onTestFinished } from 'vitest';
import { downloadLines } from '../../../electron/connectors/http.ts';
import { answerWith, cutOff, keepSilent, startScriptedServer, type Script } from './scripted-server.ts';

async function download(script: Script, patch: { timeout?: number; signal?: AbortSignal } = {}) {
  const server = await startScriptedServer([script]);
  onTestFinished(() => server.close());
  const { signal } = new AbortController();
  const lines: string[] = [];
  const request = { system: 'Shopify', url: `${server.url}/file.jsonl`, timeout: 2000, signal } as const;
  for await (const line of downloadLines({ ...request, ...patch })) lines.push(line);
  return lines;
}

/** Sends these parts with a pause between them. */
function inParts(parts: readonly string[], pause: number): Script {
  return (response) => {
    response.writeHead(200);
    parts.forEach((part, index) =>
      setTimeout(
        () => (index === parts.length - 1 ? response.end(part) : response.write(part)),
        index * pause,
      ),
    );
  };
}

describe('a file read line by line', () => {
  it('has the same lines wherever its parts are cut', async () => {
    expect(await download(inParts(['one\ntw', 'o\n', '\nMāori', ' four'], 5))).toEqual([
      'one',
      'two',
      '',
      'Māori four',
    ]);
    expect(await download(answerWith(200, 'one\ntwo\n'))).toEqual(['one', 'two']);
    expect(await download(answerWith(200, ''))).toEqual([]);
  });

  it('may take longer in all than its time limit, which is for silence', async () => {
    const parts = Array.from({ length: 8 }, (_, index) => `${index}\n`);
    expect(await download(inParts(parts, 40), { timeout: 150 })).toHaveLength(8);
  });

  it('fails when nothing comes any more', async () => {
    await expect(download(keepSilent, { timeout: 50 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
    const stuck: Script = (response) => void response.writeHead(200).write('one\n');
    await expect(download(stuck, { timeout: 50 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });

  it('fails when it is cut off, so that a short file never looks whole', async () => {
    await expect(download(cutOff)).rejects.toMatchObject({ code: 'ANSWER_MALFORMED', retry: 'later' });
  });

  it('fails when it is refused, and says with which status', async () => {
    await expect(download(answerWith(404, 'gone'))).rejects.toMatchObject({
      code: 'DOWNLOAD_REFUSED',
      params: { status: 404 },
    });
  });

  it('ends when it is stopped', async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 30);
    await expect(download(keepSilent, { signal: stopping.signal })).rejects.toMatchObject({
      code: 'STOPPED',
    });
  });
});
