import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { FAULT_VARIABLE, FAULTS } from './fault-list.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fault = FAULTS.find(({ name }) => name === process.env[FAULT_VARIABLE]);

/** The matrices alone, over sources of which one has the fault as it is loaded; the file itself stays as it is. */
export default defineConfig({
  plugins: [
    {
      name: 'a deliberate fault',
      enforce: 'pre',
      transform(code, id) {
        if (!fault || id !== `${root}${fault.file}`) return null;
        const parts = code.split(fault.find);
        if (parts.length !== 2) throw new Error(`${fault.file}: it stands ${parts.length - 1} times there: ${fault.find}`); // prettier-ignore
        return { code: parts.join(fault.put), map: null };
      },
    },
  ],
  test: {
    root,
    include: ['data/access/matrix.test.ts', 'server/**/*.sql.test.ts'],
    environment: 'node',
    globalSetup: ['server/db/test-cluster.ts'],
    // Every cell that is wrong is to be told.
    chaiConfig: { truncateThreshold: 0 },
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
