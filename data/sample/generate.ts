import { LEVELS, nameAreas } from './areas.ts';
import { layBeyondBlocks } from './beyond-blocks.ts';
import { layBeyond } from './beyond-ground.ts';
import { layBeyondRoads } from './beyond-roads.ts';
import { layBlocks } from './blocks.ts';
import { findOpenLand, plantVerges } from './land.ts';
import { raiseBuildings } from './buildings.ts';
import { wallCompounds } from './compounds.ts';
import { divide } from './divide.ts';
import { createDraw } from './draw.ts';
import { drawBeyond } from './draw-beyond.ts';
import { drawFeatures, trackBeds } from './draw-features.ts';
import { bendEdges } from './edge-lines.ts';
import { createPen } from './feature-pen.ts';
import { FIGURES } from './figures.ts';
import { layGround } from './ground.ts';
import { recordHistory } from './history.ts';
import { createIncidentPlaces } from './incident-places.ts';
import { DISTRICT } from './lexicon.ts';
import { MATTERS } from './matters.ts';
import { nameCompounds } from './name-compounds.ts';
import { namePlaces } from './name-places.ts';
import { namePetitioners } from './petitioners.ts';
import { createNearestRoad } from './nearest-road.ts';
import { createFromFarEnd, numberHouses } from './number-houses.ts';
import { appoint } from './people.ts';
import { layRoads } from './roads.ts';
import type { Sample, SampleProgress, SampleRequest } from './sample.ts';
import { endOf } from './sample-end.ts';
import { placeSites } from './sites.ts';
import { createKeepOut, layParkPaths } from './parks.ts';
import { layRailway } from './railway.ts';
import { raiseWall } from './city-wall.ts';
import { creekBanks } from './strip-lines.ts';
import { layWaters } from './waters.ts';

const STAGES = ['ground', 'roads', 'blocks', 'compounds', 'buildings', 'areas', 'sites', 'people', 'history']; // prettier-ignore

/**
 * Make a sample, stage after stage; says before each what is done. Pure: the same request gives the same bytes. Each
 * stage draws from a stream of its own, so a change in one moves only what is made from it.
 */
export function* generateSample(request: SampleRequest): Generator<SampleProgress, Sample> {
  const { size, seed } = request;
  const endMs = endOf(request);
  const figures = FIGURES[size];
  const at = (stage: string): SampleProgress => ({
    stage,
    done: STAGES.indexOf(stage),
    total: STAGES.length,
  });

  yield at('ground');
  const ground = layGround(figures, createDraw(seed, 'ground'));
  const beyond = layBeyond(ground, seed);
  const division = divide(ground, figures, createDraw(seed, 'division'));
  const lines = bendEdges(division.mesh, ground);
  yield at('roads');
  const roads = layRoads(division, lines, ground, createDraw(seed, 'roads'));
  const names = namePlaces(division, roads, lines, seed);
  yield at('blocks');
  const blocks = layBlocks(division, roads, ground, lines, figures, seed);
  const open = findOpenLand(division, roads, ground, blocks.blocks);
  const waters = layWaters(open, roads, ground, beyond, lines, seed);
  const paths = layParkPaths(division, open, roads, waters, ground, lines, seed);
  const railway = layRailway(roads, lines, ground, beyond);
  const cityWall = raiseWall(roads, lines);
  const verges = plantVerges(division, roads, ground);
  const banks = creekBanks(roads, lines);
  yield at('compounds');
  const compounds = wallCompounds(division, blocks, roads, ground, lines);
  const numbered = [...names.strokes.keys()].filter(({ way }) => way !== 'motorway');
  const nearestRoad = createNearestRoad(numbered, lines);
  nameCompounds(compounds, names, nearestRoad, seed);
  yield at('buildings');
  const keepOut = createKeepOut(waters, paths);
  const built = raiseBuildings(blocks, compounds, keepOut, ground, figures, seed);
  numberHouses(built, compounds, names, nearestRoad, createFromFarEnd(lines.metres));
  yield at('areas');
  const tree = nameAreas(division, blocks, ground, names);
  codeBuildings();
  yield at('sites');
  const made = { division, blocks, roads, compounds, built, names, tree, ground, lines };
  const sites = placeSites(made, figures, endMs, seed);
  yield at('people');
  const staff = appoint(division, built, sites, tree, names, figures, endMs, seed);
  yield at('history');
  const placeOf = createIncidentPlaces({ built, blocks, roads, names, lines }, seed);
  const history = recordHistory({ placeOf, tree, ground, staff }, figures, endMs, seed);
  const pen = createPen(ground);
  drawFeatures(
    { blocks, open, verges, banks, waters, paths, railway, cityWall, roads, compounds },
    names,
    ground,
    lines,
    pen,
  );
  const river = waters[0]!.ring;
  const farRoads = layBeyondRoads(division, roads, ground, beyond, river, seed);
  const farBlocks = layBeyondBlocks(ground, beyond, river, seed);
  drawBeyond(beyond, farRoads, farBlocks, [river, ...trackBeds(railway)], pen);

  return {
    request,
    district: DISTRICT,
    levels: LEVELS,
    areas: tree.areas,
    features: pen.features,
    compounds: compounds.map(({ compound }) => compound),
    buildings: built.map(({ building }) => building),
    sites,
    ...staff,
    categories: MATTERS.map(({ key, nameZh, nameEn, severity }) => ({ key, nameZh, nameEn, severity })), // prettier-ignore
    ...history,
    petitioners: namePetitioners(history.incidents, seed),
  };

  /** A building's code is its community's and five digits: it stays when borders within the community move. */
  function codeBuildings(): void {
    const serials = new Map<string, number>();
    for (const { building, block } of built) {
      const { code } = tree.byId.get(tree.communityId.get(block.cell.grid.community)!)!;
      const serial = (serials.get(code) ?? 0) + 1;
      serials.set(code, serial);
      building.code = code + String(serial).padStart(5, '0');
    }
  }
}
