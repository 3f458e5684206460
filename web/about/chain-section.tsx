import { POST_ROLES, type PostRole } from '#data/people/person.ts';
import type { Chain, PostInChain } from '#data/wire/about.ts';

import { Phone } from '../areas/area-card.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDistrict, useVersions } from '../ui/use-live.ts';
import { langOf, nameIn, useWords } from '../words/words.ts';

import { Section, type AboutProps } from './section.tsx';

/** Levels whose leaders are called grid leaders. */
const GRIDS = ['grid', 'micro-grid'];

/** Who answers for a thing, the nearest first: a line a level, each with who is in office and how to reach them. */
export function ChainSection(props: AboutProps) {
  const { words, language } = useWords();
  const { of, go } = props;
  const district = useDistrict();
  const asked = useAnswer<Chain>(`/api/${of.noun}/${of.id}/chain`, useVersions());
  const levelOf = (rank: number) => district?.levels.find((l) => l.rank === rank);
  const levelName = (rank: number): string => {
    const level = levelOf(rank);
    return level ? nameIn(language, level) : words.card.area;
  };
  return (
    <Section
      name="chain"
      title={words.about.chain}
      asked={asked}
      none={({ building, areas }) =>
        building || areas.some(({ posts }) => posts.length > 0) ? null : words.about.noChain
      }
    >
      {({ building, areas }) => (
        <>
          {building && (
            <Line
              label={words.card.building}
              title={building.name}
              posts={building.posts}
              onPick={() => go({ noun: 'buildings', id: building.id })}
            />
          )}
          {areas
            .filter(({ posts }) => posts.length > 0)
            .map(({ area, posts }) => (
              <Line
                key={area.id}
                label={levelName(area.level)}
                title={nameIn(language, area)}
                posts={posts}
                ofGrid={GRIDS.includes(levelOf(area.level)?.key ?? '')}
                onPick={() => go({ noun: 'areas', id: area.id })}
              />
            ))}
        </>
      )}
    </Section>
  );
}

function Line(props: {
  label: string;
  title: string;
  posts: readonly PostInChain[];
  /** Whether its leader is called a grid's. */
  ofGrid?: boolean;
  onPick: () => void;
}) {
  const { words, language } = useWords();
  const roleOf = (role: string): string => {
    if (role === 'leader' && !props.ofGrid) return words.areas.leader;
    return POST_ROLES.includes(role as PostRole) ? words.people.roles[role as PostRole] : role;
  };
  return (
    <div className="about-line">
      <span>
        <button type="button" title={props.title} onClick={props.onPick}>
          {props.label}
        </button>
      </span>
      <ul>
        {props.posts.map((post) => (
          <li
            key={`${post.role} ${post.personId}`}
            title={post.organisation ? nameIn(language, post.organisation) : undefined}
          >
            <span lang={langOf(post.name)}>{post.name}</span>
            <span className="role">{roleOf(post.role)}</span>
            {post.phone && (
              <span className="phone">
                <Phone phone={post.phone} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
