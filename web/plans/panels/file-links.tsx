import { useWords } from '../../words/words.ts';

/** Areas as a file, of both kinds that they are handed out as. */
export function FileLinks({ of }: { of: string }) {
  const { words } = useWords();
  return (
    <>
      {' · '}
      <a href={`${of}?format=geojson`} download title={words.panels.importing.takeOut}>
        GeoJSON
      </a>
      {' · '}
      <a href={`${of}?format=gpkg`} download title={words.panels.importing.takeOut}>
        GeoPackage
      </a>
    </>
  );
}
