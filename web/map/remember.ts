/**
 * A verb that remembers what it made last, for as long as it is made of the very same things (compared as by `===`). What deck is handed
 * again is then the same object, and deck works none of it out anew.
 */
export function remember<Of extends readonly unknown[], Made>(
  make: (...of: Of) => Made,
): (...of: Of) => Made {
  let last: { of: Of; made: Made } | null = null;
  return (...of) => {
    if (!last || last.of.length !== of.length || of.some((one, i) => one !== last!.of[i]))
      last = { of, made: make(...of) };
    return last.made;
  };
}
