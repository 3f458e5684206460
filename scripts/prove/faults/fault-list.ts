/** A deliberate fault: what stands once in a file is another there, for one run of the tests. */
export interface Fault {
  name: string;
  about: string;
  file: string;
  find: string;
  put: string;
}

/** One in the function that decides, one in the SQL of one read, one in how a room is joined, one in what packed bytes are kept for. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'function',
    about: 'may() lets pass what lies beside the post’s area',
    file: 'data/access/may.ts',
    find: "if (relation === 'own' || relation === 'child') return ALLOW;",
    put: "if (relation === 'own' || relation === 'child' || relation === 'sibling') return ALLOW;",
  },
  {
    name: 'sql',
    about: 'the read of open incidents for a snapshot forgets its scope',
    file: 'server/reads/snapshot.sql.ts',
    find: "FROM incidents WHERE state = 'open' AND ${sql} ORDER BY",
    put: "FROM incidents WHERE state = 'open' AND (${sql} OR TRUE) ORDER BY",
  },
  {
    name: 'room',
    about: 'sessions that see other cameras join one room',
    file: 'server/live/visible-to.ts',
    find: "'see-positions', 'see-cameras', 'see-plans']; // prettier-ignore",
    put: "'see-positions', 'see-plans']; // prettier-ignore",
  },
  {
    name: 'pack',
    about: 'sessions that see other cameras are handed the same packed sites',
    file: 'server/sites/routes.ts',
    find: "({ session }) => session.scopeOf('see-cameras'),",
    put: "({ session }) => session.scopeOf('see-public'),",
  },
];

/** The variable by which the run of the tests is told which one. Only `vitest.config.ts` here reads it. */
export const FAULT_VARIABLE = 'PROVE_FAULT';
