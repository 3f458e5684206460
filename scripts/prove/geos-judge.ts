import createGeos from 'geos-wasm';

import { bytesOf, type Judge } from './judge.ts';

/** GEOS's GEOSCoverageIsValid and GEOSisValid, as WebAssembly. */
export async function createGeosJudge(): Promise<Judge> {
  const geos = await createGeos();
  const reader = geos.GEOSWKBReader_create();
  return {
    name: `GEOS ${geos.GEOSversion()}`,
    faults: async (cells) => {
      const faults: string[] = [];
      const pointers = cells.map((cell) => {
        const bytes = bytesOf(cell);
        const at = geos.Module._malloc(bytes.length);
        geos.Module.HEAPU8.set(bytes, at);
        const geometry = geos.GEOSWKBReader_read(reader, at, bytes.length);
        geos.Module._free(at);
        if (!geometry) throw new Error(`GEOS cannot read cell ${cell.id}`);
        if (geos.GEOSisValid(geometry) !== 1) faults.push(`cell ${cell.id} is invalid`);
        return geometry;
      });
      const list = geos.Module._malloc(4 * pointers.length);
      new Uint32Array(geos.Module.HEAPU8.buffer, list, pointers.length).set(pointers);
      // 7 = GEOS_GEOMETRYCOLLECTION; it takes the geometries over.
      const collection = geos.GEOSGeom_createCollection(7, list, pointers.length);
      geos.Module._free(list);
      const valid = geos.GEOSCoverageIsValid(collection, 0, 0);
      if (valid !== 1) faults.push(`GEOSCoverageIsValid says ${valid}`);
      geos.GEOSGeom_destroy(collection);
      return faults;
    },
    close: async () => {
      geos.GEOSWKBReader_destroy(reader);
    },
  };
}
