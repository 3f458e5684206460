import { ChainSection } from './chain-section.tsx';
import { CountsSection } from './counts-section.tsx';
import { LatelySection } from './lately-section.tsx';
import { NearSection } from './near-section.tsx';
import type { AboutProps } from './section.tsx';

/**
 * What every card says after what the thing is: who answers for it, what is near it, what happened there lately; of an
 * area also how often things happen there.
 */
export function AboutSections({ onPlots, ...props }: AboutProps & { onPlots?: () => void }) {
  return (
    <>
      <ChainSection {...props} />
      <NearSection {...props} />
      {props.of.noun === 'areas' && onPlots && (
        <CountsSection areaId={props.of.id} onMore={onPlots} />
      )}
      <LatelySection {...props} />
    </>
  );
}
