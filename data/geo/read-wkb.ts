import type { MultiPolygonCoordinates, Position } from './geometry.ts';

/** A ring of more corners than this is not read. */
const CORNERS_MAX = 2_000_000;

/**
 * A Polygon or MultiPolygon of well-known binary (OGC 06-103r4 §8, with the flags of EWKB), in either byte order; heights and
 * measures are left out.
 *
 * @returns null where it is another geometry, or none
 */
export function readWkbPolygons(bytes: Uint8Array): MultiPolygonCoordinates | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let isLittle = true;
  const u32 = (): number => {
    at += 4;
    return view.getUint32(at - 4, isLittle);
  };
  const f64 = (): number => {
    at += 8;
    return view.getFloat64(at - 8, isLittle);
  };
  /** So many items follow: no more than there are bytes for. */
  const count = (bytesEach: number): number => {
    const n = u32();
    if (n > CORNERS_MAX || n * bytesEach > view.byteLength - at) throw new RangeError('wkb ends early'); // prettier-ignore
    return n;
  };
  const head = (): { type: number; size: number } => {
    isLittle = view.getUint8(at++) === 1;
    const code = u32();
    if (code & 0x20000000) at += 4;
    const plain = code & 0x0fffffff;
    const zOrM = Math.floor(plain / 1000);
    const [hasZ, hasM] = [zOrM === 1 || zOrM === 3 || (code & 0x80000000) !== 0, zOrM >= 2 || (code & 0x40000000) !== 0]; // prettier-ignore
    return { type: plain % 1000, size: 2 + Number(hasZ) + Number(hasM) };
  };
  const polygon = (size: number): Position[][] =>
    Array.from({ length: count(4) }, () =>
      Array.from({ length: count(8 * size) }, (): Position => {
        const place: Position = [f64(), f64()];
        at += 8 * (size - 2);
        return place;
      }),
    );
  try {
    const { type, size } = head();
    if (type === 3) return [polygon(size)];
    if (type !== 6) return null;
    return Array.from({ length: count(5) }, () => {
      const part = head();
      if (part.type !== 3) throw new RangeError('no polygon');
      return polygon(part.size);
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
