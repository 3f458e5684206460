import { check } from '#data/coverage/check.ts';
import { testDatabase } from '#server/db/test-database.ts';

import { sampleCells } from '../prove/real-cells.ts';
import { median, type Bench } from './bench.ts';
import { checkCells, selectVersions, storeCells } from './cells-in-postgis.sql.ts';

const ROUNDS = 5;

export const bench: Bench = {
  name: 'coverage-check',
  about: "the whole sample's cells checked for gaps and overlaps, against PostGIS",
  run: async (log) => {
    const cells = await sampleCells('district', 1);
    const database = await testDatabase();
    const client = await database.ownerPool.connect();
    try {
      await storeCells(client, cells);
      const versions = await selectVersions(client);
      const ours: number[] = [];
      const theirs: number[] = [];
      const measureOurs = () => {
        const began = performance.now();
        const faults = check(cells).length;
        ours.push(performance.now() - began);
        if (faults > 0) throw new Error(`the sample has ${faults} faults`);
      };
      measureOurs();
      ours.length = 0;
      for (let round = 0; round < ROUNDS; round++) {
        measureOurs();
        const began = performance.now();
        const faults = await checkCells(client);
        theirs.push(performance.now() - began);
        if (faults > 0) throw new Error(`PostGIS finds ${faults} faults in the sample`);
        measureOurs();
        log(
          `round ${round + 1}: ours ${ours.at(-1)!.toFixed(1)} ms, PostGIS ${theirs.at(-1)!.toFixed(0)} ms`,
        );
      }
      const ratio = median(ours) / median(theirs);
      return [
        {
          name: `check of ${cells.length} cells`,
          unit: 'ms',
          ours: median(ours),
          peers: [{ name: 'PostGIS: pairs + ST_Union', value: median(theirs) }],
          ratio,
          aim: '≤ 0.1 × PostGIS',
          met: ratio <= 0.1,
          notes: [versions, `${cells.flatMap((cell) => cell.coordinates.flat(2)).length} vertices`],
        },
      ];
    } finally {
      client.release();
      await database.drop();
    }
  },
};
