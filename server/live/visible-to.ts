import type { Change } from '#data/wire/messages.ts';
import type { Session } from '#server/session/session.ts';

/** Sessions of equal scope see the same changes and share a room. */
export function scopeOf(session: Session): string {
  return session.scope;
}

/** Whether a session may see a change. Asked when it is published and when it is missed, never in the browser. */
export function visibleTo(session: Session, _change: Change): boolean {
  return session.scope === 'all';
}
