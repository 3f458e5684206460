import './notice.css';

import { useWords } from '../words/words.ts';

import { SCREENS } from './top-bar.tsx';

/** An address that no screen has: a sentence, and the screens there are. */
export function LostPage() {
  const { words } = useWords();
  return (
    <main className="notice-cover">
      <section className="notice">
        <h1>{words.lost.title}</h1>
        <p>{words.lost.sentence(window.location.pathname)}</p>
        <p className="ways">
          {SCREENS.map((screen) => (
            <a key={screen} className="button" href={`/${screen}`}>
              {words.screens[screen]}
            </a>
          ))}
        </p>
      </section>
    </main>
  );
}
