import { describe, expect, test } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { FIRST_PLAN_AREA_ID } from '#data/plans/plan-act.ts';
import { planStateOf } from '#data/plans/plan-state.ts';

import { linePartsOf } from './border-lines.ts';
import type { Feature } from './feature.ts';
import { LineNetwork } from './line-network.ts';
import { traceLine } from './trace-line.ts';

/** 1,000 steps are about 9.5 m from west to east and 11.1 m from south to north. */
const at = (x: number, y: number): Position => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
const line = (id: number, kind: 'road' | 'wall', of: string, ...points: [number, number][]): Feature => ({ id, kind, class: of, name: null, nameEn: null, geometry: { type: 'LineString', coordinates: points.map(([x, y]) => at(x, y)) } }); // prettier-ignore
const networkOf = (...features: Feature[]): LineNetwork => new LineNetwork(linePartsOf(features));
/** As steps, and the features; or why not. */
const traced = (network: LineNetwork, from: [number, number], to: [number, number]): unknown => {
  const found = traceLine(network, at(...from), at(...to));
  if ('refused' in found) return found.refused;
  const steps = found.line.map(([lng, lat]) => [Math.round(lng * 1e7) - 1_188_000_000, Math.round(lat * 1e7) - 320_000_000]); // prettier-ignore
  return { steps: steps.join(' '), features: found.featureIds };
};

describe('a line is traced along features', () => {
  const street = line(1, 'road', 'minor', [0, 0], [10_000, 0], [20_000, 0], [20_000, 20_000]);
  const lane = line(2, 'road', 'lane', [10_000, 0], [10_000, 15_000], [30_000, 15_000]);

  test('with their vertices, from one road to another where they meet', () => {
    expect(traced(networkOf(street, lane), [2000, 500], [9500, 9000])).toEqual({ steps: '2000,0 10000,0 10000,9000', features: [1, 2] }); // prettier-ignore
    expect(traced(networkOf(street, lane), [9500, 9000], [2000, 500])).toEqual({ steps: '10000,9000 10000,0 2000,0', features: [2, 1] }); // prettier-ignore
  });

  test('between two places on one piece of it', () => {
    expect(traced(networkOf(street), [2000, 500], [7000, -500])).toEqual({ steps: '2000,0 7000,0', features: [1] }); // prettier-ignore
    expect(traced(networkOf(street), [2000, 500], [20_300, 3000])).toEqual({ steps: '2000,0 10000,0 20000,0 20000,3000', features: [1] }); // prettier-ignore
  });

  test('along the wall of a compound, over its gate', () => {
    const west = line(3, 'wall', 'compound', [4700, 0], [0, 0], [0, 9000]);
    const east = line(4, 'wall', 'compound', [5300, 0], [9000, 0], [9000, 9000]);
    expect(traced(networkOf(west, east), [-200, 4000], [9100, 4000])).toEqual({ steps: '0,4000 0,0 4700,0 5300,0 9000,0 9000,4000', features: [3, 4] }); // prettier-ignore
  });

  test('along the nearer bank of a water, the shorter way round', () => {
    const ring = [at(0, 0), at(20_000, 0), at(20_000, 5000), at(0, 5000), at(0, 0)];
    const lake: Feature = { id: 5, kind: 'water', class: 'lake', name: null, nameEn: null, geometry: { type: 'Polygon', coordinates: [ring] } }; // prettier-ignore
    expect(traced(networkOf(lake), [1000, 4900], [19_900, 3000])).toEqual({ steps: '1000,5000 20000,5000 20000,3000', features: [5] }); // prettier-ignore
  });

  test('or refused: nothing near, or nothing that leads there', () => {
    const apart = line(6, 'road', 'minor', [0, 40_000], [10_000, 40_000]);
    const path = line(7, 'road', 'path', [50_000, 0], [60_000, 0]);
    expect(traced(networkOf(street, apart), [2000, 6000], [7000, 0])).toBe('no-line-near');
    expect(traced(networkOf(street, apart), [2000, 0], [7000, 40_000])).toBe('no-line-between');
    expect(traced(networkOf(street, path), [50_000, 0], [59_000, 0])).toBe('no-line-near');
    expect(traced(networkOf(), [0, 0], [1, 1])).toBe('no-line-near');
    expect(traced(networkOf(street), [2000, 100], [2000, -100])).toBe('no-line-between');
  });

  test('and parts a cell, or bends a border', () => {
    const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: '', nameEn: null }); // prettier-ignore
    const state = planStateOf(coverageOf(gridFrom('AB', { step: 20_000 })), [area(100, null, 1), area(1, 100, 2), area(2, 100, 2)]); // prettier-ignore
    const road = line(8, 'road', 'minor', [-3000, 9000], [8000, 11_000], [20_000, 9000], [24_000, 16_000], [20_000, 19_000]); // prettier-ignore
    const network = networkOf(road);
    const cut = traceLine(network, at(-2000, 9300), at(21_000, 11_000));
    if ('refused' in cut) throw new Error(cut.refused);
    const split = editPlan(state, { verb: 'split', line: cut.line, cells: [1], firstId: FIRST_PLAN_AREA_ID }); // prettier-ignore
    expect(split).toMatchObject({ borders: { retired: [1], created: [{ id: FIRST_PLAN_AREA_ID }, { id: FIRST_PLAN_AREA_ID + 1 }] } }); // prettier-ignore
    const bend = traceLine(network, at(20_000, 9000), at(20_000, 19_000));
    if ('refused' in bend) throw new Error(bend.refused);
    const reshape = editPlan(state, { verb: 'reshape', between: [1, 2], line: bend.line, over: 'refuse' }); // prettier-ignore
    expect(reshape).toMatchObject({ borders: { reshaped: [1, 2] } });
    const corners = 'borders' in reshape ? reshape.borders!.patch.add.map(({ ax, bx }) => Math.max(ax, bx) + state.set.originX - 1_188_000_000) : []; // prettier-ignore
    expect(Math.max(...corners)).toBe(24_000);
  });
});
