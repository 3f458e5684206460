// @vitest-environment jsdom
import { expect, it } from 'vitest';

import { goToCard } from './go-to-card.ts';

const CARD = (name: string): string => `<section class="card"><h2 id="${name}" tabindex="-1"></h2></section>`; // prettier-ignore
const rest = () => new Promise((resolve) => setTimeout(resolve));

it('goes to the card that opens and to what it becomes, until a key is pressed', async () => {
  document.body.innerHTML = '<button id="before"></button><aside></aside>';
  const aside = document.querySelector('aside')!;
  document.getElementById('before')!.focus();
  goToCard(document);
  await rest();
  expect(document.activeElement!.id).toBe('before');
  aside.innerHTML = CARD('waits');
  await rest();
  expect(document.activeElement!.id).toBe('waits');
  aside.innerHTML = CARD('loaded');
  await rest();
  expect(document.activeElement!.id).toBe('loaded');
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
  aside.innerHTML = CARD('another');
  await rest();
  expect(document.activeElement).toBe(document.body);
});
