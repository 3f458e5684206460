import { createStore } from 'zustand/vanilla';

import type { Place } from '../desk/desk.ts';

/** Buildings that come to another area, while that is looked at. */
export const compareStore = createStore<{ at: readonly Place[] }>(() => ({ at: [] }));
