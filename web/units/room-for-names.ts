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

/** About how wide a text is set, in ems: a hanzi is one, other letters are little more than half. */
export function widthInEms(text: string): number {
  let ems = 0;
  for (const letter of text) ems += letter.codePointAt(0)! >= 0x2e80 ? 1 : 0.56;
  return ems;
}
