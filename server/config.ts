import { fileURLToPath } from 'node:url';
import { isAbsolute, join } from 'node:path';

import { Type, type Static, type TSchema } from 'typebox';
import { Check } from 'typebox/value';

import { SAMPLE_SIZES, type SampleSize } from '#data/sample/sample.ts';
import type { Deps } from '#server/deps.ts';
import { readProviderSettings, ProviderSettingSchemas } from '#server/accounts/provider-settings.ts'; // prettier-ignore
import { createWhereFrom } from '#server/session/where-from.ts';
import {
  readTileSettings,
  TileSettingSchemas,
  type TileSettings,
} from '#server/tiles/tile-settings.ts';

import { CannotStart } from './errors.ts';

/** The checkout's root, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const wholeNumber = (what: string, fallback: number | null = null) =>
  Type.String({
    pattern: '^[0-9]{1,9}$',
    description: `${what}; a whole number`,
    ...(fallback === null ? {} : { default: String(fallback) }),
  });
const yesNo = (what: string, fallback: 'yes' | 'no') =>
  Type.Enum(['yes', 'no'], { description: `${what}; yes or no`, default: fallback });
const databaseUrl = (what: string) =>
  Type.String({ pattern: '^postgres(ql)?://', description: `${what}; postgres://…` });

/** Every setting, by the name it has in the environment. Values are text there; `readConfig` reads them. */
export const Settings = Type.Object({
  PORT: wholeNumber('the port it listens on', 8787),
  HOST: Type.String({
    minLength: 1,
    description:
      'the address it listens on; beyond loopback without a sign-in only with JINGWEI_OPEN=yes',
    default: '127.0.0.1',
  }),
  DATABASE_URL: Type.Optional(databaseUrl('a PostGIS server of yours, by the server’s role')),
  PG_BIN: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'the folder of PostgreSQL’s programs; else searched',
    }),
  ),
  JINGWEI_OWNER_URL: Type.Optional(
    databaseUrl('the same database by its owner’s role; used for migrations and dumps only'),
  ),
  JINGWEI_DATA_DIR: Type.String({
    minLength: 1,
    description: 'where the private database lies, and tiles that are kept',
    default: '.jingwei',
  }),
  JINGWEI_SAMPLE: Type.Optional(
    Type.Enum([...SAMPLE_SIZES, 'none'], {
      description: `what an empty private database is filled with; ${SAMPLE_SIZES.join(', ')} or none`,
    }),
  ),
  JINGWEI_TZ: Type.String({
    minLength: 1,
    description: 'the district’s time zone, as Asia/Shanghai',
    default: 'Asia/Shanghai',
  }),
  JINGWEI_OPEN: yesNo('nobody signs in and everybody may all, beyond loopback too', 'no'),
  JINGWEI_ADDRESS: Type.Optional(
    Type.String({
      pattern: '^https?://[A-Za-z0-9.\\[\\]:-]{1,255}/?$',
      description: 'where browsers see it, by a proxy of yours; https://grid.example',
    }),
  ),
  JINGWEI_SIGN_IN: yesNo('asking whoever comes to sign in', 'yes'),
  JINGWEI_PROXIES: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'proxies of yours that are believed: addresses or blocks, commas between',
    }),
  ),
  JINGWEI_PLAIN_SIGN_IN: yesNo('signing in from beyond this machine without TLS', 'no'),
  JINGWEI_SESSION_HOURS: wholeNumber('hours that a session lasts at most, 1 to 720', 24),
  JINGWEI_IDLE_HOURS: wholeNumber('hours that a session lasts unused, 1 to 720', 8),
  JINGWEI_INSTALL: yesNo('installing system packages that are missing', 'yes'),
  JINGWEI_FIX_DAYS: wholeNumber('days of fixes that are kept, 1 to 366', 30),
  JINGWEI_CONNECTIONS: wholeNumber(
    'connections at once, 10 to 60000: a console holds one, and a few more as it loads',
    4000,
  ),
  JINGWEI_FIXES_EVERY_S: wholeNumber('seconds between fixes of a unit, as expected', 10),
  JINGWEI_INTAKE_EVERY_S: wholeNumber('seconds between heartbeats of the incident intake', 10),
  JINGWEI_CAMERAS_EVERY_S: wholeNumber('seconds between heartbeats of the cameras', 10),
  ...ProviderSettingSchemas,
  ...TileSettingSchemas,
  JINGWEI_LOG: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    description: 'what is logged: fatal, error, warn, info, debug, trace or silent',
    default: 'warn',
  }),
  JINGWEI_TRIAL_DATA: Type.Optional(
    Type.String({ minLength: 1, description: 'the folder of real data, for trials and imports' }),
  ),
});

/** The settings, read. */
export interface Config {
  port: number;
  host: string;
  /** Listening beyond loopback, as JINGWEI_OPEN=yes allowed. */
  openToNetwork: boolean;
  /** Where browsers see it, as https://grid.example; null: by whatever name they say. */
  address: string | null;
  databaseUrl: string | null;
  ownerUrl: string | null;
  pgBin: string | null;
  /** Absolute. */
  dataDir: string;
  /** What an empty private database is filled with. */
  sample: SampleSize | 'none';
  /** Whether JINGWEI_SAMPLE was said: with DATABASE_URL only then. */
  sampleAsked: boolean;
  timeZone: string;
  signIn: Omit<Deps['settings']['signIn'], 'demo' | 'insider'>;
  mayInstall: boolean;
  fixDaysKept: number;
  /** Connections at once; those beyond are closed as they come. */
  connections: number;
  feedIntervalS: Deps['settings']['feedIntervalS'];
  /** The customer's own raster base map; null for none. */
  tiles: TileSettings | null;
  logLevel: Static<typeof Settings>['JINGWEI_LOG'];
}

const HOUR_MS = 3_600_000;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Read the settings from an environment.
 *
 * @throws CannotStart naming every unknown JINGWEI_… name and every bad value
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const known: Record<string, TSchema> = Settings.properties;
  for (const name of Object.keys(env)) {
    if (name.startsWith('JINGWEI_') && !(name in known)) {
      faults.push(`${name} is no setting; there are ${names('JINGWEI_').join(', ')}`);
    }
  }
  const said: Record<string, string> = {};
  for (const [name, schema] of Object.entries(known)) {
    const { description, default: fallback } = schema as { description: string; default?: string };
    const value = env[name] ?? fallback;
    if (value === undefined) continue;
    if (Check(schema, value)) said[name] = value;
    // An address may hold a password: it is not repeated, nor is a key.
    else if (/_(URL|KEY|SECRET)$/.test(name)) faults.push(`${name} is not valid: ${description}`);
    else faults.push(`${name}=${value} is not valid: ${description}`);
  }
  const number = (name: keyof typeof Settings.properties, least: number, most: number): number => {
    const value = Number(said[name]);
    if (said[name] !== undefined && !(value >= least && value <= most)) {
      faults.push(`${name}=${said[name]} is not valid: from ${least} to ${most}`);
    }
    return value;
  };
  const port = number('PORT', 0, 65_535);
  const fixDaysKept = number('JINGWEI_FIX_DAYS', 1, 366);
  const connections = number('JINGWEI_CONNECTIONS', 10, 60_000);
  const limits = {
    mostMs: number('JINGWEI_SESSION_HOURS', 1, 720) * HOUR_MS,
    idleMs: number('JINGWEI_IDLE_HOURS', 1, 720) * HOUR_MS,
  };
  const proxies = (said['JINGWEI_PROXIES'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== ''); // prettier-ignore
  try {
    createWhereFrom(proxies);
  } catch (error) {
    faults.push(`JINGWEI_PROXIES=${said['JINGWEI_PROXIES']} is not valid: ${(error as Error).message}`); // prettier-ignore
  }
  const feedIntervalS = {
    fixes: number('JINGWEI_FIXES_EVERY_S', 1, 86_400),
    intake: number('JINGWEI_INTAKE_EVERY_S', 1, 86_400),
    cameras: number('JINGWEI_CAMERAS_EVERY_S', 1, 86_400),
  };
  const timeZone = said['JINGWEI_TZ'];
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    faults.push(`JINGWEI_TZ=${timeZone} is not valid: no such time zone`);
  }
  const host = said['HOST'] ?? '';
  const beyond = host !== '' && !LOOPBACK.has(host);
  const open = said['JINGWEI_OPEN'] === 'yes';
  const asked = said['JINGWEI_SIGN_IN'] === 'yes' && !open;
  if (open && env['JINGWEI_SIGN_IN'] === 'yes') {
    faults.push('JINGWEI_OPEN=yes lets everybody in unasked, JINGWEI_SIGN_IN=yes asks: set one of them'); // prettier-ignore
  }
  if (beyond && !asked && !open) {
    faults.push(
      `HOST=${host} would be open to the network: everybody there could see and change everything. Leave JINGWEI_SIGN_IN out, or set JINGWEI_OPEN=yes if that is meant`,
    );
  }
  const url = said['DATABASE_URL'] ?? null;
  if (
    said['JINGWEI_OWNER_URL'] !== undefined &&
    url === null &&
    env['DATABASE_URL'] === undefined
  ) {
    faults.push('JINGWEI_OWNER_URL goes with DATABASE_URL, which is not set');
  }
  const tiles = readTileSettings(said, faults);
  const provider = readProviderSettings(said, faults);
  const address = said['JINGWEI_ADDRESS'];
  if (address !== undefined && !URL.canParse(address)) faults.push(`JINGWEI_ADDRESS=${address} is no address`); // prettier-ignore
  const sampleAsked = said['JINGWEI_SAMPLE'] !== undefined;
  if (faults.length > 0) throw new CannotStart(faults.join('\n'));
  const dataDir = said['JINGWEI_DATA_DIR']!;
  return {
    port,
    host,
    openToNetwork: beyond,
    address: address === undefined ? null : new URL(address).origin,
    databaseUrl: url,
    ownerUrl: said['JINGWEI_OWNER_URL'] ?? null,
    pgBin: said['PG_BIN'] ?? null,
    dataDir: isAbsolute(dataDir) ? dataDir : join(ROOT, dataDir),
    sample: (said['JINGWEI_SAMPLE'] ?? (url === null ? 'district' : 'none')) as Config['sample'],
    sampleAsked,
    timeZone: timeZone!,
    signIn: {
      asked,
      plain: said['JINGWEI_PLAIN_SIGN_IN'] === 'yes',
      proxies,
      limits,
      provider,
    },
    mayInstall: said['JINGWEI_INSTALL'] === 'yes',
    fixDaysKept,
    connections,
    feedIntervalS,
    tiles,
    logLevel: said['JINGWEI_LOG'] as Config['logLevel'],
  };
}

function names(prefix: string): string[] {
  return Object.keys(Settings.properties).filter((name) => name.startsWith(prefix));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Each setting with its meaning and what it is when not said, a line each, for --help. */
export function settingLines(): string[] {
  const known: Record<string, TSchema> = Settings.properties;
  return Object.entries(known).map(([name, schema]) => {
    const { description, default: fallback } = schema as { description: string; default?: string };
    return `  ${name.padEnd(24)} ${description}${fallback === undefined ? '' : ` (${fallback})`}`;
  });
}
