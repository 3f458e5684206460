/** About how wide a text is set, in ems: a hanzi is one, other letters are little more than half. */
export function widthInEms(text: string): number {
  let ems = 0;
  for (const letter of text) ems += letter.codePointAt(0)! >= 0x2e80 ? 1 : 0.56;
  return ems;
}
