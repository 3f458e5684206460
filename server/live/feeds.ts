import type { Feed, FeedsMessage } from '#data/wire/messages.ts';

/** What reports, and how old its newest report is. */
export interface Feeds {
  report: (key: Feed['key'], at: Date) => void;
  message: () => FeedsMessage;
}
