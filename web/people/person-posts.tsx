import { useState } from 'react';

import type { ManagedPost, PersonPage } from '#data/people/managing.ts';

import { useSending } from '../accounts/use-sending.ts';
import { isoDate } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { placeOfPost } from './place-of-post.ts';

/** The posts of somebody, those that are over last; one that is held or will be can be ended, asked twice. */
export function PersonPosts(props: { page: PersonPage; zone: string; onChanged: () => void }) {
  const { words } = useWords();
  const says = words.managing;
  const { page, zone, onChanged } = props;
  const [asking, setAsking] = useState<number | null>(null);
  const { isBusy, refusal, send } = useSending();
  const end = async ({ id }: ManagedPost): Promise<void> => {
    if (await send(`/api/posts/${id}/end`, { body: {} })) onChanged();
    setAsking(null);
  };
  const now = Date.now();
  const day = (time: string): string => isoDate(Date.parse(time), zone);
  return (
    <section className="panel-box" aria-label={says.posts}>
      <h2>{says.posts}</h2>
      {page.posts.length === 0 && <p>{says.noPost}</p>}
      <ul className="post-list">
        {page.posts.map((post) => {
          const isOver = post.toAt !== null && Date.parse(post.toAt) <= now;
          const isComing = Date.parse(post.fromAt) > now;
          const { substitute } = post;
          return (
            <li key={post.id} className={isOver ? 'over' : undefined}>
              <span>
                <strong>{words.people.roles[post.role]}</strong> {placeOfPost(words, post)}
                <small>
                  {says.from(day(post.fromAt))} {post.toAt && says.to(day(post.toAt))}
                  {post.person.id !== page.person.id && ` · ${says.standsIn(post.person.name)}`}
                  {substitute &&
                    substitute.id !== page.person.id &&
                    ` · ${says.substitute(substitute.name)}`}
                </small>
              </span>
              {isOver && <span className="chip">{says.over}</span>}
              {isComing && <span className="chip">{says.coming}</span>}
              {!isOver && post.mayChange && post.person.id === page.person.id && (
                <button
                  type="button"
                  className="button small"
                  disabled={isBusy}
                  aria-label={`${says.end} · ${words.people.roles[post.role]} · ${placeOfPost(words, post)}`}
                  onClick={() => (asking === post.id ? void end(post) : setAsking(post.id))}
                >
                  {asking === post.id ? says.endNow : says.end}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <p className="refused" role="alert">
        {refusal}
      </p>
    </section>
  );
}
