/** A piece of a text that is matched as one: a Han character, a run of digits, a run of other letters. */
export interface Token {
  kind: 'han' | 'number' | 'word';
  /** In lower case and ordinary width. */
  text: string;
  /** Where it stands in the text as it was given, UTF-16 units. */
  from: number;
  to: number;
}

/** Of a longer text the rest is not looked at. */
export const TOKENS_MAX = 64;

const HAN = /\p{Script=Han}/u;
const LETTER = /\p{L}/u;
const DIGIT = /^[0-9]$/;

/**
 * Cut a text into tokens; signs and spaces part them and are none. Full-width letters and digits count as ordinary ones,
 * and an apostrophe within a word is not there (Xi'an is one word).
 */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let joined = false;
  for (const character of text) {
    const from = at;
    at += character.length;
    for (const sign of character.normalize('NFKC').toLowerCase()) {
      const kind = DIGIT.test(sign) ? 'number' : HAN.test(sign) ? 'han' : LETTER.test(sign) ? 'word' : null; // prettier-ignore
      if (kind === null) {
        if (sign !== "'" && sign !== '’') joined = false;
        continue;
      }
      const last = tokens.at(-1);
      if (joined && kind !== 'han' && last?.kind === kind) {
        last.text += sign;
        last.to = at;
      } else {
        if (tokens.length === TOKENS_MAX) return tokens;
        tokens.push({ kind, text: sign, from, to: at });
      }
      joined = true;
    }
  }
  return tokens;
}
