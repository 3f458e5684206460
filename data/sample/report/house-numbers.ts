import type { Position } from '#data/geo/geometry.ts';

import { percent, type Measure } from './measure.ts';
import { flatten, lengthM, nearestOn, type Spot } from './plane.ts';
import type { Survey } from './survey.ts';

/** A door on a road: its number, how far along and on which side. */
interface Door {
  no: number;
  alongM: number;
  isLeft: boolean;
}
const GATE_M = 45;

/**
 * Whether every building has an address of its own, and numbers run along their road: even on one side and odd on the
 * other, rising from one end. Doors are houses with a number of their own, and gates of compounds that have one on
 * the road of their address.
 */
export function measureHouseNumbers({ sample }: Survey): Measure[] {
  const addresses = sample.buildings.flatMap(({ address }) => address ?? []);
  const missing = sample.buildings.length - addresses.length;
  const twice = addresses.length - new Set(addresses).size;

  const roads = chainRoads(sample.features);
  const doors = new Map<string, Door[]>();
  const stand = (road: string, no: number, at: Spot): void => {
    const line = roads.get(road);
    if (!line) return;
    const list = doors.get(road);
    const door = { no, ...placeOn(line, at) };
    if (list) list.push(door);
    else doors.set(road, [door]);
  };
  const gates = new Map<number, { road: string; no: number }>();
  for (const { address, compoundId, coordinates } of sample.buildings) {
    const own = /^(.+?)(\d+)号(.*)$/.exec(address ?? '');
    if (!own) continue;
    const [, road, no, rest] = own;
    if (rest === '') stand(road!, Number(no), middleOf(coordinates[0]![0]!));
    else if (compoundId !== null) gates.set(compoundId, { road: road!, no: Number(no) });
  }
  const compounds = new Map(sample.compounds.map(({ id, name }) => [name, id]));
  const spots = new Map<number, Spot[]>();
  for (const { kind, class: cls, name, geometry } of sample.features) {
    if (kind !== 'gate' || cls !== 'compound' || geometry.type !== 'Point') continue;
    const id = compounds.get(name!.replace(/[东南西北]+[一二三四五六七八九十]*门$/, ''));
    if (id !== undefined) spots.set(id, [...(spots.get(id) ?? []), flatten([geometry.coordinates])[0]!]); // prettier-ignore
  }
  for (const [id, { road, no }] of gates) {
    const line = roads.get(road);
    const near = (spots.get(id) ?? []).filter((at) => line && placeOn(line, at).offM < GATE_M);
    if (near.length === 1) stand(road, no, near[0]!);
  }

  let [inOrder, pairs, onSide, all] = [0, 0, 0, 0];
  for (const own of doors.values()) {
    const [left, right] = [own.filter((d) => d.isLeft), own.filter((d) => !d.isLeft)];
    const odd = left.filter((d) => d.no % 2 === 1).length + right.filter((d) => d.no % 2 === 0).length; // prettier-ignore
    all += own.length;
    onSide += Math.max(odd, own.length - odd);
    let [up, down] = [0, 0];
    for (const side of [left, right]) {
      side.sort((a, b) => a.alongM - b.alongM);
      for (let i = 1; i < side.length; i++) {
        if (side[i]!.no >= side[i - 1]!.no) up++;
        if (side[i]!.no <= side[i - 1]!.no) down++;
      }
      pairs += Math.max(0, side.length - 1);
    }
    inOrder += Math.max(up, down);
  }
  return [
    {
      name: 'buildings without an address of their own',
      asked: 'none',
      got: `${missing} without, ${twice} twice, of ${sample.buildings.length}`,
      met: missing === 0 && twice === 0,
    },
    {
      name: 'house numbers in order along their road; doors on the side of theirs',
      asked: '≥ 99 %; ≥ 99 %; on ≥ 40 roads',
      got: `${percent(inOrder / pairs)} of ${pairs}; ${percent(onSide / all)} of ${all}; on ${doors.size} roads`,
      met: inOrder / pairs >= 0.99 && onSide / all >= 0.99 && doors.size >= 40,
    },
  ];
}

function middleOf(ring: readonly Position[]): Spot {
  const corners = flatten(ring.slice(0, -1));
  return [
    corners.reduce((sum, [x]) => sum + x, 0) / corners.length,
    corners.reduce((sum, [, y]) => sum + y, 0) / corners.length,
  ];
}

/** Roads by name, each as one line: pieces in the order in which they touch. */
function chainRoads(features: Survey['sample']['features']): Map<string, Spot[]> {
  const pieces = new Map<string, Position[][]>();
  for (const { kind, name, geometry } of features)
    if (kind === 'road' && name !== null && geometry.type === 'LineString')
      pieces.set(name, [...(pieces.get(name) ?? []), geometry.coordinates]);
  return new Map([...pieces].map(([name, own]) => [name, flatten(chain(own))]));
}

function chain(lines: readonly Position[][]): Position[] {
  const rest = [...lines];
  const out = [...rest.shift()!];
  for (;;) {
    const [first, last] = [out[0]!.join(), out.at(-1)!.join()];
    const i = rest.findIndex((line) => [line[0]!.join(), line.at(-1)!.join()].some((end) => end === first || end === last)); // prettier-ignore
    if (i < 0) return out;
    const [next] = rest.splice(i, 1);
    const [begin, end] = [next![0]!.join(), next!.at(-1)!.join()];
    if (begin === last) out.push(...next!.slice(1));
    else if (end === last) out.push(...next!.toReversed().slice(1));
    else if (end === first) out.unshift(...next!.slice(0, -1));
    else out.unshift(...next!.toReversed().slice(0, -1));
  }
}

function placeOn(
  line: readonly Spot[],
  at: Spot,
): { alongM: number; offM: number; isLeft: boolean } {
  // prettier-ignore
  let best = { alongM: 0, offM: Infinity, isLeft: false };
  let fromM = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const on = nearestOn(a, b, at);
    const offM = lengthM({ a: on, b: at });
    if (offM < best.offM) {
      const isLeft = (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]) > 0;
      best = { alongM: fromM + lengthM({ a, b: on }), offM, isLeft };
    }
    fromM += lengthM({ a, b });
  }
  return best;
}
