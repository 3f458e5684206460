import { useMemo, type ReactNode } from 'react';

import type { AreaCard as AreaCardData } from '#data/wire/cards.ts';

import { areaStore, incidentStore } from '../live/stores.ts';
import { CardGlyph } from '../ui/card-head.tsx';
import { Card, CardWaiting, Facts } from '../ui/card.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDistrict, useStore, useVersions } from '../ui/use-live.ts';
import { formatArea, formatCount } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import { AreaPath } from './area-path.tsx';

const AREA_GLYPH = 'M4 7 11.5 3.5 20.5 7.5 18.5 17.5 10 20.5 3.5 15ZM11 12h2';

/** What is counted on a card is asked again this often while it is open. */
export const CARD_EACH_MS = 15_000;

/** An area: figures (estimated ones marked), what it holds. Open incidents are counted live. */
export function AreaCard(props: {
  areaId: number;
  close: () => void;
  onSelectArea: (areaId: number) => void;
  onShow: () => void;
  /** What a screen adds to its lines. */
  more?: ReactNode;
}) {
  const { words, language } = useWords();
  const { areaId } = props;
  const district = useDistrict();
  const asked = useAnswer<AreaCardData>(`/api/areas/${areaId}`, useVersions(), CARD_EACH_MS);
  const open = useOpenIncidentsIn(areaId);
  const about = `areas:${areaId}`;
  if (!asked.value)
    return <CardWaiting kind={words.card.area} about={about} asked={asked} close={props.close} />;
  const { area, parents, areaM2, figures, counts } = asked.value;
  const level = district?.levels.find((l) => l.rank === area.level);
  const levelName = level ? (language === 'en' ? level.nameEn : level.nameZh) : words.card.area;
  const kind = (words.areas.kinds as Record<string, string>)[area.kind];
  const figure = (n: number | null) =>
    n === null ? words.areas.unknown : <Figure n={n} estimated={figures.estimated} />;
  const ratio = counts.cameras > 0 ? (100 * counts.camerasOnline) / counts.cameras : 0;
  return (
    <Card
      symbol={<CardGlyph path={AREA_GLYPH} />}
      kind={[levelName, area.level > 1 ? kind : null].filter(Boolean).join(' · ')}
      title={nameIn(language, area)}
      code={area.code}
      close={props.close}
      about={about}
      asked={asked}
      foot={
        <button type="button" className="button" onClick={props.onShow}>
          {words.areas.show}
        </button>
      }
    >
      {parents.length > 1 && <AreaPath chain={parents} onSelect={props.onSelectArea} />}
      <Facts
        lines={[
          [words.areas.openIncidents, formatCount(open)],
          [words.areas.householdsLabel, figure(figures.households)],
          [words.areas.residentsLabel, figure(figures.residents)],
          [words.areas.counted, figures.countedOn],
          [words.areas.size, formatArea(areaM2, language)],
          [words.areas.children, counts.children > 0 ? formatCount(counts.children) : null],
          [words.areas.units, counts.units > 0 ? formatCount(counts.units) : null],
          [words.areas.buildings, formatCount(counts.buildings)],
          [
            words.areas.cameras,
            counts.cameras > 0
              ? words.areas.camerasOnline(
                  formatCount(counts.cameras),
                  `${Math.floor(ratio * 10) / 10}%`,
                )
              : null,
          ],
          [words.layers.names.stations, counts.stations > 0 ? formatCount(counts.stations) : null],
          [
            words.layers.names.points,
            counts.managementPoints > 0 ? formatCount(counts.managementPoints) : null,
          ],
        ]}
      />
      {props.more}
    </Card>
  );
}

/** A member of staff with a number to call. */
export function PersonLine({ post }: { post: { name: string; phone: string | null } }) {
  return (
    <span className="person-line">
      {post.name} {post.phone && <Phone phone={post.phone} />}
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
