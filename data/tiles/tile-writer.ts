/** Bytes of a protocol buffer, as far as vector tiles need it. */
export interface TileWriter {
  varint: (value: number) => void;
  bytes: (value: Uint8Array) => void;
  /** A field of bytes: its key, how many, and they. */
  field: (number: number, value: Uint8Array) => void;
  text: (number: number, value: string) => void;
  double: (value: number) => void;
  /** A feature of a layer: its id (null: none), tags, kind of geometry and commands. */
  feature: (id: number | null, tags: Uint8Array, kind: number, commands: Uint8Array) => void;
  clear: () => void;
  length: () => number;
  /** A copy of what is written. */
  finish: () => Uint8Array<ArrayBuffer>;
  /** What is written, valid until more is. */
  view: () => Uint8Array;
}

export const VARINT = 0;
export const DOUBLE = 1;
const BYTES = 2;
export const key = (field: number, wire: number): number => field * 8 + wire;

/** A text's UTF-8; a lone surrogate becomes U+FFFD. */
function utf8(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0)!;
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)); // prettier-ignore
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)); // prettier-ignore
  }
  return Uint8Array.from(out);
}

/** Bytes of a number as a varint. */
function sizeOf(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

export function createTileWriter(capacity = 1 << 12): TileWriter {
  let out = new Uint8Array(capacity);
  let length = 0;
  const room = (more: number): void => {
    if (length + more <= out.length) return;
    const grown = new Uint8Array(Math.max(out.length * 2, length + more));
    grown.set(out.subarray(0, length));
    out = grown;
  };
  const varint = (value: number): void => {
    room(10);
    let rest = value;
    // Beyond 32 bits by division, as far as a double is exact.
    while (rest > 0xffffffff) {
      out[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      out[length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    out[length++] = rest;
  };
  const bytes = (value: Uint8Array): void => {
    room(value.length);
    out.set(value, length);
    length += value.length;
  };
  const field = (number: number, value: Uint8Array): void => {
    varint(key(number, BYTES));
    varint(value.length);
    bytes(value);
  };
  return {
    varint,
    bytes,
    field,
    text: (number, value) => field(number, utf8(value)),
    double: (value) => {
      room(8);
      new DataView(out.buffer).setFloat64(length, value, true);
      length += 8;
    },
    feature: (id, tags, kind, commands) => {
      const head = id === null ? 0 : 1 + sizeOf(id);
      const size = head + 1 + sizeOf(tags.length) + tags.length + 2 + 1 + sizeOf(commands.length) + commands.length; // prettier-ignore
      varint(key(2, BYTES));
      varint(size);
      room(size);
      if (id !== null) {
        varint(key(1, VARINT));
        varint(id);
      }
      field(2, tags);
      varint(key(3, VARINT));
      varint(kind);
      field(4, commands);
    },
    clear: () => {
      length = 0;
    },
    length: () => length,
    finish: () => out.slice(0, length),
    view: () => out.subarray(0, length),
  };
}
