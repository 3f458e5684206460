import { readConfig } from '#server/config.ts';
import { startServer } from '#server/main.ts';

/** The product without its screens, by the settings of the environment: what the proof starts and kills. */
const server = await startServer(readConfig(process.env), { screens: null });
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
console.log(`ready ${server.url}`);
