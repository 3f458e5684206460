import type { Device, DeviceKind } from '#data/devices/device.ts';

import { usePages, type Pages } from '../ui/use-pages.ts';

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

/** The devices that are asked for, page by page; `put`: one has become another, or has come. */
export function useDevices(filter: DeviceFilter): Pages<Page> & { put: (device: Device) => void } {
  const pages = usePages<Page>(
    devicesPath(filter, null),
    ({ devices, more }) => (more ? devicesPath(filter, devices.at(-1)!.id) : null),
    (was, more) => ({ ...more, devices: [...was.devices, ...more.devices] }),
  );
  const put = (device: Device): void =>
    pages.change((was) => {
      const isThere = was.devices.some(({ id }) => id === device.id);
      const devices = isThere ? was.devices.map((one) => (one.id === device.id ? device : one)) : [device, ...was.devices]; // prettier-ignore
      return { ...was, devices };
    });
  return { ...pages, put };
}
