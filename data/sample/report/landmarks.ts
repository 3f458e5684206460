import type { Measure } from './measure.ts';
import type { Survey } from './survey.ts';

/** What a district of Nanjing's kind has, as kind/class of features; a street has fewer. */
const LANDMARKS = ['water/lake', 'water/canal', 'water/moat', 'wall/city', 'gate/city', 'rail/rail', 'rail/siding', 'built/platform', 'built/square', 'built/campus', 'built/industrial', 'green/wood', 'green/verge', 'green/pitch', 'road/motorway']; // prettier-ignore

/** Which of a city's sights are missing, and how many city gates have a name. */
export function measureLandmarks({ sample }: Survey): Measure[] {
  if (sample.request.size === 'street') return [];
  const have = new Set(sample.features.map((f) => `${f.kind}/${f.class}`));
  const missing = LANDMARKS.filter((one) => !have.has(one));
  const gates = sample.features.filter((f) => f.kind === 'gate' && f.class === 'city');
  const named = gates.filter((f) => f.name !== null);
  return [
    {
      name: 'lake, creeks, city wall and moat, railway and yard, campus, works, hill, sports grounds, ring road',
      asked: 'all',
      got: missing.length === 0 ? 'all' : `no ${missing.join(', ')}`,
      met: missing.length === 0,
    },
    {
      name: 'gates of the city wall with a name',
      asked: 'all, at least 3',
      got: `${named.length} of ${gates.length}`,
      met: gates.length >= 3 && named.length === gates.length,
    },
  ];
}
