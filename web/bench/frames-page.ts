import type { Incident } from '#data/incidents/incident.ts';
import type { Unit } from '#data/units/unit.ts';
import type { District } from '#data/wire/messages.ts';

/** Ways of drawing a city. */
export type Way = 'capped' | 'uncapped' | 'plain' | 'leaflet';

/** What the page asks for at /facts.json, beside the packed nouns. */
export interface FrameFacts {
  district: District;
  units: Unit[];
  incidents: Incident[];
}

/** What the page lets the bench do, as `framesPage` of its window. */
export interface FramesPage {
  /** Gets everything as the product does, and draws it; answers when it has settled with what was left out. */
  prepare: (way: Way, movers: number) => Promise<string>;
  /** From end to end in a few steps: programs are linked and tiles cut at the first look, which is no frame's fault. */
  warm: () => Promise<void>;
  /**
   * Goes along the path, a step a frame and news each second, in as many steps as fit `budgetMs` by what
   * the first ones took, but `least` to `most`. Answers with the time between frames, ms. `finishes`: each
   * is drawn before the next is begun, for in software a browser lets many queue up.
   */
  walk: (least: number, most: number, budgetMs: number, finishes: boolean) => Promise<number[]>;
  /** News for all that moves, so many times, a frame after each; the camera stands where nothing glides. */
  ticks: (count: number) => Promise<void>;
}
