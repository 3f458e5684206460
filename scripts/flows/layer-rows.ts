import type { Page } from 'playwright-core';

/** A row of the desk's column of layers, as it stands there; of a layer or of a part of one. */
export interface LayerRow {
  key: string;
  on: boolean;
  /** Lines of its legend that are in sight, and what else explains it. */
  legend: number;
  /** An age or a date; '' where none is said. */
  age: string;
  /** `shown / inView`, or one number; '' where nothing is said. */
  count: string;
}

/** Every row of the column, from top to bottom. */
export function rowsOf(page: Page): Promise<LayerRow[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.layers-panel [role=switch]')].map((flip) => {
      const part = flip.closest<HTMLElement>('[data-part]');
      const row = part ?? flip.closest<HTMLElement>('[data-layer]')!;
      const text = (selector: string) => flip.querySelector(selector)?.textContent ?? '';
      return {
        key: part?.dataset['part'] ?? row.dataset['layer']!,
        on: flip.getAttribute('aria-checked') === 'true',
        legend: row.querySelectorAll(part ? '.legend-symbol > *' : '.legend-row, .heat-periods').length, // prettier-ignore
        age: text('.layer-age'),
        count: text('.count').replaceAll(',', ''),
      };
    }),
  );
}

/** Opens every legend. */
export async function unfoldAll(page: Page): Promise<void> {
  const folded = page.locator('.layer-fold[aria-expanded=false]');
  while ((await folded.count()) > 0) await folded.first().click();
}

/** How high each layer's part of the column is, px. */
export function heightsOf(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('.layer-group')].map((group) => [
        group.dataset['layer']!,
        group.offsetHeight,
      ]),
    ),
  );
}

/** How many things are in the map's frame by what the server told, counted without the map's layers. */
function countedInFrame(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const { map, stores } = window.__jingwei!;
    const frame = map.getBounds();
    const within = (at: readonly [number, number] | null): boolean => at !== null && frame.contains([...at]); // prettier-ignore
    const sites = stores.siteStore.getState();
    const { packed } = sites;
    // 0 camera, 1 station, 2 management point; of cameras 0 is online.
    const kinds: number[][] = [[], [], []];
    for (let i = 0; i < packed!.count; i++)
      if (within([packed!.positions[2 * i]!, packed!.positions[2 * i + 1]!]))
        kinds[packed!.kind[i]!]!.push(i);
    const online = (i: number): boolean => (sites.states.get(packed!.ids[i]!)?.state ?? ['online'][packed!.state[i]!]) === 'online'; // prettier-ignore
    return {
      incidents: [...stores.incidentStore.getState().byId.values()].filter((i) => within(i.at)).length, // prettier-ignore
      areas: stores.areaStore.getState().packed!.areas.filter((a) => within(a.labelAt)).length,
      cameras: kinds[0]!.length,
      wedges: kinds[0]!.filter((i) => online(i) && !Number.isNaN(packed!.azimuthDeg[i])).length,
      stations: kinds[1]!.length,
      points: kinds[2]!.length,
    };
  });
}

/** Rows whose count is not what the server told, each with that. */
export async function miscounted(page: Page): Promise<[string, number][]> {
  const [rows, counted] = [await rowsOf(page), await countedInFrame(page)];
  const inView = new Map(rows.map(({ key, count }) => [key, count.split(' / ').at(-1)]));
  return Object.entries(counted).filter(([key, n]) => inView.get(key) !== String(n));
}

/** Whether deck is handed a layer of this name to draw. */
export function isHandedToDeck(page: Page, id: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    // The overlay tells nobody else what it was handed.
    const { overlay } = window.__jingwei! as unknown as { overlay: { _props: { layers: { id: string; props: { data: { length: number } } }[] } } }; // prettier-ignore
    return overlay._props.layers.some((layer) => layer.id === wanted && layer.props.data.length > 0); // prettier-ignore
  }, id);
}

/** Goes to the first row by keys, and down from there; answers which rows so many steps passed. */
export async function walkRows(page: Page, steps: number): Promise<(string | undefined)[]> {
  const passed: (string | undefined)[] = [];
  await page.keyboard.press('m');
  await page.keyboard.press('Home');
  for (let i = 0; i < steps; i++) {
    passed.push(
      await page.evaluate(() => {
        const { dataset } = document.activeElement!.closest<HTMLElement>('[data-part], [data-layer]')!; // prettier-ignore
        return dataset['part'] ?? dataset['layer'];
      }),
    );
    await page.keyboard.press('ArrowDown');
  }
  return passed;
}

/** Makes a part of a layer half as plain by its slider, by keys. */
export async function fadePart(page: Page, key: string): Promise<void> {
  await page.locator(`[data-part=${key}] .opacity-button`).press('Enter');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
}
