import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';

import type { District, Versions } from '#data/wire/messages.ts';

import type { Link } from '../live/link.ts';
import { connectionStore, districtStore, serverNow, type ConnectionState } from '../live/stores.ts';

/** Of any store, a part of it: `useStore(incidentStore, (s) => s.figures)`. */
export { useStore } from 'zustand';

export const LinkContext = createContext<Link | null>(null);

/** The one link of this page: for what is looked at, and for trying again. */
export function useLink(): Link | null {
  return useContext(LinkContext);
}

export function useDistrict(): District | null {
  return useStore(districtStore, (s) => s.district);
}

/**
 * What changes with every import and edition: a card asks again by it. Each snapshot brings it anew, so that
 * what was missed while the connection was cut is asked for too.
 */
export function useVersions(): Versions | null {
  return useStore(districtStore, (s) => s.versions);
}

export function useConnection(): ConnectionState['state'] {
  return useStore(connectionStore, (s) => s.state);
}

/** The server's clock in ms, renewed when its second changes. */
export function useServerSecond(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const at = serverNow();
      setNow(at);
      timer = setTimeout(tick, 1_010 - (at % 1_000));
    };
    tick();
    // A clock that was set right is shown at once.
    const stop = connectionStore.subscribe((s, was) => {
      if (Math.abs(s.serverOffsetMs - was.serverOffsetMs) > 500) setNow(serverNow());
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return now;
}
