import { AboutSections } from '../about/about-sections.tsx';
import { AreaCard } from '../areas/area-card.tsx';
import { BuildingCard } from '../buildings/building-card.tsx';
import { IncidentCard } from '../incidents/incident-card.tsx';
import type { Selection } from '../map/scene.ts';
import { SiteCard } from '../sites/site-card.tsx';
import { UnitCard } from '../units/unit-card.tsx';
import type { UnitTrack } from '../units/use-track.ts';

/** The card of whatever is selected. */
export function WatchCard(props: {
  selection: Selection;
  close: () => void;
  select: (selection: Selection) => void;
  /** Fly there; `known`: where it is, for what the map does not know. */
  show: (selection: Selection, known?: [number, number] | null) => void;
  following: boolean;
  onFollow: (following: boolean) => void;
  track: UnitTrack | null;
  onRetryTrack: () => void;
  /** Opens the plots of an area. */
  onPlots: () => void;
}) {
  const { selection, close } = props;
  const more = (
    <AboutSections
      of={selection}
      onPlots={props.onPlots}
      go={(to, known) => {
        props.select(to);
        props.show(to, known);
      }}
    />
  );
  const common = {
    more,
    close,
    onSelectArea: (id: number) => props.select({ noun: 'areas', id }),
    onShow: () => props.show(selection),
  };
  switch (selection.noun) {
    case 'incidents':
      return (
        <IncidentCard
          key={selection.id}
          incidentId={selection.id}
          {...common}
          onShow={(at) => props.show(selection, at)}
        />
      );
    case 'areas':
      return <AreaCard key={selection.id} areaId={selection.id} {...common} />;
    case 'buildings':
      return <BuildingCard key={selection.id} buildingId={selection.id} {...common} />;
    case 'sites':
      return <SiteCard key={selection.id} siteId={selection.id} {...common} />;
    case 'units':
      return (
        <UnitCard
          key={selection.id}
          unitId={selection.id}
          following={props.following}
          onFollow={props.onFollow}
          track={props.track}
          onRetryTrack={props.onRetryTrack}
          close={close}
          onShow={common.onShow}
          more={more}
        />
      );
  }
}
