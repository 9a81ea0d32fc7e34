import { timeElement, type PackmlState, type TimeElement } from '@linetwin/model';

/** Seconds booked on each time element of ISO 22400-2, and on `unknown` while a machine said nothing. */
export type TimeBook = Record<TimeElement | 'unknown', number>;

export function emptyTimeBook(): TimeBook {
  return { APT: 0, ADET: 0, AUST: 0, ADOT: 0, none: 0, unknown: 0 };
}

/** Books `seconds` on the element of a state; an unknown state is booked as unknown, never as stopped. */
export function bookTime(book: TimeBook, state: PackmlState | undefined, seconds: number): void {
  book[state ? timeElement(state) : 'unknown'] += seconds;
}

/** Planned busy time PBT, s: all time in which the machine was meant to work, as far as it is known. */
export function plannedBusyTime(book: TimeBook): number {
  return book.APT + book.ADET + book.AUST + book.ADOT;
}
