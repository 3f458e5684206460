import { mkdtemp } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { startProduct, type Product } from '../../flows/product.ts';

let folder: Promise<string> | null = null;

/** The product on a district of the sample, nobody walking; the district is made once a run of benches. */
export async function startDistrict(
  log: (line: string) => void,
): Promise<Product & { folder: string }> {
  folder ??= makeDistrict(log);
  const dataDir = await folder;
  const product = await startProduct({
    dataDir,
    env: { JINGWEI_SAMPLE: 'district' },
    args: ['--no-simulate'],
  });
  return { ...product, folder: dataDir };
}

async function makeDistrict(log: (line: string) => void): Promise<string> {
  // Not below the folder for temporary files: the database's user must be able to enter.
  const dataDir = await mkdtemp(join('/var/tmp', 'jingwei-bench-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  log('a district is made');
  const product = await startProduct({
    dataDir,
    env: { JINGWEI_SAMPLE: 'district' },
    args: ['--no-simulate'],
  });
  await product.stop();
  return dataDir;
}
