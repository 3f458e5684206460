import type { Me } from '#data/accounts/account.ts';
import type { AreaStep } from '#data/wire/cards.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { nameIn, useWords } from '../words/words.ts';

/** The posts that somebody holds now, and what each is held for. */
export function OwnPosts({ posts }: { posts: Me['posts'] }) {
  const { words } = useWords();
  const says = words.accounts.posts;
  return (
    <section aria-label={says.title}>
      <h2>{says.title}</h2>
      {posts.length === 0 && <p>{says.none}</p>}
      <ul>
        {posts.map((post, i) => (
          <li key={i}>
            <strong>{words.people.roles[post.role]}</strong>{' '}
            <span>
              <PlaceOf post={post} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** By name: the building, else the area, else the organisation; else the whole district. */
function PlaceOf({ post }: { post: Me['posts'][number] }) {
  const { words, language } = useWords();
  const { areaId, organisationId, buildingId } = post;
  const path =
    buildingId !== null
      ? `/api/buildings/${buildingId}`
      : areaId !== null
        ? `/api/areas/${areaId}`
        : organisationId !== null
          ? `/api/organisations?ids=${organisationId}`
          : null;
  const asked = useAnswer<{
    area?: AreaStep;
    organisations?: { name: string }[];
    name?: string | null;
    code?: string;
  }>(path);
  if (path === null) return <>{words.accounts.posts.district}</>;
  if (asked.reason !== null) return <>{String(buildingId ?? areaId ?? organisationId)}</>;
  const { area, organisations, name, code } = asked.value ?? {};
  return <>{area ? nameIn(language, area) : (organisations?.[0]?.name ?? name ?? code ?? '…')}</>;
}
