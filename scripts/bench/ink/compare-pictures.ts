import type { Page } from 'playwright-core';

/** Beyond this difference in OKLab a pixel counts as changed. */
const DELTA_E = 0.03;

/**
 * Share, 0–1, of the pixels that differ between two PNG pictures of one size; `page` is any page, whose
 * canvas decodes them. What runs there must not hold a function by a name.
 */
export function changedShare(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return page.evaluate(
    async ([pictures, most]) => {
      const data: Uint8ClampedArray[] = [];
      for (const base64 of pictures) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
        context.drawImage(image, 0, 0);
        data.push(context.getImageData(0, 0, image.width, image.height).data);
      }
      const [p, q] = [data[0]!, data[1]!];
      if (p.length !== q.length) throw new Error('the pictures are of two sizes');
      const linear = Float64Array.from({ length: 256 }, (_, v) =>
        v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      );
      let changed = 0;
      const lab = new Float64Array(6);
      for (let i = 0; i < p.length; i += 4) {
        if (p[i] === q[i] && p[i + 1] === q[i + 1] && p[i + 2] === q[i + 2]) continue;
        // Björn Ottosson's OKLab of linear sRGB.
        for (let k = 0; k < 2; k++) {
          const d = data[k]!;
          const [r, g, b] = [linear[d[i]!]!, linear[d[i + 1]!]!, linear[d[i + 2]!]!];
          const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
          const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
          const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
          lab[3 * k] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
          lab[3 * k + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
          lab[3 * k + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
        }
        if (Math.hypot(lab[0]! - lab[3]!, lab[1]! - lab[4]!, lab[2]! - lab[5]!) > most) changed++;
      }
      return changed / (p.length / 4);
    },
    [[before.toString('base64'), after.toString('base64')], DELTA_E] as const,
  );
}
