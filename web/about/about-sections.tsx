import { ChainSection } from './chain-section.tsx';
import { LatelySection } from './lately-section.tsx';
import { NearSection } from './near-section.tsx';
import type { AboutProps } from './section.tsx';

/** What every card says after what the thing is: who answers for it, what is near it, what happened there lately. */
export function AboutSections(props: AboutProps) {
  return (
    <>
      <ChainSection {...props} />
      <NearSection {...props} />
      <LatelySection {...props} />
    </>
  );
}
