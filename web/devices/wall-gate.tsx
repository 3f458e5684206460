import { useEffect, useState, type ReactNode } from 'react';

import type { WallStanding } from '#data/devices/device.ts';

import { askServer } from '../live/ask-server.ts';
import { connectionStore } from '../live/stores.ts';

import { VisitorSafe } from './visitor-safe.ts';
import { WallPairing } from './wall-pairing.tsx';

/** A wall that is there is given its cookie anew, and hears of what no connection told it. */
const LOOK_EACH_MS = 60_000;
/** A server that does not answer is shown as one: the wall keeps what it had. */
const FIRST_MS = 3_000;

/** What this screen is to the server; null until it has said so. Asked again when the connection is cut. */
function useWallStanding(): { standing: WallStanding | null; isLate: boolean } {
  const [standing, setStanding] = useState<WallStanding | null>(null);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const answer = await askServer<WallStanding>('/api/devices/wall');
      if (isGone) return;
      if (answer.ok) setStanding(answer.value);
      else setLate(true);
    };
    void look();
    const late = setTimeout(() => setLate(true), FIRST_MS);
    const each = setInterval(() => void look(), LOOK_EACH_MS);
    const stop = connectionStore.subscribe((now, was) => {
      if (now.state !== was.state) void look();
    });
    return () => {
      isGone = true;
      clearTimeout(late);
      clearInterval(each);
      stop();
    };
  }, []);
  return { standing, isLate };
}

/**
 * The wall where it may look; else the code by which a desk pairs it. Where everybody sees all a wall is paired only when
 * its address asks for that (`?pair`), ahead of a sign-in.
 */
export function WallGate({ children }: { children: ReactNode }) {
  const { standing, isLate } = useWallStanding();
  const [isAsked] = useState(() => new URLSearchParams(window.location.search).has('pair'));
  if (standing === null) return isLate ? children : null;
  const { state, name } = standing;
  if (state === 'revoked') return <WallPairing revoked={name} />;
  if (state === 'unpaired' || (state === 'open' && isAsked)) return <WallPairing revoked={null} />;
  return <VisitorSafe value={standing.visitorSafe}>{children}</VisitorSafe>;
}
