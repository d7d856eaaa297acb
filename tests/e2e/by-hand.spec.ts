import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { takePicture } from './screenshots.ts';

test('a look-alike is linked by hand, a link is ended, and a location goes on without a partner', async ({
  app,
}) => {
  const { page } = app;
  await openDemo(page);
  await page.getByRole('button', { name: 'Check what changed' }).click();
  await expect(
    page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
  ).toBeVisible({
    timeout: 30_000,
  });

  // The three people whom somebody entered in a hurry: six rows, one on each side.
  await page.getByRole('button', { name: '6 look alike' }).click();
  await expect(page.getByRole('row', { name: /1 look-alike/ })).toHaveCount(6);
  const first = page.getByRole('row', { name: /^Create in MYOB.*1 look-alike/ }).first();
  await first.click();
  const pane = page.getByRole('complementary');
  await expect(pane.getByRole('heading', { name: 'Looks like' })).toBeVisible();
  await pane.getByText(/^score 0\.9/).click();
  await expect(pane.getByRole('table', { name: /^Comparison with/ })).toContainText(/same name/);
  await expectAccessible(page, 'a look-alike');
  await takePicture(page, 'look-alike');
  await pane.getByRole('button', { name: /^Link to this one/ }).click();
  await expect(pane.getByText('linked by you')).toBeVisible();
  await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(6);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: '4 look alike' }).click();

  // The next one by keyboard and search, as for somebody whom nothing was suggested for.
  await page
    .getByRole('row', { name: /^Create in MYOB.*1 look-alike/ })
    .first()
    .click();
  await pane.getByRole('button', { name: 'Link to a customer in MYOB …' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio').first()).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Find in MYOB' }).focus();
  await page.keyboard.type('family@example.com');
  await expect(dialog.getByRole('radio', { name: /family@example\.com/ })).toHaveCount(1);
  await expect(dialog.getByRole('radio')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(dialog.getByText(/^Mind: another/)).toBeVisible();
  await expectAccessible(page, 'choosing a partner');
  await takePicture(page, 'link-dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await pane.getByRole('button', { name: /^Link to this one/ }).click();
  await expect(page.getByRole('button', { name: '2 look alike' })).toBeVisible();
  await expect(pane.getByText('linked by you')).toBeVisible();

  // Taken back, it stands for itself again.
  await pane.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: '4 look alike' })).toBeVisible();

  // A location goes on without a partner, and a link that a rule made long ago is ended; nothing is deleted by that.
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /equal$/ }).click();
  await page
    .getByRole('row', { name: /^Equal, .*[2-9] locations/ })
    .first()
    .click();
  await pane
    .getByRole('button', { name: /^Belongs to …: (?!MAIN)/ })
    .first()
    .click();
  await expect(dialog.getByRole('radio', { name: /It has no partner/ })).toBeVisible();
  await expectAccessible(page, 'where a location belongs');
  await takePicture(page, 'location-dialog');
  await dialog.getByRole('radio', { name: /It has no partner/ }).press('Space');
  await dialog.getByRole('button', { name: 'Use this' }).click();
  await expect(pane.getByText('No partner').first()).toBeVisible();

  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /equal$/ }).click();

  await page
    .getByRole('row', { name: /^Equal, / })
    .first()
    .click();
  await pane.getByRole('button', { name: 'Unlink' }).click();
  await expect(pane.getByText(/The link ends\. Both customers stay/)).toBeVisible();

  await page.getByRole('button', { name: /^Commit \d+ changes/ }).click();
  await expect(page.getByRole('heading', { name: /^All done/ })).toBeVisible({ timeout: 60_000 });

  await step(page, 'Preview').click();
  await page
    .getByRole('button', { name: /^Check (again|what changed|what is left)/ })
    .first()
    .click();
  await expect(page.getByText(/^Read just now/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '0 to write' })).toBeVisible();
  await page.getByRole('button', { name: /skipped$/ }).click();
  await expect(page.getByRole('row', { name: /^Skipped/ })).toHaveCount(3);
});
