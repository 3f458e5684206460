import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';

import type { Preview } from '../desk/desk.ts';

import { CutBuildings } from './cut-buildings.tsx';
import { toolStore } from './tool-store.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const none = new Float64Array();
const seen = (buildingsCut: number | null): Preview => ({ refused: null, rows: [], retired: [], comes: none, goes: none, buildingsMoved: 0, buildingsCut }); // prettier-ignore

test('a border that runs through buildings is said to, while it is drawn and is not refused', () => {
  const place = document.createElement('div');
  const root = createRoot(place);
  const says = (preview: Preview | null): string => {
    act(() => toolStore.setState({ preview }));
    return place.textContent;
  };
  act(() => root.render(<CutBuildings />));
  expect(says(null)).toBe('');
  expect(says(seen(3))).toBe('新边界穿过 3 幢楼，楼会分属两边');
  expect(says(seen(0))).toBe('');
  expect(says(seen(null))).toBe('');
  expect(says({ refused: 'locked', areas: [] })).toBe('');
  act(() => root.unmount());
});
