import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import type { ProviderSettings } from './provider-settings.ts';

/** A provider that runs, and what the server's settings are to say of it. */
export interface TestProvider extends ProviderSettings {
  stop: () => Promise<void>;
}

/** A port that is free at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Start `oidc-provider` in a process of its own. Whoever says a name there is signed in as it.
 *
 * @param back the address at which browsers are sent back
 * @param port where it was before, to start it again
 */
export async function startTestProvider(back: string, port?: number): Promise<TestProvider> {
  const given = { port: port ?? (await freePort()), clientId: 'jingwei', clientSecret: 'not so secret + %', back }; // prettier-ignore
  const path = fileURLToPath(new URL('./test-provider-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the provider ended with ${code}:\n${said}`)));
  });
  return {
    issuer: `http://127.0.0.1:${given.port}`,
    clientId: given.clientId,
    clientSecret: given.clientSecret,
    name: '区政务统一认证',
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
