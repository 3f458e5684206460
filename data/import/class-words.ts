import { FEATURE_CLASSES, FEATURE_KINDS } from '#data/features/feature.ts';
import { SITE_CLASSES, SITE_KINDS } from '#data/sites/site.ts';

/** Every `kind/class` that a manifest may choose. */
export function classWords(): { features: string[]; sites: string[] } {
  return {
    features: FEATURE_KINDS.flatMap((kind) => FEATURE_CLASSES[kind].map((c) => `${kind}/${c}`)),
    sites: SITE_KINDS.flatMap((kind) => SITE_CLASSES[kind].map((c) => `${kind}/${c}`)),
  };
}
