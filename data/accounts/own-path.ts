/**
 * Whether somebody may be sent there once they are signed in: a path of this house, with what follows it, never another
 * site nor the door itself. Only what is printable ASCII without a backslash, for browsers read both as they like.
 */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/.])[\x21-\x5b\x5d-\x7e]*$/.test(path) && !/^\/(sign-in|api)\b/.test(path);
}
