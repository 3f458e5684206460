import { useStore } from '../../ui/use-live.ts';
import { useMedia } from '../../ui/use-media.ts';

import { toolStore } from './tool-store.ts';

/** What works at the map: `bar`: there are fingers, and no key is at hand; `keys`: keys may be named. */
export interface Touched {
  bar: boolean;
  keys: boolean;
}

/** By what the map was last worked at, and before that by whether there is a finer pointer than a finger. */
export function useIsTouched(): Touched {
  const isCoarse = useMedia('(pointer: coarse)');
  const touched = useStore(toolStore, (s) => s.touched);
  return { bar: isCoarse || touched === true, keys: !(touched ?? isCoarse) };
}
