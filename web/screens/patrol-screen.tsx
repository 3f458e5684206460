import './patrol-screen.css';

import { useEffect, useMemo, useRef, useState } from 'react';

import { FIRST_PERIOD } from '#data/wire/heat-packed.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

import { areaStore, unitStore } from '../live/stores.ts';
import { HeatLegend } from '../incidents/heat-legend.tsx';
import type { MapView } from '../map/map-view.ts';
import { MapButtons } from '../map/map-buttons.tsx';
import { MapCanvas } from '../map/map-canvas.tsx';
import type { Bounds } from '../map/map-layer.ts';
import { inBounds, withoutEast, widen } from '../map/lod.ts';
import { layersOn, type LayerKey, type MapCamera, type Scene } from '../map/scene.ts';
import { SearchBox } from '../search/search-box.tsx';
import { BrokenPart } from '../ui/broken-part.tsx';
import { DataNote } from '../ui/data-note.tsx';
import { EmptyDistrict } from '../ui/empty-district.tsx';
import { goToCard } from '../ui/go-to-card.ts';
import { KeyHelp } from '../ui/key-help.tsx';
import { NoWebgl } from '../ui/no-webgl.tsx';
import { OneOf } from '../ui/one-of.tsx';
import { useSettings } from '../ui/settings.tsx';
import { StoppedFrame } from '../ui/stopped-frame.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useStore } from '../ui/use-live.ts';
import { useMay } from '../ui/use-may.ts';
import { TEAM_SORTS, type TeamSort } from '../units/team.ts';
import { TeamList } from '../units/team-list.tsx';
import { UnitCard } from '../units/unit-card.tsx';
import { useTrack } from '../units/use-track.ts';
import { NO_TEAM, watchTeam } from '../units/watch-team.ts';
import { AreasFollowed } from '../areas/areas-followed.tsx';
import { useFollowedAreas } from '../areas/use-followed-areas.ts';
import { useHomeBounds, useHomeKind } from '../areas/use-home-bounds.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { MAP_LAYERS } from './map-layers.ts';
import { PatrolAreaChooser } from './patrol-area-chooser.tsx';
import { markOf, selectionOf, targetOfAnswer } from './show-answer.ts';
import { placeOf, targetOf } from './show-selection.ts';

/** What a lead looks at: people and ground. The address may say otherwise. */
const SHOWN: readonly LayerKey[] = ['units', 'areas', 'buildings', 'base'];

/** Who is looked for first; the address may say otherwise. */
const FIRST_SORT: TeamSort = 'silence';

/** How far the card reaches over the map from the right, at most: its stylesheet's width and margin. */
const CARD_PX = 352;

/**
 * The lead's desk: the team of an area as a list beside the map, both made from the same rows. The
 * link is told of no view: a member far from where the map looks is in the list all the same.
 */
export default function PatrolScreen() {
  const { words, language } = useWords();
  const { theme, setTheme, setLanguage } = useSettings();
  const [address, change] = useAddress();
  const areas = useStore(areaStore);
  const map = useRef<MapView>(null);
  const list = useRef<HTMLDivElement>(null);
  const seen = useRef<{ camera: MapCamera; bounds: Bounds } | null>(null);
  const [following, setFollowing] = useState(false);
  const [drawable, setDrawable] = useState(true);
  const [helping, setHelping] = useState(false);
  const [team, setTeam] = useState(NO_TEAM);
  // Of whoever may see some, nobody here is nobody; of the others it is nothing that is said of the area.
  const [mayStaff, mayPlaces] = [useMay('see-staff'), useMay('see-positions')];
  const maySee = mayStaff || mayPlaces;

  const sort = TEAM_SORTS.find((by) => by === address.sort) ?? FIRST_SORT;

  const isThere = useMemo(() => (areas.load === 'ready' ? (id: number) => areas.byId.has(id) : null), [areas]); // prettier-ignore
  const { areas: within, ...gone } = useFollowedAreas(address.areas, isThere, (to) => change({ areas: to })); // prettier-ignore
  useEffect(() => watchTeam(within, sort, setTeam), [within, sort]);

  const selectedId = address.selection?.noun === 'units' ? address.selection.id : null;
  const { track, retry } = useTrack(selectedId);
  const points = track?.state === 'ready' ? track.points : null;

  const select = (id: number | null): void => {
    change({ selection: id === null ? undefined : { noun: 'units', id }, at: undefined });
    if (id !== selectedId) setFollowing(false);
  };
  const selectFromList = (id: number | null): void => {
    select(id);
    if (id === null || !unitStore.getState().byId.get(id)?.onDuty) return;
    const at = placeOf({ noun: 'units', id });
    // What is well in sight does not move the map.
    if (at && !(seen.current && inBounds(at, widen(clearOfCard(seen.current.bounds), -0.08))))
      map.current?.flyTo({ lng: at[0], lat: at[1] });
  };

  const boundsOf = useHomeBounds();
  const homeKind = useHomeKind();
  const frame = useMemo(() => boundsOf(within), [boundsOf, within]);
  const chooseArea = (id: number | null): void => {
    change({ areas: id === null ? undefined : [id], selection: undefined, at: undefined });
    setFollowing(false);
    const bounds = boundsOf(id === null ? [] : [id]);
    if (bounds) map.current?.flyTo(bounds);
  };

  /** A unit gets its card, an area becomes the team's; of the rest there are no cards here: they are marked. */
  const showFound = (answer: SearchAnswer): void => {
    const selection = selectionOf(answer);
    if (answer.noun === 'areas') return chooseArea(Number(answer.id));
    if (selection?.noun === 'units') {
      select(selection.id);
      goToCard(document);
    } else change({ selection: undefined, at: markOf(answer) ?? answer.at ?? undefined });
    const target = targetOfAnswer(answer, seen.current?.camera.zoom ?? 0);
    if (target) map.current?.flyTo(target);
  };
  const centre = (): [number, number] | null => {
    const camera = seen.current?.camera;
    return camera ? [camera.lng, camera.lat] : null;
  };

  const mark = address.at ?? null;
  const { opacity, without } = address;
  const shown = address.layers ?? SHOWN;
  const scene = useMemo<Scene>(
    () => ({
      screen: 'patrol',
      theme,
      language,
      scale: 1,
      layers: layersOn(shown),
      selection: selectedId === null ? null : { noun: 'units', id: selectedId },
      follow: following ? selectedId : null,
      onlyUnits: team.ids,
      focusAreas: within,
      track: selectedId !== null && points ? { unitId: selectedId, points } : null,
      pin: mark,
      ...(without ? { without } : {}),
      ...(opacity ? { opacity } : {}),
    }),
    [
      theme,
      language,
      shown,
      selectedId,
      following,
      team.ids,
      within,
      points,
      mark,
      without,
      opacity,
    ],
  );

  useKeys({
    l: () => list.current?.focus(),
    a: () => document.querySelector<HTMLElement>('.area-chooser .chosen')?.click(),
    f: () => selectedId !== null && setFollowing(!following),
    t: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
    g: () => setLanguage(language === 'en' ? 'zh-CN' : 'en'),
    '?': () => setHelping(true),
    escape: () => select(null),
  });

  const sortWords: Record<TeamSort, string> = {
    silence: words.patrol.bySilence,
    distance: words.patrol.byDistance,
    name: words.patrol.byName,
    duty: words.patrol.duty,
  };
  const { figures } = team;
  return (
    <div className="patrol">
      <TopBar screen="patrol" onHelp={() => setHelping(true)}>
        <SearchBox near={centre} onChoose={showFound} />
      </TopBar>
      <main className="patrol-body">
        <EmptyDistrict />
        <section className="team" aria-label={words.patrol.team} data-sort={team.sort ?? undefined}>
          <PatrolAreaChooser within={within} onChoose={chooseArea} />
          <AreasFollowed followed={gone.followed} onClose={gone.forget} />
          <p
            className="figures"
            data-figures={team.waiting ? undefined : JSON.stringify(figures)}
            aria-busy={team.waiting}
          >
            {team.waiting ? (
              <strong>{words.card.loading}</strong>
            ) : (
              <>
                <strong>
                  {words.patrol.teamCount(formatCount(figures.onDuty), formatCount(figures.all))}
                </strong>
                <span>{words.patrol.outCount(formatCount(figures.out))}</span>
                <span className={figures.silent > 0 ? 'some' : ''}>
                  {words.patrol.silentCount(formatCount(figures.silent))}
                </span>
              </>
            )}
          </p>
          <OneOf
            className="sorts"
            label={words.patrol.sort}
            of={TEAM_SORTS}
            chosen={sort}
            nameOf={(by) => sortWords[by]}
            onChoose={(by) => change({ sort: by === FIRST_SORT ? undefined : by })}
          />
          {team.waiting ? null : team.rows.length === 0 && areas.load === 'ready' ? (
            <div className="nobody">
              <p>{maySee ? words.patrol.none : words.patrol.notShown}</p>
              {maySee && <p>{words.patrol.noneNext}</p>}
            </div>
          ) : (
            <TeamList
              rows={team.rows}
              areaId={within.length === 1 ? within[0]! : null}
              now={team.now}
              selectedId={selectedId}
              onSelect={selectFromList}
              listRef={list}
            />
          )}
        </section>
        <section className="ground" aria-label={words.map.label}>
          <BrokenPart>
            {drawable ? (
              <MapCanvas
                ref={map}
                scene={scene}
                layers={MAP_LAYERS}
                initialCamera={address.camera}
                home={frame}
                onPick={(picked) => select(picked?.noun === 'units' ? picked.id : null)}
                onMove={(camera, bounds) => {
                  seen.current = { camera, bounds };
                  change({ camera });
                }}
                onUnfollow={() => setFollowing(false)}
                onUnsupported={() => setDrawable(false)}
              />
            ) : (
              <NoWebgl />
            )}
          </BrokenPart>
          {drawable && (
            <MapButtons
              view={map}
              zoom={() => seen.current?.camera.zoom ?? 0}
              home={frame}
              frames={within.length > 0 ? 'chosen' : homeKind}
            />
          )}
          {scene.layers.heat && (
            <HeatLegend
              period={address.heat ?? FIRST_PERIOD}
              look={{
                opacity: address.opacity?.heat ?? 100,
                zoom: address.camera?.zoom ?? null,
              }}
            />
          )}
          <StoppedFrame />
          <DataNote raster={scene.layers.raster} />
          {selectedId !== null && (
            <div className="card-place" data-over-map>
              <UnitCard
                unitId={selectedId}
                following={following}
                onFollow={setFollowing}
                track={track}
                onRetryTrack={retry}
                close={() => select(null)}
                onShow={() => {
                  const zoom = seen.current?.camera.zoom ?? 0;
                  const target = targetOf({ noun: 'units', id: selectedId }, zoom);
                  if (target) map.current?.flyTo(target);
                }}
              />
            </div>
          )}
        </section>
      </main>
      {helping && (
        <KeyHelp
          close={() => setHelping(false)}
          lines={[
            ['/ · Ctrl K', words.search.key],
            [words.keys.names.arrows, words.keys.move],
            [words.keys.names.enter, words.keys.pick],
            [words.keys.names.escape, words.keys.escape],
            ['A', words.patrol.chooseArea],
            ['L', words.patrol.team],
            ['F', words.units.follow],
            ['T', words.keys.theme],
            ['G', words.keys.language],
            ['?', words.keys.help],
          ]}
        />
      )}
    </div>
  );
}

/** What of the map the card leaves in sight: it lies over the right side, on a phone over the list. */
function clearOfCard(bounds: Bounds): Bounds {
  const width = document.querySelector('.patrol .ground')?.clientWidth;
  if (!width || window.innerWidth < 720) return bounds;
  return withoutEast(bounds, Math.min(1, CARD_PX / width));
}
