export const SITE_KINDS = ['camera', 'station', 'management-point'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** Not the same thing: a camera that is down, and one that this network cannot reach. */
export const CAMERA_STATES = ['online', 'offline', 'unreachable'] as const;
export type CameraState = (typeof CAMERA_STATES)[number];

export const SITE_CLASSES = {
  camera: ['fixed', 'dome'],
  station: [
    'service',
    'mediation',
    'hub',
    'rider',
    'police',
    'fire',
    'health',
    'school',
    'shelter',
    'other',
  ],
  'management-point': ['point'],
} as const satisfies Record<SiteKind, readonly string[]>;

/** A camera, a station or a management point. azimuthDeg: clockwise from north, 0 ≤ a < 360, cameras only. */
export interface Site {
  id: number;
  /** GB/T 28181 id of 20 digits for a camera. */
  code: string;
  kind: SiteKind;
  class: string;
  name: string;
  at: [number, number];
  azimuthDeg: number | null;
  state: CameraState | null;
  /** ISO 8601 with offset; null with state null. */
  stateAt: string | null;
  ownerId: number | null;
}
