import { touch, type Box } from '../map/place-blocks.ts';

/** A name on the screen, where it may stand. */
export interface NameBox extends Box {
  slot: number;
  /** Its middle from the place that it names, px. */
  aside: [dx: number, dy: number];
}

/** Whether two of different slots share some of the screen. */
export function boxesTouch(a: Box & { slot: number }, b: Box & { slot: number }): boolean {
  return a.slot !== b.slot && touch(a, b);
}

/** Of each name the first of its places where it touches no name that came before; one that has no such place is left out. */
export function roomForNames(names: readonly (readonly NameBox[])[]): NameBox[] {
  const taken: NameBox[] = [];
  for (const places of names) {
    const clear = places.find((box) => !taken.some((other) => boxesTouch(other, box)));
    if (clear) taken.push(clear);
  }
  return taken;
}
