import { randomUUID } from 'node:crypto';

import type { Incident, IncidentReport } from '#data/incidents/incident.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { District } from '#data/wire/messages.ts';

import { startProduct, type Product } from '../flows/product.ts';

import type { ShotState } from './list-shots.ts';

/** A product before one state, and what is selected on its screens then (`sel` of the address, by screen). */
export interface Scene {
  product: Product;
  selected: { watch: string; patrol: string } | null;
  /** A draft, and where it is looked at. */
  plan: { id: string; at: [number, number] } | null;
}

const BUSY_REPORTS = 60;
/** Of so many reports one is of the gravest kind. */
const ONE_GRAVE_IN = 20;

async function ask<T>(product: Product, path: string, body?: object): Promise<T> {
  const answer = await fetch(product.url + path, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const openIncidents = async (product: Product): Promise<Incident[]> =>
  (await ask<{ incidents: Incident[] }>(product, '/api/incidents?state=open&limit=500')).incidents;

/** The gravest open incident, and somebody on duty. */
async function findSelected(product: Product): Promise<Scene['selected']> {
  const grave = (await openIncidents(product))
    .filter((i) => i.at)
    .sort((a, b) => a.severity - b.severity || a.reportedAt.localeCompare(b.reportedAt))[0];
  const units = await ask<{ id: number; onDuty: boolean }[]>(product, '/api/units');
  const unit = units.find((u) => u.onDuty);
  if (!grave || !unit) throw new Error('nothing to select: no open incident or nobody on duty');
  return { watch: `incidents:${grave.id}`, patrol: `units:${unit.id}` };
}

/** A draft, looked at near the middle of the district. */
async function beginPlan(product: Product): Promise<Scene['plan']> {
  const { bounds, editionId } = await ask<District>(product, '/api/district');
  if (!bounds || editionId === null) throw new Error('no district to plan');
  const [west, south, east, north] = bounds;
  const begun = { id: randomUUID(), name: '石桥街道调整', editionId };
  const { id } = await ask<Plan>(product, '/api/plans', begun);
  return { id, at: [(west + east) / 2, (south + north) / 2] };
}

/** Sixty reports at once, near to where incidents are open, three of them of the gravest kind. */
async function makeBusy(product: Product): Promise<void> {
  const { categories } = await ask<District>(product, '/api/district');
  const places = (await openIncidents(product)).flatMap((i) => (i.at ? [i.at] : []));
  const grave = categories.filter((c) => c.severity === 1);
  const other = categories.filter((c) => c.severity > 1);
  for (let n = 0; n < BUSY_REPORTS; n++) {
    const of = n % ONE_GRAVE_IN === 0 ? grave : other;
    const category = of[(n * 7) % of.length]!;
    const [lng, lat] = places[(n * 13) % places.length]!;
    const report: IncidentReport = {
      id: randomUUID(),
      category: category.key,
      title: category.nameZh,
      at: [lng + 0.0004 * ((n % 5) - 2), lat + 0.0003 * ((n % 7) - 3)],
      origin: n % 3 === 0 ? 'hotline' : 'patrol',
    };
    await ask(product, '/api/incidents', report);
  }
}

/** What has never reported is no feed, and cannot fall silent. */
async function allReported(product: Product): Promise<void> {
  for (;;) {
    const health = await ask<{ newestFixAgeS: number | null }>(product, '/api/health');
    if (health.newestFixAgeS !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/**
 * Brings the product before a state, from the one before it; states come in the order of `STATES`.
 *
 * calm: the sample with its simulator. selected: the same, with the gravest incident and one person to
 * select. busy: sixty reports at once. stale: started again without the simulator, so that what has
 * reported is silent. empty: another product, without the sample.
 *
 * @param dataDir where the sample's database is kept from state to state
 */
export async function setState(
  state: ShotState,
  before: Scene | null,
  dataDir: string,
): Promise<Scene> {
  if (state === 'empty') {
    await before?.product.stop();
    const product = await startProduct({ env: { JINGWEI_SAMPLE: 'none' } });
    return { product, selected: null, plan: null };
  }
  const env = { JINGWEI_SAMPLE: 'district' };
  const product = before?.product ?? (await startProduct({ env, dataDir }));
  if (state === 'stale') {
    await allReported(product);
    await product.stop();
    const silent = await startProduct({ env, dataDir, args: ['--no-simulate'] });
    return { product: silent, selected: null, plan: null };
  }
  if (state === 'busy') await makeBusy(product);
  return {
    product,
    selected: state === 'selected' ? await findSelected(product) : null,
    plan: state === 'calm' ? await beginPlan(product) : null,
  };
}
