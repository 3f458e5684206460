import { useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';

import { toolStore } from './tool-store.ts';

/** That a border that is drawn runs through buildings, in a sentence; nothing where it does not, or is refused anyway. */
export function CutBuildings() {
  const { words } = useWords();
  const n = useStore(toolStore, ({ preview }) => (preview?.refused === null && preview.buildingsCut) || 0); // prettier-ignore
  return (
    <span className="warned" role="status">
      {n > 0 && words.tools.cutsBuildings(formatCount(n))}
    </span>
  );
}
