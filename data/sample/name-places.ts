import type { CommunityPlan, Division, GridPlan, Purpose, StreetPlan } from './divide.ts';
import { createDraw, pick, shuffled } from './draw.ts';
import { drawCommunityName, drawLaneName, drawRoadName, RIVER, spell, STREETS } from './lexicon.ts';
import { markAt } from './mesh.ts';
import type { Roads, Stroke } from './roads.ts';

export interface PlaceName {
  zh: string;
  en: string;
}

export interface PlaceNames {
  streets: Map<StreetPlan, PlaceName>;
  communities: Map<CommunityPlan, PlaceName>;
  /** Of dedicated grids: what they are for. */
  grids: Map<GridPlan, PlaceName>;
  /** Of roads that have one. */
  strokes: Map<Stroke, PlaceName>;
}

/** What a dedicated grid is called after a word of its own or of its community. */
const TITLES: Record<Purpose, (word: string, ofCommunity: string) => PlaceName> = {
  riverside: (_, c) => ({ zh: `${c}段滨江风光带`, en: `${spell(c)} Riverside` }),
  park: (w) => ({ zh: `${w}公园`, en: `${spell(w)} Park` }),
  lake: (w) => ({ zh: `${w}湖公园`, en: `${spell(w)} Lake Park` }),
  hill: (w) => ({ zh: `${w}山公园`, en: `${spell(w)} Hill Park` }),
  campus: (w) => ({ zh: `${w}学院`, en: `${spell(w)} College` }),
  school: (w) => ({ zh: `${w}中学`, en: `${spell(w)} School` }),
  hospital: (w) => ({ zh: `${w}医院`, en: `${spell(w)} Hospital` }),
  market: (w) => ({ zh: `${w}市场`, en: `${spell(w)} Market` }),
  mall: (w) => ({ zh: `${w}广场`, en: `${spell(w)} Plaza` }),
  works: (w) => ({ zh: `${w}产业园`, en: `${spell(w)} Industrial Park` }),
  station: () => ({ zh: '清澜站', en: 'Qinglan Station' }),
};

/** Names of streets, communities, dedicated grids and roads: none twice. */
export function namePlaces(division: Division, roads: Roads, seed: number): PlaceNames {
  const draw = createDraw(seed, 'names');
  const taken = new Set<string>(STREETS);
  const words = shuffled(draw, STREETS);
  const streets = new Map<StreetPlan, PlaceName>();
  division.streets.forEach((street, i) => {
    const word = words[i]!;
    streets.set(street, { zh: `${word}街道`, en: `${spell(word)} Subdistrict` });
  });
  const communities = new Map<CommunityPlan, PlaceName>();
  const grids = new Map<GridPlan, PlaceName>();
  for (const community of division.communities) {
    const word = drawCommunityName(draw, taken);
    communities.set(community, { zh: `${word}社区`, en: `${spell(word)} Community` });
    for (const grid of community.grids) {
      if (!grid.purpose) continue;
      const name = TITLES[grid.purpose](drawRoadName(draw, taken), word);
      grids.set(grid, name);
    }
  }
  return { streets, communities, grids, strokes: nameRoads(roads, division, seed) };
}

function nameRoads(roads: Roads, { mesh }: Division, seed: number): Map<Stroke, PlaceName> {
  const draw = createDraw(seed, 'road names');
  const taken = new Set<string>();
  const names = new Map<Stroke, PlaceName>();
  let banks = 0;
  let rails = 0;
  for (const stroke of roads.strokes) {
    const kinds = stroke.vertices.slice(1).map((b, i) => markAt(mesh, stroke.vertices[i]!, b).kind);
    const mostly = (kind: string): boolean =>
      kinds.filter((k) => k === kind).length > kinds.length / 2;
    if (mostly('bank') && banks < 2) {
      names.set(stroke, banks === 0 ? { zh: '滨江大道', en: 'Binjiang Avenue' } : { zh: '沿江路', en: 'Yanjiang Road' }); // prettier-ignore
      banks++;
      continue;
    }
    if (mostly('rail') && rails === 0) {
      names.set(stroke, { zh: '铁路南路', en: 'South Railway Road' });
      rails++;
      continue;
    }
    switch (stroke.way) {
      case 'motorway': {
        names.set(stroke, { zh: '清澜快速路', en: 'Qinglan Expressway' });
        break;
      }
      case 'arterial':
      case 'secondary': {
        const word = drawRoadName(draw, taken);
        const isGreat = stroke.lengthM > 3000;
        names.set(stroke, { zh: word + (isGreat ? '大道' : '路'), en: `${spell(word)} ${isGreat ? 'Avenue' : 'Road'}` }); // prettier-ignore
        break;
      }
      case 'minor': {
        const word = drawRoadName(draw, taken);
        const isRoad = stroke.isEastWest || draw() < 0.4;
        names.set(stroke, { zh: word + (isRoad ? '路' : '街'), en: `${spell(word)} ${isRoad ? 'Road' : 'Street'}` }); // prettier-ignore
        break;
      }
      case 'lane': {
        const word = drawLaneName(draw, taken);
        names.set(stroke, { zh: word + pick(draw, ['巷', '巷', '里', '弄']), en: `${spell(word)} Lane` }); // prettier-ignore
        break;
      }
      case 'inner':
      case 'path':
      case 'wall':
      case 'none':
        break;
    }
  }
  return names;
}

/** The river's name. */
export const RIVER_NAME: PlaceName = { zh: RIVER, en: `${spell(RIVER.slice(0, -1))} River` };
