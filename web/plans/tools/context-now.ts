import { deskStore, type Place } from '../desk/desk.ts';

import { edgeKey, edgeKeys } from './edge-key.ts';
import type { ToolContext } from './tool.ts';
import { toolStore } from './tool-store.ts';

let lockedOf: { edges: Float64Array; keys: ReadonlySet<string> } | null = null;

/**
 * What tools look at besides what a hand does, as it is now.
 *
 * @param nextId the least id that a new area may get; left out where nothing is made
 */
export function contextNow(nextId = 0): ToolContext {
  const { selection, shape, carves, makes } = toolStore.getState();
  const { rows, locked } = deskStore.getState();
  if (lockedOf?.edges !== locked) lockedOf = { edges: locked, keys: edgeKeys(locked) };
  const { keys } = lockedOf;
  const isLocked = ([a, b]: readonly [Place, Place]): boolean => keys.has(edgeKey(a, b));
  return { selection, rows, nextId, isLocked, shape, carves, makes };
}
