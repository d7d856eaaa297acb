/** The page a person sees in the browser when a sign-in has ended. Plain HTML: no script, nothing loaded, no secret. */
import { createHash } from 'node:crypto';

export interface LoopbackPage {
  readonly tone: 'good' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** Colours and the mark are those of the app. */
const style = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; box-sizing: border-box;
  background: light-dark(#f5f6f8, #12161c); color: light-dark(#1a2230, #e7ebf0);
  font: 15px/1.55 Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { width: min(35rem, 100%); box-sizing: border-box; padding: 32px 36px 36px; border-radius: 14px;
  background: light-dark(#ffffff, #191f27); border: 1px solid light-dark(#dfe3e8, #2b333e);
  box-shadow: 0 8px 28px light-dark(rgb(20 30 45 / 10%), rgb(0 0 0 / 40%)); overflow-wrap: anywhere; }
.brand { display: flex; align-items: center; gap: 9px; font-weight: 650; }
.brand svg { width: 20px; height: 20px; }
.import { fill: light-dark(#1c4dbd, #8aadff); }
.export { fill: light-dark(#0a6b41, #5ccf9a); }
h1 { display: flex; gap: 12px; align-items: flex-start; margin: 28px 0 8px; font-size: 21px; line-height: 1.3;
  font-weight: 600; letter-spacing: -0.01em; }
.mark { flex: none; width: 26px; height: 26px; margin-top: 1px; border-radius: 50%; display: grid; place-items: center; }
.mark svg { width: 15px; height: 15px; fill: none; stroke: currentcolor; stroke-width: 2.5; stroke-linecap: round;
  stroke-linejoin: round; }
.good { background: light-dark(#e3f4ec, #14301f); color: light-dark(#0a6b41, #5ccf9a); }
.bad { background: light-dark(#fce9e7, #3a1b19); color: light-dark(#a4221a, #ff9a92); }
p { margin: 0 0 0 38px; }
p + p { margin-top: 14px; color: light-dark(#4f5b69, #a3aebb); }
`;

/** Allows this style and nothing else. */
const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentSecurityPolicy,
  // The address of the page holds the answer of the sign-in: it is neither kept nor passed on.
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close',
};

const marks = { good: 'M4 12.5l5 5L20 6.5', bad: 'M6 6l12 12M18 6L6 18' } as const;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (each) => entities[each] ?? each);

export function renderPage({ tone, title, text }: LoopbackPage): string {
  return `<!doctype html>
<html lang="en-AU">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} · Accord</title>
<style>${style}</style>
</head>
<body>
<main>
<div class="brand"><svg viewBox="0 0 20 20" aria-hidden="true"><path class="import" d="M5 1h9a5 5 0 015 5v-.5L1 18.5V6a5 5 0 014-5z"/><path class="export" d="M19 5.5V15a4 4 0 01-4 4H5a4 4 0 01-4-1z"/></svg>Accord</div>
<h1><span class="mark ${tone}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${marks[tone]}"/></svg></span>${escaped(title)}</h1>
<p>${escaped(text)}</p>
<p>You can close this window and go back to Accord.</p>
</main>
</body>
</html>
`;
}
