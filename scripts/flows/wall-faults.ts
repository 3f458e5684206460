import type { Page } from 'playwright-core';

/** What is wrong with the words on a wall; all empty when nothing is. */
export interface WallFaults {
  /** Words beyond the part of the wall that they belong to, or cut off without a sign. */
  outside: string[];
  /** Words on other words. */
  overlapping: string[];
  /** Words across a seam. */
  acrossSeams: string[];
  /** Words that end in an ellipsis though they are no name. */
  shortened: string[];
  /** Text too small for the farthest seat, design px. */
  small: string[];
}

/** Names may be longer than any wall: they end in an ellipsis. */
const MAY_BE_SHORTENED = 'h1, strong, .place, .says';

/** Reads the box of each piece of text on the wall. @param seams between how many panels, px lines are worked out */
export function wallFaults(
  page: Page,
  seams: { columns: number; rows: number } = { columns: 1, rows: 1 },
): Promise<WallFaults> {
  return page.evaluate(
    ({ columns, rows, mayBeShortened }) => {
      const wall = document.querySelector<HTMLElement>('.wall')!;
      const k = Number(getComputedStyle(wall).getPropertyValue('--k'));
      const { left: x0, top: y0 } = wall.getBoundingClientRect();
      const [width, height] = [window.innerWidth, window.innerHeight];
      const found: WallFaults = {
        outside: [],
        overlapping: [],
        acrossSeams: [],
        shortened: [],
        small: [],
      };
      interface Words {
        text: string;
        left: number;
        top: number;
        right: number;
        bottom: number;
      }
      const all: Words[] = [];
      // The line box of a letter is higher than its ink.
      const ink = ({ top, bottom }: Words): [number, number] => {
        const rest = 0.16 * (bottom - top);
        return [top + rest, bottom - rest];
      };
      const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const of = node.parentElement!;
        const text = node.textContent!.trim();
        if (text === '' || of.closest('.maplibregl-map')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.width === 0 || of.getClientRects().length === 0) continue;
        const style = getComputedStyle(of);
        // Whose data it is, is read from near.
        if (Number.parseFloat(style.fontSize) < 21.9 * k && !of.closest('.wall-credit')) found.small.push(text); // prettier-ignore
        // Without the shift against burn-in.
        const words = { text, left: box.left - x0, right: box.right - x0, top: box.top - y0, bottom: box.bottom - y0 }; // prettier-ignore
        const clipping = of.closest<HTMLElement>(mayBeShortened);
        if (clipping && getComputedStyle(clipping).textOverflow === 'ellipsis') {
          const shown = clipping.getBoundingClientRect();
          words.right = Math.min(words.right, shown.right - x0);
          words.bottom = Math.min(words.bottom, shown.bottom - y0);
        } else if (of.scrollWidth > of.clientWidth + 1 && style.overflowX !== 'visible')
          found.shortened.push(text);
        all.push(words);
        const region = of
          .closest(
            '.wall-bar, .wall-map, .wall-ticker, .wall-figures div, .wall-incidents li, .wall-alarms',
          )
          ?.getBoundingClientRect();
        const within = region
          ? { left: region.left - x0, right: region.right - x0, top: region.top - y0, bottom: region.bottom - y0 } // prettier-ignore
          : { left: 0, top: 0, right: width, bottom: height };
        if (
          words.left < within.left - 1 ||
          words.right > within.right + 1 ||
          ink(words)[0] < within.top - 1 ||
          ink(words)[1] > within.bottom + 1 ||
          words.right > width + 1 ||
          ink(words)[1] > height + 1
        )
          found.outside.push(text);
      }
      all.forEach((a, i) => {
        const [aTop, aBottom] = ink(a);
        for (const b of all.slice(i + 1)) {
          const [bTop, bBottom] = ink(b);
          if (a.left < b.right - 1 && b.left < a.right - 1 && aTop < bBottom && bTop < aBottom)
            found.overlapping.push(`${a.text} | ${b.text}`);
        }
        for (let c = 1; c < columns; c++) {
          const seam = (c * width) / columns;
          if (a.left < seam && a.right > seam) found.acrossSeams.push(a.text);
        }
        for (let r = 1; r < rows; r++) {
          const seam = (r * height) / rows;
          if (aTop < seam && aBottom > seam) found.acrossSeams.push(a.text);
        }
      });
      return found;
    },
    { ...seams, mayBeShortened: MAY_BE_SHORTENED },
  );
}
