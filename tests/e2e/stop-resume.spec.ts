import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, test } from './app.ts';
import { twinAddresses } from './start-app.ts';
import { takePicture } from './screenshots.ts';

test('a run that is stopped half-way goes on to the same end, and nothing is written twice', async ({
  app,
  home,
}) => {
  const { page } = app;
  await openDemo(page);
  await page.getByRole('button', { name: 'Check what changed' }).click();
  await expect(
    page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
  ).toBeVisible({
    timeout: 30_000,
  });

  // Slow enough that a person can press Stop in the middle.
  const { shopify } = twinAddresses(home);
  const slow = await fetch(`${shopify}/_simulator/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ latencyMilliseconds: 250 }),
  });
  expect(slow.ok).toBe(true);

  await page.getByRole('button', { name: 'Commit 193 changes' }).click();
  await expect(page.getByRole('heading', { name: /^Writing/ })).toBeVisible();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expectAccessible(page, 'a run that goes on');
  await takePicture(page, 'running');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(
    page.getByRole('heading', { name: /^Stopped: \d+ changes were written, \d+ not reached/ }),
  ).toBeVisible();
  await expectAccessible(page, 'a stopped run');
  await takePicture(page, 'stopped');

  await page.getByRole('button', { name: 'Go on with this run' }).click();
  await expect(page.getByRole('heading', { name: 'All done: 193 changes were written' })).toBeVisible({
    timeout: 60_000,
  });

  const counters = (await (await fetch(`${shopify}/_simulator/counters`)).json()) as {
    mutations: Record<string, number>;
  };
  expect(counters.mutations['customerCreate']).toBe(40);

  await page.getByRole('button', { name: 'Check what is left' }).click();
  await expect(page.getByText(/^Read just now/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '27 need you' })).toBeVisible();
  await expect(page.getByRole('button', { name: '0 to write' })).toBeVisible();
});
