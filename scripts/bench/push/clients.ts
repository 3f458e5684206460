import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

import { SIDE_DEG, SOUTH, WEST } from './moving-units.ts';
import type { PushKind } from './server.ts';

export interface ClientSetting {
  kind: PushKind;
  port: number;
  count: number;
  /** Side of each console's own view in degrees; null: everything. */
  viewDeg: number | null;
}

/** Consoles in this process that acknowledge what they get; told {count: true} it answers what came since. */
export async function connectConsoles(setting: ClientSetting): Promise<void> {
  let got = 0;
  let bytes = 0;
  const connecting: Promise<void>[] = [];
  for (let i = 0; i < setting.count; i++) {
    connecting.push(
      new Promise((resolve) => {
        if (setting.kind === 'ws') {
          const socket = new WebSocket(`ws://127.0.0.1:${setting.port}`);
          socket.on('open', () => resolve());
          socket.on('message', (data) => {
            got++;
            bytes += (data as Buffer).length;
            socket.send('1');
          });
          return;
        }
        const socket = io(`http://127.0.0.1:${setting.port}`, {
          transports: ['websocket'],
          forceNew: true,
          auth: setting.viewDeg === null ? {} : { view: viewOf(i, setting.viewDeg) },
        });
        socket.on('connect', () => resolve());
        socket.on('frame', (frame: Uint8Array, acknowledge: () => void) => {
          got++;
          bytes += frame.byteLength;
          acknowledge();
        });
        socket.on('units', (units: unknown[], acknowledge: () => void) => {
          got++;
          acknowledge();
          // What the text took is found again from what it said: once in a while, and the rest by count.
          if (got % 50 === 1) perUnit = JSON.stringify(units).length / Math.max(1, units.length);
          bytes += perUnit * units.length;
        });
      }),
    );
  }
  let perUnit = 0;
  process.on('message', () => {
    process.send!({ got, bytes });
    got = 0;
    bytes = 0;
  });
  process.on('disconnect', () => process.exit(0));
  await Promise.all(connecting);
  process.send!({ ready: true });
}

/** A view for each console, spread over the square and never along its tiles. */
function viewOf(i: number, side: number): [number, number, number, number] {
  const west = WEST + (SIDE_DEG - side) * ((i * 0.618034) % 1);
  const south = SOUTH + (SIDE_DEG - side) * ((i * 0.754878) % 1);
  return [west, south, west + side, south + side];
}
