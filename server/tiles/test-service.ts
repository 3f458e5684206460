import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';

import type { TileSettings } from './tile-settings.ts';

/** The key of the service here; it must turn up nowhere but at the service. */
export const TEST_KEY = 'tk-geheim-0123456789';

/** What the service does with a request, beside counting it. */
export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

/** A small service of the WMTS shape over real HTTP. */
export interface TestService {
  /** Of the manner of 天地图, with everything in its query. */
  settings: TileSettings;
  /** The query of each request that came. */
  asked: URLSearchParams[];
  /** How it answers from now on; by default with a coloured PNG. */
  behave: (how: Behaviour) => void;
  /** How many it is answering just now. */
  readonly open: number;
  close: () => Promise<void>;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of 256 × 256 px in one colour, with a lighter edge: each tile can be told from its neighbours. */
export function pngOf(red: number, green: number, blue: number, side = 256): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(side * (1 + side * 3));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const edge = x < 2 || y < 2;
      rows.set(edge ? [255, 255, 255] : [red, green, blue], y * (1 + side * 3) + 1 + x * 3);
    }
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The picture of a place: its colour says column, row and zoom. */
export const pictureOf = (z: number, x: number, y: number): Buffer => pngOf((x * 67) % 256, (y * 41) % 256, (z * 23) % 256, 64); // prettier-ignore

export const inColour: Behaviour = (response, request) => {
  const query = new URL(request.url!, 'http://service').searchParams;
  const at = (name: string): number => Number(query.get(name));
  response.setHeader('Content-Type', 'image/png');
  response.end(pictureOf(at('TILEMATRIX'), at('TILECOL'), at('TILEROW')));
};

export async function startTestService(): Promise<TestService> {
  const asked: URLSearchParams[] = [];
  let how = inColour;
  let open = 0;
  const http = createServer((request, response) => {
    asked.push(new URL(request.url!, 'http://service').searchParams);
    open++;
    response.once('close', () => open--);
    how(response, request);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    settings: {
      url: `http://127.0.0.1:${port}/img_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=img&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&s={s}&tk={key}`,
      key: TEST_KEY,
      subdomains: ['0', '1', '2', '3', '4', '5', '6', '7'],
      attribution: '测试影像 GS(2026)0000号',
      maxZoom: 18,
      cacheBytes: 2 ** 20,
      cacheDays: 30,
    },
    asked,
    behave: (next) => {
      how = next;
    },
    get open() {
      return open;
    },
    close: async () => {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
