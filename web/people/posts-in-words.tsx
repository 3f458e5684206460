import { Fragment } from 'react';

import type { PersonLine } from '#data/people/managing.ts';

import { langOf, useWords } from '../words/words.ts';

import { placeOfPost } from './place-of-post.ts';

/** What somebody is and of what, in one line; `others`: and more, beyond the scope of whoever asks. */
export function PostsInWords({ posts, others }: Pick<PersonLine, 'posts' | 'others'>) {
  const { words } = useWords();
  if (posts.length === 0 && !others) return <>{words.managing.noPost}</>;
  const lines = posts.map((post, i) => {
    const place = placeOfPost(words, post);
    return (
      <Fragment key={post.id}>
        {i > 0 && ' · '}
        {words.people.roles[post.role]} <span lang={langOf(place)}>{place}</span>
      </Fragment>
    );
  });
  return (
    <>
      {lines}
      {others && `${posts.length > 0 ? ' · ' : ''}${words.managing.otherPosts}`}
    </>
  );
}
