import type { Figures } from '#data/wire/messages.ts';

/** The four figures, and when "today" ends in the district. */
export interface DayFigures {
  figures: Figures;
  dayEndsAt: Date;
}

/** Knows when a day has ended: its figures begin anew though nothing happened. */
export interface DayWatch {
  due: () => boolean;
  /** Read where the day stands; the figures of a new day, null where none has begun. */
  read: () => Promise<Figures | null>;
  /** The district's zone may be another now. */
  forget: () => void;
}

export function watchDay(read: () => Promise<DayFigures>, clock: () => Date): DayWatch {
  let endsAt: number | null = null;
  let isKnown = false;
  let reading = false;
  return {
    due: () => !reading && (!isKnown || clock().getTime() >= endsAt!),
    read: async () => {
      reading = true;
      try {
        // What is forgotten while it is read is read again. Where a day ended stays known: it may have ended meanwhile.
        isKnown = true;
        const was = endsAt;
        const { figures, dayEndsAt } = await read();
        endsAt = dayEndsAt.getTime();
        return was === null || was === endsAt ? null : figures;
      } catch (error) {
        isKnown = false;
        throw error;
      } finally {
        reading = false;
      }
    },
    forget: () => {
      isKnown = false;
    },
  };
}
