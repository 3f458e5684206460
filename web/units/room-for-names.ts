/** A name on the screen: its middle and its size, px. */
export interface NameBox {
  slot: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Whether two of different slots share some of the screen. */
export function boxesTouch(a: NameBox, b: NameBox): boolean {
  return (
    a.slot !== b.slot &&
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2
  );
}

/** Slots of the names that have room: of two that would touch, the one that comes first. */
export function roomForNames(boxes: readonly NameBox[]): number[] {
  const taken: NameBox[] = [];
  for (const box of boxes) {
    if (!taken.some((other) => boxesTouch(other, box))) taken.push(box);
  }
  return taken.map((box) => box.slot);
}
