import { useState } from 'react';

import { DEVICE_PURPOSES, type Device, type DeviceKind, type DeviceTarget, type NewToken } from '#data/devices/device.ts'; // prettier-ignore

import { ActForm } from '../accounts/act-form.tsx';
import { Credential } from '../accounts/credential.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { useWords } from '../words/words.ts';

import { TargetField } from './target-field.tsx';

/** A new device: a wall by its code, a tracker for a unit, an integration for a purpose. */
export function AddDevice(props: {
  kind: DeviceKind;
  onCancel: () => void;
  onPaired: (device: Device) => void;
  onMade: (made: NewToken) => void;
}) {
  const { words } = useWords();
  const { kind } = props;
  const says = words.devices;
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [visitorSafe, setVisitorSafe] = useState(false);
  const [target, setTarget] = useState<DeviceTarget | null | undefined>(null);
  const { isBusy, refusal, refuse, send } = useSending();
  const submit = async (): Promise<void> => {
    if (target === undefined) return refuse(says.unknownTarget);
    if (kind === 'wall') {
      const body = { code, name, areaId: target?.id ?? null, visitorSafe };
      const device = await send<Device>('/api/devices/walls', { body });
      if (device) props.onPaired(device);
      return;
    }
    const made =
      kind === 'tracker'
        ? await send<NewToken>('/api/devices/trackers', { body: { unit: target?.code ?? '', name } }) // prettier-ignore
        : await send<NewToken>('/api/devices/integrations', { body: { purpose: DEVICE_PURPOSES[0], name } }); // prettier-ignore
    if (made) props.onMade(made);
  };
  return (
    <ActForm
      className="panel-box add-device"
      label={says.add[kind]}
      heading="h2"
      go={kind === 'wall' ? says.pair : says.make}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onCancel={props.onCancel}
    >
      {kind === 'wall' && (
        <Credential
          label={says.code}
          hint={says.codeHint}
          value={code}
          most={32}
          autoComplete="one-time-code"
          isFirst
          onChange={setCode}
        />
      )}
      <Credential
        label={says.name}
        value={name}
        most={64}
        autoComplete="off"
        isFirst={kind !== 'wall'}
        onChange={setName}
      />
      {kind === 'wall' && (
        <TargetField
          noun="areas"
          label={says.area}
          hint={says.areaHint}
          isRequired={false}
          onChoose={setTarget}
        />
      )}
      {kind === 'wall' && (
        <label className="visitor-safe">
          <input
            type="checkbox"
            checked={visitorSafe}
            onChange={(event) => setVisitorSafe(event.target.checked)}
          />
          <span>
            {says.visitorSafe}
            <small>{says.visitorSafeHint}</small>
          </span>
        </label>
      )}
      {kind === 'tracker' && (
        <TargetField
          noun="units"
          label={says.unit}
          hint={says.unitHint}
          isRequired
          onChoose={setTarget}
        />
      )}
      {kind === 'integration' && (
        <p>
          {says.purpose}
          {words.panels.colon}
          {says.purposes[DEVICE_PURPOSES[0]]}
        </p>
      )}
    </ActForm>
  );
}
