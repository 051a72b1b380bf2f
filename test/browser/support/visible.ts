import type { Locator } from 'playwright-core';

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
