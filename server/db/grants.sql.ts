import pg from 'pg';

import type { Db } from './database.ts';

/**
 * What the server's role may do to each table, beyond reading it. What is missing here it may not:
 * `changes` grow by append_change() alone and never shrink, `entries` and the `audit` are appended, the mark of a sample, the
 * stream's epoch and the migrations are the owner's.
 */
const WRITES: Record<string, string> = {
  district: 'INSERT, UPDATE',
  levels: 'INSERT, UPDATE',
  organisations: 'INSERT, UPDATE',
  people: 'INSERT, UPDATE',
  features: 'INSERT, UPDATE, DELETE',
  compounds: 'INSERT, UPDATE',
  editions: 'INSERT, UPDATE (waits)',
  areas: 'INSERT, UPDATE',
  lineage: 'INSERT',
  precincts: 'INSERT, UPDATE, DELETE',
  precinct_areas: 'INSERT, UPDATE, DELETE',
  buildings: 'INSERT, UPDATE, DELETE',
  entrances: 'INSERT, UPDATE, DELETE',
  posts: 'INSERT, UPDATE, DELETE',
  sites: 'INSERT, UPDATE, DELETE',
  units: 'INSERT, UPDATE',
  duties: 'INSERT, UPDATE',
  fixes: 'INSERT',
  categories: 'INSERT, UPDATE',
  incidents: 'INSERT, UPDATE',
  entries: 'INSERT',
  petitioners: 'INSERT',
  incident_precincts: 'INSERT, DELETE',
  versions: 'UPDATE',
  import_runs: 'INSERT',
  data_dates: 'INSERT, UPDATE',
  heartbeats: 'INSERT, UPDATE',
  plans: 'INSERT, UPDATE',
  plan_edits: 'INSERT, DELETE',
  accounts: 'INSERT, UPDATE, DELETE',
  sessions: 'INSERT, UPDATE (seen_at), DELETE',
  sign_in_failures: 'INSERT, UPDATE, DELETE',
  account_links: 'INSERT, DELETE',
  account_codes: 'INSERT, UPDATE, DELETE',
  recovery_codes: 'INSERT, DELETE',
  sign_in_steps: 'INSERT, DELETE',
  identities: 'INSERT, DELETE',
  provider_tries: 'INSERT, DELETE',
  devices: 'INSERT, UPDATE (area_id, visitor_safe, secret_hash, used_at, revoked_at, revoked_by)',
  device_pairings: 'INSERT, UPDATE, DELETE',
  pairing_tries: 'INSERT, UPDATE, DELETE',
  audit: 'INSERT',
};
/** What the server's role does not even read: what is personal comes through functions that look at the audit. */
const UNREAD = ['petitioners'];

/** Give a role what the server needs, and take everything else of the schema from it and from the public. */
export async function grantServerRole(db: Db, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const lines = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA jingwei FROM PUBLIC, ${name}`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA jingwei FROM PUBLIC, ${name}`,
    `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA jingwei FROM PUBLIC, ${name}`,
    `REVOKE ALL ON SCHEMA jingwei FROM PUBLIC, ${name}`,
    `GRANT USAGE ON SCHEMA jingwei TO ${name}`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA jingwei TO ${name}`,
    ...UNREAD.map((table) => `REVOKE SELECT ON jingwei.${table} FROM ${name}`),
    ...Object.entries(WRITES).map(
      ([table, acts]) => `GRANT ${acts} ON jingwei.${table} TO ${name}`,
    ),
    // Functions are made for the server; those with the owner's rights do one thing each.
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jingwei TO ${name}`,
  ];
  for (const line of lines) await db.query(line);
}
