import { useMemo } from 'react';

import type { AreaCard as AreaCardData, AreaStep } from '#data/wire/cards.ts';

import { areaStore, incidentStore, serverNow } from '../live/stores.ts';
import { CardGlyph } from '../ui/card-head.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDistrict, useStore, useVersions } from '../ui/use-live.ts';
import { formatArea, formatCount, formatMoment } from '../words/format.ts';
import { langOf, nameIn, useWords } from '../words/words.ts';

import './area-path.css';
import { PlaceCard, type PlaceCardProps, type PlaceSaid } from './place-card.tsx';

const AREA_GLYPH = 'M4 7 11.5 3.5 20.5 7.5 18.5 17.5 10 20.5 3.5 15ZM11 12h2';

/** What is counted on a card is asked again this often while it is open. */
export const CARD_EACH_MS = 15_000;

const NOTHING_TOLD = { children: 0, units: 0, cameras: 0, camerasOnline: 0, stations: 0, managementPoints: 0 }; // prettier-ignore

/** An area: figures (estimated ones marked), what it holds. Open incidents are counted live. */
export function AreaCard(props: PlaceCardProps & { areaId: number }) {
  const { words, language } = useWords();
  const { areaId } = props;
  const district = useDistrict();
  const asked = useAnswer<AreaCardData>(`/api/areas/${areaId}`, useVersions(), CARD_EACH_MS);
  const open = useOpenIncidentsIn(areaId);
  const zone = district?.timeZone ?? 'UTC';
  const momentOf = (iso: string): string => formatMoment(Date.parse(iso), serverNow(), zone, language); // prettier-ignore
  const say = ({ area, parents, areaM2, figures, counts, ended }: AreaCardData): PlaceSaid => {
    const level = district?.levels.find((l) => l.rank === area.level);
    const levelName = level ? nameIn(language, level) : words.card.area;
    const kind = (words.areas.kinds as Record<string, string>)[area.kind];
    const figure = (n: number | null) =>
      n === null ? words.areas.unknown : <Figure n={n} estimated={figures?.estimated ?? false} />;
    const some = (n: number | null): string | null => (n ? formatCount(n) : null);
    // What is not told is left out: it is not this one's to see.
    const held = counts ?? NOTHING_TOLD;
    const online = (all: number): number => Math.floor((1_000 * (held.camerasOnline ?? 0)) / all) / 10; // prettier-ignore
    return {
      symbol: <CardGlyph path={AREA_GLYPH} />,
      kind: [levelName, area.level > 1 ? kind : null].filter(Boolean).join(' · '),
      title: nameIn(language, area),
      code: area.code,
      areas: parents.length > 1 ? parents : null,
      lines: [
        [words.areas.ended, ended && words.areas.endedAt(momentOf(ended.at))],
        [words.areas.openIncidents, counts && counts.openIncidents !== null && formatCount(open)],
        [words.areas.householdsLabel, figures && figure(figures.households)],
        [words.areas.residentsLabel, figures && figure(figures.residents)],
        [words.areas.counted, figures && figures.countedOn],
        [words.areas.size, formatArea(areaM2, language)],
        [words.areas.children, some(held.children)],
        [words.areas.units, some(held.units)],
        [words.areas.buildings, counts && formatCount(counts.buildings)],
        [
          words.areas.cameras,
          held.cameras
            ? words.areas.camerasOnline(formatCount(held.cameras), `${online(held.cameras)}%`)
            : null,
        ],
        [words.layers.names.stations, some(held.stations)],
        [words.layers.names.points, some(held.managementPoints)],
      ],
    };
  };
  return (
    <PlaceCard
      {...props}
      about={`areas:${areaId}`}
      kind={words.card.area}
      asked={asked}
      say={say}
      more={
        <>
          {asked.value?.ended && (
            <WentTo to={asked.value.ended.successors} onSelect={props.onSelectArea} />
          )}
          {props.more}
        </>
      }
    />
  );
}

/** Of an area that is no more: those that have its land since. A shared address leads on by them. */
function WentTo({ to, onSelect }: { to: readonly AreaStep[]; onSelect: (id: number) => void }) {
  const { words, language } = useWords();
  if (to.length === 0) return null;
  return (
    <nav className="area-path" aria-label={words.areas.wentTo}>
      <span>{words.areas.wentTo}</span>
      {to.map((area) => (
        <button
          key={area.id}
          type="button"
          lang={langOf(nameIn(language, area))}
          onClick={() => onSelect(area.id)}
        >
          {nameIn(language, area)}
        </button>
      ))}
    </nav>
  );
}

/** A member of staff with a number to call. */
export function PersonLine({ post }: { post: { name: string; phone: string | null } }) {
  return (
    <span className="person-line">
      <span lang={langOf(post.name)}>{post.name}</span> {post.phone && <Phone phone={post.phone} />}
    </span>
  );
}

/** A number to call. One with stars in it is shown for whoever knows the rest, not to be called. */
export function Phone({ phone }: { phone: string }) {
  return /^[+\d\s-]+$/.test(phone) ? (
    <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>
  ) : (
    <>{phone}</>
  );
}

/** A count; one made by sharing a higher area's is marked so. */
export function Figure({ n, estimated }: { n: number; estimated: boolean }) {
  const { words } = useWords();
  return (
    <>
      {formatCount(n)}
      {estimated && (
        <span className="estimated" title={words.areas.estimatedTitle}>
          {words.areas.estimated}
        </span>
      )}
    </>
  );
}

function useOpenIncidentsIn(areaId: number): number {
  const byId = useStore(incidentStore, (s) => s.byId);
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  return useMemo(() => {
    const within = new Map<number, boolean>();
    let n = 0;
    for (const { areaId: cell } of byId.values()) {
      if (cell === null) continue;
      let is = within.get(cell);
      if (is === undefined) within.set(cell, (is = chainOf(cell).some((a) => a.id === areaId)));
      if (is) n++;
    }
    return n;
  }, [byId, chainOf, areaId]);
}
