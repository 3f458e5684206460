import type { Room } from './room-for-drawn.ts';
import { placeAtPx, worldPx } from './world-px.ts';

/**
 * Where something of `px` across is drawn so that it lies in no room that is not to be entered: its own place, or the
 * nearest one beside the first room that it would lie in.
 *
 * @param zoom MapLibre's
 */
export function besideRooms(
  at: [number, number],
  px: number,
  rooms: readonly Room[],
  zoom: number,
): [number, number] {
  // Most maps have no alarm on them.
  if (rooms.length === 0) return at;
  const [x, y] = worldPx(at, zoom);
  for (const room of rooms) {
    const [rx, ry] = worldPx(room.at, zoom);
    const reach = (room.px + px) / 2;
    const [dx, dy] = [x - rx, y - ry];
    if (Math.abs(dx) >= reach || Math.abs(dy) >= reach) continue;
    return Math.abs(dx) >= Math.abs(dy)
      ? placeAtPx([rx + (dx < 0 ? -reach : reach), y], zoom)
      : placeAtPx([x, ry + (dy < 0 ? -reach : reach)], zoom);
  }
  // What stays is the very same value: it is compared by deck.
  return at;
}
