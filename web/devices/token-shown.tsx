import type { NewToken } from '#data/devices/device.ts';

import { QrCode } from '../accounts/qr-code.tsx';
import { CopyButton } from '../ui/copy-link.tsx';
import { langOf, useWords } from '../words/words.ts';

/** A new token as whoever sets up the phone or the other system needs it, this once. */
export function TokenShown({ made, onClose }: { made: NewToken; onClose: () => void }) {
  const { words } = useWords();
  const { token: says, close } = words.devices;
  const { device, token } = made;
  const here = window.location.origin;
  const isTracker = device.kind === 'tracker';
  const osmand = `${here}/osmand?id=${token}`;
  const lines: [label: string, text: string][] = isTracker
    ? [
        [says.osmand, osmand],
        [says.owntracks, `${here}/owntracks?id=${token}`],
      ]
    : [
        [says.intake, `${here}/api/incidents`],
        [says.bearer, `Authorization: Bearer ${token}`],
      ];
  return (
    <section className="panel-box token-shown" aria-label={device.name}>
      <div>
        <h2 lang={langOf(device.name)}>{device.name}</h2>
        <p role="status">{says.about}</p>
        <dl>
          {lines.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <code>{text}</code>
                <CopyButton
                  text={() => text}
                  label={says.copy}
                  done={says.copied}
                  failed={says.notCopied}
                  of={label}
                />
              </dd>
            </div>
          ))}
        </dl>
        <button type="button" className="button primary" autoFocus onClick={onClose}>
          {close}
        </button>
      </div>
      {isTracker && <QrCode text={osmand} label={says.qr} />}
    </section>
  );
}
