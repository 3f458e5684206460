import { parseArgs } from 'node:util';

import { startSimulator } from '#server/simulate/simulator.ts';

const HELP = `npm run simulate -- [--units N] [--hz R] [--incidents N/h] [--seed N] [--url URL] [--for SECONDS]
Walks people along the sample's streets and reports for them, opens and closes incidents, and lets
cameras fail, through the public API of a running server. Refuses a server whose data is not the sample, and is
refused by one that asks for a sign-in: start that with JINGWEI_SIGN_IN=no.

  --units N        how many walk; those on duty first, then others, who are put on duty (all on duty)
  --hz R           reports a second of each unit (0.1)
  --incidents N/h  incidents opened an hour; about as many are closed (40/h)
  --seed N         the same seed, the same walks (1)
  --url URL        the server (http://127.0.0.1:8787)
  --for SECONDS    end after so long (runs until Ctrl-C)
  --help           this text`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text === '' || !(value >= least && value <= most))
    fail(`--${name} ${text}: a number from ${least} to ${most}`);
  return value;
}

let given;
try {
  given = parseArgs({
    options: {
      units: { type: 'string' },
      hz: { type: 'string', default: '0.1' },
      incidents: { type: 'string', default: '40/h' },
      seed: { type: 'string', default: '1' },
      url: { type: 'string', default: 'http://127.0.0.1:8787' },
      for: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
} catch (error) {
  fail(`${(error as Error).message}\n\n${HELP}`);
}
if (given.help) {
  console.log(HELP);
  process.exit(0);
}
const units = given.units === undefined ? undefined : readNumber('units', given.units, 1, 100_000);
if (units !== undefined && !Number.isInteger(units)) fail(`--units ${units}: a whole number`);
const perHour = /^(\d+(?:\.\d+)?)\/h$/.exec(given.incidents)?.[1];
if (perHour === undefined) fail(`--incidents ${given.incidents}: a number an hour, such as 40/h`);
if (!URL.canParse(given.url)) fail(`--url ${given.url}: an address, such as http://127.0.0.1:8787`);

let simulator;
try {
  simulator = await startSimulator({
    url: given.url,
    units,
    hz: readNumber('hz', given.hz, 0.001, 10),
    incidentsPerHour: readNumber('incidents', perHour, 0, 100_000),
    seed: readNumber('seed', given.seed, 0, 2 ** 32 - 1),
    onTrouble: (message) => console.error(`trouble: ${message}`),
  });
} catch (error) {
  const { message, cause } = error as Error & { cause?: Error };
  console.error(cause ? `${message}: ${cause.message}` : message);
  process.exit(1);
}

let before = simulator.figures();
console.log(`${before.walking} units walk at ${given.hz} Hz on ${given.url}`);
let at = performance.now();
const rates = setInterval(() => {
  const now = simulator.figures();
  const seconds = (performance.now() - at) / 1000;
  at = performance.now();
  console.log(
    `${((now.fixes - before.fixes) / seconds).toFixed(1)} fixes/s, ${now.fixes} in all, ${now.refused} refused; incidents ${now.opened} opened, ${now.closed} closed; cameras ${now.flipped}; troubles ${now.troubles}`,
  );
  before = now;
}, 5000);
const end = async (): Promise<void> => {
  clearInterval(rates);
  await simulator.stop();
  process.exit(0);
};
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
if (given.for !== undefined)
  setTimeout(() => void end(), 1000 * readNumber('for', given.for, 0, 1e7));
