import { useEffect, useState } from 'react';

import type { Device, DeviceKind } from '#data/devices/device.ts';

import { askServer } from '../live/ask-server.ts';

/** After the last letter. */
const TYPED_MS = 250;

/** Which devices are asked for. */
export interface DeviceFilter {
  q: string;
  kind: DeviceKind | '';
  withRevoked: boolean;
}
export const EVERY_DEVICE: DeviceFilter = { q: '', kind: '', withRevoked: false };

interface Page {
  devices: Device[];
  more: boolean;
}

/** The address of a page of devices: those made before one, or the newest. */
function devicesPath({ q, kind, withRevoked }: DeviceFilter, before: string | null): string {
  const query = new URLSearchParams();
  if (q.trim()) query.set('q', q.trim());
  if (kind) query.set('kind', kind);
  if (!withRevoked) query.set('revoked', 'no');
  if (before !== null) query.set('before', before);
  return `/api/devices?${query.toString()}`;
}

/** The devices that are asked for, page by page. */
export function useDevices(filter: DeviceFilter): {
  devices: Device[] | null;
  reason: string | null;
  mayAskMore: boolean;
  showMore: () => Promise<void>;
  again: () => void;
  /** One has become another, or has come. */
  put: (device: Device) => void;
} {
  const [page, setPage] = useState<Page | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void askServer<Page>(devicesPath(filter, null), { signal: stop.signal }).then((answer) => {
        if (stop.signal.aborted) return;
        setReason(answer.ok ? null : answer.reason);
        if (answer.ok) setPage(answer.value);
      });
    }, TYPED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [filter, turn]);
  const last = page?.devices.at(-1)?.id ?? null;
  return {
    devices: page?.devices ?? null,
    reason,
    mayAskMore: page?.more ?? false,
    showMore: async () => {
      const answer = await askServer<Page>(devicesPath(filter, last));
      if (!answer.ok) return setReason(answer.reason);
      // What was asked for may have become another meanwhile.
      setPage((was) => was?.devices.at(-1)?.id === last ? { devices: [...was.devices, ...answer.value.devices], more: answer.value.more } : was); // prettier-ignore
    },
    again: () => setTurn((n) => n + 1),
    put: (device) =>
      setPage((was) => {
        if (!was) return was;
        const isThere = was.devices.some(({ id }) => id === device.id);
        const devices = isThere ? was.devices.map((one) => (one.id === device.id ? device : one)) : [device, ...was.devices]; // prettier-ignore
        return { ...was, devices };
      }),
  };
}
