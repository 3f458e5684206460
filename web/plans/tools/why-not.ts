import { districtStore } from '../../live/stores.ts';
import { mayHere } from '../../live/who-is-here.ts';
import type { DeskState } from '../desk/desk.ts';

import { levelsMade } from './levels-made.ts';
import type { ToolKey } from './tool.ts';

/** Why a tool cannot be used now. */
export type WhyNot =
  | 'opening'
  | 'read-only'
  | 'not-a-draft'
  | 'stale'
  | 'ground'
  | 'ground-failed'
  | 'no-level'
  | 'may-not';

/** Whether a tool changes nothing. */
export const isForAll = (tool: ToolKey): boolean => tool === 'select' || tool === 'measure';

/** Why a tool cannot be used on what the desk has open; null where it can. */
export function whyNot(
  tool: ToolKey,
  { phase, plan, ground, rows }: Pick<DeskState, 'phase' | 'plan' | 'ground' | 'rows'>,
  inForce: number | null = districtStore.getState().district?.editionId ?? null,
): WhyNot | null {
  if (isForAll(tool)) return null;
  if (!mayHere('draw-plan')) return 'may-not';
  if (phase !== 'ready') return 'opening';
  if (!plan) return 'read-only';
  if (plan.status !== 'draft') return 'not-a-draft';
  if (inForce !== null && plan.editionId !== inForce) return 'stale';
  if (tool === 'found' && levelsMade(rows).length === 0) return 'no-level';
  if (tool === 'give' && ground !== 'ready')
    return ground === 'failed' ? 'ground-failed' : 'ground';
  return null;
}
