import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Act } from '#data/access/acts.ts';
import type { Me } from '#data/accounts/account.ts';
import { ROLE_ACTS } from '#data/access/roles.ts';
import { MEASURES } from '#data/areas/area-standing.ts';
import type { PostRole } from '#data/people/person.ts';

import { hereStore } from '../live/who-is-here.ts';
import { LAYER_KEYS } from '../map/scene.ts';

import { useSees } from './use-sees.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let place: HTMLElement;
function Unseen() {
  const sees = useSees();
  const layers = LAYER_KEYS.filter((key) => !sees.layer(key));
  const measures = MEASURES.filter((measure) => !sees.measure(measure));
  return <b>{[...layers].sort().join(' ') + ' | ' + [...measures].sort().join(' ')}</b>;
}
beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  hereStore.setState({ me: null, asked: null });
});

it.each<[PostRole | null, string]>([
  ['duty-leader', ' | '],
  ['planner', 'cameras heat incidents units | down duty open rate'],
  ['auditor', 'cameras captains heat incidents units | down duty open rate'],
  // Their own tasks and where they are themselves.
  ['volunteer', 'cameras captains | down'],
  ['operator', 'cameras units | down duty'],
  [null, ' | '],
])('a %s is told nothing of: %s', (role, unseen) => {
  const { within, mine = [], anywhere = [] } = role ? ROLE_ACTS[role] : { within: [] };
  const acts: Act[] = [...within, ...mine, ...anywhere];
  act(() => hereStore.setState({ asked: true, me: role ? ({ acts } as unknown as Me) : null }));
  act(() => root.render(<Unseen />));
  expect(place.textContent).toBe(unseen);
});
