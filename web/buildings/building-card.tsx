import type { ReactNode } from 'react';

import type { BuildingCard as BuildingCardData } from '#data/wire/cards.ts';

import { AreaPath } from '../areas/area-path.tsx';
import { CardGlyph } from '../ui/card-head.tsx';
import { Card, CardWaiting, Facts } from '../ui/card.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useVersions } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

const BUILDING_GLYPH =
  'M6 21V3.5H18V21M3 21H21M9.5 7.5V9M14.5 7.5V9M9.5 12V13.5M14.5 12V13.5M12 21V17';

/** A building: what it is, who lives in it, whose it is. What no source says is left out. */
export function BuildingCard(props: {
  buildingId: number;
  close: () => void;
  onSelectArea: (areaId: number) => void;
  onShow: () => void;
  /** What a screen adds to its lines. */
  more?: ReactNode;
}) {
  const { words } = useWords();
  const asked = useAnswer<BuildingCardData>(`/api/buildings/${props.buildingId}`, useVersions());
  const about = `buildings:${props.buildingId}`;
  const b = asked.value;
  if (!b)
    return (
      <CardWaiting kind={words.card.building} about={about} asked={asked} close={props.close} />
    );
  const use = (words.buildings.uses as Record<string, string>)[b.use] ?? b.use;
  const count = (n: number | null): string | null => (n === null ? null : formatCount(n));
  return (
    <Card
      symbol={<CardGlyph path={BUILDING_GLYPH} />}
      kind={[words.card.building, use].join(' · ')}
      code={b.code}
      title={b.name ?? b.address ?? words.buildings.unnamed}
      close={props.close}
      about={about}
      asked={asked}
      foot={
        <button type="button" className="button" onClick={props.onShow}>
          {words.areas.show}
        </button>
      }
    >
      <AreaPath chain={b.areas} onSelect={props.onSelectArea} />
      <Facts
        lines={[
          [words.buildings.address, b.name ? b.address : null],
          [words.buildings.compound, b.compound?.name ?? null],
          [words.buildings.households, count(b.households)],
          [words.buildings.residents, count(b.residents)],
          [words.buildings.floors, count(b.floors)],
          [
            words.buildings.height,
            b.heightM === null ? null : `${Math.round(b.heightM * 10) / 10} m`,
          ],
          [
            words.buildings.entrances,
            b.entrances.length > 0
              ? `${formatCount(b.entrances.length)} · ${b.entrances.map((e) => e.label).join(' ')}`
              : null,
          ],
        ]}
      />
      {props.more}
    </Card>
  );
}
