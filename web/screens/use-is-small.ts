import { useMedia } from '../ui/use-media.ts';

/** Whether the screen is too small to draw borders on, as the stylesheet has it. */
export const useIsSmall = (): boolean => useMedia('(max-width: 1023px)');
