import { distanceM } from '#data/geo/distance-m.ts';

import type { FixReason } from './fix.ts';

/** What the judgement needs of a fix. Degrees, ms since 1970, metres. */
export interface JudgedFix {
  lng: number;
  lat: number;
  measuredMs: number;
  /** null or NaN when unknown. */
  accuracyM: number | null;
  void: boolean;
}

/** A place and a time that later fixes are compared with. */
export interface Whereabouts {
  lng: number;
  lat: number;
  measuredMs: number;
  accuracyM: number | null;
}

/**
 * The time that a unit is on duty, or was last. ms since 1970: -Infinity where it began before anything is known, and null
 * while it lasts.
 */
export interface Duty {
  fromMs: number;
  untilMs: number | null;
}

/** What is known of a unit when its next fix comes. A plain value; `judgeFix` answers the next one. */
export interface Standing {
  /** null where it never was on duty. */
  duty: Duty | null;
  /** The fix that its dot stands on. */
  newest: Whereabouts | null;
  /** The last fix that was too fast to be true, and how many in a row agreed up to it. */
  doubted: (Whereabouts & { agreed: number }) | null;
}

/** A fix less certain than this does not move the dot: a block is smaller. */
export const INACCURATE_M = 200;
/** A clock may be this far ahead of ours. */
export const AHEAD_MS = 60_000;
/** 180 km/h: faster than any unit drives in a district. */
export const TOO_FAST_MPS = 50;
/** How far two fixes may lie apart whatever the time between them: jitter between houses. */
export const JITTER_M = 100;
/** This many too fast ones in a row that agree with each other are believed. */
export const AGREED_TO_BELIEVE = 3;

/**
 * Judge a fix against what is known of its unit: null when it moves the dot, else the reason why it
 * goes to the track only; and the unit's standing afterwards. A fix that is not newer never moves a
 * dot, nor does one from before the duty; one from after it was measured off duty, whenever it comes. One too far from the newest for the time between is doubted; when AGREED_TO_BELIEVE in a row
 * could follow each other, it is the old place that was wrong, and the last of them is believed.
 */
export function judgeFix(
  standing: Standing,
  fix: JudgedFix,
  nowMs: number,
): { reason: FixReason | null; standing: Standing } {
  const { newest, doubted, duty } = standing;
  if (fix.void) return { reason: 'void', standing };
  if (fix.measuredMs > nowMs + AHEAD_MS) return { reason: 'in-future', standing };
  if (newest && fix.measuredMs <= newest.measuredMs) return { reason: 'late', standing };
  if (!duty || fix.measuredMs > (duty.untilMs ?? Infinity)) return { reason: 'off-duty', standing };
  if (fix.measuredMs < duty.fromMs) return { reason: 'late', standing };
  if ((fix.accuracyM ?? 0) > INACCURATE_M) return { reason: 'inaccurate', standing };
  const here: Whereabouts = {
    lng: fix.lng,
    lat: fix.lat,
    measuredMs: fix.measuredMs,
    accuracyM: fix.accuracyM,
  };
  if (!newest || couldFollow(newest, here))
    return { reason: null, standing: { duty, newest: here, doubted: null } };
  if (doubted && here.measuredMs <= doubted.measuredMs) return { reason: 'too-fast', standing };
  const agreed = doubted && couldFollow(doubted, here) ? doubted.agreed + 1 : 1;
  if (agreed >= AGREED_TO_BELIEVE)
    return { reason: null, standing: { duty, newest: here, doubted: null } };
  return { reason: 'too-fast', standing: { duty, newest, doubted: { ...here, agreed } } };
}

/** Whether one can be at `b` after `a`, given how certain both are and how much time there was. */
export function couldFollow(a: Whereabouts, b: Whereabouts): boolean {
  const reach =
    JITTER_M +
    (a.accuracyM || 0) +
    (b.accuracyM || 0) +
    (TOO_FAST_MPS * (b.measuredMs - a.measuredMs)) / 1000;
  // A degree is at most 111.7 km: most fixes are near enough to say so without the ellipsoid.
  if ((Math.abs(b.lng - a.lng) + Math.abs(b.lat - a.lat)) * 111_700 <= reach) return true;
  return distanceM([a.lng, a.lat], [b.lng, b.lat]) <= reach;
}
