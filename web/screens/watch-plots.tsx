import { PlotsPanel } from '../plots/plots-panel.tsx';
import { areaStore } from '../live/stores.ts';
import type { Selection } from '../map/scene.ts';
import type { ViewAddress } from '../ui/view-address.ts';
import { useStore } from '../ui/use-live.ts';
import { useWords } from '../words/words.ts';

/** The plots under the map: of the area that is selected, else of the district. */
export function WatchPlots(props: {
  weeks: NonNullable<ViewAddress['plots']>;
  selection: Selection | null;
  change: (part: Partial<ViewAddress>) => void;
  close: () => void;
}) {
  const { selection, change } = props;
  const roots = useStore(areaStore, (s) => s.childrenOf)(null);
  const areaId = selection?.noun === 'areas' ? selection.id : null;
  // The district's own area is the district, with what lies in no area too.
  const isWhole = roots.length === 1 && roots[0]!.id === areaId;
  return (
    <PlotsPanel
      areaId={isWhole ? null : areaId}
      weeks={props.weeks}
      onWeeks={(weeks) => change({ plots: weeks })}
      close={props.close}
    />
  );
}

/** Beside the list of incidents: opens what says when they come, and which. */
export function PlotsButton({ open, toggle }: { open: boolean; toggle: () => void }) {
  const { words } = useWords();
  const name = open ? words.plots.close : words.plots.open;
  return (
    <button
      type="button"
      className="button bare small plots-button"
      aria-expanded={open}
      aria-label={name}
      title={`${name} (P)`}
      onClick={toggle}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 14.5h13M3.5 12V8.5M6.5 12V4.5M9.5 12V7M12.5 12V2" />
      </svg>
    </button>
  );
}
