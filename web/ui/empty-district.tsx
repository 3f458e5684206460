import './notice.css';

import { useWords } from '../words/words.ts';

import { useDistrict } from './use-live.ts';

/** Over its positioned parent while nothing has been imported: a sentence and the line that does it. */
export function EmptyDistrict() {
  const { words } = useWords();
  const district = useDistrict();
  if (!district?.empty) return null;
  return (
    <div className="notice-cover">
      <section className="notice" data-empty>
        <h2>{words.empty.title}</h2>
        <p>{words.empty.sentence}</p>
        <p>{words.empty.command}</p>
        <pre>npm run import -- data/import/manifests/taipei.json</pre>
        <p>{words.empty.sample}</p>
        <pre>JINGWEI_SAMPLE=district npm start</pre>
      </section>
    </div>
  );
}
