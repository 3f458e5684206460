import { touch, type Box } from '../map/place-blocks.ts';

/** A name on the screen. */
export interface NameBox extends Box {
  slot: number;
}

/** Whether two of different slots share some of the screen. */
export function boxesTouch(a: NameBox, b: NameBox): boolean {
  return a.slot !== b.slot && touch(a, b);
}

/** Slots of the names that have room: of two that would touch, the one that comes first. */
export function roomForNames(boxes: readonly NameBox[]): number[] {
  const taken: NameBox[] = [];
  for (const box of boxes) {
    if (!taken.some((other) => boxesTouch(other, box))) taken.push(box);
  }
  return taken.map((box) => box.slot);
}
