import type { StoreApi } from 'zustand/vanilla';

import type { PlanAct } from '#data/plans/plan-act.ts';

import type { Desk, DeskState } from '../desk/desk.ts';

type Watched = Pick<DeskState, 'plan' | 'position' | 'saving' | 'refusal'>;

/** What the acts of a file are made with. */
export interface TakeOverMeans {
  desk: Pick<Desk, 'make' | 'seek'>;
  store: Pick<StoreApi<Watched>, 'getState' | 'subscribe'>;
  /** All are made here; what the server says of them is waited for. */
  onMade: () => void;
}

/**
 * Makes acts one after the other, and resolves when the server has all of them. Where one is refused, here or there, those
 * before it are taken back: a file comes in whole or not at all.
 *
 * @returns why they were refused; null: they are in the plan; 'closed': it is not looked at any more
 */
export async function takeOver(
  acts: readonly PlanAct[],
  { desk, store, onMade }: TakeOverMeans,
): Promise<{ refused: string } | null | 'closed'> {
  const { plan, position } = store.getState();
  let refusal: DeskState['refusal'] = null;
  let stop = (): void => undefined;
  const watch = (): void => {
    stop = store.subscribe((now) => {
      if (now.plan?.id === plan?.id) refusal ??= now.refusal;
    });
  };
  const back = async (most: number): Promise<void> => {
    const now = store.getState().position;
    // More than these are there: another tab has drawn meanwhile, and what it did is not taken back.
    if (now > position && now <= position + most) await desk.seek(position);
  };
  try {
    for (const [i, act] of acts.entries()) {
      const no = await desk.make(act);
      if (no) {
        await back(i);
        return no;
      }
      // What was refused of old is forgotten with the first act.
      if (i === 0) watch();
    }
    onMade();
    await settled(store, plan?.id);
    if (store.getState().plan?.id !== plan?.id) return 'closed';
    const no = refusal as DeskState['refusal'];
    if (!no) return null;
    await back(acts.length - 1);
    return { refused: no.reason };
  } finally {
    stop();
  }
}

/** Resolves when nothing of a plan waits for the server any more, or it is not looked at. */
function settled(store: TakeOverMeans['store'], planId: string | undefined): Promise<void> {
  const isOver = ({ plan, saving }: Watched): boolean =>
    plan?.id !== planId || saving === 'saved' || saving === 'refused';
  return new Promise((resolve) => {
    if (isOver(store.getState())) return resolve();
    const stop = store.subscribe((now) => {
      if (!isOver(now)) return;
      stop();
      resolve();
    });
  });
}
