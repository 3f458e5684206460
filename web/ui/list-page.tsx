import './list-page.css';

import type { ReactNode } from 'react';

import type { Act } from '#data/access/acts.ts';

import { hereStore } from '../live/who-is-here.ts';
import { useWords } from '../words/words.ts';

import { Switches } from './top-bar.tsx';
import { Unheard } from './unheard.tsx';
import { useStore } from './use-live.ts';

/** Pages that are a list at a desk, each with what somebody must be able to do who finds a link to it. */
const NEEDS = {
  people: 'manage-people',
  organisations: 'manage-people',
  devices: 'manage-devices',
  audit: 'read-audit',
} as const satisfies Record<string, Act>;
type ListPageName = keyof typeof NEEDS;
const PAGES = Object.keys(NEEDS) as ListPageName[];

/** The frame of a page that is a list at a desk: its name, the way to the others, theme and language. */
export function ListPage(props: {
  page: ListPageName;
  /** Its parts scroll by themselves. */
  fills?: boolean;
  children: ReactNode;
}) {
  const { words } = useWords();
  return (
    <div className={props.fills ? 'list-page fills' : 'list-page'}>
      <header>
        <h1>{words.accounts.pages[props.page]}</h1>
        <PageLinks current={props.page} />
        <a className="button bare small" href="/watch">
          {words.screens.watch}
        </a>
        <a className="button bare small" href="/account">
          {words.accounts.short}
        </a>
        <Switches />
      </header>
      <Unheard />
      <main>{props.children}</main>
    </div>
  );
}

/** The way to the pages that whoever is here may use; where there is only the one that is open, nothing. */
export function PageLinks({ current }: { current?: ListPageName }) {
  const { words } = useWords();
  const acts = useStore(hereStore, (here) => here.me?.acts);
  const shown = PAGES.filter((page) => acts?.includes(NEEDS[page]));
  if (shown.every((page) => page === current)) return null;
  return (
    <nav className="page-links" aria-label={words.accounts.otherPages}>
      {shown.map((page) => (
        <a
          key={page}
          className="button bare small"
          href={`/${page}`}
          aria-current={page === current ? 'page' : undefined}
        >
          {words.accounts.pages[page]}
        </a>
      ))}
    </nav>
  );
}
