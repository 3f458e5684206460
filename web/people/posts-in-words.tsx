import { Fragment } from 'react';

import type { PersonLine } from '#data/people/managing.ts';

import { langOf, useWords } from '../words/words.ts';

import { placeOfPost } from './place-of-post.ts';

/** What somebody is and of what, in one line. */
export function PostsInWords({ posts }: { posts: PersonLine['posts'] }) {
  const { words } = useWords();
  if (posts.length === 0) return <>{words.managing.noPost}</>;
  return posts.map((post, i) => {
    const place = placeOfPost(words, post);
    return (
      <Fragment key={post.id}>
        {i > 0 && ' · '}
        {words.people.roles[post.role]} <span lang={langOf(place)}>{place}</span>
      </Fragment>
    );
  });
}
