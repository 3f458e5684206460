import './plan-screen.css';

import { useEffect, useMemo, useRef, useState } from 'react';

import { AreasFollowed } from '../areas/areas-followed.tsx';
import { useFollowedAreas } from '../areas/use-followed-areas.ts';

import { areaStore } from '../live/stores.ts';
import type { MapView } from '../map/map-view.ts';
import { planTools } from '../plans/hands/plan-tools.ts';
import { desk } from '../plans/desk/desk-link.ts';
import { deskStore } from '../plans/desk/desk.ts';
import { PrintSheet } from '../plans/compare/print-sheet.tsx';
import { PlanSide } from '../plans/panels/plan-side.tsx';
import { PublishDialog } from '../plans/panels/publish-dialog.tsx';
import { PlanBar } from '../plans/panels/plan-bar.tsx';
import { readPlanSort, writePlanSort } from '../plans/panels/plan-rows.ts';
import { TOOL_KEYS } from '../plans/tools/tool.ts';
import { putToolsAway, toolStore } from '../plans/tools/tool-store.ts';
import { TOOL_LETTERS } from '../plans/tools/tools.ts';
import { EmptyDistrict } from '../ui/empty-district.tsx';
import { KeyHelp } from '../ui/key-help.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { useMayAll } from '../ui/use-may.ts';
import { useWords } from '../words/words.ts';

import { PlanGround } from './plan-ground.tsx';
import { useIsSmall } from './use-is-small.ts';
import { usePrinting } from './use-printing.ts';
import { useUndoKeys } from './use-undo-keys.ts';

/** Where an area is looked at that was chosen in the table, at least. */
const NEAR_ZOOM = 15.5;

/** The planner's desk: the edition in force, or a plan on it, as a map, a table and the plan's steps. */
export default function PlanScreen() {
  const { words } = useWords();
  const [address, change] = useAddress();
  const district = useDistrict();
  const editionId = useStore(areaStore, (s) => s.packed?.editionId ?? null);
  const state = useStore(deskStore);
  const map = useRef<MapView>(null);
  const [helping, setHelping] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const { printing, print, printed } = usePrinting(map);

  // A plan first; else an edition, unless it is the one in force.
  const seen = address.edition ?? null;
  const asked = address.plan ?? (seen === editionId ? null : seen);
  const { plan, rows } = state;
  useEffect(() => {
    // One that was begun here is open already.
    if (editionId === null || (asked !== null && deskStore.getState().plan?.id === asked)) return;
    putToolsAway();
    void desk.open(asked);
  }, [asked, editionId]);
  useEffect(() => () => desk.close(), []);
  const openId = plan?.id ?? null;
  useEffect(() => {
    if (openId !== null) change({ plan: openId, edition: undefined });
  }, [openId, change]);

  const levels = district?.levels ?? [];
  const level = address.table?.level ?? levels.find(({ key }) => key === 'grid')?.rank ?? levels.at(-1)?.rank ?? 1; // prettier-ignore
  const sort = useMemo(() => readPlanSort(address.table?.sort), [address.table?.sort]);
  const isThere = useMemo(() => (rows.size > 0 ? (id: number) => rows.has(id) : null), [rows]);
  const { areas: within, ...gone } = useFollowedAreas(address.areas, isThere, (areas) => change({ areas })); // prettier-ignore
  const list = (table: { level?: number; sort?: string | undefined }): void => {
    const next = { level, sort: writePlanSort(sort), ...table };
    change({ table: { level: next.level, ...(next.sort !== undefined && { sort: next.sort }) } });
  };
  const isSmall = useIsSmall();
  const isDraft = plan?.status === 'draft';
  const isStale = editionId !== null && plan !== null && plan.editionId !== editionId;
  const mayDraw = useMayAll('draw-plan');
  const mayPublish = useMayAll('publish-plan');
  const mayEdit = mayDraw && isDraft && !isStale && !isSmall;
  const last = useStore(toolStore, (s) => s.selection.at(-1) ?? null);
  const lastLevel = last === null ? null : (rows.get(last)?.area.level ?? null);
  const follow = useRef(list);
  useEffect(() => {
    follow.current = list;
  });
  useEffect(() => {
    // What is selected on the map is a row of the table: it shows that level.
    if (lastLevel !== null && lastLevel > 1) follow.current({ level: lastLevel });
  }, [last, lastLevel]);
  const show = ([lng, lat]: [number, number]): void => {
    map.current?.flyTo({ lng, lat, zoom: Math.max(NEAR_ZOOM, address.camera?.zoom ?? 0) });
  };
  const seek = (position: number): void => {
    if (mayEdit && position >= 0 && position <= state.steps.length) void desk.seek(position);
  };
  const seekBy = (by: 1 | -1): void => {
    if (mayEdit) void desk.seekBy(by);
  };
  useUndoKeys({
    // Of a drawing the last point, then the last edit.
    undo: () => planTools.stepBack() || seekBy(-1),
    redo: () => seekBy(1),
  });
  useKeys({
    b: () => document.querySelector<HTMLElement>('.plan-table .grid')?.focus(),
    '?': () => setHelping(true),
    escape: () => planTools.back(),
  });

  const leave = (): void => change({ plan: undefined, edition: undefined });
  const says = words.plan;
  return (
    <div className="plan">
      <PlanBar
        state={state}
        onStep={mayEdit ? seekBy : null}
        onLeave={leave}
        onPublish={mayPublish && isDraft && !isStale && !isSmall ? () => setPublishing(true) : null}
        onHelp={() => setHelping(true)}
      />
      <main className="plan-body">
        <EmptyDistrict />
        <PlanGround view={map} inLight={printing !== null} />
        <PlanSide
          level={level}
          within={within}
          sort={sort}
          asked={asked}
          mayEdit={mayEdit}
          onLevel={(to) => list({ level: to })}
          onWithin={(to) => change({ areas: to === null ? undefined : [to] })}
          note={<AreasFollowed followed={gone.followed} onClose={gone.forget} />}
          onSort={(to) => list({ sort: writePlanSort(to) })}
          onShow={show}
          onSeek={seek}
          onLeave={leave}
          onPrint={printing === null ? print : null}
          onOpen={(id) => change({ plan: id })}
          onLook={(id) => change({ edition: id === editionId ? undefined : id })}
        />
      </main>
      {printing !== null && printing !== 'asked' && (
        <PrintSheet picture={printing} level={level} close={printed} />
      )}
      {publishing && plan?.status === 'draft' && (
        <PublishDialog plan={plan} close={() => setPublishing(false)} />
      )}
      {helping && (
        <KeyHelp
          close={() => setHelping(false)}
          lines={[
            ['Ctrl Z', says.keys.undo],
            ['Ctrl Y', says.keys.redo],
            ...TOOL_KEYS.map(
              (tool) => [TOOL_LETTERS[tool].toUpperCase(), words.tools.names[tool]] as const,
            ),
            ['Q', words.tools.snapping],
            ['T', words.tools.tracing],
            ['← ↑ ↓ →', words.tools.cursor],
            [words.keys.names.space, words.tools.place],
            ['Enter', words.tools.finish],
            ['Esc', words.tools.back],
            ['B', says.keys.table],
            [words.keys.names.space, says.keys.several],
            ['?', words.keys.help],
          ]}
        />
      )}
    </div>
  );
}
