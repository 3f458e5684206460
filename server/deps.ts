import type { IncomingMessage, ServerResponse } from 'node:http';

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type pg from 'pg';

import type { District, Feed } from '#data/wire/messages.ts';
import type { TreesInForce } from '#server/access/trees-in-force.ts';
import type { Passwords } from '#server/accounts/passwords.ts';
import type { ProviderSettings } from '#server/accounts/provider-settings.ts';
import type { SecretBox } from '#server/accounts/secret-box.ts';
import type { AreasInForce } from '#server/areas/areas-in-force.ts';
import type { Editions } from '#server/areas/keep-editions.ts';
import type { Feeds } from '#server/live/feeds.ts';
import type { Hub } from '#server/live/hub.ts';
import type { SessionLimits } from '#server/session/signed-session.ts';
import type { Throttle } from '#server/session/throttle.ts';
import type { Tiles } from '#server/tiles/tiles.ts';
import type { Latest } from '#server/units/latest.ts';

/** The server's routes, with schemas of typebox checked and typed. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What a noun is handed instead of fetching it: clock, ids, database, and what others keep in memory. */
export interface Deps {
  /** The server's role: it owns nothing. */
  pool: pg.Pool;
  clock: () => Date;
  /** A new uuid. */
  newId: () => string;
  /** 256 new random bits, in base64url. */
  newSecret: () => string;
  passwords: Passwords;
  secrets: SecretBox;
  log: FastifyBaseLogger;
  areas: AreasInForce;
  /** What decides how far posts reach. */
  trees: TreesInForce;
  editions: Editions;
  throttle: Throttle;
  hub: Hub;
  feeds: Feeds;
  latest: Latest;
  /** The customer's own raster base map; null where the settings name none. */
  tiles: Tiles | null;
  settings: {
    timeZone: string;
    /** Listening beyond loopback without a sign-in. */
    openToNetwork: boolean;
    /** Where browsers see it, as https://grid.example; null: by whatever name they say. */
    address: string | null;
    /** Seconds between a feed's reports, as expected. */
    feedIntervalS: Record<Feed['key'], number>;
    fixDaysKept: number;
    signIn: {
      /** Whether whoever comes is asked to sign in; else everybody sees and does all. */
      asked: boolean;
      /** On plain HTTP from beyond this machine, too. */
      plain: boolean;
      /** Addresses and blocks of proxies that are believed. */
      proxies: readonly string[];
      limits: SessionLimits;
      /** By whom people may sign in besides; null where nobody is named. */
      provider: ProviderSettings | null;
      /** What the server's own simulator is known by. */
      insider: string;
      /** Demo accounts may be used: a sample district, listening on loopback alone. */
      demo: boolean;
    };
    /** What a screen must know of the raster base map; null for none. */
    tiles: District['tiles'];
    /** Make the index of search at the start, not when somebody first asks. */
    searchAtOnce?: boolean;
  };
}
