/** A lease of the profile's session of the ERP, as a connector uses it. */
import type { SessionSource } from '../connectors/acumatica/session.ts';
import type { ErpSessions } from './job-contract.ts';

/** @param lease may still be on its way; what stands against it shows where the session is opened. */
export function leasedSession(erpSessions: ErpSessions, lease: () => Promise<string>): SessionSource {
  return {
    open: async (base) => erpSessions.open(await lease(), base),
    renew: async (_base, used) => erpSessions.renew(await lease(), used),
    close: async () => {
      await erpSessions.release(await lease());
      return true;
    },
  };
}
