import { useEffect, useState } from 'react';

import type { PairingBegun } from '#data/devices/device.ts';

import { askServer } from '../live/ask-server.ts';

/** A desk that has paired a wall looks up to it. */
const ASK_EACH_MS = 1_500;
/** After what went wrong. */
const AGAIN_MS = 5_000;

export interface Pairing {
  code: string | null;
  minutesLeft: number;
  /** Why there is no code. */
  reason: string | null;
}

/** A code to show, another when that is over; `onPaired` when a desk has entered it and the browser has its cookie. */
export function usePairing(onPaired: () => void): Pairing {
  const [pairing, setPairing] = useState<Pairing>({ code: null, minutesLeft: 0, reason: null });
  useEffect(() => {
    let begun: PairingBegun | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = new AbortController();
    const next = (ms: number): void => void (timer = setTimeout(() => void step(), ms));
    const step = async (): Promise<void> => {
      const { signal } = stop;
      if (begun === null) {
        const answer = await askServer<PairingBegun>('/api/devices/pairings', { body: {}, signal });
        if (signal.aborted) return;
        if (answer.ok) begun = answer.value;
        else {
          setPairing({ code: null, minutesLeft: 0, reason: answer.reason });
          return next(AGAIN_MS);
        }
      } else {
        const body = { secret: begun.secret };
        const answer = await askServer<{ paired: boolean }>('/api/devices/pairings/claim', { body, signal }); // prettier-ignore
        if (signal.aborted) return;
        if (answer.ok && answer.value.paired) return onPaired();
        if (!answer.ok && answer.reason === 'pairing-over') begun = null;
        if (begun === null) return next(0);
      }
      const minutesLeft = Math.max(1, Math.ceil((Date.parse(begun.endsAt) - Date.now()) / 60_000));
      setPairing({ code: begun.code, minutesLeft: Math.min(10, minutesLeft), reason: null });
      next(ASK_EACH_MS);
    };
    void step();
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [onPaired]);
  return pairing;
}
