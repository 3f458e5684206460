import { expect, it } from 'vitest';

import { createDraw } from '#data/sample/draw.ts';
import type { PackedFeatures } from '#data/wire/packed.ts';

import { buildStreetNetwork, createNearestNode, toMetres } from './street-network.ts';
import { createWalker, placeOf, walk } from './walker.ts';

/** Streets every 100 m, `lines` each way, sharing their crossings. */
function createGridOfStreets(lines: number): PackedFeatures {
  const [lng, lat] = [100 / (111_320 * Math.cos((32 * Math.PI) / 180)), 100 / 110_950];
  const parts: [number, number][][] = [];
  for (let i = 0; i < lines; i++) {
    const along = Array.from({ length: lines }, (_, j) => j);
    parts.push(along.map((j) => [118 + j * lng, 32 + i * lat]));
    parts.push(along.map((j) => [118 + i * lng, 32 + j * lat]));
  }
  const partStarts = new Uint32Array(parts.length + 1);
  parts.forEach((part, i) => (partStarts[i + 1] = partStarts[i]! + part.length));
  return {
    count: parts.length,
    ids: Uint32Array.from(parts, (_, i) => i + 1),
    kind: new Uint8Array(parts.length),
    class: new Uint8Array(parts.length),
    names: parts.map(() => ''),
    namesEn: parts.map(() => ''),
    geometry: new Uint8Array(parts.length).fill(1),
    positions: Float64Array.from(parts.flat(2)),
    partStarts,
    partFeature: Uint32Array.from(parts, (_, i) => i),
    partIsHole: new Uint8Array(parts.length),
  };
}

const network = buildStreetNetwork(createGridOfStreets(20))!;

it('streets that share a vertex meet', () => {
  expect(network.nodes.length / 2).toBe(400);
  expect(network.neighbours.length).toBe(2 * 2 * 20 * 19);
});

it('finds the nearest node, as looking at all of them does', () => {
  const nearest = createNearestNode(network);
  const draw = createDraw(3, 'walker');
  for (let i = 0; i < 300; i++) {
    const [east, north] = [draw() * 4000 - 1000, draw() * 4000 - 1000];
    const distance = (node: number): number =>
      Math.hypot(network.nodes[2 * node]! - east, network.nodes[2 * node + 1]! - north);
    const best = Math.min(...Array.from({ length: 400 }, (_, node) => distance(node)));
    expect(distance(nearest(east, north))).toBeCloseTo(best, 6);
  }
});

it('walks at 1 to 1.5 m/s, on streets, and stays near home', () => {
  const home: [number, number] = [1000, 1000];
  const walker = createWalker(
    network,
    createNearestNode(network)(...home),
    [750, 750, 1250, 1250],
    createDraw(7, 'walker'),
  );
  let before = toMetres(network, placeOf(network, walker).at);
  let moved = 0;
  for (let i = 0; i < 2000; i++) {
    walk(network, walker, 10);
    const place = placeOf(network, walker);
    const now = toMetres(network, place.at);
    const step = Math.hypot(now[0] - before[0], now[1] - before[1]);
    expect(step).toBeLessThanOrEqual(15.01);
    if (step > 9) moved++;
    const off = now.map((m) => Math.abs(m / 100 - Math.round(m / 100)) * 100);
    expect(Math.min(...off)).toBeLessThan(0.01);
    for (const m of now) expect(Math.abs(m - 1000)).toBeLessThan(250.01);
    if (place.speedMps > 0) expect(Math.round(place.headingDeg) % 90).toBe(0);
    before = now;
  }
  expect(moved).toBeGreaterThan(1000);
});

it('walks the same way with the same seed', () => {
  const run = (seed: number): [number, number] => {
    const walker = createWalker(network, 210, [500, 500, 1500, 1500], createDraw(seed, 'walker'));
    walk(network, walker, 3600);
    return placeOf(network, walker).at;
  };
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

it('has no network without roads', () => {
  expect(buildStreetNetwork(createGridOfStreets(0))).toBeNull();
});
