export const UNIT_KINDS = ['worker', 'leader', 'volunteer', 'squad'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Who can be sent. */
export interface Unit {
  id: number;
  /** What a phone reports as its device id. */
  code: string;
  kind: UnitKind;
  name: string;
  personId: number | null;
  homeAreaId: number | null;
  onDuty: boolean;
}
