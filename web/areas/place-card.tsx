import type { ReactNode } from 'react';

import { Card, CardWaiting, Facts, type Fact } from '../ui/card.tsx';
import type { Asked } from '../ui/use-answer.ts';
import { useWords } from '../words/words.ts';

import { AreaPath, type AreaStep } from './area-path.tsx';

/** What a screen gives the card of what stands somewhere. */
export interface PlaceCardProps {
  close: () => void;
  onSelectArea: (areaId: number) => void;
  onShow: () => void;
  /** What a screen adds to its lines. */
  more?: ReactNode;
}

/** What such a card says. */
export interface PlaceSaid {
  /** As it stands on the map; see `CardHead`. */
  symbol: ReactNode;
  kind: string;
  title: string;
  code: string | null;
  /** Where it lies; null: nothing is said of it. */
  areas: readonly AreaStep[] | null;
  lines: readonly Fact[];
}

/** The card of an area, a building or a site: what was asked for it, once it is there, and a way to show it on the map. */
export function PlaceCard<T>(
  props: PlaceCardProps & {
    /** Noun and id, as in the address. */
    about: string;
    /** What it is a card of, while nothing else is known. */
    kind: string;
    asked: Asked<T>;
    say: (value: T) => PlaceSaid;
  },
) {
  const { words } = useWords();
  const { about, asked, close } = props;
  if (!asked.value)
    return <CardWaiting kind={props.kind} about={about} asked={asked} close={close} />;
  const { areas, lines, ...head } = props.say(asked.value);
  return (
    <Card
      {...head}
      close={close}
      about={about}
      asked={asked}
      foot={
        <button type="button" className="button" onClick={props.onShow}>
          {words.areas.show}
        </button>
      }
    >
      {areas && <AreaPath chain={areas} onSelect={props.onSelectArea} />}
      <Facts lines={lines} />
      {props.more}
    </Card>
  );
}
