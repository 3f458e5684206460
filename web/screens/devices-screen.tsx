import '../accounts/account.css';
import '../devices/devices.css';

import { useState } from 'react';

import { DEVICE_KINDS, type Device, type DeviceKind, type NewToken } from '#data/devices/device.ts';

import { useSending } from '../accounts/use-sending.ts';
import { AddDevice } from '../devices/add-device.tsx';
import { DeviceTable } from '../devices/device-table.tsx';
import { TokenShown } from '../devices/token-shown.tsx';
import { EVERY_DEVICE, useDevices } from '../devices/use-devices.ts';
import { AskedState } from '../ui/asked-state.tsx';
import { ChoiceField, SearchField, TickField } from '../ui/labelled-fields.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { useZone } from '../ui/use-zone.ts';
import { useWords } from '../words/words.ts';

/** Walls, trackers and other systems: for those who manage devices. Who may not is told so. */
export default function DevicesScreen() {
  const { words } = useWords();
  const says = words.devices;
  const [filter, setFilter] = useState(EVERY_DEVICE);
  const zone = useZone();
  const list = useDevices(filter);
  const isAsked = filter.q.trim() !== '' || filter.kind !== '' || filter.withRevoked;
  const devices = list.value?.devices ?? null;
  const [adding, setAdding] = useState<DeviceKind | null>(null);
  const [made, setMade] = useState<NewToken | null>(null);
  const [paired, setPaired] = useState<string | null>(null);
  const { isBusy, refusal, send } = useSending();
  const revoke = async ({ id }: Device): Promise<void> => {
    const device = await send<Device>(`/api/devices/${id}`, { method: 'DELETE' });
    if (device) list.put(device);
  };
  const changeSafety = async ({ id, visitorSafe }: Device): Promise<void> => {
    const device = await send<Device>(`/api/devices/${id}/visitor-safe`, { body: { visitorSafe: !visitorSafe } }); // prettier-ignore
    if (device) list.put(device);
  };
  const begin = (kind: DeviceKind): void => {
    setPaired(null);
    setAdding(kind);
  };
  // To whoever may not, nothing of it is shown.
  const isAllowed = devices !== null;
  return (
    <ListPage page="devices">
      <AskedState asked={list} />
      {isAllowed && made === null && adding === null && (
        <div className="acts">
          {DEVICE_KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              className={kind === 'wall' ? 'button primary' : 'button'}
              onClick={() => begin(kind)}
            >
              {says.add[kind]}
            </button>
          ))}
          {paired !== null && <p role="status">{says.paired(paired)}</p>}
        </div>
      )}
      {adding !== null && made === null && (
        <AddDevice
          key={adding}
          kind={adding}
          onCancel={() => setAdding(null)}
          onPaired={(device) => {
            list.put(device);
            setPaired(device.name);
            setAdding(null);
          }}
          onMade={(one) => {
            list.put(one.device);
            setMade(one);
            setAdding(null);
          }}
        />
      )}
      {made !== null && <TokenShown made={made} onClose={() => setMade(null)} />}
      {isAllowed && (
        <form className="filters device-filters" onSubmit={(event) => event.preventDefault()}>
          <SearchField
            label={says.find}
            value={filter.q}
            onChange={(q) => setFilter({ ...filter, q })}
          />
          <ChoiceField<DeviceKind | ''>
            label={says.columns.kind}
            value={filter.kind}
            all={says.all}
            of={DEVICE_KINDS}
            nameOf={(kind) => says.kinds[kind]}
            onChange={(kind) => setFilter({ ...filter, kind })}
          />
          <TickField
            label={says.withRevoked}
            value={filter.withRevoked}
            onChange={(withRevoked) => setFilter({ ...filter, withRevoked })}
          />
        </form>
      )}
      <p className="refused" role="alert">
        {refusal}
      </p>
      {devices?.length === 0 && <p role="status">{isAsked ? says.none : says.noneYet}</p>}
      {devices && devices.length > 0 && (
        <DeviceTable
          devices={devices}
          zone={zone}
          isBusy={isBusy}
          onRevoke={(device) => void revoke(device)}
          onVisitorSafe={(device) => void changeSafety(device)}
        />
      )}
      {list.mayAskMore && (
        <button type="button" className="button small" onClick={() => void list.showMore()}>
          {says.more}
        </button>
      )}
    </ListPage>
  );
}
