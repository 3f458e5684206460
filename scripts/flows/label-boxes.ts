import type { Page } from 'playwright-core';

/** A label or an unseen mark as MapLibre placed it, px of the map's box. */
export interface LabelBox {
  layer: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** MapLibre keeps its placement to itself; its version is pinned. */
interface Inside {
  style: {
    placement: {
      collisionIndex: {
        grid: {
          bboxes: number[];
          boxKeys: { bucketInstanceId: number }[];
          circles: number[];
          circleKeys: { bucketInstanceId: number }[];
        };
      };
      retainedQueryData: Record<
        number,
        { bucketIndex: number; featureIndex: { bucketLayerIDs: string[][] } }
      >;
    };
  };
}

/** All that took room when labels were placed last: a straight label is one box, one along a line a row of them. */
export function labelBoxes(page: Page): Promise<LabelBox[]> {
  return page.evaluate(() => {
    // Beyond the map's edges labels are placed, too.
    const MARGIN = 100;
    const { placement } = (window.__jingwei!.map as unknown as Inside).style;
    const { grid } = placement.collisionIndex;
    const layerOf = ({ bucketInstanceId }: { bucketInstanceId: number }): string => {
      const from = placement.retainedQueryData[bucketInstanceId];
      return from?.featureIndex.bucketLayerIDs[from.bucketIndex]?.[0] ?? '';
    };
    const boxes = grid.boxKeys.map((key, i) => {
      const [left, top, right, bottom] = grid.bboxes.slice(4 * i, 4 * i + 4) as [number, number, number, number]; // prettier-ignore
      return {
        layer: layerOf(key),
        left: left - MARGIN,
        top: top - MARGIN,
        right: right - MARGIN,
        bottom: bottom - MARGIN,
      };
    });
    const circles = grid.circleKeys.map((key, i) => {
      const [x, y, r] = grid.circles.slice(3 * i, 3 * i + 3) as [number, number, number];
      return {
        layer: layerOf(key),
        left: x - r - MARGIN,
        top: y - r - MARGIN,
        right: x + r - MARGIN,
        bottom: y + r - MARGIN,
      };
    });
    return [...boxes, ...circles];
  });
}
