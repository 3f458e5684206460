/** A name on the screen: its middle and its size, px. */
export interface NameBox {
  slot: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Slots of the names that have room: of two that would touch, the one that comes first. */
export function roomForNames(boxes: readonly NameBox[]): number[] {
  const taken: NameBox[] = [];
  for (const box of boxes) {
    const touches = taken.some(
      (other) =>
        Math.abs(other.x - box.x) < (other.width + box.width) / 2 &&
        Math.abs(other.y - box.y) < (other.height + box.height) / 2,
    );
    if (!touches) taken.push(box);
  }
  return taken.map((box) => box.slot);
}

/** About how wide a text is set, in ems: a hanzi is one, other letters are little more than half. */
export function widthInEms(text: string): number {
  let ems = 0;
  for (const letter of text) ems += letter.codePointAt(0)! >= 0x2e80 ? 1 : 0.56;
  return ems;
}
