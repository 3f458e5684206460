import './wall-pairing.css';

import { showCode } from '#data/devices/pairing-code.ts';

import { LANGUAGES, refusalSentence, useWords, wordsOf } from '../words/words.ts';

import { usePairing } from './use-pairing.ts';

/** The wall goes on as what it has become. */
const goOn = (): void => window.location.reload();

/** What a wall shows until a desk has paired it: its code, to be read across a room, and what to do, in both languages. */
export function WallPairing({ revoked }: { revoked: string | null }) {
  const { language } = useWords();
  const { code, minutesLeft, reason } = usePairing(goOn);
  // Nobody can switch the language of a wall: its own is first, the other below.
  const inOrder = [language, ...LANGUAGES.filter((other) => other !== language)];
  const address = `${window.location.host}/devices`;
  return (
    <main className="wall-pairing">
      {revoked !== null && (
        <div className="revoked" role="alert">
          {inOrder.map((one) => (
            <p key={one} lang={one}>
              {wordsOf(one).devices.wall.revoked(revoked)}
            </p>
          ))}
        </div>
      )}
      <h1>
        {inOrder.map((one) => (
          <span key={one} lang={one}>
            {wordsOf(one).devices.wall.title}
          </span>
        ))}
      </h1>
      <p className="code" role="status" aria-label={code ? [...code].join(' ') : undefined}>
        {code === null ? '···· ····' : showCode(code)}
      </p>
      {inOrder.map((one) => {
        const says = wordsOf(one).devices.wall;
        return (
          <section key={one} lang={one}>
            <ol>
              {says.steps(address).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p>
              {code !== null
                ? says.left(minutesLeft)
                : reason === null
                  ? says.waiting
                  : refusalSentence(wordsOf(one), reason)}
            </p>
          </section>
        );
      })}
    </main>
  );
}
