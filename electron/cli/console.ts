/**
 * What the command line prints. With `--json` one document goes to stdout and everything for people to stderr;
 * otherwise people read stdout. Progress is one live line on a terminal and plain lines in a pipe.
 */
import type { Progress, ProgressStage } from '../../shared/sync/ports.ts';

const stageNames: Readonly<Record<ProgressStage, string>> = {
  connect: 'Connecting',
  readShopify: 'Reading Shopify',
  readErp: 'Reading MYOB',
  match: 'Matching',
  suggest: 'Looking for near matches',
  plan: 'Preparing the preview',
  commit: 'Writing',
  verify: 'Checking',
};

export interface Console {
  readonly isJson: boolean;
  say(line?: string): void;
  /** The one JSON document; ignored without `--json`. */
  answer(document: unknown): void;
  progress(progress: Progress): void;
  endProgress(): void;
}

function progressText({ stage, done, total, failed, secondsLeft }: Progress): string {
  const count = total === null ? `${done}` : `${done} of ${total}`;
  const trouble = failed === 0 ? '' : `, ${failed} failed`;
  const left = secondsLeft === null || secondsLeft < 2 ? '' : `, about ${Math.ceil(secondsLeft)} s left`;
  return `${stageNames[stage]}: ${count}${trouble}${left}`;
}

export function createConsole(isJson: boolean): Console {
  const out = isJson ? process.stderr : process.stdout;
  const isLive = out.isTTY === true;
  let liveLine = '';
  const latest = new Map<ProgressStage, { text: string; printed: number }>();

  function clearLine(): void {
    if (liveLine !== '') out.write(`\r${' '.repeat(liveLine.length)}\r`);
    liveLine = '';
  }

  return {
    isJson,
    say(line = '') {
      clearLine();
      out.write(`${line}\n`);
    },
    answer(document) {
      if (isJson) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    },
    progress(progress) {
      const text = progressText(progress);
      if (isLive) {
        clearLine();
        liveLine = text.slice(0, (out.columns ?? 80) - 1);
        out.write(liveLine);
        return;
      }
      // In a pipe a line a stage at its end, and one every five seconds meanwhile, are enough.
      const before = latest.get(progress.stage);
      const now = Date.now();
      const isEnd = progress.total !== null && progress.done >= progress.total;
      const isDue = before === undefined ? isEnd : now - before.printed >= 5000 || isEnd;
      if (isDue && before?.text !== text) {
        out.write(`  ${text}\n`);
        latest.set(progress.stage, { text, printed: now });
      } else if (before === undefined) {
        latest.set(progress.stage, { text: '', printed: now });
      }
    },
    endProgress() {
      clearLine();
      latest.clear();
    },
  };
}

/** Columns padded to their widest cell, two spaces apart; the last one is left as it is. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
