import '../over-map.css';
import './hands.css';

import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

import { labelIn } from '../../areas/area-label.ts';
import type { MapView } from '../../map/map-view.ts';
import { useDeskScale } from '../../ui/use-desk-scale.ts';
import { useStore } from '../../ui/use-live.ts';
import { refusalInShort, useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';
import { refusalOf, toolStore } from '../tools/tool-store.ts';
import { useIsTouched } from '../tools/use-is-touched.ts';

import { tipPlace } from './tip-place.ts';

interface Px {
  x: number;
  y: number;
}

/** The map's own cursor, while keys move it; what a place has snapped to, and why nothing comes of it. */
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
      <HandTip view={view} />
    </>
  );
}

/** Beside the hand: why what is drawn would be refused, else what ends it; and what the place has snapped to. */
function HandTip({ view }: { view: RefObject<MapView | null> }) {
  const { words, language } = useWords();
  const at = useStore(toolStore, (s) => s.at);
  const snapped = useStore(toolStore, (s) => s.snapped);
  const draws = useStore(toolStore, (s) => 'legs' in s.state && s.state.legs.length > 0);
  const tool = useStore(toolStore, (s) => s.state.tool);
  const refused = useStore(toolStore, refusalOf);
  const preview = useStore(toolStore, (s) => s.preview);
  const rows = useStore(deskStore, (s) => s.rows);
  const { keys } = useIsTouched();
  const { tools } = words;
  if (!at || tool === 'select' || !(snapped?.kind || refused)) return null;
  const px = view.current?.project(at);
  if (!px) return null;
  const shortIn = (id: number): string => {
    const area = rows.get(id)?.area;
    return area ? labelIn(language, area, rows.get(area.parentId ?? 0)?.area) : '';
  };
  const saidOf = ({ kind, cells, name }: NonNullable<typeof snapped>): string => {
    if (kind === 'vertex') return tools.snapped.vertex;
    if (kind === 'line') return tools.snapped.line(name);
    const names = cells.map((id) => (id === 0 ? tools.outside : shortIn(id))).filter(Boolean);
    return tools.snapped.border(names.join(' / '));
  };
  const said = preview?.refused === null ? preview.rows : [];
  const names = said.flatMap(({ labelAt }) => view.current?.project(labelAt) ?? []);
  return (
    <Tip at={px} names={names}>
      {refused && <b className="refused">{refusalInShort(words, refused)}</b>}
      {snapped?.kind && <b>{saidOf(snapped)}</b>}
      {draws && keys && !refused && (
        <span>
          {tools.enter} · {tools.escape}
        </span>
      )}
    </Tip>
  );
}

/** Beside a place of the map, and within it; over no name, where there is room. */
function Tip(props: { at: Px; names: readonly Px[]; children: ReactNode }) {
  const { at, names, children } = props;
  const tip = useRef<HTMLParagraphElement>(null);
  const scale = useDeskScale();
  useLayoutEffect(() => {
    const box = tip.current;
    const ground = box?.closest('.ground');
    if (!box || !ground) return;
    const { top, width, bottom } = ground.getBoundingClientRect();
    const bar = ground.querySelector('.touch-bar')?.getBoundingClientRect();
    const room = { width, height: (bar?.top ?? bottom) - top };
    const { x, y } = tipPlace(at, box.getBoundingClientRect(), room, scale, names);
    box.style.transform = `translate(${x / scale}px, ${y / scale}px)`;
  });
  return (
    <p className="snap-tip" ref={tip}>
      {children}
    </p>
  );
}
