import './hands.css';

import type { RefObject } from 'react';

import { labelIn } from '../../areas/area-label.ts';
import type { MapView } from '../../map/map-view.ts';
import { useDeskScale } from '../../ui/use-desk-scale.ts';
import { useStore } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';
import { toolStore } from '../tools/tool-store.ts';

/** The map's own cursor, while keys move it; and what a place has snapped to. */
export function HandMarks({ view }: { view: RefObject<MapView | null> }) {
  const cursor = useStore(toolStore, (s) => s.cursor);
  return (
    <>
      {cursor && (
        <svg
          className="map-cursor"
          width="33"
          height="33"
          viewBox="0 0 33 33"
          aria-hidden="true"
          style={{ transform: `translate(${cursor.x - 16.5}px, ${cursor.y - 16.5}px)` }}
        >
          <path className="under" d="M16.5 1v11M16.5 21v11M1 16.5h11M21 16.5h11" />
          <path d="M16.5 1v11M16.5 21v11M1 16.5h11M21 16.5h11" />
        </svg>
      )}
      <SnapTip view={view} />
    </>
  );
}

function SnapTip({ view }: { view: RefObject<MapView | null> }) {
  const { words, language } = useWords();
  const at = useStore(toolStore, (s) => s.at);
  const snapped = useStore(toolStore, (s) => s.snapped);
  const draws = useStore(toolStore, (s) => 'legs' in s.state && s.state.legs.length > 0);
  const tool = useStore(toolStore, (s) => s.state.tool);
  const rows = useStore(deskStore, (s) => s.rows);
  const scale = useDeskScale();
  const { tools } = words;
  if (!at || !snapped?.kind || tool === 'select') return null;
  const px = view.current?.project(at);
  if (!px) return null;
  const shortIn = (id: number): string => {
    const area = rows.get(id)?.area;
    return area ? labelIn(language, area, rows.get(area.parentId ?? 0)?.area) : '';
  };
  const names = snapped.cells
    .map((id) => (id === 0 ? tools.outside : shortIn(id))) // prettier-ignore
    .filter(Boolean)
    .join(' / ');
  const said = snapped.kind === 'vertex' ? tools.snapped.vertex : snapped.kind === 'border' ? tools.snapped.border(names) : tools.snapped.line(snapped.name); // prettier-ignore
  return (
    <p
      className="snap-tip"
      style={{ transform: `translate(${px.x / scale + 18}px, ${px.y / scale + 14}px)` }}
    >
      <b>{said}</b>
      {draws && (
        <span>
          {tools.enter}　{tools.escape}
        </span>
      )}
    </p>
  );
}
