import { describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import type { Scene } from '../map/scene.ts';
import { worldPx } from '../map/world-px.ts';

import { createSymbolSpread, spreadDiscs, type Disc } from './spread-symbols.ts';
import { roomAcross, symbolSize, WITH_CASING } from './symbol-place.ts';

const disc = (x: number, y: number, rank = 4, r = 10): Disc => ({ x, y, r, rank });
const gap = (a: Disc, b: Disc): number => Math.hypot(a.x - b.x, a.y - b.y) - a.r - b.r;

it('moves two of a rank apart by the same way each, until they touch', () => {
  const [a, b] = [disc(0, 0), disc(12, 0)];
  spreadDiscs([a, b]);
  expect(gap(a, b)).toBeCloseTo(0, 5);
  expect([a.x, b.x]).toEqual([-4, 16]);
});

it('lets the graver one stay, and leaves alone what touches nothing', () => {
  const [grave, quiet, far] = [disc(0, 0, 1), disc(0, 5, 4), disc(90, 0)];
  spreadDiscs([quiet, far, grave]);
  expect(grave).toEqual(disc(0, 0, 1));
  expect(far).toEqual(disc(90, 0));
  expect(quiet.y).toBeCloseTo(20, 5);
});

it('parts two at the very same place, always in the same way', () => {
  const ends = [0, 1].map(() => {
    const both = [disc(5, 5), disc(5, 5)] as const;
    spreadDiscs(both);
    expect(gap(...both)).toBeCloseTo(0, 5);
    return both;
  });
  expect(ends[0]).toEqual(ends[1]);
});

it('leaves none overlapping among five, and none farther from its place than it is wide', () => {
  const five = [disc(0, 0), disc(3, 1), disc(-4, 2), disc(1, -5), disc(0, 6)];
  const homes = five.map(({ x, y }) => [x, y] as const);
  spreadDiscs(five);
  five.forEach((a, i) => {
    for (const b of five.slice(i + 1)) expect(gap(a, b)).toBeGreaterThan(-0.7);
    expect(Math.hypot(a.x - homes[i]![0], a.y - homes[i]![1])).toBeLessThanOrEqual(20.001);
  });
});

describe('where symbols stand', () => {
  const scene = { screen: 'watch', scale: 1, seams: null } as Scene;
  const NONE = new Set<string>();
  const HERE: [number, number] = [118.8, 32];
  const incident = (id: string, severity: number, at: [number, number] | null = HERE) => ({ id, severity, at }) as Incident; // prettier-ignore
  const heldBy = (...incidents: Incident[]) => new Map(incidents.map((one) => [one.id, one]));
  const apart = (
    a: readonly [number, number],
    b: readonly [number, number],
    zoom: number,
  ): number => {
    const [[x, y], [p, q]] = [worldPx(a, zoom), worldPx(b, zoom)];
    return Math.hypot(x - p, y - q);
  };

  it('parts symbols at one place: the graver one is not moved, and who touches none is not in it', () => {
    const far = incident('far', 2, [118.9, 32]);
    const nowhere = incident('nowhere', 1, null);
    const all = heldBy(incident('quiet', 4), incident('grave', 1), far, nowhere);
    const places = createSymbolSpread().at(all, null, NONE, 15, 15, scene);
    expect([...places.keys()]).toEqual(['quiet']);
    // Half of each, so that they touch.
    const [most, least] = [symbolSize(1, 15, scene), symbolSize(4, 15, scene)];
    expect(apart(places.get('quiet')!, HERE, 15)).toBeCloseTo(
      (WITH_CASING * (most + least)) / 2,
      3,
    );
  });

  it('clears the brackets of an alarm, which stays where it is among others of its severity', () => {
    const all = heldBy(incident('alarm', 1), incident('same', 1), incident('quiet', 4));
    const places = createSymbolSpread().at(all, null, new Set(['alarm']), 15, 15, scene);
    expect([...places.keys()].sort()).toEqual(['quiet', 'same']);
    const brackets = roomAcross(symbolSize(1, 15, scene), true) / 2;
    for (const [id, severity] of [
      ['same', 1],
      ['quiet', 4],
    ] as const)
      // prettier-ignore
      expect(apart(places.get(id)!, HERE, 15)).toBeGreaterThan(
        brackets + (WITH_CASING * symbolSize(severity, 15, scene)) / 2,
      );
  });

  it('keeps the alarms of a flood where they were reported, within half a symbol, on a desk and a wall', () => {
    const seventeen = Array.from({ length: 17 }, (_, i) =>
      incident(`alarm ${i}`, 1, [118.8 + 0.0004 * (i % 5), 32 + 0.0004 * Math.floor(i / 5)]),
    );
    for (const at of [scene, { ...scene, screen: 'wall', scale: 1.5 } as Scene]) {
      const ids = new Set(seventeen.map(({ id }) => id));
      const places = createSymbolSpread().at(heldBy(...seventeen), null, ids, 13, 13, at);
      expect(places.size).toBeGreaterThan(0);
      const half = (WITH_CASING * symbolSize(1, 13, at)) / 2;
      for (const { id, at: home } of seventeen)
        expect(apart(places.get(id) ?? home!, home!, 13)).toBeLessThanOrEqual(half + 1e-6);
    }
    // Of two at one place both symbols are seen whole.
    const two = heldBy(incident('a', 1), incident('b', 1));
    const both = createSymbolSpread().at(two, null, new Set(['a', 'b']), 13, 13, scene);
    expect(apart(both.get('a')!, both.get('b')!, 13)).toBeCloseTo(
      WITH_CASING * symbolSize(1, 13, scene),
      3,
    );
  });

  it('moves nobody aside for what is not drawn: dots far out, and all but a few of a layer that is off', () => {
    const all = heldBy(incident('quiet', 4), incident('grave', 1), incident('second', 1));
    const spread = createSymbolSpread();
    // Far out the quiet one is a dot, and dots are no symbols.
    expect([...spread.at(all, null, NONE, 12, 12, scene).keys()].sort()).toEqual([
      'grave',
      'second',
    ]);
    expect([...spread.at(all, new Set(['grave']), NONE, 12, 12, scene)]).toEqual([]);
    expect([...spread.at(all, new Set(['grave', 'quiet']), NONE, 12, 12, scene).keys()]).toEqual(['quiet']); // prettier-ignore
  });

  it('stays the same within half a zoom, by the zoom of the design, and is another for other incidents', () => {
    const all = heldBy(incident('a', 2), incident('b', 2));
    const spread = createSymbolSpread();
    const first = spread.at(all, null, NONE, 15, 15, scene);
    expect(spread.at(all, null, NONE, 15.4, 15.4, scene)).toBe(first);
    const next = spread.at(all, null, NONE, 15.5, 15.5, scene);
    expect(next).not.toBe(first);
    // The nearer one looks, the smaller a way on the ground parts them.
    expect(apart(next.get('a')!, HERE, 15)).toBeLessThan(apart(first.get('a')!, HERE, 15));
    expect(spread.at(heldBy(incident('a', 2)), null, NONE, 15.5, 15.5, scene).size).toBe(0);
    // A wall of twice the pixels parts them by as many px of its own.
    const wall = createSymbolSpread().at(all, null, NONE, 16, 15, { ...scene, scale: 2 });
    expect(apart(wall.get('a')!, HERE, 15)).toBeCloseTo(apart(first.get('a')!, HERE, 15), 5);
  });
});
