// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';

import { keepFocus } from './keep-focus.ts';

let stop: () => void;
beforeEach(() => {
  document.body.innerHTML =
    '<main><button id="first"></button><div tabindex="0" id="list"></div></main><aside><button id="shut"></button><input id="field" /></aside>';
  stop = keepFocus(document);
});
afterEach(() => stop());

const at = (id: string) => document.getElementById(id)!;
const frames = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))); // prettier-ignore
/** The column goes when its button is pressed, or by Escape. */
function shutBy(act: () => void): Promise<void> {
  const gone = (): void => document.querySelector('aside')?.remove();
  document.addEventListener('click', gone, { once: true });
  document.addEventListener('keydown', gone, { once: true });
  act();
  return frames();
}

it('goes back to where the keys were, of what is still there', async () => {
  at('first').focus();
  at('list').focus();
  at('field').focus();
  await shutBy(() => at('field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))); // prettier-ignore
  expect(document.activeElement).toBe(at('list'));
});

it('goes to the first control of the screen where it has been nowhere else', async () => {
  at('shut').focus();
  await shutBy(() => at('shut').click());
  expect(document.activeElement).toBe(at('first'));
});

it('goes back also when what had it goes some frames later', async () => {
  at('list').focus();
  at('shut').focus();
  at('shut').click();
  await frames();
  await frames();
  expect(document.activeElement).toBe(at('shut'));
  document.querySelector('aside')?.remove();
  await frames();
  expect(document.activeElement).toBe(at('list'));
});

it('leaves the focus where it went, and nowhere when nobody had it', async () => {
  at('list').focus();
  at('shut').focus();
  await shutBy(() => {
    at('shut').click();
    at('first').focus();
  });
  expect(document.activeElement).toBe(at('first'));
  at('first').blur();
  document.body.click();
  await frames();
  expect(document.activeElement).toBe(document.body);
});

it('stays in the part it was in when what had it goes long after the act, as a form does that the server has answered', async () => {
  at('list').focus();
  document.querySelector('main')!.insertAdjacentHTML('beforeend', '<button role="tab" id="tab"></button><div role="tabpanel" aria-labelledby="tab"><form><input id="name" /></form></div>'); // prettier-ignore
  at('name').focus();
  at('name').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(document.activeElement).toBe(at('name'));
  document.querySelector('form')!.remove();
  await frames();
  expect(document.activeElement).toBe(at('tab'));
});

it('is not called back by what goes after it was let go', async () => {
  at('field').focus();
  at('field').blur();
  await frames();
  document.querySelector('aside')!.remove();
  await frames();
  expect(document.activeElement).toBe(document.body);
});
