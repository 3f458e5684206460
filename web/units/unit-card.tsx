import './unit-card.css';

import type { ReactNode } from 'react';

import { placeIn } from '#data/wire/columns.ts';
import { slotOf } from '#data/wire/frame.ts';

import { areaStore, unitColumns, unitStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { Card, Facts } from '../ui/card.tsx';
import { useDistrict, useServerSecond, useStore } from '../ui/use-live.ts';
import {
  formatAge,
  formatCount,
  formatDistance,
  formatSpeed,
  formatTime,
} from '../words/format.ts';
import { refusalSentence, useWords } from '../words/words.ts';

import { mayOfUnit } from './may-of-unit.ts';
import { isFarOut, isSilent, teamRows } from './team.ts';
import { UNIT_SYMBOLS } from './unit-symbols.ts';
import { chainWords, placeWords } from './unit-words.ts';
import type { UnitTrack } from './use-track.ts';
import { isPlaceTold } from './watch-team.ts';

export interface UnitCardProps {
  unitId: number;
  /** Whether the map follows it, and how to change that. */
  following: boolean;
  onFollow: (following: boolean) => void;
  /** Today's track, of `useTrack(unitId)`, which the screen's scene shows. */
  track: UnitTrack | null;
  onRetryTrack: () => void;
  close: () => void;
  /** Fly to where it is; left out where the screen needs no way there. */
  onShow?: () => void;
  /** What a screen adds to its lines. */
  more?: ReactNode;
}

/** Slower than this is standing. */
const STANDING_MPS = 0.3;

/** Who a unit is, when and where it was last seen, whether that is its own area, and today's track; renewed each second. */
export function UnitCard(props: UnitCardProps) {
  const { unitId, following } = props;
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const unit = useStore(unitStore, (s) => s.byId.get(unitId));
  const areas = useStore(areaStore);
  const now = useServerSecond();
  const about = `units:${unitId}`;
  if (!unit)
    return (
      <Card
        symbol={null}
        kind={words.card.unit}
        title={`${unitId}`}
        code={null}
        close={props.close}
        about={about}
      >
        <p className="card-note">{refusalSentence(words, 'unknown-unit')}</p>
      </Card>
    );

  const row = teamRows([unit], unitColumns, areas, now, isPlaceTold)[0]!;
  const silent = isSilent(row, now);
  const slot = slotOf(unitColumns, unitId);
  // A position exists only while on duty, and from the first fix on.
  const here = unit.onDuty && slot >= 0 ? placeIn(unitColumns, slot) : null;
  const home = unit.homeAreaId === null ? [] : areas.chainOf(unit.homeAreaId);
  const lines: [string, ReactNode][] = [
    [
      words.units.lastSeen,
      <span key="seen" className={silent ? 'unit-loud' : undefined}>
        {row.measuredAt === null
          ? row.told
            ? words.units.neverSeen
            : words.units.notTold
          : `${formatAge(row.measuredAt, now, zone, language)} · ${formatTime(row.measuredAt, zone)}`}
      </span>,
    ],
    [words.units.home, home.length > 0 ? chainWords(home, language) : words.units.noHome],
  ];
  if (unit.onDuty && row.told)
    lines.splice(1, 0, [
      words.patrol.place,
      <span key="place" className={isFarOut(row.place) ? 'unit-loud' : undefined}>
        {placeWords(row.place, words, language)}
      </span>,
    ]);
  if (here !== null) {
    const speed = unitColumns.speedMps[slot]!;
    const accuracy = unitColumns.accuracyM[slot]!;
    const chain = areas.chainOf(areas.cellAt(here[0], here[1]));
    if (row.place.kind !== 'inside' && chain.length > 0)
      lines.push([words.units.nowIn, chainWords(chain, language)]);
    // A speed is of the moment: of a silent unit there is none.
    if (!silent && !Number.isNaN(speed))
      lines.push([
        words.units.speed,
        speed < STANDING_MPS ? words.units.standing : formatSpeed(speed, language),
      ]);
    if (!Number.isNaN(accuracy))
      lines.push([words.units.accuracy, `± ${formatDistance(accuracy, language)}`]);
  }
  if (mayOfUnit('see-tracks', unit))
    lines.push([
      words.units.track,
      <TrackState key="track" track={props.track} again={props.onRetryTrack} />,
    ]);
  return (
    <Card
      kind={`${words.units.kinds[unit.kind]} · ${unit.onDuty ? words.units.onDuty : words.units.offDuty}`}
      title={unit.name}
      code={unit.code}
      symbol={
        <Symbol
          painter={UNIT_SYMBOLS[silent || !unit.onDuty ? `stale-${unit.kind}` : unit.kind]!}
          size={22}
        />
      }
      close={props.close}
      about={about}
      foot={
        unit.onDuty &&
        row.told && (
          <>
            <button
              type="button"
              className={following ? 'button' : 'button primary'}
              aria-pressed={following}
              disabled={here === null && !following}
              onClick={() => props.onFollow(!following)}
            >
              {following ? words.units.unfollow : words.units.follow}
            </button>
            {props.onShow && here !== null && (
              <button type="button" className="button" onClick={props.onShow}>
                {words.incidents.flyTo}
              </button>
            )}
          </>
        )
      }
    >
      <Facts lines={lines} />
      {props.more}
    </Card>
  );
}

function TrackState({ track, again }: { track: UnitTrack | null; again: () => void }) {
  const { words } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  if (track?.state === 'failed')
    return (
      <span role="alert">
        {words.units.trackFailed}{' '}
        <button type="button" className="button small" onClick={again}>
          {words.card.retry}
        </button>
      </span>
    );
  if (track?.state !== 'ready') return <>{words.card.loading}</>;
  const { points } = track;
  if (points.length === 0) return <>{words.units.trackNone}</>;
  const [from, until] = [points[0]![2], points.at(-1)![2]];
  return (
    <>
      {`${formatTime(from, zone, false)} – ${formatTime(until, zone, false)} · `}
      {words.units.trackFixes(formatCount(points.length))}
    </>
  );
}
