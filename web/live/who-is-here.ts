import { createStore } from 'zustand/vanilla';

import type { Me } from '#data/accounts/account.ts';
import type { Act } from '#data/access/acts.ts';

import { askServer } from './ask-server.ts';

/** Who uses this page; `asked`: the server asks for a sign-in, and shows nothing without. null until it has said so. */
export interface Here {
  asked: boolean | null;
  me: Me | null;
  device: 'wall' | 'integration' | null;
  /** What whoever is here may do to anything in the district. */
  whole: Act[];
}

export const hereStore = createStore<Here>(() => ({
  asked: null,
  me: null,
  device: null,
  whole: [],
}));

/** The address of the sign-in that comes back to a page. */
export const signInPath = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string =>
  `/sign-in?next=${encodeURIComponent(pathname + search)}`;

let looking: Promise<boolean | null> | null = null;

/**
 * Asks the server who is here. Where somebody has to sign in first, the page goes there; where another person has signed in
 * by now, in another tab, it begins anew: what it holds was packed for the one before.
 * @returns whether whoever is here is let in; null where the server has not answered
 */
export function lookWhoIsHere(location: Location = window.location): Promise<boolean | null> {
  looking ??= (async () => {
    const answer = await askServer<Here>('/api/accounts/here');
    if (!answer.ok) return null;
    const before = hereStore.getState().me;
    hereStore.setState(answer.value);
    if (before && answer.value.me && before.id !== answer.value.me.id) location.reload();
    const { asked, me, device } = answer.value;
    const letIn = !asked || me !== null || device !== null;
    // A wall asks for its pairing itself.
    if (!letIn && location.pathname !== '/wall') location.replace(signInPath(location));
    return letIn;
  })().finally(() => {
    looking = null;
  });
  return looking;
}

/** Whether whoever is here may do an act to something. */
export const mayHere = (act: Act, { asked, me } = hereStore.getState()): boolean =>
  asked === false || (me?.acts.includes(act) ?? false);

/** Whether whoever is here may do an act to anything in the district: plans are of all of it. */
export const mayHereAll = (act: Act, { asked, whole } = hereStore.getState()): boolean =>
  asked === false || whole.includes(act);
