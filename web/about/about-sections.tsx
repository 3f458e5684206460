import { unitStore } from '../live/stores.ts';
import { hereStore, mayHere } from '../live/who-is-here.ts';
import type { Selection } from '../map/scene.ts';
import { useStore } from '../ui/use-live.ts';
import { mayOfUnit } from '../units/may-of-unit.ts';

import { ChainSection } from './chain-section.tsx';
import { CountsSection } from './counts-section.tsx';
import { LatelySection } from './lately-section.tsx';
import { NearSection } from './near-section.tsx';
import type { AboutProps } from './section.tsx';

/**
 * What every card says after what the thing is: who answers for it, what is near it, what happened there lately; of an
 * area also how often things happen there. What whoever is here is not told is not asked: an empty list would be untrue.
 */
export function AboutSections({ onPlots, ...props }: AboutProps & { onPlots?: () => void }) {
  const isPlaced = useIsPlaceTold(props.of);
  const seesIncidents = useStore(hereStore, (here) => !here.me || mayHere('see-incidents', here));
  return (
    <>
      <ChainSection {...props} />
      {isPlaced && <NearSection {...props} />}
      {props.of.noun === 'areas' && onPlots && (
        <CountsSection areaId={props.of.id} onMore={onPlots} />
      )}
      {seesIncidents && <LatelySection {...props} />}
    </>
  );
}

/** Whether whoever is here is told where a thing is: of somebody whom they see as a colleague alone they are not. */
function useIsPlaceTold({ noun, id }: Selection): boolean {
  useStore(hereStore);
  const unit = useStore(unitStore, ({ byId }) => (noun === 'units' ? byId.get(id) : undefined));
  return !unit || mayOfUnit('see-positions', unit);
}
