import type { Denial } from '#data/access/may.ts';
import type { AccountRefusal } from '#data/accounts/account.ts';
import type { DeviceRefusal } from '#data/devices/device.ts';
import type { TraceRefusal } from '#data/features/trace-line.ts';
import type { PetitionerRefusal } from '#data/incidents/petitioner.ts';
import type { ReportRefusal, StepRefusal } from '#data/incidents/incident.ts';
import type { DrawnRefusal } from '#data/plans/from-file/read-drawn.ts';
import type { ManagingRefusal } from '#data/people/managing.ts';
import type { PlanEditRefusalReason, PlanRefusalReason } from '#data/plans/plan.ts';
import type { FixReason, FixRefusal } from '#data/units/fix.ts';
import type { OsmandRefusal } from '#data/units/read-osmand.ts';
import type { JoinAnswer } from '#data/wire/messages.ts';

type JoinRefusal = Extract<JoinAnswer, { kind: 'refused' }>['reason'];

/** What the way to the server can add to the server's own words. */
type WayRefusal =
  | 'unreachable'
  | 'timed-out'
  | 'internal'
  | 'not-found'
  | 'too-large'
  | 'busy'
  | 'foreign-page'
  | 'unknown-area'
  | 'unknown-building'
  | 'unknown-site'
  | 'starting'
  | 'unknown';

/** What a plan's desk itself cannot do yet. */
type DeskRefusal = 'no-ground-yet' | 'too-many-unsaved';

/** Every "no" that a screen may have to say; both languages fail to compile when one lacks. */
export type Refusal =
  | StepRefusal
  | ReportRefusal
  | PetitionerRefusal
  | FixReason
  | FixRefusal
  | OsmandRefusal
  | JoinRefusal
  | PlanEditRefusalReason
  | PlanRefusalReason
  | TraceRefusal
  | DeskRefusal
  | AccountRefusal
  | DeviceRefusal
  | ManagingRefusal
  | Denial
  | DrawnRefusal
  | WayRefusal;
