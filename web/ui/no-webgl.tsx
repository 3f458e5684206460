import './notice.css';

import { useWords } from '../words/words.ts';

/** In the map's place where the browser cannot draw it. The lists beside it still work. */
export function NoWebgl() {
  const { words } = useWords();
  return (
    <div className="notice-cover">
      <section className="notice" role="alert" data-no-webgl>
        <h2>{words.noWebgl.title}</h2>
        <p>{words.noWebgl.sentence}</p>
      </section>
    </div>
  );
}
