import './top-bar.css';

import type { ReactNode } from 'react';

import { connectionStore } from '../live/stores.ts';
import { formatDate, formatTime } from '../words/format.ts';
import { nameIn, useWords, wordsOf } from '../words/words.ts';

import { FeedBar } from './feed-bar.tsx';
import { useSettings } from './settings.tsx';
import { useConnection, useDistrict, useServerSecond, useStore } from './use-live.ts';

export const SCREENS = ['watch', 'wall', 'patrol', 'plan'] as const;
export type Screen = (typeof SCREENS)[number];

/**
 * The bar of every desk: whose district, what time, how old each feed is, what must not be overlooked; then `children`,
 * the other screens and the switches. Where all that has no room, what is said in words goes to a line of its own.
 */
export function TopBar(props: { screen: Screen; children?: ReactNode; onHelp: () => void }) {
  const { screen, children, onHelp } = props;
  const { words, language } = useWords();
  const district = useDistrict();
  return (
    <header className="top-bar">
      <a className="brand" href="/watch">
        {words.product}
      </a>
      <h1 className="district">{district ? nameIn(language, district) || '—' : ''}</h1>
      <Clock />
      <span className="alerts">
        <ConnectionAlert />
        <StandingAlerts />
      </span>
      <FeedBar />
      <span className="gap" />
      {children}
      <BarEnds screen={screen} onHelp={onHelp} />
    </header>
  );
}

/** What every desk's bar ends in: help, the other screens and the switches. */
export function BarEnds({ screen, onHelp }: { screen: Screen; onHelp: () => void }) {
  const { words } = useWords();
  return (
    <div className="ends">
      <button
        type="button"
        className="button bare small help"
        aria-label={words.bar.help}
        title={`${words.bar.help} (?)`}
        onClick={onHelp}
      >
        ?
      </button>
      <nav className="screens" aria-label={words.bar.screens}>
        {SCREENS.map((s) => (
          <a
            key={s}
            className="button bare small"
            href={`/${s}`}
            aria-current={s === screen ? 'page' : undefined}
          >
            {words.screens[s]}
          </a>
        ))}
      </nav>
      <a className="button bare small account" href="/account">
        {words.accounts.short}
      </a>
      <Switches />
    </div>
  );
}

/** The server's time in the district's zone. */
export function Clock({ seconds = true, date = true }: { seconds?: boolean; date?: boolean }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone;
  const now = useServerSecond();
  if (!zone) return <span className="clock" />;
  return (
    <>
      <time className="clock" title={`${words.bar.clock} (${zone})`}>
        {formatTime(now, zone, seconds)}
      </time>
      {date && <span className="date">{formatDate(now, zone, language)}</span>}
    </>
  );
}

/** A cut connection, in words; nothing while it is live. */
export function ConnectionAlert() {
  const { words } = useWords();
  const connection = useConnection();
  return (
    <span role="status" className="alert-status">
      {connection === 'lost' && <Stopped />}
      {connection === 'connecting' && <span className="chip">{words.bar.connecting}</span>}
    </span>
  );
}

/** What is so for as long as the server runs: it is open to a network, its data is the sample. */
export function StandingAlerts() {
  const { words } = useWords();
  const district = useDistrict();
  return (
    <>
      {district?.openToNetwork && (
        <span className="chip danger" data-piece="left" title={words.bar.openTitle}>
          {words.bar.open}
        </span>
      )}
      {district?.sample && (
        <span
          className="chip"
          data-piece="left"
          title={words.bar.sampleTitle(
            district.sample.size,
            district.sample.seed,
            district.sample.endDate,
          )}
        >
          {words.bar.sample}
        </span>
      )}
    </>
  );
}

function Stopped() {
  const { words } = useWords();
  const zone = useDistrict()?.timeZone;
  const stoppedAt = useStoppedAt();
  return (
    <span className="chip warning" title={words.bar.lostTitle}>
      {zone && stoppedAt !== null
        ? words.bar.stoppedAt(formatTime(stoppedAt, zone))
        : words.bar.lost}
    </span>
  );
}

/** When the picture stopped, ms of the server's clock; null while it is live. */
export function useStoppedAt(): number | null {
  const lost = useStore(connectionStore, (s) => s.state === 'lost');
  const heardAt = useStore(connectionStore, (s) => s.heardAt);
  const offset = useStore(connectionStore, (s) => s.serverOffsetMs);
  return lost && heardAt !== null ? heardAt + offset : null;
}

/** Theme and language. */
export function Switches() {
  const { words, language } = useWords();
  const { theme, setTheme, setLanguage } = useSettings();
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <span className="switches">
      <button
        type="button"
        className="button bare small"
        title={words.bar.themeTitle}
        onClick={() => setTheme(otherTheme)}
      >
        {otherTheme === 'dark' ? words.bar.toDark : words.bar.toLight}
      </button>
      <button
        type="button"
        className="button bare small"
        lang={other}
        title={`${words.bar.languageTitle} · ${wordsOf(other).bar.languageTitle}`}
        onClick={() => setLanguage(other)}
      >
        {words.otherLanguage}
      </button>
    </span>
  );
}
