/** Where a place, [lng, lat], lies on the world as it is drawn at one of MapLibre's zooms, px: x to the east, y to the south. */
export function worldPx([lng, lat]: readonly [number, number], zoom: number): [number, number] {
  const size = 512 * 2 ** zoom;
  const mercator = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return [(lng / 360) * size, (-mercator / (2 * Math.PI)) * size];
}

/** The place, [lng, lat], that lies there. */
export function placeAtPx([x, y]: readonly [number, number], zoom: number): [number, number] {
  const size = 512 * 2 ** zoom;
  return [(x / size) * 360, (Math.atan(Math.sinh((-y / size) * 2 * Math.PI)) * 180) / Math.PI];
}
