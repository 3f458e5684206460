import type { CameraState } from '#data/sites/site.ts';
import type { SiteCard as SiteCardData } from '#data/wire/cards.ts';

import { PersonLine } from '../areas/area-card.tsx';
import { PlaceCard, type PlaceCardProps, type PlaceSaid } from '../areas/place-card.tsx';
import { siteStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDistrict, useServerSecond, useStore, useVersions } from '../ui/use-live.ts';
import { formatAge } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { SITE_SYMBOLS } from './site-symbols.ts';

/** A camera, a station or a management point. A camera's state is the one told last, with its age. */
export function SiteCard(props: PlaceCardProps & { siteId: number }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const now = useServerSecond();
  const asked = useAnswer<SiteCardData>(`/api/sites/${props.siteId}`, useVersions());
  const told = useStore(siteStore, (s) => s.states.get(props.siteId));
  const say = (site: SiteCardData): PlaceSaid => {
    const state = (told?.state ?? site.state) as CameraState | null;
    const stateAt = told?.at ?? site.stateAt;
    const kind = (words.sites.kinds as Record<string, string>)[site.kind] ?? site.kind;
    const siteClass = (words.sites.classes as Record<string, string>)[site.class] ?? site.class;
    const painter =
      site.kind === 'camera'
        ? SITE_SYMBOLS[`${site.class}-${state ?? 'unreachable'}`]
        : SITE_SYMBOLS[`station-${site.class}`];
    return {
      symbol: painter && <Symbol painter={painter} size={20} />,
      kind: [kind, siteClass === kind ? null : siteClass].filter(Boolean).join(' · '),
      title: site.name,
      code: site.code,
      areas: site.areas,
      lines: [
        [words.sites.state, state && words.sites.states[state]],
        [words.sites.stateAt, stateAt && formatAge(Date.parse(stateAt), now, zone, language)],
        [
          words.sites.azimuth,
          site.azimuthDeg === null
            ? null
            : `${words.sites.directions[Math.round(site.azimuthDeg / 45) % 8]!} ${Math.round(site.azimuthDeg)}°`,
        ],
        [words.sites.owner, site.owner && <PersonLine post={site.owner} />],
      ],
    };
  };
  return (
    <PlaceCard
      {...props}
      about={`sites:${props.siteId}`}
      kind={words.card.site}
      asked={asked}
      say={say}
    />
  );
}
