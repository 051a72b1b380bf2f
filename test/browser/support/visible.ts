import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';

/** What part of the window each of these fills, by its edges; throws for what is not drawn at all. */
async function edgesOf(
  locator: Locator,
): Promise<{ left: number; top: number; right: number; bottom: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`${String(locator)} is not drawn`);
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

/** Whether all of the first is to be seen inside the second, to half a pixel. */
export async function isInside(inner: Locator, outer: Locator): Promise<boolean> {
  const [small, large] = await Promise.all([edgesOf(inner), edgesOf(outer)]);
  return (
    small.left >= large.left - 0.5 &&
    small.top >= large.top - 0.5 &&
    small.right <= large.right + 0.5 &&
    small.bottom <= large.bottom + 0.5
  );
}

/** Whether all of it is inside the window. */
export async function isInWindow(locator: Locator): Promise<boolean> {
  const size = locator.page().viewportSize();
  if (size === null) throw new Error('the window has no fixed size');
  const { left, top, right, bottom } = await edgesOf(locator);
  return left >= 0 && top >= 0 && right <= size.width && bottom <= size.height;
}

/** Runs in the browser. */
const SIDEWAYS = `[...document.querySelectorAll('*')]
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const isCutOff = width > 0 && (left < -0.5 || right > innerWidth + 0.5);
    const canScroll = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    return isCutOff || (canScroll && element.scrollWidth > element.clientWidth);
  })
  .map(({ tagName, className }) => tagName + ' ' + className)`;

/** What of the page stands beyond the window's left or right edge, or would have to be scrolled sideways: each as its element and class. */
export async function notWithinTheSides(page: Page): Promise<readonly string[]> {
  return z.array(z.string()).parse(await page.evaluate(SIDEWAYS));
}
