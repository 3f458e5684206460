import { parseArgs } from 'node:util';

import { readConfig, settingLines, type Config } from '#server/config.ts';
import { locateCluster, type PrivatePlace } from '#server/db/locate-cluster.ts';
import { refuseHeld } from '#server/db/open-database.ts';
import { makeOwnFolder } from '#server/db/private-cluster.ts';
import { findUser, isRoot } from '#server/db/system-user.ts';
import { CannotStart } from '#server/errors.ts';
import { refusePort } from '#server/http-server.ts';
import { startServer, type StartedServer } from '#server/main.ts';
import { buildScreens, screensAreDue, SCREENS } from '#server/start/build-screens.ts';
import { becomeUser, whyUnable } from '#server/start/give-up-root.ts';
import { ensurePostgis } from '#server/start/packages.ts';
import { watchParent } from '#server/start/watch-parent.ts';

const HELP = `npm start [-- --no-simulate]
Starts the product: its private database unless DATABASE_URL names one of yours, the sample district on the first
start, one server on one port. Ready when it prints a line \`ready http://…\`; Ctrl-C ends all of it.

  --no-simulate  nobody walks about in the sample district
  --help         this text

Settings, by environment:
${settingLines().join('\n')}`;

/** This long after the signal it ends, however far it has come. */
const PATIENCE_MS = 4_800;

const say = (line: string): void => console.log(line);

/** The private database's place, made by root where it must be; and root given up where that can be. */
async function settle(config: Config): Promise<PrivatePlace | undefined> {
  let place: PrivatePlace | undefined;
  if (config.databaseUrl === null) {
    place = locateCluster(config);
    if (place.moved) say(place.moved);
    await makeOwnFolder(place.folder, place.user);
  }
  if (!isRoot()) return place;
  const user = place?.user ?? findUser('nobody') ?? findUser('postgres');
  const why = user ? whyUnable(user) : 'there is no user to become';
  if (user && why === null) {
    // What is kept beside a database of one's own is written by that user.
    if (!place) await makeOwnFolder(config.dataDir, user);
    becomeUser(user);
    say(`root is given up: this is ${user.name} now`);
    return place && { ...place, user: null };
  }
  say(`${why}, so the server stays root and serves this machine only`);
  if (config.openToNetwork) {
    throw new CannotStart(`HOST=${config.host}: root serves no network. Start as another user.`);
  }
  return place;
}

/** The secret of the link that makes the first administrator; null where there is one. */
let firstLink: string | null = null;
/** Where browsers see it, as the settings say. */
let address: string | null = null;

async function start(simulate: boolean, signal: AbortSignal): Promise<StartedServer> {
  const config = readConfig(process.env);
  ({ address } = config);
  if (config.databaseUrl === null) await ensurePostgis(config, say);
  let screensBuilt: Promise<void> | undefined;
  if (screensAreDue()) {
    // A start that will be refused must not exchange the screens under a server that runs.
    if (config.databaseUrl === null) await refuseHeld(locateCluster(config));
    await refusePort(config);
    say('the screens are being built');
    screensBuilt = buildScreens();
    screensBuilt.catch(() => {});
  }
  const place = await settle(config);
  // The owner's address is for migrations; nothing after them finds it.
  delete process.env['JINGWEI_OWNER_URL'];
  delete process.env['JINGWEI_TILES_KEY'];
  delete process.env['JINGWEI_OIDC_CLIENT_SECRET'];
  let last = '';
  return startServer(config, {
    screens: SCREENS,
    simulate,
    signal,
    ...(screensBuilt ? { screensBuilt } : {}),
    ...(place ? { place } : {}),
    onFirstLink: (secret) => (firstLink = secret),
    onProgress: ({ stage, detail, done }) => {
      const line = `${stage}${detail ? `: ${detail}` : ''}`;
      if (line !== last) say(`${String(done).padStart(3)} %  ${line}`);
      last = line;
    },
  });
}

let flags;
try {
  flags = parseArgs({
    options: { 'no-simulate': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  }).values;
} catch (error) {
  console.error(`${(error as Error).message}\n\n${HELP}`);
  process.exit(2);
}
if (flags.help) {
  console.log(HELP);
  process.exit(0);
}

const ending = new AbortController();
const starting = start(!flags['no-simulate'], ending.signal);
let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  ending.abort(new CannotStart('stopped before it was ready'));
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  starting
    .then((server) => server.close())
    .then(
      () => process.exit(0),
      () => process.exit(0),
    );
};
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, stop);
watchParent(stop);
// A pipe whose reader is gone must not end the server in the middle of its stopping.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  const { url } = await starting;
  if (!stopping) {
    // After #, what no server is told and no log has.
    if (firstLink !== null)
      say(
        `nobody administers this yet: within a day, open once ${address ?? url}/sign-in#${firstLink}`,
      );
    say(`ready ${url}`);
  }
} catch (error) {
  if (!stopping) {
    console.error(error instanceof CannotStart ? error.message : (error as Error).stack);
    process.exit(1);
  }
}
