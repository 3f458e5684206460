import { useState } from 'react';

import type { ManagedPost, PersonPage } from '#data/people/managing.ts';

import { isoDate } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { EndPost } from './end-post.tsx';
import { placeOfPost } from './place-of-post.ts';
import { SubstituteForm } from './substitute-form.tsx';

/** The posts of somebody, those that are over last; of one that is held or will be it is said who stands in, and when it ends. */
export function PersonPosts(props: { page: PersonPage; zone: string; onChanged: () => void }) {
  const { words } = useWords();
  const says = words.managing;
  const { page, zone } = props;
  const [doing, setDoing] = useState<{ id: number; act: 'end' | 'substitute' } | null>(null);
  return (
    <section className="panel-box" aria-label={says.posts}>
      <h2>{says.posts}</h2>
      {page.posts.length === 0 && !page.others && <p>{says.noPost}</p>}
      {page.others && <p>{says.otherPosts}</p>}
      <ul className="post-list">
        {page.posts.map((post) => (
          <PostLine
            key={post.id}
            post={post}
            isOwn={post.person.id === page.person.id}
            personId={page.person.id}
            zone={zone}
            doing={doing?.id === post.id ? doing.act : null}
            onDo={(act) => setDoing(act && { id: post.id, act })}
            onDone={() => {
              setDoing(null);
              props.onChanged();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function PostLine(props: {
  post: ManagedPost;
  isOwn: boolean;
  /** Whose page it is. */
  personId: number;
  zone: string;
  doing: 'end' | 'substitute' | null;
  onDo: (act: 'end' | 'substitute' | null) => void;
  onDone: () => void;
}) {
  const { words } = useWords();
  const says = words.managing;
  const { post, zone, doing, onDo, onDone } = props;
  const now = Date.now();
  const isOver = post.toAt !== null && Date.parse(post.toAt) <= now;
  const isComing = Date.parse(post.fromAt) > now;
  const day = (time: string): string => isoDate(Date.parse(time), zone);
  /** What ends when a day does is said by that day. */
  const lastDay = (time: string): string => isoDate(Date.parse(time) - 1, zone);
  const { substitute } = post;
  const place = placeOfPost(words, post);
  const name = `${words.people.roles[post.role]} · ${place}`;
  const labels = { substitute: `${says.substituteDo} · ${name}`, end: `${says.end} · ${name}` };
  const form = { post, zone, onDone, onCancel: () => onDo(null) };
  return (
    <li className={isOver ? 'over' : undefined}>
      <span>
        <strong>{words.people.roles[post.role]}</strong> <span lang={langOf(place)}>{place}</span>
        <small>
          {says.from(day(post.fromAt))} {post.toAt && says.to(lastDay(post.toAt))}
        </small>
        {!props.isOwn && <small>{says.standsIn(post.person.name)}</small>}
        {substitute && (
          <small>
            {substitute.id === props.personId
              ? says.substituteHere
              : says.substitute(substitute.name)}
            {' · '}
            {says.from(day(substitute.fromAt))}{' '}
            {substitute.toAt && says.to(lastDay(substitute.toAt))}
          </small>
        )}
      </span>
      {isOver && <span className="chip">{says.over}</span>}
      {isComing && <span className="chip">{says.coming}</span>}
      {!isOver && props.isOwn && (
        // Hidden while one is done: the focus comes back to where it was.
        <span className="acts" hidden={doing !== null}>
          {(['substitute', 'end'] as const).map((act) => (
            <button
              key={act}
              type="button"
              className="button small"
              aria-label={labels[act]}
              onClick={() => onDo(act)}
            >
              {act === 'end' ? says.end : says.substituteDo}
            </button>
          ))}
        </span>
      )}
      {doing === 'end' && <EndPost label={labels.end} {...form} />}
      {doing === 'substitute' && <SubstituteForm label={labels.substitute} {...form} />}
    </li>
  );
}
