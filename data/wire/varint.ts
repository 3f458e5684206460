/**
 * Numbers as variable-length bytes: seven bits a byte, low bits first, the high bit set on all but the
 * last (LEB128, as in DWARF and protobuf). Signed numbers are folded first (0 −1 1 −2 2 … → 0 1 2 3 4 …).
 * Exact for integers up to 2^53.
 */
export interface ByteWriter {
  varint: (value: number) => void;
  signed: (value: number) => void;
  byte: (value: number) => void;
  /** Strings as one column: how long each is, then all their UTF-16 units. */
  texts: (values: readonly string[]) => void;
  /** Bytes so far. */
  length: () => number;
  finish: () => Uint8Array;
}

export function createWriter(capacity = 1 << 16): ByteWriter {
  let bytes = new Uint8Array(capacity);
  let length = 0;
  const room = (): void => {
    if (length + 10 <= bytes.length) return;
    const grown = new Uint8Array(bytes.length * 2);
    grown.set(bytes);
    bytes = grown;
  };
  const varint = (value: number): void => {
    room();
    let rest = value;
    while (rest >= 128) {
      bytes[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[length++] = rest;
  };
  return {
    varint,
    signed: (value) => varint(value < 0 ? -2 * value - 1 : 2 * value),
    byte: (value) => {
      room();
      bytes[length++] = value;
    },
    texts: (values) => {
      for (const text of values) varint(text.length);
      for (const text of values) {
        for (let i = 0; i < text.length; i++) varint(text.charCodeAt(i));
      }
    },
    length: () => length,
    finish: () => bytes.slice(0, length),
  };
}

/** Bytes and where reading stands in them: a plain value, so that hot loops can read in place. */
export interface ByteReader {
  bytes: Uint8Array;
  at: number;
}

/** Next unsigned number. Throws RangeError at the end of the bytes. */
export function readVarint(reader: ByteReader): number {
  const { bytes } = reader;
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[reader.at++];
    if (byte === undefined) throw new RangeError('packed bytes end too early');
    if (byte < 128) return value + byte * scale;
    value += (byte - 128) * scale;
    scale *= 128;
  }
}

/** Next signed number. */
export function readSigned(reader: ByteReader): number {
  const folded = readVarint(reader);
  return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
}

/** The next `count` strings of a column. */
export function readTexts(reader: ByteReader, count: number): string[] {
  const lengths = new Uint32Array(count);
  for (let i = 0; i < count; i++) lengths[i] = readVarint(reader);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const units: number[] = [];
    for (let n = lengths[i]!; n > 0; n--) units.push(readVarint(reader));
    texts.push(units.length === 0 ? '' : String.fromCharCode(...units));
  }
  return texts;
}

/** A column of bytes, in place. */
export function readBytes(reader: ByteReader, count: number): Uint8Array {
  if (reader.at + count > reader.bytes.length) throw new RangeError('packed bytes end too early');
  const column = reader.bytes.slice(reader.at, reader.at + count);
  reader.at += count;
  return column;
}

/** A column of rising numbers, each written as its distance from the one before. */
export function readRising(reader: ByteReader, count: number): Uint32Array {
  const { bytes } = reader;
  let { at } = reader;
  const column = new Uint32Array(count);
  let value = 0;
  for (let i = 0; i < count; i++) {
    const byte = bytes[at]!;
    if (byte < 128) {
      at++;
      value += (byte >>> 1) ^ -(byte & 1);
    } else {
      reader.at = at;
      value += readSigned(reader);
      at = reader.at;
    }
    column[i] = value;
  }
  if (at > bytes.length) throw new RangeError('packed bytes end too early');
  reader.at = at;
  return column;
}

/** Four letters that say what the bytes are; anything else is refused, so that an old screen never draws new bytes. */
export function writeMagic(writer: ByteWriter, magic: string): void {
  for (let i = 0; i < 4; i++) writer.byte(magic.charCodeAt(i));
}

/** Throws RangeError where the bytes are not of this kind. */
export function expectMagic(bytes: Uint8Array, magic: string): ByteReader {
  for (let i = 0; i < 4; i++) {
    if (bytes[i] !== magic.charCodeAt(i)) throw new RangeError(`not packed bytes of ${magic}`);
  }
  return { bytes, at: 4 };
}
