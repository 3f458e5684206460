import { expect, it } from 'vitest';

import { readConfig, ROOT, Settings, settingLines } from './config.ts';

it('needs nothing', () => {
  expect(readConfig({ PATH: '/bin', HOME: '/root' })).toEqual({
    port: 8787,
    host: '127.0.0.1',
    openToNetwork: false,
    address: null,
    databaseUrl: null,
    ownerUrl: null,
    pgBin: null,
    dataDir: `${ROOT}.jingwei`,
    sample: 'district',
    sampleAsked: false,
    timeZone: 'Asia/Shanghai',
    signIn: {
      asked: true,
      plain: false,
      proxies: [],
      limits: { mostMs: 24 * 3_600_000, idleMs: 8 * 3_600_000 },
      provider: null,
    },
    mayInstall: true,
    fixDaysKept: 30,
    connections: 4000,
    feedIntervalS: { fixes: 10, intake: 10, cameras: 10 },
    tiles: null,
    logLevel: 'warn',
  });
});

it.each([
  ['JINGWEI_SAMPEL', 'street'],
  ['JINGWEI_SAMPLE', 'town'],
  ['JINGWEI_SAMPLE', ''],
  ['JINGWEI_TZ', 'Asia/Nanking'],
  ['JINGWEI_OPEN', 'true'],
  ['JINGWEI_INSTALL', '0'],
  ['JINGWEI_ADDRESS', 'grid.example'],
  ['JINGWEI_ADDRESS', 'https://grid.example/jingwei'],
  ['JINGWEI_ADDRESS', 'https://[::x]'],
  ['JINGWEI_OIDC_ISSUER', 'id.example'],
  ['JINGWEI_OIDC_CLIENT_SECRET', 'one'],
  ['JINGWEI_OIDC_NAME', ' '],
  ['JINGWEI_PROXIES', 'proxy.gov'],
  ['JINGWEI_PROXIES', '10.0.0.0/33'],
  ['JINGWEI_PLAIN_SIGN_IN', '1'],
  ['JINGWEI_SESSION_HOURS', '0'],
  ['JINGWEI_IDLE_HOURS', '721'],
  ['JINGWEI_FIX_DAYS', '0'],
  ['JINGWEI_FIX_DAYS', '30 days'],
  ['JINGWEI_CONNECTIONS', '9'],
  ['JINGWEI_CONNECTIONS', '60001'],
  ['JINGWEI_FIXES_EVERY_S', '0'],
  ['JINGWEI_LOG', 'loud'],
  ['JINGWEI_DATA_DIR', ''],
  ['JINGWEI_OWNER_URL', 'postgres://o@h/d'],
  ['PORT', '87870'],
  ['PORT', '-1'],
  ['PORT', '8787x'],
  ['DATABASE_URL', 'mysql://x'],
])('refuses %s=%s and names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
});

it('takes a provider of OpenID Connect whole or not at all, over TLS, and tells no secret', () => {
  const given = {
    JINGWEI_OIDC_ISSUER: 'https://id.example/realms/grid',
    JINGWEI_OIDC_CLIENT_ID: 'jingwei',
    JINGWEI_OIDC_CLIENT_SECRET: 'geheim und lang',
  };
  expect(readConfig({ ...given, JINGWEI_ADDRESS: 'https://grid.example/' })).toMatchObject({
    address: 'https://grid.example',
    signIn: { provider: { issuer: given.JINGWEI_OIDC_ISSUER, clientId: 'jingwei', clientSecret: 'geheim und lang', name: null } }, // prettier-ignore
  });
  const { JINGWEI_OIDC_CLIENT_SECRET: _, ...without } = given;
  expect(() => readConfig(without)).toThrow(/JINGWEI_OIDC_CLIENT_SECRET is not set/);
  const JINGWEI_OIDC_ISSUER = 'http://id.example';
  expect(() => readConfig({ ...given, JINGWEI_OIDC_ISSUER })).toThrow(/over plain http only/);
  const here = readConfig({ ...given, JINGWEI_OIDC_ISSUER: 'http://127.0.0.1:9000' });
  expect(here.signIn.provider?.issuer).toBe('http://127.0.0.1:9000');
  let said = '';
  try {
    readConfig({ ...given, JINGWEI_OIDC_CLIENT_SECRET: 'geheim\n' });
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toContain('JINGWEI_OIDC_CLIENT_SECRET is not valid');
  expect(said).not.toContain('geheim');
});

it('names all that is wrong at once, and no password', () => {
  let said = '';
  try {
    readConfig({ JINGWEI_X: '1', PORT: 'x', DATABASE_URL: 'postgre://u:geheim@h/d' });
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toMatch(/JINGWEI_X[^]*PORT[^]*DATABASE_URL/);
  expect(said).not.toContain('geheim');
});

it('opens to the network only when told', () => {
  expect(readConfig({ HOST: '0.0.0.0', JINGWEI_OPEN: 'yes' }).openToNetwork).toBe(true);
  expect(readConfig({ HOST: 'localhost', JINGWEI_OPEN: 'yes' }).openToNetwork).toBe(false);
  expect(readConfig({ HOST: '0.0.0.0', JINGWEI_OPEN: 'yes' }).signIn.asked).toBe(false);
  expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({ openToNetwork: true, signIn: { asked: true } }); // prettier-ignore
  expect(() => readConfig({ HOST: '0.0.0.0', JINGWEI_SIGN_IN: 'no' })).toThrow('HOST=0.0.0.0 would be open'); // prettier-ignore
  expect(() => readConfig({ JINGWEI_SIGN_IN: 'yes', JINGWEI_OPEN: 'yes' })).toThrow(
    'set one of them',
  );
  expect(readConfig({ HOST: '::1' }).host).toBe('::1');
});

it('makes no sample in a database that was given, unless asked by name', () => {
  const given = { DATABASE_URL: 'postgres://s@h/d', JINGWEI_OWNER_URL: 'postgresql://o@h/d' };
  expect(readConfig(given)).toMatchObject({ sample: 'none', sampleAsked: false });
  const asked = readConfig({ ...given, JINGWEI_SAMPLE: 'street' });
  expect(asked).toMatchObject({ sample: 'street', sampleAsked: true });
});

it('tells of every setting', () => {
  const lines = settingLines().join('\n');
  for (const name of Object.keys(Settings.properties)) expect(lines).toContain(name);
});
