import { DESK_SCALE } from './tokens.ts';
import { useMedia } from './use-media.ts';

/** How many times larger a desk is drawn: a screen of so many px that does not say how dense it is is looked at from farther off. */
export const useDeskScale = (): number =>
  useMedia(`(min-width: ${DESK_SCALE.fromPx}px)`) ? DESK_SCALE.times : 1;
