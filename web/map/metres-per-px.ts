/** Pixels of the world at zoom 0 on the equator, m: a tile is 512 px. */
const M_PER_PX = 40_075_016.686 / 512;

/** m a px at a zoom and latitude. */
export function metresPerPx(zoom: number, latitude: number): number {
  return (M_PER_PX * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
}
