/** Sessions of the ERP as the shell keeps them, with secrets of this process. */
import { createErpAccess } from '../../electron/services/erp-access.ts';
import { createErpSessions, type OwnErpSessions } from '../../electron/services/erp-sessions.ts';
import { createSecrets, type GivenSecrets } from '../../electron/services/secrets.ts';
import { systemClock } from '../../electron/services/system.ts';
import type { DataPaths } from '../../electron/storage/paths.ts';
import { memoryVault, type Vault } from '../../electron/storage/vault.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { Clock, Logger } from '../../shared/sync/ports.ts';

export interface ErpSessionsInput {
  readonly paths: DataPaths;
  readonly profile: () => Profile;
  readonly secrets?: GivenSecrets;
  readonly vault?: Vault;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function erpSessionsOf(input: ErpSessionsInput): OwnErpSessions {
  const { paths, profile, vault = memoryVault(), clock = systemClock, logger = silent } = input;
  const secrets = createSecrets({ vaultOf: () => vault, givenSecrets: input.secrets ?? {} });
  const access = createErpAccess({ secrets, clock, logger });
  return createErpSessions({ profiles: { find: profile }, access, paths, clock, logger });
}
