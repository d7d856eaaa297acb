/** Trouble with what the systems answer, as a person at the command line meets it: waited out where it passes, said in a clear sentence where it lasts, and nobody taken for gone. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerWith, startScriptedServer } from '../contract/shopify/scripted-server.ts';
import { openWorkplace, type Workplace } from './command-line.ts';
import {
  expectCalm,
  expectRefused,
  expectRefusedAt,
  expectWhole,
  hostOf,
  startLinked,
  type LinkedWorld,
} from './linked-world.ts';
import { addressesOf } from './twins.ts';

let workplace: Workplace;
let linked: LinkedWorld;

beforeAll(async () => {
  workplace = await openWorkplace();
  linked = await startLinked(workplace, 'answers');
});
afterEach(() => expectCalm(linked));
afterAll(async () => {
  await linked.world.close();
  await workplace.remove();
});

describe('a preview takes nothing from an answer that is not whole', () => {
  it('malformed JSON: asked again; where it lasts, said so and nothing taken from it', async () => {
    linked.world.shopify.faults.inject({ kind: 'malformedJson', skip: 1 });
    linked.world.erp.faults.add({ kind: 'malformedJson', entity: 'CustomerLocation' });
    await expectWhole(linked);
    const server = await startScriptedServer([answerWith(200, '{"endpoints":[{"name":"Def')]);
    await expectRefusedAt(
      linked,
      { ...addressesOf(linked.world), erp: server.url },
      [],
      'ANSWER_MALFORMED',
      `The answer of ${hostOf(server.url)} could not be read to its end. Nothing was taken from it. Try again`,
    );
    await server.close();
  });

  it('HTML instead of JSON', async () => {
    linked.world.shopify.faults.inject({ kind: 'html', count: 50 });
    await expectRefused(
      linked,
      'ANSWER_NOT_JSON',
      `${hostOf(linked.world.shopify.url)} answered with a web page instead of data. Usually the address leads to a web page, a log-in page or a proxy: check the address.`,
    );
  });

  it.each(['redacted', 'denied'] as const)('personal data %s', async (protectedData) => {
    linked.world.shopify.setSwitches({ protectedData });
    await expectRefused(
      linked,
      'SHOPIFY_PERSONAL_DATA_HIDDEN',
      /Syncing would lose them, so nothing is synchronised\. Request access to protected customer data/,
    );
  });

  it('429 and THROTTLED: waits and reads on', async () => {
    linked.world.shopify.faults.inject({ kind: 'throttled' }, { kind: 'tooManyRequests' });
    await expectWhole(linked);
    expect(linked.world.shopify.faults.pending()).toEqual([]);
  });

  it.each([
    ['Shopify', (): void => linked.world.shopify.faults.inject({ kind: 'shortPage', count: 50 })],
    ['MYOB', (): void => linked.world.erp.faults.add({ kind: 'earlyEnd', times: null })],
  ] as const)(
    'a page of %s that ends early: shown, never committed (exit 4), and nobody is taken for deleted',
    async (system, arm) => {
      arm();
      const said = await linked.accord.say('preview', linked.profile);
      expect(said.code, said.stdout).toBe(4);
      expect(said.stdout).toMatch(
        new RegExp(
          `Halted: Not everything could be read from ${system}\\. .* so nothing can be committed\\. Prepare again\\.`,
        ),
      );
      const commit = await linked.accord.ask('commit', linked.profile);
      expect(commit.code).toBe(4);
      expect(commit.answer.error.code).toMatch(/^PLAN_(INCOMPLETE|GUARDED)$/);
      expect(commit.answer.error.message).toContain('Prepare again');
    },
  );

  it('after all of it, every customer is still linked and equal', () => expectWhole(linked));
});
