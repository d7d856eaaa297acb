/** The only thing the page gets: one way to call, one way to listen. No path, no secret, no Node. */
import { contextBridge, ipcRenderer } from 'electron';

export interface Bridge {
  call(method: string, input: unknown): Promise<unknown>;
  /** Answers a function that ends the subscription. */
  subscribe(listener: (event: string, payload: unknown) => void): () => void;
}

const bridge: Bridge = {
  call: (method, input) => ipcRenderer.invoke('accord:call', method, input),
  subscribe: (listener) => {
    const receive = (_event: unknown, name: string, payload: unknown): void => listener(name, payload);
    ipcRenderer.on('accord:event', receive);
    return () => {
      ipcRenderer.removeListener('accord:event', receive);
    };
  },
};

contextBridge.exposeInMainWorld('accord', bridge);
