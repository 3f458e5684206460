/**
 * What may be done, each asked of a thing. Seeing is an act like any other. `see-public` is the base map with footprints,
 * areas with borders, names and codes, and stations: the same for whoever is signed in.
 */
export const ACTS = [
  'see-public',
  'see-incidents',
  'see-figures',
  'see-buildings',
  'see-cameras',
  'see-staff',
  'see-positions',
  'see-tracks',
  'see-residents',
  'see-plans',
  'report-incident',
  'accept-incident',
  'dispatch-incident',
  'handle-incident',
  'check-incident',
  'supervise-incident',
  'change-duty',
  'add-fixes',
  'draw-plan',
  'publish-plan',
  'hand-out',
  'import',
  'manage-people',
  'manage-accounts',
  'manage-devices',
  'read-audit',
] as const;
export type Act = (typeof ACTS)[number];
