interface Size {
  width: number;
  height: number;
}

/** px that a tip stands aside of its place, and from the edge of the map at least. */
const ASIDE_PX = { x: 18, y: 14 } as const;
const EDGE_PX = 8;

/** px from the middle of a name and the count below it to its ends. */
const NAME_PX = { x: 52, y: 18 } as const;

interface Place {
  x: number;
  y: number;
}

/**
 * Where a tip stands: to the lower right of its place, on the other side where the map ends, and within the map whatever
 * its size. Where it would lie over a name it goes to a side that is free of them, if there is one. All in px of the
 * screen within the map.
 *
 * @param scale of what stands on the map
 * @param names their middles
 */
export function tipPlace(
  at: Place,
  tip: Size,
  map: Size,
  scale: number,
  names: readonly Place[] = [],
): Place {
  const [xs, ys] = [
    sidesAlong(at.x, ASIDE_PX.x * scale, tip.width, map.width),
    sidesAlong(at.y, ASIDE_PX.y * scale, tip.height, map.height),
  ];
  const isFree = ({ x, y }: Place): boolean =>
    !names.some(
      (name) =>
        isNear(name.x, NAME_PX.x * scale, x, tip.width) &&
        isNear(name.y, NAME_PX.y * scale, y, tip.height),
    );
  const places = xs.flatMap((x) => ys.map((y) => ({ x, y })));
  return places.find(isFree) ?? places[0]!;
}

const isNear = (middle: number, half: number, from: number, length: number): boolean =>
  middle + half > from && middle - half < from + length;

/** Where it may begin, the best first: there is one at least. */
function sidesAlong(at: number, aside: number, length: number, room: number): number[] {
  const most = room - EDGE_PX - length;
  const sides = [at + aside, at - aside - length].filter((to) => to >= EDGE_PX && to <= most);
  return sides.length > 0 ? sides : [Math.max(EDGE_PX, Math.min(at + aside, most))];
}
