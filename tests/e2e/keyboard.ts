/** The app by keyboard alone, as somebody uses it who has no mouse. */
import { expect, type Locator, type Page } from '@playwright/test';

/** What an open list hides from everybody has no focus, and is not waited for. */
const isFocused = (target: Locator): Promise<boolean> =>
  target
    .evaluate((element) => element === document.activeElement, undefined, { timeout: 300 })
    .catch(() => false);

/** Presses Tab until the target has the focus: what cannot be reached so is an error. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key never comes to ${String(target)}.`);
}

export async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Goes down an open list or menu to the entry and takes it. The focus comes into it a moment after it has opened. */
async function takeEntry(page: Page, entries: Locator, wanted: Locator): Promise<void> {
  const focused = () => entries.evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement));
  await expect.poll(focused).toBeGreaterThanOrEqual(0);
  for (let presses = 0; presses < 30 && !(await isFocused(wanted)); presses++) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(wanted).toBeHidden();
}

/** Of a short list that opens at its button. */
export async function pickFrom(page: Page, button: Locator, option: string): Promise<void> {
  await pressOn(page, button);
  const options = page.getByRole('option');
  await takeEntry(page, options, page.getByRole('option', { name: option, exact: true }));
}

/** Of the menu that opens at its button. */
export async function chooseFromMenu(page: Page, button: Locator, entry: string): Promise<void> {
  await pressOn(page, button);
  const items = page.getByRole('menuitem');
  await takeEntry(page, items, page.getByRole('menuitem', { name: entry, exact: true }));
}

/** Of choices that are all in sight: Tab comes to the group, arrows go through it. */
export async function chooseRadio(page: Page, group: Locator, name: RegExp): Promise<void> {
  const radios = group.getByRole('radio');
  for (let presses = 0; presses < 120; presses++) {
    const isInside = await group.evaluate((element) => element.contains(document.activeElement));
    if (isInside) break;
    await page.keyboard.press('Tab');
  }
  const wanted = group.getByRole('radio', { name });
  for (let presses = 0; presses < (await radios.count()) && !(await wanted.isChecked()); presses++) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeChecked();
}
