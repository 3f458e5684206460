import { useEffect, useMemo, useRef, useState } from 'react';

import type { AreaCard, AreaStep } from '#data/wire/cards.ts';

import { askServer } from '../live/ask-server.ts';
import { AREAS_MAX } from '../ui/view-address.ts';

/** Areas that an address names and that are no more, and those that have their land since. */
export interface Followed {
  from: readonly AreaStep[];
  to: readonly AreaStep[];
  /** ISO 8601, when the last of them ended; null where the address named none that ever was. */
  at: string | null;
}

/**
 * The areas of an address that are in force. Those that have ended are followed to all that have their land since, and the
 * address says these from then on.
 *
 * @param isThere null while it is not known which areas are in force
 */
export function useFollowedAreas(
  asked: readonly number[] | undefined,
  isThere: ((id: number) => boolean) | null,
  onFollow: (areas: readonly number[] | undefined) => void,
): { areas: readonly number[]; followed: Followed | null; forget: () => void } {
  const [followed, setFollowed] = useState<Followed | null>(null);
  const key = (asked ?? []).join();
  const areas = useMemo(() => idsOf(key).filter((id) => isThere?.(id) ?? false), [key, isThere]);
  const gone = useMemo(() => (isThere ? idsOf(key).filter((id) => !isThere(id)).join() : ''), [key, isThere]); // prettier-ignore
  // What is asked for while the answers are on their way stays.
  const now = useRef({ asked, onFollow });
  useEffect(() => {
    now.current = { asked, onFollow };
  });
  useEffect(() => {
    if (gone === '') return;
    const stop = new AbortController();
    const ask = (id: number) => askServer<AreaCard>(`/api/areas/${id}`, { signal: stop.signal });
    void Promise.all(idsOf(gone).map(async (id) => [id, await ask(id)] as const)).then(
      (answers) => {
        if (stop.signal.aborted) return;
        const went = new Map<number, readonly AreaStep[]>();
        const ended: AreaCard[] = [];
        for (const [id, answer] of answers) {
          // What cannot be asked now stays in the address, and so does what is in force and not drawn here.
          if (answer.ok ? !answer.value.ended : answer.reason !== 'unknown-area') continue;
          went.set(id, answer.ok ? answer.value.ended!.successors : []);
          if (answer.ok) ended.push(answer.value);
        }
        if (went.size === 0) return;
        const next = new Set((now.current.asked ?? []).flatMap((id) => went.get(id)?.map((to) => to.id) ?? [id])); // prettier-ignore
        const to = new Map([...went.values()].flat().map((one) => [one.id, one]));
        const at = ended.map((card) => card.ended!.at).sort();
        setFollowed({
          from: ended.map(({ area }) => area),
          to: [...to.values()],
          at: at.at(-1) ?? null,
        });
        now.current.onFollow(next.size > 0 ? [...next].slice(0, AREAS_MAX) : undefined);
      },
    );
    return () => stop.abort();
  }, [gone]);
  return { areas, followed, forget: () => setFollowed(null) };
}

const idsOf = (key: string): number[] => (key === '' ? [] : key.split(',').map(Number));
