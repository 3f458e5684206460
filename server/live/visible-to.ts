import type { Act } from '#data/access/acts.ts';
import { inArea, NOWHERE, type Thing } from '#data/access/relation.ts';
import type { Change } from '#data/wire/messages.ts';
import type { Session } from '#server/session/session.ts';

/** Where what a change tells of lies: units and sites by their ids. */
export interface PlacesOf {
  unit: (id: number) => Thing | null;
  site: (id: number) => Thing | null;
}

/** Where everybody sees all, nothing has to be found. */
export const NO_PLACES: PlacesOf = { unit: () => null, site: () => null };

/** What lanes and frames hold apart. */
const SEEN: readonly Act[] = ['see-incidents', 'see-staff', 'see-positions', 'see-cameras', 'see-plans']; // prettier-ignore

/** The room of a session: those of equal scope see the same changes and frames, and share one. */
export function roomOf(session: Session): string {
  const scopes = SEEN.map((act) => session.scopeOf(act));
  return scopes.every(({ kind }) => kind === 'all')
    ? 'all'
    : `${session.stamp} ${JSON.stringify(scopes)}`;
}

/**
 * What a session may see of a change; null for nothing. Asked when it is published and when it is missed, never in the
 * browser. Who does not see all is not told figures: they are the whole district's.
 */
export function visiblePart(session: Session, change: Change, places: PlacesOf): Change | null {
  const all = (act: Act): boolean => session.scopeOf(act).kind === 'all';
  const sees = (act: Act, thing: Thing | null): boolean =>
    session.may(act, thing ?? NOWHERE).allowed;
  switch (change.noun) {
    case 'incidents':
      if (all('see-incidents')) return change;
      return sees('see-incidents', inArea(change.incident.areaId)) ? { ...change, figures: null } : null; // prettier-ignore
    case 'units': {
      const unit = places.unit(change.unitId);
      return sees('see-positions', unit) || sees('see-staff', unit) ? change : null;
    }
    case 'sites': {
      if (all('see-cameras')) return change;
      const states = change.states.filter(([id]) => sees('see-cameras', places.site(id)));
      return states.length > 0 ? { ...change, states } : null;
    }
    case 'plans':
      return all('see-plans') ? change : null;
    case 'areas':
    case 'district':
      return change;
    default:
      // A noun without a decision does not compile; what another version has written is for nobody.
      change satisfies never;
      return null;
  }
}
