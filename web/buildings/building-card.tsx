import type { BuildingCard as BuildingCardData } from '#data/wire/cards.ts';

import { PlaceCard, type PlaceCardProps, type PlaceSaid } from '../areas/place-card.tsx';
import { CardGlyph } from '../ui/card-head.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useVersions } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

const BUILDING_GLYPH =
  'M6 21V3.5H18V21M3 21H21M9.5 7.5V9M14.5 7.5V9M9.5 12V13.5M14.5 12V13.5M12 21V17';

/** A building: what it is, who lives in it, whose it is. What no source says is left out. */
export function BuildingCard(props: PlaceCardProps & { buildingId: number }) {
  const { words } = useWords();
  const asked = useAnswer<BuildingCardData>(`/api/buildings/${props.buildingId}`, useVersions());
  const count = (n: number | null): string | null => (n === null ? null : formatCount(n));
  const say = (b: BuildingCardData): PlaceSaid => ({
    symbol: <CardGlyph path={BUILDING_GLYPH} />,
    kind: `${words.card.building} · ${(words.buildings.uses as Record<string, string>)[b.use] ?? b.use}`,
    code: b.code,
    title: b.name ?? b.address ?? words.buildings.unnamed,
    areas: b.areas,
    lines: [
      [words.buildings.address, b.name ? b.address : null],
      [words.buildings.compound, b.compound?.name ?? null],
      [words.buildings.households, count(b.households)],
      [words.buildings.residents, count(b.residents)],
      [words.buildings.floors, count(b.floors)],
      [words.buildings.height, b.heightM === null ? null : `${Math.round(b.heightM * 10) / 10} m`],
      [
        words.buildings.entrances,
        b.entrances.length > 0
          ? `${formatCount(b.entrances.length)} · ${b.entrances.map((e) => e.label).join(' ')}`
          : null,
      ],
    ],
  });
  return (
    <PlaceCard
      {...props}
      about={`buildings:${props.buildingId}`}
      kind={words.card.building}
      asked={asked}
      say={say}
    />
  );
}
