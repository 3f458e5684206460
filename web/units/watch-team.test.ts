import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Me } from '#data/accounts/account.ts';
import type { Unit } from '#data/units/unit.ts';
import { encodeFrame, applyFrame } from '#data/wire/frame.ts';
import { createColumns } from '#data/wire/columns.ts';

import { feedStore, unitColumns, unitStore } from '../live/stores.ts';
import { hereStore } from '../live/who-is-here.ts';

import { watchTeam, type Team } from './watch-team.ts';

const unit = (id: number, onDuty = true): Unit => ({ id, code: `u${id}`, kind: 'worker', name: `${id}`, personId: null, homeAreaId: null, onDuty }); // prettier-ignore
function setUnits(units: Unit[]): void {
  unitStore.setState((was) => ({
    byId: new Map(units.map((u) => [u.id, u])),
    version: was.version + 1,
  }));
}
/** Newest fixes as a frame brings them: ages in seconds by unit. */
function frame(ages: Record<number, number>): void {
  const c = createColumns(8);
  for (const [id, ageS] of Object.entries(ages)) {
    c.ids[c.count] = Number(id);
    c.positions.set([119, 32], 2 * c.count);
    c.measuredAt[c.count++] = Date.now() - 1000 * ageS;
  }
  applyFrame(unitColumns, encodeFrame(c, { tick: 1, serverMs: Date.now(), whole: true }));
}

/** A page that has just been opened. */
function forgetFrames(): void {
  frame({});
  unitColumns.version = 0;
}

describe('watching a team', () => {
  let heard: Team[] = [];
  let stop = (): void => undefined;
  const newest = (): Team => heard.at(-1)!;
  const order = (): number[] => newest().rows.map((row) => row.unit.id);
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    heard = [];
    setUnits([unit(1), unit(2), unit(3)]);
    frame({ 1: 10, 2: 20, 3: 30 });
    stop = watchTeam([], 'silence', (team) => heard.push(team));
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('tells ages each second and lets rows change places only now and then', () => {
    expect(order()).toEqual([3, 2, 1]);
    frame({ 1: 10, 2: 20, 3: 0 });
    vi.advanceTimersByTime(1_000);
    expect(order()).toEqual([3, 2, 1]);
    expect(newest().now - newest().rows[0]!.measuredAt!).toBe(1_000);
    vi.advanceTimersByTime(4_000);
    expect(order()).toEqual([2, 1, 3]);
  });

  it('hears of duty at once, and keeps the same set of ids while the same units belong to it', () => {
    const { ids } = newest();
    setUnits([unit(1), unit(2), unit(3, false)]);
    expect(order()).toEqual([2, 1, 3]);
    expect(newest().figures).toEqual({ all: 3, onDuty: 2, out: 0, silent: 0 });
    expect(newest().ids).toBe(ids);
    setUnits([unit(1), unit(2)]);
    expect([...newest().ids]).toEqual([1, 2]);
  });

  it('waits for the first frame where units have reported, and for none where none ever did', () => {
    const tellFixes = (newestAt: string | null): void =>
      feedStore.setState({
        message: { now: '', feeds: [{ key: 'fixes', intervalS: 10, newestAt }] },
      });
    expect(newest().waiting).toBe(false);
    forgetFrames();
    vi.advanceTimersByTime(1_000);
    expect(newest().waiting).toBe(true);
    tellFixes('2027-01-15T08:00:00.000Z');
    vi.advanceTimersByTime(1_000);
    expect(newest().waiting).toBe(true);
    tellFixes(null);
    vi.advanceTimersByTime(1_000);
    expect(newest().waiting).toBe(false);
    tellFixes('2027-01-15T08:00:00.000Z');
    vi.advanceTimersByTime(1_000);
    expect(newest().waiting).toBe(true);
    // Of whoever sees nobody who is on duty it is empty.
    frame({});
    vi.advanceTimersByTime(1_000);
    expect(newest().waiting).toBe(false);
  });

  it('misses no fix of those whose place is not told', () => {
    frame({});
    const { me, ...was } = hereStore.getState();
    const leader = { person: { id: 7, name: '乙' }, posts: [], acts: [] } as unknown as Me;
    hereStore.setState({ asked: true, me: leader });
    setUnits([{ ...unit(1), personId: 7 }, unit(2), unit(3, false)]);
    expect([newest().figures, newest().rows.map((row) => row.told)]).toEqual([{ all: 3, onDuty: 2, out: 0, silent: 0 }, [false, false, false]]); // prettier-ignore
    const volunteer = { role: 'volunteer', areaId: 4, organisationId: null, buildingId: null };
    hereStore.setState({ me: { ...leader, posts: [volunteer] } as Me });
    setUnits([{ ...unit(1), personId: 7 }, unit(2)]);
    expect([newest().figures.silent, newest().rows.find((row) => row.told)?.unit.id]).toEqual([1, 1]); // prettier-ignore
    hereStore.setState({ me, ...was });
  });

  it('counts a silence when it becomes one, and says nothing after it was stopped', () => {
    frame({ 1: 119, 2: 20, 3: 0 });
    vi.advanceTimersByTime(1_000);
    expect(newest().figures.silent).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(newest().figures.silent).toBe(1);
    const told = heard.length;
    stop();
    vi.advanceTimersByTime(10_000);
    setUnits([]);
    expect(heard).toHaveLength(told);
  });
});
