import type { Post } from '#data/people/person.ts';

/** A post as it counts for what its holder may do now. */
export type HeldPost = Pick<Post, 'role' | 'areaId' | 'organisationId' | 'buildingId'>;

/** What a device is: it has no post, but what it may do follows from one of these roles just so. Nobody can be given one. */
export const DEVICE_ROLES = ['wall', 'visitor-wall', 'intake'] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];
export type DevicePost = Omit<HeldPost, 'role'> & { role: DeviceRole };

/**
 * The posts that somebody holds at a time: their own, and those that they are the substitute for then. A time begins with
 * its first moment and ends before its last; nobody stands in for a post that does not hold.
 */
export function heldPosts(posts: readonly Post[], personId: number, at: Date): HeldPost[] {
  const ms = at.getTime();
  const during = (from: string | null | undefined, to: string | null | undefined): boolean =>
    from != null && Date.parse(from) <= ms && (to == null || ms < Date.parse(to));
  return posts
    .filter(
      (post) =>
        during(post.fromAt, post.toAt) &&
        (post.personId === personId ||
          (post.substituteId === personId && during(post.substituteFromAt, post.substituteToAt))),
    )
    .map(({ role, areaId, organisationId, buildingId }) => ({
      role,
      areaId,
      organisationId,
      buildingId,
    }));
}
