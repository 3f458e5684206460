import type { ReactNode } from 'react';

import type { Near, SiteNear } from '#data/wire/about.ts';

import { siteStore } from '../live/stores.ts';
import type { Painter } from '../map/icon-atlas.ts';
import { Symbol } from '../map/symbol.tsx';
import { SITE_SYMBOLS } from '../sites/site-symbols.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { useDistrict, useServerSecond, useStore } from '../ui/use-live.ts';
import { UNIT_SYMBOLS } from '../units/unit-symbols.ts';
import { formatAge, formatCount, formatDistance } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { Section, type AboutProps } from './section.tsx';

/** People walk: what is near is asked again this often while it is looked at. */
const NEAR_EACH_MS = 10_000;
/** An older fix is shown as the map shows it: hollow. */
const STALE_MS = 120_000;

/** Who is on duty near a thing, which cameras are turned to it, and the nearest stations. */
export function NearSection(props: AboutProps) {
  const { words, language } = useWords();
  const { of, go } = props;
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const now = useServerSecond();
  const told = useStore(siteStore, (s) => s.states);
  const asked = useAnswer<Near>(`/api/${of.noun}/${of.id}/near`, 0, NEAR_EACH_MS);
  const within = (m: number | null): string =>
    // A bound is a round number.
    m === null ? '' : words.about.within(formatDistance(m, language).replace('.0 ', ' '));
  const site = (one: SiteNear, kind: 'camera' | 'station') => {
    const state = kind === 'camera' ? (told.get(one.id)?.state ?? one.state) : null;
    return (
      <Row
        key={one.id}
        painter={SITE_SYMBOLS[state ? `${one.class}-${state}` : `station-${one.class}`]}
        what={<span lang={langOf(one.name)}>{one.name}</span>}
        of={state ? (state === 'online' ? '' : words.sites.states[state]) : ''}
        far={formatDistance(one.distanceM, language)}
        onPick={() => go({ noun: 'sites', id: one.id })}
      />
    );
  };
  return (
    <Section
      name="near"
      title={words.about.near}
      note={of.noun === 'areas' ? words.about.nearArea : undefined}
      asked={asked}
      none={(near) => (near.at === null ? words.about.noPlace : null)}
    >
      {(near) => (
        <>
          <Rows
            title={words.about.people(formatCount(near.peopleCount), within(near.peopleWithinM))}
            none={near.people.length === 0 ? words.about.noPeople : null}
          >
            {near.people.map((person) => {
              const measuredAt = Date.parse(person.measuredAt);
              return (
                <Row
                  key={person.unitId}
                  painter={
                    UNIT_SYMBOLS[now - measuredAt > STALE_MS ? `stale-${person.kind}` : person.kind]
                  }
                  what={
                    <>
                      <span lang={langOf(person.name)}>{person.name}</span>
                      <small>{words.units.kinds[person.kind]}</small>
                    </>
                  }
                  of={formatAge(measuredAt, now, zone, language)}
                  far={formatDistance(person.distanceM, language)}
                  onPick={() => go({ noun: 'units', id: person.unitId })}
                />
              );
            })}
          </Rows>
          {of.noun !== 'areas' && (
            <Rows
              title={words.about.cameras(formatCount(near.camerasCount))}
              hint={words.about.camerasTitle}
              none={near.cameras.length === 0 ? words.about.noCameras : null}
            >
              {near.cameras.map((camera) => site(camera, 'camera'))}
            </Rows>
          )}
          <Rows
            title={words.about.stations}
            none={near.stations.length === 0 ? words.about.noStations : null}
          >
            {near.stations.map((station) => site(station, 'station'))}
          </Rows>
        </>
      )}
    </Section>
  );
}

function Rows(props: { title: string; hint?: string; none: string | null; children: ReactNode }) {
  return (
    <div className="about-rows">
      <p title={props.hint}>{props.none ?? props.title}</p>
      {props.children}
    </div>
  );
}

function Row(props: {
  painter: Painter | undefined;
  what: ReactNode;
  of: string;
  far: string;
  onPick: () => void;
}) {
  return (
    <button type="button" onClick={props.onPick}>
      <span className="symbol-place">
        {props.painter && <Symbol painter={props.painter} size={15} />}
      </span>
      <span className="what">{props.what}</span>
      <span className="of">{props.of}</span>
      <span className="far">{props.far}</span>
    </button>
  );
}
