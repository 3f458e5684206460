import type { Device } from '#data/devices/device.ts';

import { serverNow } from '../live/stores.ts';
import { ColumnHeads } from '../ui/column-heads.tsx';
import { formatMoment } from '../words/format.ts';
import { langOf, nameIn, useWords } from '../words/words.ts';

/** Devices, each with what it is of, when it was last used, and how to end that. */
export function DeviceTable(props: {
  devices: readonly Device[];
  zone: string;
  isBusy: boolean;
  onRevoke: (device: Device) => void;
  onVisitorSafe: (device: Device) => void;
}) {
  const { words, language } = useWords();
  const says = words.devices;
  const time = (at: string): string => formatMoment(Date.parse(at), serverNow(), props.zone, language); // prettier-ignore
  const of = (device: Device): string => (device.visitorSafe ? `${says.visitorSafe} · ${scopeOf(device)}` : scopeOf(device)); // prettier-ignore
  const scopeOf = ({ kind, purpose, areaId, areaName, areaNameEn, unitCode, unitName }: Device): string => {
    if (kind === 'tracker') return [unitCode, unitName].filter(Boolean).join(' · ');
    if (purpose !== null) return says.purposes[purpose];
    if (areaId === null) return says.district;
    return areaName === null ? String(areaId) : nameIn(language, { name: areaName, nameEn: areaNameEn }); // prettier-ignore
  }; // prettier-ignore
  return (
    <div className="device-rows">
      <table className="rows device-table">
        <ColumnHeads
          names={(['name', 'kind', 'of', 'usedAt', 'madeAt', 'state'] as const).map(
            (key) => says.columns[key],
          )}
        />
        <tbody>
          {props.devices.map((device) => {
            const { id, name, kind, usedAt, madeAt, madeBy, revokedAt, revokedBy } = device;
            return (
              <tr key={id} className={revokedAt === null ? undefined : 'over'}>
                <th scope="row" lang={langOf(name)} title={name}>
                  {name}
                </th>
                <td>{says.kinds[kind]}</td>
                <td lang={langOf(of(device))} title={of(device)}>
                  {of(device)}
                </td>
                <td>{usedAt === null ? says.never : time(usedAt)}</td>
                <td title={`${time(madeAt)} · ${madeBy}`}>
                  {time(madeAt)}
                  <span className="by">{` · ${madeBy}`}</span>
                </td>
                <td title={revokedAt === null ? undefined : `${time(revokedAt)} · ${revokedBy}`}>
                  {revokedAt === null && kind === 'wall' && (
                    <button
                      type="button"
                      className="button small"
                      disabled={props.isBusy}
                      aria-label={`${device.visitorSafe ? says.makePlain : says.makeVisitorSafe}: ${name}`}
                      onClick={() => props.onVisitorSafe(device)}
                    >
                      {device.visitorSafe ? says.makePlain : says.makeVisitorSafe}
                    </button>
                  )}
                  {revokedAt === null ? (
                    <button
                      type="button"
                      className="button small"
                      disabled={props.isBusy}
                      aria-label={`${says.revoke}: ${name}`}
                      onClick={() => props.onRevoke(device)}
                    >
                      {says.revoke}
                    </button>
                  ) : (
                    <>
                      <span className="chip">{says.isRevoked}</span> {time(revokedAt)}
                      <span className="by">{` · ${revokedBy}`}</span>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
