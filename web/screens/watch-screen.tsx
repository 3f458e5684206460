import './watch-screen.css';

import { useCallback, useMemo, useRef, useState } from 'react';

import type { Incident } from '#data/incidents/incident.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

import {
  pressSeverity,
  readArrangement,
  writeArrangement,
  type Arrangement,
} from '../incidents/arrange-list.ts';
import { IncidentFigures } from '../incidents/incident-figures.tsx';
import { IncidentList } from '../incidents/incident-list.tsx';
import { AlarmBanner } from '../incidents/alarm-banner.tsx';
import { isFilled } from '../incidents/report-draft.ts';
import { ReportForm } from '../incidents/report-form.tsx';
import { mayHere } from '../live/who-is-here.ts';
import { stillAlarms } from '../live/alarms.ts';
import type { MapView } from '../map/map-view.ts';
import type { Bounds } from '../map/map-layer.ts';
import { inBounds, widen } from '../map/lod.ts';
import { LAYER_KEYS, type LayerKey, type MapCamera, type Selection } from '../map/scene.ts';
import { BrokenPart } from '../ui/broken-part.tsx';
import { EmptyDistrict } from '../ui/empty-district.tsx';
import { goToCard } from '../ui/go-to-card.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useLink } from '../ui/use-live.ts';
import { useTrack } from '../units/use-track.ts';

import type { Hovered } from './hover-tip.tsx';
import { markOf, selectionOf, targetOfAnswer } from './show-answer.ts';
import { placeOf, targetOf } from './show-selection.ts';
import { useAreasShown } from './use-areas-shown.ts';
import { useLayerChoice } from './use-layer-choice.ts';
import { useReportDraft } from './use-report-draft.ts';
import { useWatchKeys } from './use-watch-keys.ts';
import { useWatchScene } from './use-watch-scene.ts';
import { WatchBar } from './watch-bar.tsx';
import { WatchCard } from './watch-card.tsx';
import { WatchKeys } from './watch-keys.tsx';
import { PlotsButton, WatchPlots } from './watch-plots.tsx';
import { WatchLayers } from './watch-layers.tsx';
import { WatchMap } from './watch-map.tsx';
import { WatchTable } from './watch-table.tsx';

/** Without a word of the address: what a duty officer needs first. */
const FIRST_LAYERS: readonly LayerKey[] = LAYER_KEYS.filter(
  (key) => !['heat', 'points', 'captains', 'raster'].includes(key),
);

/** The duty officer's desk: the whole district on a map, what is open beside it, the card of whatever is selected. */
export default function WatchScreen() {
  return (
    <ToastProvider>
      <Watch />
    </ToastProvider>
  );
}

function Watch() {
  const link = useLink();
  const [address, changeAddress] = useAddress();
  const report = useReportDraft();
  const [follow, setFollow] = useState<number | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [helping, setHelping] = useState(false);
  const [layersOpen, setLayersOpen] = useState(false);
  const map = useRef<MapView>(null);
  const list = useRef<HTMLDivElement>(null);
  const seen = useRef<{ camera: MapCamera; bounds: Bounds } | null>(null);

  const { list: listed, sort, only } = address;
  const arrangement = useMemo(
    () => readArrangement({ list: listed, sort, only }),
    [listed, sort, only],
  );
  const arrange = (next: Arrangement): void => changeAddress(writeArrangement(next));
  const selection = address.selection ?? null;
  const choice = useLayerChoice(address, changeAddress, FIRST_LAYERS);
  const selectedUnit = selection?.noun === 'units' ? selection.id : null;
  const { track, retry: retryTrack } = useTrack(selectedUnit);
  const points = track?.state === 'ready' ? track.points : null;
  const pin = report.draft?.at ?? null;
  const areas = useAreasShown(
    address,
    changeAddress,
    choice.shade,
    () => seen.current?.camera.zoom ?? 12,
  );
  const { readLevel, lit } = areas;
  const mark = address.at ?? null;
  const drawnTrack = useMemo(
    () => (selectedUnit !== null && points ? { unitId: selectedUnit, points } : null),
    [selectedUnit, points],
  );
  const scene = useWatchScene({
    layers: choice.layers,
    without: choice.without,
    opacity: choice.opacity,
    selection,
    follow,
    track: drawnTrack,
    pin: pin ?? mark,
    shade: choice.shade,
    readLevel,
    lit,
  });

  const tell = useCallback(
    (bounds: Bounds, chosen: Selection | null) =>
      link?.setView(bounds, chosen?.noun === 'units' ? [chosen.id] : []),
    [link],
  );
  const select = useCallback(
    (next: Selection | null) => {
      changeAddress({ selection: next ?? undefined, at: undefined });
      setFollow(null);
      if (seen.current) tell(seen.current.bounds, next);
    },
    [changeAddress, tell],
  );
  const show = (what: Selection, known: [number, number] | null = null): void => {
    const target = targetOf(what, seen.current?.camera.zoom ?? 0, known);
    if (target) map.current?.flyTo(target);
  };
  const showAlarm = (incident: Incident): void => {
    select({ noun: 'incidents', id: incident.id });
    if (incident.at) map.current?.flyTo({ lng: incident.at[0], lat: incident.at[1] });
  };
  const selectFromList = (incident: Incident): void => {
    const next: Selection = { noun: 'incidents', id: incident.id };
    select(next);
    const at = placeOf(next);
    if (at && seen.current && !inBounds(at, widen(seen.current.bounds, -0.06)))
      map.current?.flyTo({ lng: at[0], lat: at[1] });
  };
  /** A report that is being placed is placed where that is; else it is selected. */
  const showFound = (answer: SearchAnswer): void => {
    if (report.draft) {
      if (answer.at) report.change({ at: answer.at });
    } else {
      const found = selectionOf(answer);
      select(found);
      changeAddress({ at: markOf(answer) });
      if (found) goToCard(document);
    }
    const target = targetOfAnswer(answer, seen.current?.camera.zoom ?? 0);
    if (target) map.current?.flyTo(target);
  };
  const centre = (): [number, number] | null => {
    const camera = seen.current?.camera;
    return camera ? [camera.lng, camera.lat] : null;
  };
  const { plots } = address;
  const togglePlots = (): void => {
    changeAddress({ plots: plots ? undefined : 4, table: undefined, areas: undefined });
    setLayersOpen(false);
  };
  const openReport = (at: [number, number] | null): void => {
    if (!mayHere('report-incident')) return;
    report.open(at);
    setLayersOpen(false);
  };

  useWatchKeys({
    report: () => openReport(null),
    help: () => setHelping(true),
    goToList: () => list.current?.focus(),
    openLayers: () => setLayersOpen(true),
    toggleTable: () => {
      areas.toggleTable();
      setLayersOpen(false);
    },
    togglePlots,
    toggleHeat: () => choice.toggle('heat'),
    filter: (severity) => arrange(pressSeverity(arrangement, severity)),
    stillAlarms,
    escape: () => {
      if (layersOpen) setLayersOpen(false);
      else if (!report.draft) select(null);
      else if (!isFilled(report.draft)) report.close();
      // The form itself asks before what was written is lost.
      else document.getElementById('report-title')?.focus();
    },
  });

  return (
    <div className="watch">
      <WatchBar
        centre={centre}
        onFound={showFound}
        onReport={() => openReport(null)}
        onHelp={() => setHelping(true)}
      />
      <main className="watch-body">
        <EmptyDistrict />
        <WatchLayers
          choice={choice}
          tableOpen={areas.table !== undefined}
          onTable={areas.toggleTable}
          open={layersOpen}
          setOpen={setLayersOpen}
        />
        <WatchMap
          view={map}
          scene={scene}
          camera={address.camera}
          period={choice.period}
          placing={report.draft !== null}
          hovered={hovered}
          onHover={setHovered}
          onPick={(picked, at) => {
            if (report.draft) report.change({ at });
            else select(picked);
          }}
          onContext={openReport}
          onMove={(camera, bounds) => {
            seen.current = { camera, bounds };
            changeAddress({ camera });
            tell(bounds, selection);
          }}
          onUnfollow={() => setFollow(null)}
        >
          <AlarmBanner onShow={showAlarm} />
        </WatchMap>
        {areas.table && (
          <BrokenPart>
            <WatchTable
              table={areas.table}
              within={address.areas}
              change={changeAddress}
              selection={selection}
              hovered={hovered?.what ?? null}
              onHover={areas.setLit}
              onSelect={(what) => {
                select(what);
                show(what);
              }}
              close={areas.toggleTable}
            />
          </BrokenPart>
        )}
        {plots && (
          <BrokenPart>
            <WatchPlots
              weeks={plots}
              selection={selection}
              change={changeAddress}
              close={togglePlots}
            />
          </BrokenPart>
        )}
        <aside className="watch-side">
          <BrokenPart>
            <IncidentFigures arrangement={arrangement} onArrange={arrange} />
            {report.draft ? (
              <ReportForm
                draft={report.draft}
                restored={report.restored}
                onChange={report.change}
                centre={centre}
                onCancel={report.close}
                onSent={(incident) => {
                  report.close();
                  select({ noun: 'incidents', id: incident.id });
                }}
              />
            ) : (
              <>
                <IncidentList
                  arrangement={arrangement}
                  onArrange={arrange}
                  selectedId={selection?.noun === 'incidents' ? selection.id : null}
                  onSelect={selectFromList}
                  onEscape={() => select(null)}
                  listRef={list}
                  more={<PlotsButton open={plots !== undefined} toggle={togglePlots} />}
                />
                {selection && (
                  <WatchCard
                    selection={selection}
                    close={() => select(null)}
                    select={select}
                    show={show}
                    following={follow !== null}
                    onFollow={(on) => setFollow(on ? selectedUnit : null)}
                    track={track}
                    onRetryTrack={retryTrack}
                    onPlots={() => !plots && togglePlots()}
                  />
                )}
              </>
            )}
          </BrokenPart>
        </aside>
      </main>
      {helping && <WatchKeys close={() => setHelping(false)} />}
    </div>
  );
}
