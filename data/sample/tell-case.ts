import type { Building } from '#data/buildings/building.ts';
import type { IncidentOrigin } from '#data/incidents/incident.ts';

import { CASES_AT_HOME } from './cases-at-home.ts';
import { CASES_OUTSIDE } from './cases-outside.ts';
import { pick, type Draw } from './draw.ts';
import type { PlaceKind } from './matters.ts';

interface Case {
  kinds: ReadonlySet<string>;
  title: string;
  text: string;
}

const CASES = new Map<string, Case[]>(
  Object.entries({ ...CASES_AT_HOME, ...CASES_OUTSIDE }).map(([key, lines]) => [
    key,
    lines.trim().split('\n').map((line) => {
      const [kinds, title, ...text] = line.split('|');
      return { kinds: new Set(kinds!.split(',')), title: title!, text: text.join('|') };
    }),
  ]),
); // prettier-ignore

/** Who noticed, as it stands at the end of a report. */
const NOTICED: Record<IncidentOrigin, readonly string[]> = {
  patrol: ['网格员巡查发现', '网格员走访时发现', '网格员夜巡发现', '早巡发现'],
  resident: [
    '居民上门反映',
    '居民通过“随手拍”上报',
    '楼栋长转报',
    '居民来电反映',
    '居民在议事群反映',
  ],
  hotline: ['12345 来电，要求回复', '12345 工单转办', '12345 重复来电'],
  camera: ['视频巡查发现', '监控画面可见', '视频智能识别提示，人工复核属实'],
  iot: ['感知设备报警，已电话核实', '传感器连续报警'],
  superior: ['区指挥中心交办', '区级督查发现'],
  import: ['原系统转入'],
};

/** What happened, in the few words of a list and in full: where, what, and who noticed. */
export function tellCase(
  key: string,
  kind: PlaceKind,
  place: { address: string; building: Building | null },
  origin: IncidentOrigin,
  hour: number,
  draw: Draw,
): { title: string; description: string } {
  const all = CASES.get(key);
  if (!all) throw new Error(`nothing is told of ${key}`);
  const own = all.filter(({ kinds }) => kinds.has(kind));
  // What can be anywhere is told now and then, and where nothing else is.
  const any = all.filter(({ kinds }) => kinds.has('*'));
  const { title, text } = pick(draw, own.length > 0 && (any.length === 0 || draw() < 0.8) ? own : any.length > 0 ? any : all); // prettier-ignore
  const said = text.replaceAll(/\{([^}]+)\}([楼层]?)/g, (_, slot: string, of: string) => fill(slot, of !== '', place.building, draw) + of); // prettier-ignore
  const isNight = hour < 6 || hour >= 21;
  const ways = NOTICED[origin].filter((way) => {
    if (way.startsWith('早')) return hour >= 6 && hour < 10;
    return origin !== 'patrol' || isNight === way.includes('夜');
  });
  return { title, description: `${place.address}，${said}。${pick(draw, ways)}。` };
}

/** A slot filled in; a number of floors is not above the building's own. */
function fill(slot: string, isFloor: boolean, building: Building | null, draw: Draw): string {
  const within = (from: number, to: number): number => from + Math.floor((to - from + 1) * draw());
  const floors = Math.max(1, building?.floors ?? 3);
  switch (slot) {
    case '单元':
      // Of a house with one door nobody says which.
      if ((building?.entrances.length ?? 1) < 2) return '';
      return `${within(1, Math.max(1, building?.entrances.length ?? 1))}单元`;
    case '楼层':
      return `${within(1, floors)}楼`;
    case '室':
      return `${within(1, floors)}0${within(1, 4)}室`;
  }
  const range = /^(\d+)-(\d+)$/.exec(slot);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    const most = isFloor && building ? Math.min(to, floors) : to;
    return String(within(Math.min(from, most), most));
  }
  return pick(draw, slot.split('|'));
}
