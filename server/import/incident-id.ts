import { createHash } from 'node:crypto';

/** The id of another system's incident: the same source and key give the same one in every run (RFC 9562, version 5). */
export function incidentId(source: string, key: string): string {
  const bytes = createHash('sha1').update(`jingwei\n${source}\n${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}
