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
  show: (selection: Selection) => void;
  following: boolean;
  onFollow: (following: boolean) => void;
  track: UnitTrack | null;
  onRetryTrack: () => void;
}) {
  const { selection, close } = props;
  const common = {
    close,
    onSelectArea: (id: number) => props.select({ noun: 'areas', id }),
    onShow: () => props.show(selection),
  };
  switch (selection.noun) {
    case 'incidents':
      return <IncidentCard key={selection.id} incidentId={selection.id} {...common} />;
    case 'areas':
      return <AreaCard areaId={selection.id} {...common} />;
    case 'buildings':
      return <BuildingCard buildingId={selection.id} {...common} />;
    case 'sites':
      return <SiteCard siteId={selection.id} {...common} />;
    case 'units':
      return (
        <UnitCard
          unitId={selection.id}
          following={props.following}
          onFollow={props.onFollow}
          track={props.track}
          onRetryTrack={props.onRetryTrack}
          close={close}
        />
      );
  }
}
