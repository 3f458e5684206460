import type { Page } from 'playwright-core';

/** What a finger hits for sure, px (look: hit area ≥ 44 px on touch). */
const LEAST_PX = 44;

/** Every control in sight that is smaller than a finger, a line each. Half a pixel is what rounding leaves. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, [role=switch], [role=option], [role=treeitem]',
    );
    return [...controls].flatMap((control) => {
      const { height, top, bottom, left, right } = control.getBoundingClientRect();
      // Beyond the side of the page nothing is hit; what lies below is scrolled to.
      const width = Math.min(right, window.innerWidth) - Math.max(left, 0);
      const isInSight =
        control.checkVisibility({ visibilityProperty: true }) &&
        Math.min(bottom, window.innerHeight) > Math.max(top, 0) &&
        width > 0;
      if (!isInSight || (width > least - 0.5 && height > least - 0.5)) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent;
      return [`${name} ${Math.round(width)} × ${Math.round(height)}`];
    });
  }, LEAST_PX);
}
