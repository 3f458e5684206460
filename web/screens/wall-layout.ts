import type { RecentChange } from '../live/stores.ts';

/** Where things stand on a wall, in design px: a wall is designed at 1280×720 and every px is multiplied by k. Pure. */

export const TOP_PX = 56;
export const TICKER_PX = 48;
export const FIGURES_PX = 204;
export const ROW_PX = 74;
/** Panels of a video wall meet every so many design px. */
const PANEL = { width: 640, height: 360 } as const;

/**
 * How many px a design px is where the address does not say: as many as leave 1280×720, in quarters,
 * and 3 at most: what is larger is more panels of the same pitch, not finer ones, so that it shows
 * more and its text stays as large. The sizes are for a farthest seat of 8 m; `?k=` knows better.
 */
export function wallScale(width: number, height: number): number {
  const k = Math.floor(4 * Math.min(width / 1280, height / 720)) / 4;
  return Math.min(3, Math.max(0.25, k));
}

/** Whether it is so large that it is made of panels, whose seams nothing shall cross. */
export function hasSeams(width: number, k: number): boolean {
  return width > 3840 && width / k >= 3 * PANEL.width;
}

/**
 * As many rows of the list as there is room for from `top` to `bottom`, evenly spread; with seams each
 * panel's rows for themselves, so that none lies across one.
 */
export function listRows(
  top: number,
  bottom: number,
  seams: boolean,
): { top: number; height: number }[] {
  const rows: { top: number; height: number }[] = [];
  for (let from = top; from < bottom;) {
    const seam = PANEL.height * (Math.floor(from / PANEL.height) + 1);
    const until = seams ? Math.min(seam, bottom) : bottom;
    const count = Math.floor((until - from) / ROW_PX);
    const height = (until - from) / count;
    for (let i = 0; i < count; i++) rows.push({ top: from + i * height, height });
    from = until;
  }
  return rows;
}

/** Messages side by side in the ticker: one a panel's width, so that none crosses a seam. */
export function tickerColumns(width: number): number {
  return Math.max(1, Math.floor(width / PANEL.width));
}

/** The recent changes that the ticker goes through, in pages of `columns`, the newest first; at most six pages. */
export function tickerPages(recent: readonly RecentChange[], columns: number): RecentChange[][] {
  const pages: RecentChange[][] = [];
  for (let at = 0; at < recent.length && pages.length < 6; at += columns)
    pages.push(recent.slice(at, at + columns));
  return pages;
}

const SHIFT_EACH_MS = 600_000;
const SHIFTS = [[0, 0], [2, 0], [2, 2], [0, 2], [-2, 2], [-2, 0], [-2, -2], [0, -2], [2, -2]] as const; // prettier-ignore

/** Against burn-in: by how many design px the whole picture is moved, another way every ten minutes. */
export function shiftAt(nowMs: number): readonly [x: number, y: number] {
  return SHIFTS[Math.floor(nowMs / SHIFT_EACH_MS) % SHIFTS.length]!;
}
