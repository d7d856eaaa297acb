/** Whole programs that preview with a sign-in by browser, one after the other, some of them killed. For a flow test and the bench. */
import { createHost } from '../../electron/host.ts';
import type { ErpConnection } from '../../shared/domain/settings.ts';
import { defaultAccessToken } from '../../simulators/shopify/index.ts';
import { visit } from './browser.ts';
import { approveErp } from './erp-company.ts';
import { makeReadingProfile } from './reading-profile.ts';
import { runAndKill, type KillFigures } from './seats-under-kills.ts';
import { lastingVault, startProgram } from './whole-program.ts';

export interface KilledProgramsInput {
  readonly runs: number;
  readonly kills: number;
  readonly home: string;
  readonly shopUrl: string;
  readonly erp: ErpConnection;
  readonly seatsTaken: () => Promise<number>;
}

export interface KilledPrograms extends KillFigures {
  /** Times that a person had to sign in again. */
  readonly signInsLost: number;
  /** Seats after one more start that only starts. */
  readonly atTheEnd: number;
}

export async function killPrograms(input: KilledProgramsInput): Promise<KilledPrograms> {
  const { runs, kills, home, shopUrl, erp, seatsTaken } = input;
  const vault = lastingVault();
  const givenSecrets = { shopify: defaultAccessToken };

  /** A person at the desk. @param known the profile, or null to make it first. */
  async function signIn(known: string | null): Promise<string> {
    const host = await createHost({
      home,
      hostName: 'test',
      vault,
      givenSecrets,
      openOutside: async (target) => {
        if (!('url' in target)) throw new Error('A folder is no page.');
        void visit((await approveErp(target.url)).href);
      },
    });
    try {
      const profileId = known ?? (await makeReadingProfile(host, shopUrl, erp));
      await host.services['connection.signIn']({ profileId, side: 'erp' });
      return profileId;
    } finally {
      await host.close();
    }
  }

  let signInsLost = 0;
  const profileId = await signIn(null);
  const start = (isJustStarted: boolean) =>
    startProgram(vault, { home, profileId, isJustStarted, ...givenSecrets });
  const figures = await runAndKill({
    runs,
    kills,
    start: () => start(false),
    seatsTaken,
    mend: async (code) => {
      if (code !== 'ERP_SIGN_IN_ENDED') throw new Error(code);
      signInsLost += 1;
      await signIn(profileId);
    },
  });
  await start(true).ended;
  return { ...figures, signInsLost, atTheEnd: await seatsTaken() };
}
