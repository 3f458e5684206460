import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Me } from '#data/accounts/account.ts';
import type { AreaOnWire } from '#data/wire/packed.ts';

import { hereStore } from '../live/who-is-here.ts';
import { areaStore } from '../live/stores.ts';

import { useHomeKind } from './use-home-bounds.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let place: HTMLElement;
const Shown = () => <b>{useHomeKind()}</b>;

beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  const area = (id: number, parentId: number | null) => [id, { id, parentId } as AreaOnWire] as const; // prettier-ignore
  areaStore.setState({ byId: new Map([area(1, null), area(11, 1), area(12, 1)]) });
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

it.each<[string, (number | null)[] | null, string]>([
  ['nobody', null, 'district'],
  ['no post', [], 'district'],
  ['a post of the whole district', [null], 'district'],
  ['a post of its root', [1], 'district'],
  ['posts of parts', [11, 12], 'own'],
  ['a post of a part and one of all', [11, null], 'district'],
  ['a post of an area that is no more', [99], 'own'],
])('%s begins in: %s', (_, areaIds, kind) => {
  const posts = areaIds?.map((areaId) => ({ role: 'leader', areaId, organisationId: null, buildingId: null })); // prettier-ignore
  act(() => hereStore.setState({ me: posts ? ({ posts } as unknown as Me) : null }));
  act(() => root.render(<Shown />));
  expect(place.textContent).toBe(kind);
});
