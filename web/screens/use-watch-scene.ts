import { useMemo } from 'react';

import type { Scene } from '../map/scene.ts';
import { useSettings } from '../ui/settings.tsx';
import { useWords } from '../words/words.ts';

type Given = Omit<Scene, 'screen' | 'theme' | 'language' | 'scale' | 'onlyUnits' | 'focusAreas'>;

/** The desk's scene: another value only when a part of it is another, so that the map does the least. */
export function useWatchScene(given: Given): Scene {
  const { theme } = useSettings();
  const { language } = useWords();
  const { layers, without, opacity, selection, follow, track, pin, shade, readLevel, lit } = given;
  return useMemo(
    () => ({
      screen: 'watch',
      theme,
      language,
      scale: 1,
      onlyUnits: null,
      focusAreas: [],
      ...{ layers, selection, follow, track, pin, shade, readLevel, lit },
      ...(without ? { without } : {}),
      ...(opacity ? { opacity } : {}),
    }),
    [
      theme,
      language,
      layers,
      without,
      opacity,
      selection,
      follow,
      track,
      pin,
      shade,
      readLevel,
      lit,
    ],
  );
}
