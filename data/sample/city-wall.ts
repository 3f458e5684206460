import type { EdgeLines } from './edge-lines.ts';
import type { Point } from './ground.ts';
import { meetShare, partOfLine } from './offset.ts';
import { isRoad, lengthOf, type Roads } from './roads.ts';
import { wallLine } from './strip-lines.ts';

/** A gate in the old town's wall, metres, with its name. */
export interface CityGate {
  at: Point;
  name: string;
  nameEn: string;
}
export interface CityWall {
  /** Its middle between the gates. */
  lines: Point[][];
  gates: CityGate[];
}

const NAMES: [string, string][] = [['望江门', 'Wangjiang Gate'], ['迎春门', 'Yingchun Gate'], ['文昌门', 'Wenchang Gate'], ['来薰门', 'Laixun Gate'], ['拱辰门', 'Gongchen Gate'], ['安澜门', 'Anlan Gate'], ['永宁门', 'Yongning Gate'], ['靖远门', 'Jingyuan Gate'], ['归德门', 'Guide Gate'], ['仪凤门', 'Yifeng Gate']]; // prettier-ignore
const OPENING_M = { great: 26, small: 14 };

/** What is left of the old town's wall: a gate where each road passes. */
export function raiseWall(roads: Roads, lines: EdgeLines): CityWall | null {
  const strip = roads.strips.find(({ kind }) => kind === 'rampart');
  if (!strip) return null;
  const line = wallLine(strip, lines);
  const passes: { m: number; openM: number }[] = [];
  for (const vertex of strip.path)
    for (const to of roads.neighbours.get(vertex) ?? []) {
      if (strip.path.includes(to) || !isRoad(roads.wayOf(vertex, to))) continue;
      const m = placeWhereMet(line, lines.metres(vertex, to));
      const way = roads.wayOf(vertex, to);
      if (m !== null)
        passes.push({ m, openM: way === 'minor' ? OPENING_M.small : OPENING_M.great });
    }
  passes.sort((a, b) => a.m - b.m);
  const wall: CityWall = { lines: [], gates: [] };
  let from = 0;
  passes.forEach(({ m, openM }, i) => {
    const piece = partOfLine(line, from, m - openM / 2);
    if (piece.length > 1) wall.lines.push(piece);
    from = m + openM / 2;
    const [name, nameEn] = NAMES[i % NAMES.length]!;
    const [a, b] = partOfLine(line, m - 0.5, m + 0.5);
    wall.gates.push({ at: [(a![0] + b![0]) / 2, (a![1] + b![1]) / 2], name, nameEn });
  });
  const rest = partOfLine(line, from, lengthOf(line));
  if (rest.length > 1) wall.lines.push(rest);
  return wall;
}

/** How far along a line another first crosses it. */
function placeWhereMet(line: readonly Point[], other: readonly Point[]): number | null {
  let m = 0;
  for (let i = 1; i < line.length; i++) {
    const length = lengthOf([line[i - 1]!, line[i]!]);
    for (let k = 1; k < other.length; k++) {
      const share = meetShare(line[i - 1]!, line[i]!, other[k - 1]!, other[k]!);
      if (share !== null) return m + share * length;
    }
    m += length;
  }
  return null;
}
