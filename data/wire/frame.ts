import { LATTICE_PER_DEGREE, toDegrees, toLattice } from '#data/geo/lattice.ts';

import type { Columns } from './columns.ts';

/*
 * A frame carries newest fixes, little-endian:
 *
 *   'JWF1' · u32 tick · f64 server time (ms since 1970) · u32 flags (1 = whole) · u32 slices    24 bytes
 *   slice: f64 earliest time of measurement · u32 records · u32 0                               16 bytes
 *   record: u32 unit · i32 lng · i32 lat (1e-7°) · u32 ms after the slice's time ·
 *           u16 speed (cm/s) · u8 heading (1.5°) · u8 accuracy (m)                              20 bytes
 *
 * A lng of -2³¹ is no place: of the unit, which is off duty, only the time when it was last seen is told.
 *
 * A slice means the same in whatever frame it stands: it is made once and joined into many.
 */
const MAGIC = 0x3146574a;
const HEADER_BYTES = 24;
const SLICE_BYTES = 16;
const RECORD_BYTES = 20;
const SPAN_MS = 0xffff_ffff;
const SPEED_UNKNOWN = 0xffff;
const BYTE_UNKNOWN = 0xff;
const NO_PLACE = -(2 ** 31);
const HEADING_STEP_DEG = 1.5;

/** What stands before the slices of a frame. */
export interface FrameHead {
  /** Counts the server's ticks; only for telling frames apart. */
  tick: number;
  /** The server's clock, ms since 1970. */
  serverMs: number;
  /** True: all that the screen may know is in here, and units not in it are to be forgotten. */
  whole: boolean;
}

/** What a frame did to the columns. */
export interface AppliedFrame extends FrameHead {
  /** Records read. */
  changed: number;
}

/**
 * Records of the given slots as a slice, or as several where their times lie more than 49 days apart.
 * `slots` may be any order.
 */
export function encodeSlice(columns: Columns, slots: Uint32Array): Uint8Array {
  const { length } = slots;
  if (length === 0) return new Uint8Array(0);
  const { earliest, latest } = timesOf(columns, slots);
  if (latest - earliest > SPAN_MS) {
    const isLate = (slot: number): boolean => columns.measuredAt[slot]! - earliest > SPAN_MS;
    return concat([
      encodeSlice(
        columns,
        slots.filter((slot) => !isLate(slot)),
      ),
      encodeSlice(columns, slots.filter(isLate)),
    ]);
  }
  const bytes = new Uint8Array(SLICE_BYTES + RECORD_BYTES * length);
  const view = new DataView(bytes.buffer);
  writeSliceHead(view, 0, earliest, length);
  for (let i = 0, at = SLICE_BYTES; i < length; i++, at += RECORD_BYTES)
    writeRecord(columns, slots[i]!, earliest, view, at);
  return bytes;
}

/**
 * Many slices at once: slots[i] goes into the slice of number groups[i], below `count`. Slots are read in
 * their order and written where they belong, which is several times quicker than slice after slice.
 */
export function encodeSlices(
  columns: Columns,
  slots: Uint32Array,
  groups: Int32Array,
  count: number,
): Uint8Array[] {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < slots.length; i++) starts[groups[i]! + 1]!++;
  const { earliest, latest } = timesOf(columns, slots);
  if (latest - earliest > SPAN_MS) {
    const members: number[][] = Array.from({ length: count }, () => []);
    slots.forEach((slot, i) => members[groups[i]!]!.push(slot));
    return members.map((slice) => encodeSlice(columns, Uint32Array.from(slice)));
  }
  const bytes = new Uint8Array(SLICE_BYTES * count + RECORD_BYTES * slots.length);
  const view = new DataView(bytes.buffer);
  const next = new Uint32Array(count);
  const slices: Uint8Array[] = [];
  let at = 0;
  for (let group = 0; group < count; group++) {
    const records = starts[group + 1]!;
    const end = records === 0 ? at : at + SLICE_BYTES + RECORD_BYTES * records;
    slices.push(bytes.subarray(at, end));
    if (records > 0) writeSliceHead(view, at, earliest, records);
    next[group] = at + SLICE_BYTES;
    at = end;
  }
  for (let i = 0; i < slots.length; i++) {
    const group = groups[i]!;
    writeRecord(columns, slots[i]!, earliest, view, next[group]!);
    next[group]! += RECORD_BYTES;
  }
  return slices;
}

function writeSliceHead(view: DataView, at: number, earliest: number, records: number): void {
  view.setFloat64(at, earliest, true);
  view.setUint32(at + 8, records, true);
}

function writeRecord(
  columns: Columns,
  slot: number,
  earliest: number,
  view: DataView,
  at: number,
): void {
  const speed = columns.speedMps[slot]!;
  const heading = columns.headingDeg[slot]!;
  const accuracy = columns.accuracyM[slot]!;
  const speedBits =
    speed >= 0 ? Math.min(SPEED_UNKNOWN - 1, Math.round(speed * 100)) : SPEED_UNKNOWN;
  const headingBits = heading >= 0 ? Math.round(heading / HEADING_STEP_DEG) % 240 : BYTE_UNKNOWN;
  const accuracyBits =
    accuracy >= 0 ? Math.min(BYTE_UNKNOWN - 1, Math.ceil(accuracy)) : BYTE_UNKNOWN;
  view.setUint32(at, columns.ids[slot]!, true);
  const lng = columns.positions[2 * slot]!;
  const placed = !Number.isNaN(lng);
  view.setInt32(at + 4, placed ? toLattice(lng) : NO_PLACE, true);
  view.setInt32(at + 8, placed ? toLattice(columns.positions[2 * slot + 1]!) : 0, true);
  view.setUint32(at + 12, columns.measuredAt[slot]! - earliest, true);
  view.setInt32(at + 16, speedBits | (headingBits << 16) | (accuracyBits << 24), true);
}

function timesOf(columns: Columns, slots: Uint32Array): { earliest: number; latest: number } {
  const { measuredAt } = columns;
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < slots.length; i++) {
    const at = measuredAt[slots[i]!]!;
    if (at < earliest) earliest = at;
    if (at > latest) latest = at;
  }
  return { earliest, latest };
}

/** A frame of slices that `encodeSlice` made. Empty ones are left out. */
export function joinSlices(head: FrameHead, slices: readonly Uint8Array[]): Uint8Array {
  let length = HEADER_BYTES;
  for (const slice of slices) length += slice.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, head.tick, true);
  view.setFloat64(8, head.serverMs, true);
  view.setUint32(16, head.whole ? 1 : 0, true);
  let at = HEADER_BYTES;
  let count = 0;
  for (const slice of slices) {
    bytes.set(slice, at);
    at += slice.length;
    if (slice.length > 0) count++;
  }
  view.setUint32(20, count, true);
  return bytes;
}

/** A frame of the given slots, or of all where none are given. */
export function encodeFrame(
  columns: Columns,
  head: FrameHead,
  slots?: readonly number[] | Uint32Array,
): Uint8Array {
  return joinSlices(head, [
    encodeSlice(columns, slots ? Uint32Array.from(slots) : allSlots(columns.count)),
  ]);
}

/** How many records of how many bytes a frame of `records` takes: for figures. */
export function frameBytes(records: number): number {
  return HEADER_BYTES + (records > 0 ? SLICE_BYTES : 0) + RECORD_BYTES * records;
}

/**
 * Take a frame into the columns: newest wins, units that are new get a slot, arrays grow as needed.
 * Nothing is touched when the bytes are bad: RangeError names the value.
 */
export function applyFrame(columns: Columns, bytes: Uint8Array): AppliedFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = checkFrame(view);
  const slots = slotsOf(columns);
  if (head.whole) forget(columns, slots, view);
  let changed = 0;
  for (let at = HEADER_BYTES; at < view.byteLength;) {
    const count = view.getUint32(at + 8, true);
    applySlice(columns, slots, view, at, count);
    at += SLICE_BYTES + RECORD_BYTES * count;
    changed += count;
  }
  columns.version++;
  return { ...head, changed };
}

function applySlice(
  columns: Columns,
  slots: Map<number, number>,
  view: DataView,
  from: number,
  count: number,
): void {
  const base = view.getFloat64(from, true);
  let { ids, positions, measuredAt, headingDeg, speedMps, accuracyM } = columns;
  let at = from + SLICE_BYTES;
  let next = 0;
  for (let i = 0; i < count; i++, at += RECORD_BYTES) {
    const id = view.getUint32(at, true);
    // A slice names units in the order of the sender's slots, and a screen has them in the same: no need to ask the map.
    let slot: number | undefined = ids[next] === id && next < columns.count ? next : slots.get(id);
    if (slot === undefined) {
      slot = columns.count++;
      if (slot === ids.length) {
        growColumns(columns, Math.max(64, 2 * slot));
        ({ ids, positions, measuredAt, headingDeg, speedMps, accuracyM } = columns);
      }
      ids[slot] = id;
      slots.set(id, slot);
    }
    next = slot + 1;
    const x = view.getInt32(at + 4, true);
    const placed = x !== NO_PLACE;
    positions[2 * slot] = placed ? toDegrees(x) : Number.NaN;
    positions[2 * slot + 1] = placed ? toDegrees(view.getInt32(at + 8, true)) : Number.NaN;
    measuredAt[slot] = base + view.getUint32(at + 12, true);
    const speed = view.getUint16(at + 16, true);
    speedMps[slot] = speed === SPEED_UNKNOWN ? Number.NaN : speed / 100;
    const heading = view.getUint8(at + 18);
    headingDeg[slot] = heading === BYTE_UNKNOWN ? Number.NaN : heading * HEADING_STEP_DEG;
    const accuracy = view.getUint8(at + 19);
    accuracyM[slot] = accuracy === BYTE_UNKNOWN ? Number.NaN : accuracy;
  }
}

/** Slot of a unit in columns that `applyFrame` fills, -1 when it has none. */
export function slotOf(columns: Columns, unitId: number): number {
  return slotsOf(columns).get(unitId) ?? -1;
}

/** Make room for `capacity` units; what is there stays. The arrays are new ones afterwards. */
export function growColumns(columns: Columns, capacity: number): void {
  if (capacity <= columns.ids.length) return;
  const grown = <A extends Float32Array | Float64Array | Uint32Array>(old: A, next: A): A => {
    next.set(old as never);
    return next;
  };
  columns.ids = grown(columns.ids, new Uint32Array(capacity));
  columns.positions = grown(columns.positions, new Float64Array(2 * capacity));
  columns.measuredAt = grown(columns.measuredAt, new Float64Array(capacity));
  columns.headingDeg = grown(columns.headingDeg, new Float32Array(capacity).fill(Number.NaN));
  columns.speedMps = grown(columns.speedMps, new Float32Array(capacity));
  columns.accuracyM = grown(columns.accuracyM, new Float32Array(capacity));
}

const slotMaps = new WeakMap<Columns, Map<number, number>>();

function slotsOf(columns: Columns): Map<number, number> {
  let slots = slotMaps.get(columns);
  // Columns that somebody filled or emptied by another way: their ids are the truth.
  if (!slots || slots.size !== columns.count) {
    slots = new Map();
    for (let slot = 0; slot < columns.count; slot++) slots.set(columns.ids[slot]!, slot);
    slotMaps.set(columns, slots);
  }
  return slots;
}

/** Drop the units that a whole frame does not name, by moving the last slot into the gap. */
function forget(columns: Columns, slots: Map<number, number>, view: DataView): void {
  const named = new Set<number>();
  for (let at = HEADER_BYTES; at < view.byteLength;) {
    const end = at + SLICE_BYTES + RECORD_BYTES * view.getUint32(at + 8, true);
    for (at += SLICE_BYTES; at < end; at += RECORD_BYTES) named.add(view.getUint32(at, true));
  }
  for (let slot = columns.count - 1; slot >= 0; slot--) {
    const id = columns.ids[slot]!;
    if (named.has(id)) continue;
    const last = --columns.count;
    slots.delete(id);
    if (slot === last) continue;
    columns.ids[slot] = columns.ids[last]!;
    columns.positions.copyWithin(2 * slot, 2 * last, 2 * last + 2);
    slots.set(columns.ids[slot]!, slot);
  }
}

function checkFrame(view: DataView): FrameHead {
  if (view.byteLength < HEADER_BYTES)
    throw new RangeError(`a frame of ${view.byteLength} bytes is shorter than its header`);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) throw new RangeError(`0x${magic.toString(16)} does not begin a frame`);
  const flags = view.getUint32(16, true);
  if (flags > 1) throw new RangeError(`${flags} are no flags of a frame`);
  const serverMs = view.getFloat64(8, true);
  if (!Number.isFinite(serverMs)) throw new RangeError(`${serverMs} is no server time`);
  let at = HEADER_BYTES;
  let slices = 0;
  while (at < view.byteLength) {
    if (view.byteLength - at < SLICE_BYTES)
      throw new RangeError(`${view.byteLength - at} bytes are too few for a slice`);
    const base = view.getFloat64(at, true);
    if (!Number.isFinite(base)) throw new RangeError(`${base} is no time of measurement`);
    const count = view.getUint32(at + 8, true);
    const end = at + SLICE_BYTES + RECORD_BYTES * count;
    if (end > view.byteLength)
      throw new RangeError(`a slice of ${count} records runs past the end of the frame`);
    for (at += SLICE_BYTES; at < end; at += RECORD_BYTES) {
      const lng = view.getInt32(at + 4, true);
      const lat = view.getInt32(at + 8, true);
      if (Math.abs(lng) > 180 * LATTICE_PER_DEGREE && lng !== NO_PLACE)
        throw new RangeError(`${lng} is no longitude`);
      if (Math.abs(lat) > 90 * LATTICE_PER_DEGREE) throw new RangeError(`${lat} is no latitude`);
    }
    slices++;
  }
  // A slice whose times lie far apart is several: the header counts what was joined, at least.
  const said = view.getUint32(20, true);
  if (slices < said) throw new RangeError(`${slices} slices where ${said} were said`);
  return { tick: view.getUint32(4, true), serverMs, whole: flags === 1 };
}

function allSlots(count: number): Uint32Array {
  const slots = new Uint32Array(count);
  for (let slot = 0; slot < count; slot++) slots[slot] = slot;
  return slots;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
