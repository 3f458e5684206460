import type { Position } from '#data/geo/geometry.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';
import { toLattice } from '#data/geo/lattice.ts';

import type { LinePart } from './border-lines.ts';

/** A wall goes on behind a gate: ends of lines so far apart are one way, metres. */
const GAP_M = 8;
/** A gap counts as so many times its length: what goes on without one is preferred. */
const GAP_COST = 3;
/** Side of a square of the index, metres. */
const SQUARE_M = 40;

/** A piece of the network between two of its places. */
export interface Link {
  to: number;
  lengthM: number;
  /** Number of the part it runs along; −1 over a gap. */
  part: number;
}

/** A place on a line: on which piece, and how far off it is from where it was asked. */
export interface Foot {
  at: Position;
  offM: number;
  part: number;
  ends: [number, number];
  /** Metres to each end. */
  endsM: [number, number];
}

/** Lines as a network: they meet where they share a vertex. Planar about the middle of it: for a district, not a province. */
export class LineNetwork {
  readonly parts: readonly LinePart[];
  readonly places: Position[] = [];
  readonly links: Link[][] = [];
  readonly #perLng: number;
  readonly #perLat: number;
  /** Pieces by square: the part, and the places at its ends. */
  readonly #pieces: [part: number, a: number, b: number][] = [];
  readonly #squares = new Map<number, number[]>();

  constructor(parts: readonly LinePart[]) {
    this.parts = parts;
    const lat = parts[Math.floor(parts.length / 2)]?.points[0]?.[1] ?? 0;
    ({ perLng: this.#perLng, perLat: this.#perLat } = metresPerDegree(lat));
    const numberOf = new Map<string, number>();
    const placeOf = (at: Position): number => {
      const key = `${toLattice(at[0])} ${toLattice(at[1])}`;
      let place = numberOf.get(key);
      if (place === undefined) {
        numberOf.set(key, (place = this.places.push(at) - 1));
        this.links.push([]);
      }
      return place;
    };
    parts.forEach(({ points }, part) => {
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [placeOf(points[i - 1]!), placeOf(points[i]!)];
        if (a === b) continue;
        this.#link(a, b, this.farM(points[i - 1]!, points[i]!), part);
        this.#index(part, a, b);
      }
    });
    this.#bridgeGaps();
  }

  farM(a: Position, b: Position): number {
    return Math.hypot((a[0] - b[0]) * this.#perLng, (a[1] - b[1]) * this.#perLat);
  }

  /** The places on lines nearest to one, of each line one, the nearest first. */
  near(at: Position, reachM: number): Foot[] {
    const [x, y] = [at[0] * this.#perLng, at[1] * this.#perLat];
    const best = new Map<number, Foot>();
    const row = (q: number): number => Math.floor(q / SQUARE_M);
    for (let i = row(x - reachM); i <= row(x + reachM); i++)
      for (let j = row(y - reachM); j <= row(y + reachM); j++)
        for (const number of this.#squares.get(key(i, j)) ?? []) {
          const [part, a, b] = this.#pieces[number]!;
          const foot = this.#footOn(at, part, a, b);
          const there = best.get(part);
          if (foot.offM <= reachM && (!there || foot.offM < there.offM)) best.set(part, foot);
        }
    return [...best.values()].sort((a, b) => a.offM - b.offM || a.part - b.part);
  }

  #footOn(at: Position, part: number, a: number, b: number): Foot {
    const [from, to] = [this.places[a]!, this.places[b]!];
    const [dx, dy] = [(to[0] - from[0]) * this.#perLng, (to[1] - from[1]) * this.#perLat];
    const along = (at[0] - from[0]) * this.#perLng * dx + (at[1] - from[1]) * this.#perLat * dy;
    const t = Math.max(0, Math.min(1, along / (dx * dx + dy * dy)));
    const foot: Position = t === 0 ? from : t === 1 ? to : [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]; // prettier-ignore
    return { at: foot, offM: this.farM(at, foot), part, ends: [a, b], endsM: [this.farM(foot, from), this.farM(foot, to)] }; // prettier-ignore
  }

  #link(a: number, b: number, lengthM: number, part: number): void {
    this.links[a]!.push({ to: b, lengthM, part });
    this.links[b]!.push({ to: a, lengthM, part });
  }

  #index(part: number, a: number, b: number): void {
    const number = this.#pieces.push([part, a, b]) - 1;
    const [from, to] = [this.places[a]!, this.places[b]!];
    const square = (q: number): number => Math.floor(q / SQUARE_M);
    const [x0, x1] = [from[0] * this.#perLng, to[0] * this.#perLng].sort((p, q) => p - q) as [number, number]; // prettier-ignore
    const [y0, y1] = [from[1] * this.#perLat, to[1] * this.#perLat].sort((p, q) => p - q) as [number, number]; // prettier-ignore
    for (let i = square(x0); i <= square(x1); i++)
      for (let j = square(y0); j <= square(y1); j++) {
        const list = this.#squares.get(key(i, j));
        if (list) list.push(number);
        else this.#squares.set(key(i, j), [number]);
      }
  }

  /** Ends that lead nowhere go on at the ends near them. */
  #bridgeGaps(): void {
    const ends = this.links.flatMap((links, place) => (links.length === 1 ? [place] : []));
    const squares = new Map<number, number[]>();
    const squareOf = ([lng, lat]: Position): [number, number] => [Math.floor((lng * this.#perLng) / GAP_M), Math.floor((lat * this.#perLat) / GAP_M)]; // prettier-ignore
    for (const place of ends) {
      const [i, j] = squareOf(this.places[place]!);
      for (let column = i - 1; column <= i + 1; column++)
        for (let line = j - 1; line <= j + 1; line++)
          for (const other of squares.get(key(column, line)) ?? []) {
            const farM = this.farM(this.places[place]!, this.places[other]!);
            if (farM <= GAP_M) this.#link(place, other, GAP_COST * farM, -1);
          }
      const list = squares.get(key(i, j));
      if (list) list.push(place);
      else squares.set(key(i, j), [place]);
    }
  }
}

const key = (i: number, j: number): number => i * 2 ** 24 + j;
