/**
 * The two scripts of a page: the page's own world and the preload's isolated one, as Electron has them. They meet only
 * through events whose details are JSON text, so nothing but JSON crosses. Each function is sent as source and must not
 * use anything from outside itself.
 */

interface Call {
  readonly id: number;
  readonly target: number;
  readonly args: readonly unknown[];
}

/** Runs in the page's world: builds what the preload exposes. */
export function pageWorld(prefix: string): void {
  let last = 0;
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const callbacks = new Map<number, (...args: unknown[]) => void>();
  const send = (type: string, detail: unknown): boolean =>
    document.dispatchEvent(new CustomEvent(prefix + type, { detail: JSON.stringify(detail) }));
  const receive = (type: string, listener: (detail: never) => void): void =>
    document.addEventListener(prefix + type, (event) =>
      listener(JSON.parse((event as CustomEvent<string>).detail) as never),
    );
  const encode = (value: unknown): unknown => {
    if (typeof value !== 'function') return value;
    callbacks.set(++last, value as (...args: unknown[]) => void);
    return { $callback: last };
  };
  const decode = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if ('$function' in value) {
      const target = value.$function;
      return (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++last;
          pending.set(id, { resolve, reject });
          send('call', { id, target, args: args.map(encode) });
        });
    }
    return value;
  };
  receive('expose', ({ name, members }: { name: string; members: Record<string, unknown> }) => {
    const exposed: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(members)) exposed[key] = decode(member);
    Object.defineProperty(window, name, { value: Object.freeze(exposed), enumerable: true });
  });
  receive('return', ({ id, error, value }: { id: number; error?: string; value?: unknown }) => {
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === undefined) waiting?.resolve(decode(value));
    else waiting?.reject(new Error(error));
  });
  receive('callback', ({ id, args }: { id: number; args: unknown[] }) => callbacks.get(id)?.(...args));
}

/** Runs in the isolated world: gives the preload Electron's two modules and nothing else. */
export function isolatedWorld(
  prefix: string,
  preload: (require: unknown, module: unknown, exports: unknown) => void,
): void {
  let last = 0;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Set<(event: unknown, ...args: unknown[]) => void>>();
  const scope = globalThis as unknown as Record<string, (text: string) => void>;
  const send = (type: string, detail: unknown): boolean =>
    document.dispatchEvent(new CustomEvent(prefix + type, { detail: JSON.stringify(detail) }));
  const encode = (value: unknown): unknown => {
    if (typeof value !== 'function') return value;
    functions.set(++last, value as (...args: unknown[]) => unknown);
    return { $function: last };
  };
  const decode = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && '$callback' in value
      ? (...args: unknown[]) => send('callback', { id: value.$callback, args })
      : value;
  document.addEventListener(`${prefix}call`, (event) => {
    const { id, target, args } = JSON.parse((event as CustomEvent<string>).detail) as Call;
    Promise.resolve()
      .then(() => functions.get(target)?.(...args.map(decode)))
      .then(
        (value) => send('return', { id, value: encode(value) }),
        (error: unknown) => send('return', { id, error: String(error) }),
      );
  });
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        pending.set(id, { resolve, reject });
        scope['__accordIpc']?.(JSON.stringify({ id, channel, args }));
      }),
    on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) => {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  scope['__accordReply'] = (text) => {
    const { id, error, value } = JSON.parse(text) as { id: number; error?: string; value?: unknown };
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  };
  scope['__accordEmit'] = (text) => {
    const { channel, args } = JSON.parse(text) as { channel: string; args: unknown[] };
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...args);
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, members: Record<string, unknown>) => {
      const encoded: Record<string, unknown> = {};
      for (const [key, member] of Object.entries(members)) encoded[key] = encode(member);
      send('expose', { name, members: encoded });
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`A sandboxed preload has no module ${name}.`);
  };
  preload(require, { exports: {} }, {});
}
