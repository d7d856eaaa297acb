/**
 * The log file, one per process, five megabytes and one old one. What is logged are operations, counts and times; as a
 * second line of defence everything that looks like a secret or a personal value is masked before it is written (L8).
 */
import log from 'electron-log/node.js';
import type { Logger } from '../../shared/sync/ports.ts';

const secretKey = /token|secret|password|cookie|authorization|api[-_]?key/i;
const patterns: readonly (readonly [RegExp, string])[] = [
  [/shp(at|ss|ca|pa|tka)_[A-Za-z0-9]+/g, '[secret]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [secret]'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[e-mail]'],
  [/\+\d{8,15}\b/g, '[phone]'],
];

/** Masks secrets and personal values anywhere in a log detail. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') {
    return patterns.reduce((text, [pattern, mask]) => text.replaceAll(pattern, mask), value);
  }
  if (Array.isArray(value)) return value.map(redact);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, secretKey.test(key) ? '[secret]' : redact(inner)]),
    );
  }
  return value;
}

export function fileLogger(file: string): Logger {
  const target = log.create({ logId: file });
  target.transports.console.level = false;
  target.transports.file.resolvePathFn = () => file;
  target.transports.file.maxSize = 5_000_000;
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, details: Readonly<Record<string, unknown>> = {}) =>
      target[level](redact(message), redact(details));
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
