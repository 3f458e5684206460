import { randomUUID } from 'node:crypto';

import { createPasswords } from '#server/accounts/passwords.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { median, type Bench } from './bench.ts';

const TIMES = 200;
const PASSWORD = 'river willow lantern';
/** What a name may be; whoever tries must not be able to tell. The first is what others are held against. */
const KINDS = {
  'no such name': 'nobody',
  'a name': 'there',
  'a disabled account': 'disabled',
  'an account with a second step': 'second',
};

export const bench: Bench = {
  name: 'sign-in',
  about: `a wrong password at a name that there is, against one at a name that there is not: medians of ${TIMES}`,
  run: async (log, once) => {
    const database = await testDatabase();
    let nowMs = Date.now();
    const { app, deps, close } = await startTestApp(database.pool, () => new Date(nowMs));
    // As the product hashes, not as tests do.
    deps.passwords = await createPasswords();
    try {
      const hash = await deps.passwords.hash(PASSWORD);
      const { ownerPool } = database;
      for (const [i, name] of ['there', 'disabled', 'second'].entries()) {
        const id = randomUUID();
        await ownerPool.query('INSERT INTO people (id, name, source_key) VALUES ($1, $2, $2)', [
          i + 1,
          name,
        ]);
        await ownerPool.query(
          `INSERT INTO accounts (id, name, name_key, person_id, password_hash, made_at, disabled_at)
           VALUES ($1, $2, $2, $3, $4, now(), CASE WHEN $2 = 'disabled' THEN now() END)`,
          [id, name, i + 1, hash],
        );
        if (name === 'second')
          await ownerPool.query(
            `INSERT INTO account_codes (account_id, sealed, made_at, confirmed_at) VALUES ($1, $2, now(), now())`,
            [id, deps.secrets.seal('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', id)],
          );
      }
      const tryOnce = async (name: string): Promise<{ ms: number; cpuMs: number }> => {
        // Or the sixth would be slowed, and at last whoever tries from one address, or at one name.
        nowMs += 60_000;
        await ownerPool.query('TRUNCATE sign_in_failures');
        const payload = { name, password: 'not this one' };
        const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1' };
        const cpu = process.cpuUsage();
        const from = performance.now();
        const answer = await app.inject({ method: 'POST', url: '/api/sessions', payload, headers });
        const ms = performance.now() - from;
        const { user, system } = process.cpuUsage(cpu);
        if (answer.statusCode !== 401) throw new Error(`${name} was answered ${answer.body}`);
        return { ms, cpuMs: (user + system) / 1000 };
      };
      const kinds = Object.entries(KINDS).map(([kind, name]) => ({ kind, name, ms: [] as number[], cpuMs: [] as number[] })); // prettier-ignore
      const times = once ? TIMES / 4 : TIMES;
      for (let i = -5; i < times; i++) {
        // Each comes first as often as any other.
        const turn = ((i % kinds.length) + kinds.length) % kinds.length;
        for (const one of [...kinds.slice(turn), ...kinds.slice(0, turn)]) {
          const { ms, cpuMs } = await tryOnce(one.name);
          if (i < 0) continue;
          one.ms.push(ms);
          one.cpuMs.push(cpuMs);
        }
      }
      const result = (what: 'ms' | 'cpuMs') => {
        const [nobody, ...others] = kinds.map((one) => ({ name: one.kind, value: median(one[what]) })); // prettier-ignore
        const offs = others.map(({ value }) => Math.abs(value / nobody!.value - 1) * 100);
        const said = others.map(({ name }, i) => `${name} ${offs[i]!.toFixed(2)} %`).join(', ');
        const of = what === 'ms' ? 'time' : 'CPU of the process';
        log(`${of}, off what it takes at no such name: ${said}`);
        const worst = Math.max(...offs);
        return {
          name: `a failed sign-in at no such name, ${of}`,
          unit: 'ms',
          ours: nobody!.value,
          peers: others,
          ratio: 1 + worst / 100,
          aim: 'medians differ by less than 5 %',
          met: worst < 5,
          notes: [`medians of ${times}, in turn; off it are: ${said}`],
        };
      };
      return [result('ms'), result('cpuMs')];
    } finally {
      await close();
      await database.drop();
    }
  },
};
