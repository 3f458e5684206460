/** The most bytes that one feature may have, and all that stands outside of `features` together. */
export const FEATURE_BYTES = 16 << 20;
const FRAME_BYTES = 1 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = [0x7b, 0x5b];
const CLOSE = [0x7d, 0x5d];
const COMMA = 0x2c;
const COLON = 0x3a;

/** A file that cannot be read as what it says it is, or is beyond a bound that `detail` names. */
export class UnreadableFile extends Error {
  readonly beyondBounds: boolean;
  constructor(detail: string, beyondBounds = false) {
    super(detail);
    this.beyondBounds = beyondBounds;
  }
}

/**
 * Split a GeoJSON FeatureCollection, as it comes in chunks of UTF-8, into the texts of its features; what stands
 * around them (type, crs) comes last, as `frame`. Holds one feature at a time, however long the file.
 * A plain scan for strings and brackets: the features themselves are parsed by whoever takes them.
 *
 * @throws UnreadableFile on a file that ends early, is no object with `features`, or has a feature beyond FEATURE_BYTES
 */
export async function* splitFeatures(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ feature: string } | { frame: string }> {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let inFeatures = false;
  let sawFeatures = false;
  /** Text of the last string at depth 1: the key that a bracket belongs to. */
  let key = '';
  let stringFrom = -1;
  let afterColon = false;
  let parts: Buffer[] = [];
  let partBytes = 0;
  let frame = '';
  let first = true;

  for await (const chunk of chunks) {
    let from = inFeatures && depth > 2 ? 0 : -1;
    let frameFrom = inFeatures ? -1 : 0;
    let begin = 0;
    if (first) {
      first = false;
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) begin = frameFrom = 3;
    }
    stringFrom = inString ? begin : -1;
    for (let i = begin; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 1 && !afterColon) key += chunk.toString('latin1', stringFrom, i);
        }
        continue;
      }
      if (byte === QUOTE) {
        inString = true;
        stringFrom = i + 1;
        if (depth === 1 && !afterColon) key = '';
      } else if (byte === OPEN[0] || byte === OPEN[1]) {
        depth++;
        if (depth === 2 && byte === OPEN[1] && key === 'features' && afterColon) {
          inFeatures = sawFeatures = true;
          frame += chunk.toString('utf8', frameFrom, i + 1);
          frameFrom = -1;
        } else if (inFeatures && depth === 3) {
          from = i;
        }
      } else if (byte === CLOSE[0] || byte === CLOSE[1]) {
        depth--;
        if (inFeatures && depth === 2) {
          parts.push(chunk.subarray(from, i + 1));
          yield { feature: Buffer.concat(parts).toString('utf8') };
          parts = [];
          partBytes = 0;
          from = -1;
        } else if (inFeatures && depth === 1) {
          inFeatures = false;
          frameFrom = i;
        }
      } else if (depth === 1 && byte === COLON) {
        afterColon = true;
      } else if (depth === 1 && byte === COMMA) {
        afterColon = false;
        key = '';
      }
    }
    if (inString && depth === 1 && !afterColon && stringFrom >= 0) {
      key += chunk.toString('latin1', stringFrom);
    }
    if (from >= 0) {
      // A copy: a view would keep the whole chunk alive for as long as the feature grows.
      parts.push(Buffer.from(chunk.subarray(from)));
      partBytes += chunk.length - from;
      if (partBytes > FEATURE_BYTES) {
        throw new UnreadableFile(`a feature of more than ${FEATURE_BYTES} bytes`, true);
      }
    }
    if (frameFrom >= 0) frame += chunk.toString('utf8', frameFrom);
    if (frame.length > FRAME_BYTES) {
      throw new UnreadableFile(`more than ${FRAME_BYTES} bytes outside of its features`, true);
    }
  }
  if (depth !== 0 || inString) throw new UnreadableFile('the file ends early');
  if (!sawFeatures) throw new UnreadableFile('no FeatureCollection: it has no list of features');
  yield { frame };
}
