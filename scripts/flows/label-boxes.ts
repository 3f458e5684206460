import type { Page } from 'playwright-core';

/** Part of a label, px of the map's box: all of a straight one, or one of a row along a line. */
export interface LabelBox {
  /** Which layer drew it, and which of its labels it belongs to. */
  layer: string;
  label: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** A circle, of which this is the square around it. */
  round?: true;
}

/** MapLibre keeps its placement to itself, and deck's overlay its layers; their versions are pinned. */
interface Inside {
  style: {
    placement: {
      collisionIndex: {
        grid: {
          bboxes: number[];
          boxKeys: LabelKey[];
          circles: number[];
          circleKeys: LabelKey[];
        };
      };
      retainedQueryData: Record<
        number,
        { bucketIndex: number; featureIndex: { bucketLayerIDs: string[][] } }
      >;
    };
  };
}
interface LabelKey {
  bucketInstanceId: number;
  featureIndex: number;
}
interface Written {
  constructor: { layerName: string };
  id: string;
  props: Record<string, unknown> & { data: unknown[] };
}

/** All that took room when MapLibre placed labels last, unseen marks too. */
export function labelBoxes(page: Page): Promise<LabelBox[]> {
  return page.evaluate(() => {
    // Beyond the map's edges labels are placed, too.
    const MARGIN = 100;
    const { placement } = (window.__jingwei!.map as unknown as Inside).style;
    const { grid } = placement.collisionIndex;
    const boxOf = (key: LabelKey, left: number, top: number, right: number, bottom: number) => {
      const from = placement.retainedQueryData[key.bucketInstanceId];
      return {
        layer: from?.featureIndex.bucketLayerIDs[from.bucketIndex]?.[0] ?? '',
        label: `${key.bucketInstanceId} ${key.featureIndex}`,
        left: left - MARGIN,
        top: top - MARGIN,
        right: right - MARGIN,
        bottom: bottom - MARGIN,
      };
    };
    const boxes = grid.boxKeys.map((key, i) => {
      const [left, top, right, bottom] = grid.bboxes.slice(4 * i, 4 * i + 4) as [number, number, number, number]; // prettier-ignore
      return boxOf(key, left, top, right, bottom);
    });
    const circles = grid.circleKeys.map((key, i) => {
      const [x, y, r] = grid.circles.slice(3 * i, 3 * i + 3) as [number, number, number];
      return { ...boxOf(key, x - r, y - r, x + r, y + r), round: true as const };
    });
    return [...boxes, ...circles];
  });
}

/** What deck writes on the map: each text as wide as the browser sets it, as high as a hanzi's face. */
function textBoxes(page: Page): Promise<LabelBox[]> {
  return page.evaluate(() => {
    const { map, overlay } = window.__jingwei!;
    const pen = document.createElement('canvas').getContext('2d')!;
    const { layers } = (overlay as unknown as { _props: { layers: Written[] } })._props;
    return layers
      .filter((layer) => layer.constructor.layerName === 'TextLayer')
      .flatMap(({ id, props }) =>
        props.data.map((row) => {
          const [text, at, size, offset] = ['getText', 'getPosition', 'getSize', 'getPixelOffset'].map((name) => {
            const given = props[name];
            return typeof given === 'function' ? (given as (of: unknown) => unknown)(row) : given;
          }) as [string, [number, number], number, [number, number]]; // prettier-ignore
          const { x, y } = map.project(at);
          pen.font = `${String(props['fontWeight'])} ${size}px ${String(props['fontFamily'])}`;
          const { width } = pen.measureText(text);
          return {
            layer: id,
            label: `${text} ${at.join()}`,
            left: x + offset[0] - width / 2,
            top: y + offset[1] - size / 2,
            right: x + offset[0] + width / 2,
            bottom: y + offset[1] + size / 2,
          };
        }),
      );
  });
}

/** Symbols that deck draws and that say how wide they are. */
function symbolBoxes(page: Page): Promise<LabelBox[]> {
  return page.evaluate(() => {
    const { map, overlay } = window.__jingwei!;
    const { layers } = (overlay as unknown as { _props: { layers: Written[] } })._props;
    return layers
      .filter(
        ({ constructor: { layerName }, props }) =>
          layerName !== 'TextLayer' && props['roomPx'] !== undefined,
      ) // prettier-ignore
      .flatMap(({ id, props }) =>
        props.data.map((row, i) => {
          const [at, px] = ['getPosition', 'roomPx'].map((name) => {
            const given = props[name];
            return typeof given === 'function' ? (given as (of: unknown) => unknown)(row) : given;
          }) as [[number, number], number];
          const { x, y } = map.project(at);
          const half = px / 2;
          return { layer: id, label: String(i), left: x - half, top: y - half, right: x + half, bottom: y + half }; // prettier-ignore
        }),
      )
      .filter((box) => box.right > box.left);
  });
}

/**
 * Symbols that deck draws under the map's names, and dots there that are more than specks: each could be hidden
 * by a name, whether it says how wide it is or not.
 */
function symbolsUnderNames(page: Page, scale: number): Promise<LabelBox[]> {
  return page.evaluate((times) => {
    const SPECK_PX = 2;
    // What a camera sees is light on the ground, and no symbol.
    const GROUND = 'sites-camera-wedges';
    const { map, overlay } = window.__jingwei!;
    const order = map.getLayersOrder();
    const topName = Math.max(...order.map((id, i) => (/-(label|name)/.test(id) ? i : -1)));
    const { layers } = (overlay as unknown as { _props: { layers: Written[] } })._props;
    const { x: width, y: height } = map.project(map.getBounds().getSouthEast());
    return layers.flatMap(({ constructor: { layerName }, id, props }) => {
      const group = order.indexOf(`deck-maplibre-layer-group-before:${String(props['beforeId'])}`);
      const isIcon = layerName.startsWith('Icon') && id !== GROUND;
      if (group < 0 || group > topName || (!isIcon && !/^(Scatterplot|Dot)/.test(layerName)))
        return [];
      const data = props.data as unknown[] & {
        attributes?: Record<string, { value: Float64Array }>;
      };
      const of = (name: string, i: number): unknown => {
        const given = props[name];
        return typeof given === 'function' ? (given as (of: unknown) => unknown)(data[i]) : given;
      };
      const boxes: LabelBox[] = [];
      for (let i = 0; i < data.length; i++) {
        const own = data.attributes;
        const at = own
          ? [...own['getPosition']!.value.subarray(2 * i, 2 * i + 2)]
          : (of('getPosition', i) as number[]);
        // A symbol is drawn in a cell of twice its size.
        const radius = isIcon
          ? (of('getSize', i) as number) / 4
          : (props['radiusScale'] as number) * (own ? own['getRadius']!.value[i]! : (of('getRadius', i) as number)); // prettier-ignore
        if (!at.every(Number.isFinite) || radius <= SPECK_PX * times) continue;
        const { x, y } = map.project(at as [number, number]);
        if (x < 0 || y < 0 || x > width || y > height) continue;
        boxes.push({ layer: id, label: String(i), left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }); // prettier-ignore
      }
      return boxes;
    });
  }, scale);
}

/** What the page has over the map: buttons, scale, legends. */
function pageBoxes(page: Page): Promise<LabelBox[]> {
  return page.evaluate(() => {
    const map = document.querySelector('.maplibregl-map')!;
    const frame = map.getBoundingClientRect();
    const over = map.parentElement!.querySelectorAll('[data-over-map], .maplibregl-ctrl-scale');
    return [...over].map((element, i) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return { layer: 'page', label: `${element.className} ${i}`, left: left - frame.left, top: top - frame.top, right: right - frame.left, bottom: bottom - frame.top }; // prettier-ignore
    });
  });
}

/** Counts of areas that no name stands over: which of which layers. */
export function unnamedCounts(page: Page): Promise<{ counts: number; unnamed: string[] }> {
  return page.evaluate(() => {
    const { overlay } = window.__jingwei!;
    const { layers } = (overlay as unknown as { _props: { layers: Written[] } })._props;
    const rows = (of: Written) => of.props.data as { at: number[]; text: string }[];
    const named = new Set(layers.filter(({ id }) => id === 'counts-names').flatMap((one) => rows(one).map(({ at }) => at.join()))); // prettier-ignore
    const counts = layers
      .filter(({ id }) => /-(counts|camera-shares)$/.test(id))
      .flatMap((one) => rows(one).map(({ at, text }) => ({ of: `${one.id} ${text}`, at: at.join() }))); // prettier-ignore
    return {
      counts: counts.length,
      unnamed: counts.filter(({ at }) => !named.has(at)).map(({ of }) => of),
    };
  });
}

/** Marks that nobody sees, which only keep labels off. */
const UNSEEN = /^(incident-room|drawn-room|seams)/;
/** Symbols that the map places itself: they may lie on each other and on deck's, and on no name. */
const ICONS = /^(sites-cameras-online|captains-point)$/;

/** Letters along a line turn with it: what they cover in any case is the square within the circle. */
function withinCircle(box: LabelBox): LabelBox {
  const rest = box.round ? (0.5 - Math.SQRT1_2 / 2) * (box.right - box.left) : 0;
  return { ...box, left: box.left + rest, top: box.top + rest, right: box.right - rest, bottom: box.bottom - rest }; // prettier-ignore
}

const touch = (a: LabelBox, b: LabelBox): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Labels on labels within the map, and on symbols, whoever draws either: which of which layers; the map's names under
 * what the page has over it; and names that its edge cuts off.
 *
 * @param scale a wall's
 */
export async function overlappingLabels(
  page: Page,
  scale = 1,
): Promise<{ count: number; symbols: number; icons: number; overlaps: string[]; cut: string[] }> {
  const { width, height } = (await page.locator('.maplibregl-map').boundingBox())!;
  const inView = (box: LabelBox): boolean =>
    !UNSEEN.test(box.layer) &&
    box.right > 0 &&
    box.bottom > 0 &&
    box.left < width &&
    box.top < height;
  const placed = (await labelBoxes(page)).map(withinCircle).filter(inView);
  const names = placed.filter(({ layer }) => !ICONS.test(layer));
  const icons = placed.filter(({ layer }) => ICONS.test(layer));
  const drawn = [...names, ...(await textBoxes(page)).filter(inView)];
  const symbols = (await symbolBoxes(page)).filter(inView);
  const overlaps = new Set<string>();
  drawn.forEach((a, i) => {
    for (const b of drawn.slice(i + 1))
      if ((a.label !== b.label || a.layer !== b.layer) && touch(a, b))
        overlaps.add(`${a.layer} ${a.label} | ${b.layer} ${b.label}`);
  });
  const meet = (texts: readonly LabelBox[], others: readonly LabelBox[]): void => {
    for (const text of texts)
      for (const other of others)
        if (touch(text, other))
          overlaps.add(`${text.layer} ${text.label} | ${other.layer} ${other.label}`);
  };
  // What an alarm says in words stands under its brackets, whatever else happened there.
  const movable = drawn.filter(({ layer }) => layer !== 'incidents-unanswered');
  meet(movable, [...symbols, ...icons]);
  meet(names, [...(await symbolsUnderNames(page, scale)), ...(await pageBoxes(page))]);
  return {
    count: new Set(drawn.map((box) => box.layer + box.label)).size,
    symbols: symbols.length,
    icons: icons.length,
    overlaps: [...overlaps],
    cut: names
      .filter((b) => b.left < 0 || b.top < 0 || b.right > width || b.bottom > height)
      .map(({ layer, label }) => `${layer} ${label}`),
  };
}
