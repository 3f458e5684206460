import type { GeoJSONSource, Map as MapLibre, SourceSpecification } from 'maplibre-gl';
import type { MapSourceDataEvent, VectorTileSource } from 'maplibre-gl';

/** Tells a map's sources what they hold from now on, at a time when they listen. */
export interface SourceNews {
  /** A layer of a source is about to be changed. */
  stir: (source: string) => void;
  /** What a source holds from now on: the data of a GeoJSON source, the addresses of a vector source. */
  tell: (id: string, source: SourceSpecification) => void;
  /** A source is made anew: what was told before is no news any more. */
  forget: (id: string) => void;
}

function hand(map: MapLibre, id: string, told: SourceSpecification): void {
  const source = map.getSource(id);
  if (told.type === 'geojson' && source?.type === 'geojson')
    void (source as GeoJSONSource).setData(told.data);
  else if (told.type === 'vector' && source?.type === 'vector')
    (source as VectorTileSource).setTiles(told.tiles ?? []);
}

/**
 * From the change of a layer to the next frame MapLibre holds its source back, and a source that is
 * held back drops what it is told in that time: its tiles would stay the old ones for good. So news
 * waits for the frame, and is told again when it was dropped.
 */
export function createSourceNews(map: MapLibre): SourceNews {
  /** Sources of which a layer was changed since the last frame. */
  const stirred = new Set<string>();
  const told = new Map<string, SourceSpecification>();
  const due = new Set<string>();
  const wait = (id: string): void => {
    due.add(id);
    map.triggerRepaint();
  };
  map.on('render', () => {
    stirred.clear();
    const ids = [...due];
    due.clear();
    for (const id of ids) hand(map, id, told.get(id)!);
  });
  map.on('sourcedata', ({ sourceId, sourceDataChanged }: MapSourceDataEvent) => {
    if (sourceDataChanged && stirred.has(sourceId) && told.has(sourceId)) wait(sourceId);
  });
  return {
    stir: (source) => stirred.add(source),
    tell: (id, source) => {
      told.set(id, source);
      if (stirred.has(id)) wait(id);
      else hand(map, id, source);
    },
    forget: (id) => {
      told.delete(id);
      due.delete(id);
    },
  };
}
