import type { CameraState, SiteKind } from '#data/sites/site.ts';

import type { SiteInput } from './manifest.ts';
import { isTooLong, no, type Mapped } from './mapped.ts';
import { pickPoint } from './pick-point.ts';
import { pickTime, type LocalTime } from './pick-time.ts';
import { choose, pickNumber, pickText, type SourceRow } from './source-row.ts';

export interface SiteRow {
  key: string;
  code: string;
  kind: SiteKind;
  class: string;
  name: string;
  at: [number, number];
  azimuthDeg: number | null;
  state: CameraState | null;
  stateAt: string | null;
}

/** A camera, station or management point. A camera whose state nobody says is unreachable since its data's time. */
export function mapSite(
  row: SourceRow,
  input: SiteInput,
  local: LocalTime,
  asOf: string,
): Mapped<SiteRow> {
  const word = choose(row, input.class);
  if (word === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const point = pickPoint(row, input.at);
  if (typeof point === 'string') return no(point);
  if (point.at === null) return no('no-geometry');
  const [kind, klass] = word.split('/') as [SiteKind, string];
  const camera = kind === 'camera';
  const azimuthDeg = camera ? pickNumber(row, input.azimuthDeg) : null;
  if (azimuthDeg !== null && !Number.isFinite(azimuthDeg)) return no('bad-number');
  const stateAt = camera ? pickTime(row, input.stateAt, local) : null;
  if (typeof stateAt === 'string') return no(stateAt);
  const code = pickText(row, input.code) ?? key;
  const name = pickText(row, input.name) ?? '';
  if (isTooLong({ key, code, name })) return no('text-too-long');
  return {
    row: {
      key,
      code,
      kind,
      class: klass,
      name,
      at: point.at,
      azimuthDeg: azimuthDeg === null ? null : normalizeDeg(azimuthDeg),
      state: camera
        ? (((input.state && choose(row, input.state)) as CameraState | null) ?? 'unreachable')
        : null,
      stateAt: camera ? (stateAt === null ? asOf : new Date(stateAt).toISOString()) : null,
    },
    moveDeg: point.moveDeg,
  };
}

/** A direction from 0 up to, not including, 360, also as the four bytes that are stored. */
function normalizeDeg(deg: number): number {
  return Math.fround(((deg % 360) + 360) % 360) % 360;
}
