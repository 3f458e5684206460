/** A name for a file of several words, without what a file system would not take. */
export function fileName(words: readonly string[], ending: string): string {
  const safe = words.map((word) => word.replace(/[\p{Cc}\\/:*?"<>|.\s]+/gu, ' ').trim());
  return `${safe.filter(Boolean).join('-').replaceAll(' ', '_').slice(0, 120)}.${ending}`;
}

/** Has the browser save a text as a file. */
export function saveText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
