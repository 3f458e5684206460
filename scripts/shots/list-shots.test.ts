import { describe, expect, it } from 'vitest';

import { chooseShots, listShots, STATES } from './list-shots.ts';

describe('the contact sheet', () => {
  const shots = listShots();
  it('names each picture once, and keeps those of a state together', () => {
    expect(new Set(shots.map((s) => s.name)).size).toBe(shots.length);
    const runs = shots.map((s) => s.state).filter((state, i, all) => state !== all[i - 1]);
    expect(runs).toEqual([...STATES]);
  });
  it('has every screen in both themes and languages before every state that it can be in', () => {
    const of = (screen: string, state: string) =>
      new Set(
        shots
          .filter((s) => s.screen === screen && s.state === state)
          .map((s) => `${s.theme} ${s.language}`),
      ).size;
    for (const screen of ['watch', 'patrol'])
      expect(STATES.map((state) => of(screen, state))).toEqual([4, 4, 4, 4, 4]);
    expect(STATES.map((state) => of('wall', state))).toEqual([4, 0, 4, 4, 4]);
    expect([...new Set(shots.flatMap((s) => s.zoom ?? []))]).toEqual([9, 11, 13, 15, 17, 19]);
  });
  it('has a plan with every tool in both themes and languages', () => {
    const plans = shots.filter((s) => s.screen === 'plan' && s.width === 1920);
    expect(new Set(plans.map((s) => s.tool)).size).toBe(12);
    expect(plans).toHaveLength(48);
  });
  it('can be asked for a part by words of its names, and says when there is none', () => {
    const some = chooseShots(shots, ['watch', 'dark', '1024']);
    expect(some).toHaveLength(10);
    expect(() => chooseShots(shots, ['watch', 'purple'])).toThrow('watch and purple');
  });
});
