import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { launchBrowser } from './flows/browser.ts';
import { root } from './run-step.ts';
import { writeSheet } from './shots/contact-sheet.ts';
import { chooseShots, listShots, STATES, type Shot } from './shots/list-shots.ts';
import { setState, type Scene } from './shots/set-states.ts';
import { takeShot, type ShotSeen } from './shots/take-shot.ts';

const HELP = `npm run shots -- [WORD…] [--out FOLDER]
Takes a picture of every screen × theme × language × size × state, of the map alone at six zooms,
and of a plan with each tool in hand, in real Chromium against a product of its own, and lays them out on one page: FOLDER/index.html, and
sheet-watch.png, sheet-wall.png, sheet-patrol.png, sheet-plan.png, sheet-map.png.

  WORD          only pictures whose name holds every word: watch wall patrol plan map,
                ${STATES.join(' ')}, dark light, zh-CN en, 1920x1080 …
  --list        print the names, take none
  --out FOLDER  test-results/shots
  --help        this text

Exit code: 1 when a page has errors, scrolls, asks another machine or has what axe finds.`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        list: { type: 'boolean', default: false },
        out: { type: 'string', default: `${root}test-results/shots` },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

async function takeAll(shots: readonly Shot[], folder: string): Promise<ShotSeen[]> {
  const dataDir = await mkdtemp(join('/var/tmp', 'jingwei-shots-'));
  const browser = await launchBrowser();
  const seen: ShotSeen[] = [];
  let scene: Scene | null = null;
  let state = '';
  try {
    for (const shot of shots) {
      if (shot.state !== state) scene = await setState(shot.state, scene, dataDir);
      state = shot.state;
      const one = await takeShot(browser, shot, scene!, join(folder, `${shot.name}.png`));
      seen.push(one);
      console.log(`${shot.name}  ${one.seconds.toFixed(1)} s`);
      for (const fault of one.faults) console.log(`  ✗ ${fault}`);
      for (const text of one.cut) console.log(`  … ${text}`);
    }
    await writeSheet(browser, folder, seen);
    return seen;
  } finally {
    await scene?.product.stop();
    await browser.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const { values: given, positionals: words } = readArguments();
if (given.help) {
  console.log(HELP);
  process.exit(0);
}
let shots: Shot[];
try {
  shots = chooseShots(listShots(), words);
} catch (error) {
  fail((error as Error).message);
}
if (given.list) {
  for (const shot of shots) console.log(shot.name);
  process.exit(0);
}
await mkdir(given.out, { recursive: true });
const seen = await takeAll(shots, given.out);
const bad = seen.filter((one) => one.faults.length > 0).length;
console.log(`${seen.length} pictures, ${bad} with faults: ${join(given.out, 'index.html')}`);
process.exit(bad > 0 ? 1 : 0);
