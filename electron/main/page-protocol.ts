/** The page's own scheme, app://accord: files of the built page only, with its policy as a header as well. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const origin = 'app://accord';
export const pageAddress = `${origin}/index.html`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** The file behind an address, or null when it would lie outside the folder or is of an unknown kind. */
export function fileFor(folder: string, address: string): string | null {
  const { host, pathname } = new URL(address);
  if (host !== 'accord') return null;
  const file = normalize(join(folder, decodeURIComponent(pathname)));
  return file.startsWith(folder + sep) && Object.hasOwn(contentTypes, extname(file)) ? file : null;
}

export function servePage(folder: string): void {
  protocol.handle('app', async (request) => {
    const file = fileFor(folder, request.url);
    if (file === null) return new Response('Not found', { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: {
          'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
