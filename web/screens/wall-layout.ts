import type { RecentChange } from '../live/stores.ts';

/** Where things stand on a wall, in design px: a wall is designed at 1280×720 and every px is multiplied by k. Pure. */

export const TOP_PX = 56;
export const TICKER_PX = 48;
export const SIDE_PX = 330;
/** A figure with its name: they stand in two rows. */
export const FIGURE_PX = 86;
export const ROW_PX = 74;
export const LEGEND_ROW_PX = 35;
/** One message of the ticker is not read in less. */
const MESSAGE_PX = 560;
/** In less its number would take the room of its words. */
export const NUMBERED_FROM_PX = 720;
/** So far from a seam something ends that does not cross it: more than the shift against burn-in. */
export const BESIDE_SEAM_PX = 5;
/** Panels smaller than this are tiles of one surface: nothing that is worth reading would lie on one of them. */
const LEAST_PANEL = { width: 320, height: 120 } as const;

/**
 * How many px a design px is where the address does not say: as many as leave 1280×720, in quarters,
 * and 3 at most: what is larger is more panels of the same pitch, not finer ones, so that it shows
 * more and its text stays as large. The sizes are for a farthest seat of 8 m; `?k=` knows better.
 */
export function wallScale(width: number, height: number): number {
  const k = Math.floor(4 * Math.min(width / 1280, height / 720)) / 4;
  return Math.min(3, Math.max(0.25, k));
}

/** Where the panels of a video wall meet, design px: lines across which nothing shall lie. */
export interface SeamLines {
  x: readonly number[];
  y: readonly number[];
}

/** The lines between panels of the same size, on a wall of so many design px; none where nobody said that there are panels. */
export function seamLines(
  panels: { columns: number; rows: number } | undefined,
  width: number,
  height: number,
): SeamLines {
  const between = (count: number, size: number, least: number): number[] =>
    size / count < least
      ? []
      : Array.from({ length: count - 1 }, (_, i) => ((i + 1) * size) / count);
  return {
    x: between(panels?.columns ?? 1, width, LEAST_PANEL.width),
    y: between(panels?.rows ?? 1, height, LEAST_PANEL.height),
  };
}

/** The first place from `at` on where something so large lies across no seam. */
export function offSeams(at: number, size: number, seams: readonly number[]): number {
  for (const seam of seams)
    if (at < seam + BESIDE_SEAM_PX && at + size > seam - BESIDE_SEAM_PX) at = seam + BESIDE_SEAM_PX;
  return at;
}

/** Where each row of the figures begins, and where the list may. */
export function figureTops(seams: readonly number[]): { tops: [number, number]; end: number } {
  const first = offSeams(TOP_PX + 6, FIGURE_PX, seams);
  const second = offSeams(first + FIGURE_PX + 8, FIGURE_PX, seams);
  return { tops: [first, second], end: second + FIGURE_PX + 18 };
}

/** Where each of so many rows of the legend begins, the last at the foot of the map. */
export function legendTops(count: number, bottom: number, seams: readonly number[]): number[] {
  const tops: number[] = [];
  let below = bottom;
  for (let i = 0; i < count; i++) {
    const cut = [...seams].reverse().find((s) => s + BESIDE_SEAM_PX > below - LEGEND_ROW_PX && s - BESIDE_SEAM_PX < below); // prettier-ignore
    if (cut !== undefined) below = cut - BESIDE_SEAM_PX;
    below -= LEGEND_ROW_PX;
    tops.unshift(below);
  }
  return tops;
}

/**
 * As many rows of the list as there is room for from `top` to `bottom`, evenly spread; with seams each
 * panel's rows for themselves, so that none lies across one.
 */
export function listRows(
  top: number,
  bottom: number,
  seams: readonly number[],
): { top: number; height: number }[] {
  const rows: { top: number; height: number }[] = [];
  for (let from = top; from < bottom;) {
    const until = Math.min(bottom, seams.find((seam) => seam > from) ?? bottom);
    const count = Math.floor((until - from) / ROW_PX);
    const height = (until - from) / count;
    for (let i = 0; i < count; i++) rows.push({ top: from + i * height, height });
    from = until;
  }
  return rows;
}

/** Messages side by side in the ticker: as many as can be read, and as many on each panel, so that none crosses a seam. */
export function tickerColumns(width: number, seams: readonly number[]): number {
  const panels = seams.length + 1;
  return panels * Math.max(1, Math.floor(width / panels / MESSAGE_PX));
}

/**
 * How large a figure is set, design px: 50, less where it is too long for its half of the side, never smaller than
 * digits that matter are.
 */
export function figureSize(text: string): number {
  let ems = 0;
  for (const letter of text)
    ems += letter >= '\u2e80' ? 1 : letter === 'M' ? 0.82 : letter === ' ' ? 0.23 : /[,.]/.test(letter) ? 0.29 : 0.56; // prettier-ignore
  return Math.max(27, Math.min(50, Math.floor(132 / ems)));
}

/**
 * What is put before each piece of a row so that none lies across a seam: the pieces keep their order and distances,
 * one that would be cut goes on to the next panel and those after it with it. One wider than a panel stays.
 *
 * @param pieces where each begins and ends now
 */
export function pieceShifts(
  pieces: readonly { from: number; to: number }[],
  seams: readonly number[],
): number[] {
  // All panels are of one size.
  const room = (seams[0] ?? Number.POSITIVE_INFINITY) - 2 * BESIDE_SEAM_PX;
  let moved = 0;
  return pieces.map(({ from, to }) => {
    const fits = to - from <= room;
    const shift = fits ? offSeams(from + moved, to - from, seams) - from - moved : 0;
    moved += shift;
    return shift;
  });
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
