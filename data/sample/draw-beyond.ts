import type { BeyondBlock } from './beyond-blocks.ts';
import type { BeyondGround } from './beyond-ground.ts';
import type { BeyondRoad } from './beyond-roads.ts';
import { createSpans } from './bridges.ts';
import type { FeaturePen } from './feature-pen.ts';
import type { Point } from './ground.ts';

/** The neighbours: without names, but for what a whole city is called by. */
export function drawBeyond(
  { greatRiver, lake, hills, towns }: BeyondGround,
  roads: readonly BeyondRoad[],
  blocks: readonly BeyondBlock[],
  crossed: readonly (readonly Point[])[],
  { area, line }: FeaturePen,
): void {
  for (const ring of towns) area('built', 'residential', [ring]);
  for (const { class: cls, ring } of blocks)
    if (cls === 'park') area('green', 'park', [ring]);
    else area('built', cls, [ring]);
  for (const { ring, name } of hills) area('green', 'wood', [ring], name);
  area('water', 'river', [greatRiver.ring, ...greatRiver.islands], greatRiver.name);
  area('water', 'lake', [lake.ring], lake.name);
  const spansOf = createSpans([greatRiver.ring, lake.ring, ...crossed]);
  for (const { way, line: road } of roads) {
    line('road', way, road);
    for (const span of spansOf(road)) line('bridge', way, span);
  }
}
