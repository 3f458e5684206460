import { randomUUID } from 'node:crypto';

import type { Category, Incident, IncidentReport } from '#data/incidents/incident.ts';
import { createDraw, type Draw } from '#data/sample/draw.ts';
import { SITE_KINDS } from '#data/sites/site.ts';
import { FIX_BATCH_MAX, type FixBatchAnswer, type FixReport } from '#data/units/fix.ts';
import type { Unit } from '#data/units/unit.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import { unpackFeatures } from '#data/wire/features-packed.ts';
import type { District } from '#data/wire/messages.ts';
import type { PackedAreas } from '#data/wire/packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';

import { createApi, type Api } from './api.ts';
import { homeBoxes } from './home-boxes.ts';
import { pickCamera, type SimulatedCamera } from './pick-camera.ts';
import {
  buildStreetNetwork,
  createNearestNode,
  toDegreesAt,
  toMetres,
  type StreetNetwork,
} from './street-network.ts';
import { createWalker, placeOf, walk, type HomeBox, type Walker } from './walker.ts';
import { createWithinAreas } from './within-areas.ts';

export interface SimulatorRequest {
  /** Where the server listens, such as http://127.0.0.1:8787. */
  url: string;
  /** How many walk; those on duty first, others are put on duty. All on duty when not given. */
  units?: number;
  /** Reports a second of each unit; 0.1. */
  hz?: number;
  /** Incidents opened an hour, and about as many closed; 40. */
  incidentsPerHour?: number;
  seed?: number;
  /** What the server knows its own simulator by; left out where nobody is asked to sign in. */
  secret?: string;
  /** Hears of what goes wrong; the simulator goes on. */
  onTrouble?: (message: string) => void;
}

/** What has been done so far. */
export interface SimulatorFigures {
  walking: number;
  fixes: number;
  refused: number;
  opened: number;
  closed: number;
  flipped: number;
  troubles: number;
}

export interface Simulator {
  figures: () => SimulatorFigures;
  /** Ends it; resolves when nothing of it is running any more. */
  stop: () => Promise<void>;
}

const TURN_MS = 1000;
const HEARTBEAT_MS = 10_000;
/** So far people go whose home is no area. */
const ROAM_M = 250;
/** So many of a hundred walk so far from home, and so many fall silent. */
const STRAYS_PERCENT = 4;
const STRAY_M = 800;
const SILENT_PERCENT = 3;

interface Walking {
  unit: Unit;
  walker: Walker;
  /** Seconds of the simulation at which it reports next, and was moved last. */
  dueS: number;
  movedS: number;
  /** Reports so often, then falls silent for good; or never does. */
  reportsLeft: number;
}

/**
 * A district going about its day, through the public API alone: people walk along its streets and
 * report, incidents come and go, cameras fail and come back. Throws where the server does not say that
 * its data is the sample.
 */
export async function startSimulator(request: SimulatorRequest): Promise<Simulator> {
  const { url, hz = 0.1, incidentsPerHour = 40, seed = 1, onTrouble = () => {} } = request;
  const api = createApi(url, request.secret);
  const district = await api.get<District>('/api/district');
  if (!district.sample)
    throw new Error(`${url} does not hold the sample: nothing is simulated on real data`);

  // A stream each, so that more of one kind changes nothing of another.
  const opens = createDraw(seed, 'incidents opened');
  const closes = createDraw(seed, 'incidents closed');
  const flips = createDraw(seed, 'cameras');
  const areas = unpackAreas(await api.bytes('/api/areas/packed'));
  const features = unpackFeatures(await api.bytes('/api/features/packed'));
  // Nobody is sent out of the district, though its roads go on.
  const network = buildStreetNetwork(features, createWithinAreas(areas));
  const walking = network ? await gather(api, areas, network, request.units, hz, seed) : [];
  const cameras = await readCameras(api);
  const usuallyDown = cameras.filter((camera) => !camera.online).length;
  const open = (await readOpen(api)).map((i) => ({ id: i.id, revision: i.revision }));
  const figures: SimulatorFigures = {
    walking: walking.length,
    fixes: 0,
    refused: 0,
    opened: 0,
    closed: 0,
    flipped: 0,
    troubles: 0,
  };
  const began = Date.now();

  const report = async (): Promise<void> => {
    const nowS = (Date.now() - began) / 1000;
    const due: FixReport[] = [];
    for (const one of walking) {
      if (one.dueS > nowS || one.reportsLeft <= 0) continue;
      // After a sleep of the machine it reports once, not once for each report that it missed.
      one.dueS = Math.max(one.dueS + 1 / hz, nowS);
      one.reportsLeft--;
      walk(network!, one.walker, Math.min(600, nowS - one.movedS));
      one.movedS = nowS;
      due.push(toReport(network!, one, new Date()));
    }
    for (let i = 0; i < due.length; i += FIX_BATCH_MAX) {
      const answer = await api.post<FixBatchAnswer>('/api/fixes', {
        fixes: due.slice(i, i + FIX_BATCH_MAX),
      });
      figures.fixes += answer.accepted;
      figures.refused += answer.refused.length;
    }
  };
  const openOne = async (): Promise<void> => {
    const category = drawCategory(district.categories, opens);
    if (!category || !network) return;
    const node = Math.floor(opens() * (network.nodes.length / 2));
    const [east, north] = [network.nodes[2 * node]!, network.nodes[2 * node + 1]!];
    const asked: IncidentReport = {
      id: randomUUID(),
      category: category.key,
      title: category.nameZh,
      at: toDegreesAt(network, east + 16 * opens() - 8, north + 16 * opens() - 8),
      origin: opens() < 0.7 ? 'patrol' : 'resident',
    };
    const incident = await api.post<Incident>('/api/incidents', asked);
    open.push({ id: incident.id, revision: incident.revision });
    figures.opened++;
  };
  const closeOne = async (): Promise<void> => {
    const [chosen] = open.splice(Math.floor(closes() * open.length), 1);
    if (!chosen) return;
    const step = { step: 'close', expects: chosen.revision };
    await api.post(`/api/incidents/${chosen.id}/steps`, step, [409]);
    figures.closed++;
  };
  const flip = async (): Promise<void> => {
    const camera = pickCamera(cameras, usuallyDown, flips);
    if (!camera) return;
    camera.online = !camera.online;
    const state = camera.online ? 'online' : flips() < 0.5 ? 'offline' : 'unreachable';
    const at = new Date().toISOString();
    await api.post('/api/sites/states', { states: [{ code: camera.code, state, at }] });
    figures.flipped++;
  };
  const heartbeat = async (): Promise<void> => {
    await api.post('/api/feeds/intake/heartbeat', {});
    await api.post('/api/feeds/cameras/heartbeat', {});
  };

  const stopping = new AbortController();
  api.until(stopping.signal);
  /** Do it again and again, with pauses that `pauseMs` draws; what goes wrong is told and tried again. */
  const again = async (pauseMs: () => number, work: () => Promise<void>): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(pauseMs(), stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await work();
      } catch (error) {
        if (stopping.signal.aborted) return;
        figures.troubles++;
        onTrouble((error as Error).message);
        await sleep(2000, stopping.signal);
      }
    }
  };
  /** Pauses of a Poisson process. */
  const poisson = (draw: Draw) => () => (-Math.log(1 - draw()) * 3_600_000) / incidentsPerHour;
  await heartbeat();
  const loops = [
    again(() => TURN_MS - ((Date.now() - began) % TURN_MS), report),
    again(() => HEARTBEAT_MS, heartbeat),
    again(() => 20_000 + 20_000 * flips(), flip),
  ];
  if (incidentsPerHour > 0) {
    loops.push(again(poisson(opens), openOne));
    loops.push(again(poisson(closes), closeOne));
  }
  return {
    figures: () => ({ ...figures }),
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** One of a hundred is grave, the rest mostly ordinary; where no category is so, any. */
function drawCategory(categories: readonly Category[], draw: Draw): Category | undefined {
  const share = draw();
  const severity = share < 0.002 ? 1 : share < 0.012 ? 2 : share < 0.12 ? 3 : 4;
  const of = categories.filter((category) => category.severity === severity);
  const from = of.length > 0 ? of : categories;
  return from[Math.floor(draw() * from.length)];
}

/**
 * Who walks, each near the area it is responsible for and by draws of its own, reports staggered over the interval.
 */
async function gather(
  api: Api,
  areas: PackedAreas,
  network: StreetNetwork,
  wanted: number | undefined,
  hz: number,
  seed: number,
): Promise<Walking[]> {
  const all = await api.get<Unit[]>('/api/units');
  const onDuty = all.filter((unit) => unit.onDuty);
  const chosen = onDuty.slice(0, wanted ?? onDuty.length);
  for (const unit of all.filter((u) => !u.onDuty)) {
    if (wanted === undefined || chosen.length >= wanted) break;
    await api.post(`/api/units/${unit.id}/duty`, { onDuty: true });
    chosen.push(unit);
  }
  const labels = new Map(areas.areas.map((area) => [area.id, area.labelAt]));
  const boxes = homeBoxes(areas, network);
  const nearest = createNearestNode(network);
  const nodes = network.nodes.length / 2;
  return chosen.map((unit, i) => {
    const label = unit.homeAreaId === null ? undefined : labels.get(unit.homeAreaId);
    const draw = createDraw(seed, `walker ${unit.code}`);
    const any = Math.floor(draw() * nodes);
    const home = label
      ? toMetres(network, label)
      : ([network.nodes[2 * any]!, network.nodes[2 * any + 1]!] as const);
    const box = boxes.get(unit.homeAreaId ?? 0) ?? around([...home, ...home], ROAM_M);
    const strays = 100 * draw() < STRAYS_PERCENT;
    const silent = 100 * draw() < SILENT_PERCENT;
    const walker = createWalker(
      network,
      nearest(home[0], home[1]),
      strays ? around(box, STRAY_M) : box,
      draw,
    );
    // A stray has been under way for an hour already.
    walk(network, walker, strays ? 3600 : 300 * draw());
    return {
      unit,
      walker,
      dueS: i / (chosen.length * hz),
      movedS: 0,
      reportsLeft: silent ? 1 + Math.floor(40 * draw()) : Number.POSITIVE_INFINITY,
    };
  });
}

function around([west, south, east, north]: HomeBox, metres: number): HomeBox {
  return [west - metres, south - metres, east + metres, north + metres];
}

function toReport(network: StreetNetwork, one: Walking, at: Date): FixReport {
  const place = placeOf(network, one.walker);
  const { draw } = one.walker;
  const accuracyM = 3 + Math.round(80 * draw() ** 4) / 10;
  // A receiver is off by some of what it says.
  const [east, north] = toMetres(network, place.at);
  const off = (accuracyM / 3) * draw();
  const towards = 2 * Math.PI * draw();
  const [lng, lat] = toDegreesAt(
    network,
    east + off * Math.cos(towards),
    north + off * Math.sin(towards),
  );
  const report: FixReport = {
    unit: one.unit.code,
    measuredAt: at.toISOString(),
    lng: Math.round(lng * 1e7) / 1e7,
    lat: Math.round(lat * 1e7) / 1e7,
    accuracyM,
    speedMps: Math.round(place.speedMps * 100) / 100,
  };
  if (!Number.isNaN(place.headingDeg)) report.headingDeg = Math.round(place.headingDeg * 10) / 10;
  return report;
}

async function readCameras(api: Api): Promise<SimulatedCamera[]> {
  const sites = unpackSites(await api.bytes('/api/sites/packed'));
  const camera = SITE_KINDS.indexOf('camera');
  const cameras: SimulatedCamera[] = [];
  for (let i = 0; i < sites.count; i++) {
    if (sites.kind[i] === camera)
      cameras.push({ code: sites.codes[i]!, online: sites.state[i] === 0 });
  }
  return cameras;
}

async function readOpen(api: Api): Promise<Incident[]> {
  const answer = await api.get<Incident[] | { incidents: Incident[] }>(
    '/api/incidents?state=open&limit=100',
  );
  return Array.isArray(answer) ? answer : answer.incidents;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
