import { unpackNoun, type PackedNoun, type Unpacked } from './unpack-noun.ts';

export interface ToUnpack {
  ask: number;
  noun: PackedNoun;
  bytes: Uint8Array;
}
export type FromUnpack =
  { ask: number; unpacked: Unpacked[PackedNoun] } | { ask: number; failed: string };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ToUnpack>) => void;
  postMessage: (message: FromUnpack, transfer: Transferable[]) => void;
};
scope.onmessage = ({ data: { ask, noun, bytes } }) => {
  try {
    const unpacked = unpackNoun(noun, bytes);
    scope.postMessage({ ask, unpacked }, buffersOf(unpacked));
  } catch (error) {
    scope.postMessage({ ask, failed: String(error) }, []);
  }
};

/** The buffers of all typed arrays within, which are handed over rather than copied. */
function buffersOf(value: object): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (of: object): void => {
    for (const one of Object.values(of) as unknown[]) {
      if (ArrayBuffer.isView(one)) found.add(one.buffer as ArrayBuffer);
      else if (one !== null && typeof one === 'object' && !Array.isArray(one)) look(one);
    }
  };
  look(value);
  return [...found];
}
