import type { Feature } from '#data/features/feature.ts';
import type { Ring } from '#data/geo/geometry.ts';

import { toPosition, type Ground, type Point } from './ground.ts';
import type { PlaceName } from './lexicon.ts';

type Kind = Feature['kind'];
type Name = PlaceName | null | undefined;

/** Writes features one after another, numbered from 1, from lines and rings in metres. */
export interface FeaturePen {
  features: Feature[];
  /** A polygon: its outer ring, then holes; the last point is not the first. */
  area: (kind: Kind, cls: string, rings: readonly (readonly Point[])[], name?: Name) => void;
  line: (kind: Kind, cls: string, line: readonly Point[], name?: Name) => void;
  /** The same of what is in degrees already: both sides of a border have the very same points. */
  lineInDegrees: (kind: Kind, cls: string, coordinates: Ring, name?: Name) => void;
  point: (
    kind: Kind,
    cls: string,
    at: Ring[0],
    name?: { zh: string | null; en: string | null },
  ) => void;
}

export function createPen(ground: Ground): FeaturePen {
  const features: Feature[] = [];
  const toLine = (points: readonly Point[]): Ring => points.map((point) => toPosition(ground, point)); // prettier-ignore
  const add = (kind: Kind, cls: string, geometry: Feature['geometry'], name?: { zh: string | null; en: string | null } | null): void => // prettier-ignore
    void features.push({ id: features.length + 1, kind, class: cls, name: name?.zh ?? null, nameEn: name?.en ?? null, geometry }); // prettier-ignore
  const closed = (points: readonly Point[]): Ring => {
    const ring = toLine(points);
    ring.push([...ring[0]!]);
    return ring;
  };
  return {
    features,
    area: (kind, cls, rings, name) => add(kind, cls, { type: 'Polygon', coordinates: rings.map(closed) }, name), // prettier-ignore
    line: (kind, cls, line, name) => add(kind, cls, { type: 'LineString', coordinates: toLine(line) }, name), // prettier-ignore
    lineInDegrees: (kind, cls, coordinates, name) => add(kind, cls, { type: 'LineString', coordinates }, name), // prettier-ignore
    point: (kind, cls, at, name) => add(kind, cls, { type: 'Point', coordinates: at }, name),
  };
}
