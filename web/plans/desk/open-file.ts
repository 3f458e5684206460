import { readPackage } from '#data/plans/from-file/read-package.ts';
import { cellsOf, readDrawn, ROWS_MAX } from '#data/plans/from-file/read-drawn.ts';

const SQLITE = 'SQLite format 3\0';

/** Cells of a file that another program wrote: a GeoPackage, else GeoJSON. What reads a GeoPackage is fetched with the first one. */
export async function openFile(bytes: Uint8Array): Promise<ReturnType<typeof readDrawn>> {
  const head = String.fromCharCode(...bytes.subarray(0, SQLITE.length));
  if (head !== SQLITE) return readDrawn(new TextDecoder().decode(bytes));
  const [{ default: open }, { default: wasm }] = await Promise.all([
    import('sql.js'),
    import('sql.js/dist/sql-wasm-browser.wasm?url'),
  ]);
  const { Database } = await open({ locateFile: () => wasm });
  const db = new Database(bytes);
  try {
    const read = readPackage((sql, values = []) => {
      const statement = db.prepare(sql, values);
      const rows = [];
      while (statement.step()) rows.push(statement.getAsObject());
      statement.free();
      return rows;
    }, ROWS_MAX);
    return 'refused' in read ? read : cellsOf(read);
  } catch {
    // A file that is cut off, or a database that is none of these.
    return { refused: 'no-layer', row: 0 };
  } finally {
    db.close();
  }
}
