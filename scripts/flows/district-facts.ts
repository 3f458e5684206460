import type { Product } from './product.ts';

/** What a product's district has of categories, and how far it reaches. */
export async function readDistrict({ url }: Pick<Product, 'url'>): Promise<{
  categories: { key: string; severity: number }[];
  bounds: [west: number, south: number, east: number, north: number];
}> {
  return (await (await fetch(`${url}/api/district`)).json()) as Awaited<ReturnType<typeof readDistrict>>; // prettier-ignore
}

/** POST of JSON to a path of a product. */
export const postTo = ({ url }: Pick<Product, 'url'>, path: string, body: object): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); // prettier-ignore
