import { TOOL_KEYS, type ToolKey } from '../../web/plans/tools/tool.ts';

/** What the screens stand before when they are photographed. */
export const STATES = ['calm', 'selected', 'busy', 'stale', 'empty'] as const;
export type ShotState = (typeof STATES)[number];

type ShotScreen = 'watch' | 'wall' | 'patrol' | 'map' | 'plan';

/** One picture: a screen at a size, in a theme and a language, before a state. */
export interface Shot {
  /** Of its file, without the ending: `watch-busy-1920x1080-dark-zh-CN`. */
  name: string;
  screen: ShotScreen;
  state: ShotState;
  width: number;
  height: number;
  theme: 'dark' | 'light';
  language: 'zh-CN' | 'en';
  /** Of the map alone. */
  zoom?: number;
  /** In hand, with something begun where it draws. */
  tool?: ToolKey;
}

/** Where each screen is at home; a phone only where a screen is made for one. */
const SIZES: Record<Exclude<ShotScreen, 'map' | 'plan'>, readonly (readonly [number, number])[]> = {
  watch: [
    [1024, 768],
    [1920, 1080],
    [3840, 2160],
  ],
  wall: [
    [1920, 1080],
    [3840, 2160],
  ],
  patrol: [
    [390, 844],
    [1024, 768],
    [1920, 1080],
  ],
};
/** A plan with every tool at the first, with one at all. */
const PLAN_SIZES = [[1920, 1080], [1024, 768], [3840, 2160]] as const; // prettier-ignore
const ZOOMS = [9, 11, 13, 15, 17, 19];
const THEMES = ['dark', 'light'] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;

/** A wall has no pointer: nothing is ever selected on it. */
const can = (screen: ShotScreen, state: ShotState): boolean =>
  screen !== 'wall' || state !== 'selected';

/**
 * All pictures of the contact sheet, by state, so that each state is set up once: every screen × theme ×
 * language × size, and, while it is calm, the map alone at six zooms and a plan with each tool in hand.
 */
export function listShots(): Shot[] {
  const shots: Shot[] = [];
  for (const state of STATES)
    for (const theme of THEMES)
      for (const language of LANGUAGES) {
        for (const screen of ['watch', 'wall', 'patrol'] as const)
          for (const [width, height] of SIZES[screen])
            if (can(screen, state))
              shots.push({
                name: `${screen}-${state}-${width}x${height}-${theme}-${language}`,
                ...{ screen, state, width, height, theme, language },
              });
        if (state !== 'calm') continue;
        for (const tool of TOOL_KEYS)
          for (const [width, height] of tool === 'split' ? PLAN_SIZES : PLAN_SIZES.slice(0, 1))
            shots.push({
              name: `plan-${tool}-${width}x${height}-${theme}-${language}`,
              ...{ screen: 'plan', state, width, height, theme, language, tool },
            });
        for (const zoom of ZOOMS) {
          const size = { width: 1280, height: 800 };
          const name = `map-z${String(zoom).padStart(2, '0')}-${theme}-${language}`;
          shots.push({ name, screen: 'map', state, ...size, theme, language, zoom });
        }
      }
  return shots;
}

/**
 * Shots whose name holds every word.
 *
 * @throws RangeError where none does
 */
export function chooseShots(shots: readonly Shot[], words: readonly string[]): Shot[] {
  const chosen = shots.filter((shot) => words.every((word) => shot.name.includes(word)));
  if (chosen.length === 0) throw new RangeError(`no shot's name holds ${words.join(' and ')}`);
  return chosen;
}
