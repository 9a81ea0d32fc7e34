import { stateHash, type CursorCommand, type CursorState, type FailureWords } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { SignalSpan } from '../live/scope.ts';
import { inWords, Refusal } from '../platform/in-words.ts';
import { CursorClock } from './cursor-clock.ts';
import type { PastRecords } from './past-records.port.ts';
import { ReadAhead, type Stretch } from './read-ahead.ts';
import type { PastValues } from './recorded-runs.port.ts';
import { ReplayRecords } from './replay-records.ts';
import { ReplayState } from './replay-state.ts';
import type { ReplayViewer } from './replay-viewer.port.ts';

/** What was measured so shortly ago may still be on its way to the stores. */
export const SETTLED_AFTER_MS = 3000;

const NO_PROBLEM = { problem: null };

export interface CursorParts {
  history: PastValues;
  records: PastRecords;
  index: ModelIndex;
  /** Monotonic ms, for the pace. */
  wall?: () => number;
  /** Newest instant that can be shown, ms since 1970 UTC; what the plant has settled of unless told. */
  latest?: () => number;
}

export interface CursorStart {
  span: SignalSpan;
  rateHz: number;
  at: number;
  speed: number;
  playing: boolean;
  loop: CursorState['loop'];
}

/**
 * One viewer's place in plant time. It shows how everything stood there, then what came, at its own speed, in the form of
 * the live protocol.
 *
 * It moves in steps of one frame's plant time, and history is asked for the newest of each signal in each step: what is shown at an
 * instant is what stood there, at any speed. Two stretches of some seconds are held at most. A viewer that cannot keep up, and
 * history that does not answer in time, make plant time stand still; nothing is queued.
 */
export class ReplayCursor {
  private readonly parts: CursorParts;
  private readonly viewer: ReplayViewer;
  private readonly clock: CursorClock;
  private readonly state: ReplayState;
  private readonly records = new ReplayRecords();
  private readonly ahead: ReadAhead;
  private readonly rateHz: number;
  private loop: CursorState['loop'];
  /** Where the last frame stood. */
  private shown: number;
  private stretch: Stretch | undefined;
  private next: Stretch | undefined;
  private position = { value: 0, change: 0 };
  private reading: Promise<void> | undefined;
  /** Seek that waits for the one before it: only the newest counts. */
  private wanted: number | undefined;
  private seeking: Promise<void> | undefined;
  /** Grows with every seek and change of speed: what was read before is of no use after. */
  private course = 0;
  private sequence = 0;
  private problem: Pick<CursorState, 'problem' | 'words'> = NO_PROBLEM;
  private closed = false;

  constructor(parts: CursorParts, viewer: ReplayViewer, start: CursorStart) {
    this.parts = parts;
    this.viewer = viewer;
    this.rateHz = start.rateHz;
    this.loop = start.loop;
    this.shown = Math.min(start.at, this.latest());
    this.clock = new CursorClock(this.shown, start.speed, parts.wall ?? (() => performance.now()));
    this.state = new ReplayState(parts.index, start.span);
    this.ahead = new ReadAhead(parts.history, parts.records, parts.index);
    if (start.playing) this.clock.play();
  }

  /** Shows the instant that it begins at. @throws when it cannot be read */
  async open(): Promise<void> {
    await this.showInstant(this.shown);
  }

  close(): void {
    this.closed = true;
    this.course++;
  }

  where(): CursorState {
    const { speed, playing } = this.clock;
    return {
      at: this.wanted ?? this.shown,
      speed,
      playing,
      loop: this.loop,
      latest: this.latest(),
      ...this.problem,
    };
  }

  /** Hash of a line as it is shown; comparable with the one logged live where plant time is a whole number. */
  stateHash(line: string): string {
    const { alarms, findings } = this.records;
    const values = this.state.standing();
    return stateHash(this.parts.index, { line, at: this.shown, values, alarms, findings });
  }

  steer(command: CursorCommand): CursorState {
    switch (command.do) {
      case 'play':
        this.clock.play();
        break;
      case 'pause':
        // What was on its way to the next frame was not shown.
        this.clock.pause(this.shown);
        break;
      case 'seek':
        this.seek(command.at);
        break;
      case 'step':
        this.clock.pause();
        this.seek((this.wanted ?? this.shown) + command.byMs);
        break;
      case 'speed':
        this.clock.set(this.shown);
        this.clock.setSpeed(command.speed);
        this.forget();
        break;
      case 'loop':
        this.loop = command.loop;
        if (this.loop && (this.shown < this.loop.from || this.shown > this.loop.to))
          this.seek(this.loop.from);
        break;
    }
    const state = this.where();
    this.viewer.sendCursor(state);
    return state;
  }

  /** To be called `rateHz` times a second. */
  tick(): void {
    if (this.closed || !this.clock.playing || this.seeking) return;
    const stretch = this.stretchToPlay();
    if (!stretch || this.viewer.isCongested()) return this.clock.set(this.shown);
    const target = Math.min(this.clock.now(), stretch.to);
    const steps = Math.floor((target - stretch.from) / stretch.stepMs);
    const at = target === stretch.to ? stretch.to : stretch.from + steps * stretch.stepMs;
    if (at <= this.shown) return;
    this.playTo(at, stretch);
    // History did not keep up with the clock.
    if (at === stretch.to && !this.next) this.clock.set(at);
    if (this.loop && at >= this.loop.to) this.seek(this.loop.from);
  }

  /** When all that was begun is done, for tests. */
  async settled(): Promise<void> {
    while (this.seeking || this.reading) await (this.seeking ?? this.reading);
  }

  private latest(): number {
    return this.parts.latest?.() ?? Date.now() - SETTLED_AFTER_MS;
  }

  private seek(at: number): void {
    this.wanted = Math.max(0, Math.min(at, this.latest()));
    this.forget();
    this.seeking ??= this.followSeeks().finally(() => (this.seeking = undefined));
  }

  private async followSeeks(): Promise<void> {
    while (this.wanted !== undefined && !this.closed) {
      const at = this.wanted;
      try {
        await this.showInstant(at);
      } catch (error) {
        this.fail(error as Error);
      }
      if (this.wanted === at) this.wanted = undefined;
    }
  }

  private async showInstant(at: number): Promise<void> {
    const course = this.course;
    const [values, standing] = await Promise.all([
      this.parts.history.newestAt(at),
      this.parts.records.standingAt(at),
    ]);
    if (course !== this.course) return;
    this.problem = NO_PROBLEM;
    this.shown = at;
    this.clock.set(at);
    this.state.reset(values);
    this.records.reset(standing);
    this.viewer.sendSnapshot(this.state.snapshot(at));
    this.viewer.sendRecords({ sequence: ++this.sequence, ...standing });
    this.viewer.sendCursor({ ...this.where(), at });
  }

  /** The stretch that follows what is shown; begins to read it, or the one after it, where needed. */
  private stretchToPlay(): Stretch | undefined {
    if (!this.stretch || this.shown >= this.stretch.to) {
      this.stretch = this.next?.from === this.shown ? this.next : undefined;
      this.next = undefined;
      this.position = { value: 0, change: 0 };
    }
    if (!this.stretch) this.readFrom(this.shown);
    else if (!this.next) this.readFrom(this.stretch.to);
    return this.stretch;
  }

  private readFrom(from: number): void {
    const end = this.loop && from < this.loop.to ? Math.min(this.loop.to, this.latest()) : this.latest();
    if (this.reading || from >= end) return;
    const course = this.course;
    const stepMs = Math.max(1, Math.round((this.clock.speed * 1000) / this.rateHz));
    this.reading = this.ahead
      .read(from, Math.floor(end), stepMs, this.rateHz)
      .then(
        (stretch) => {
          if (course !== this.course) return;
          this.problem = NO_PROBLEM;
          if (stretch.from === this.shown && !this.stretch) this.stretch = stretch;
          else this.next = stretch;
        },
        (error: Error) => {
          if (course === this.course) this.fail(error);
        },
      )
      .finally(() => (this.reading = undefined));
  }

  private playTo(at: number, { values, changes, from, stepMs, to }: Stretch): void {
    const step = at === to ? Infinity : Math.floor((at - from) / stepMs);
    const { position } = this;
    for (; position.value < values.length; position.value++) {
      const value = values[position.value];
      if (Math.floor((value.time - from - 1) / stepMs) >= step) break;
      this.state.take(value);
    }
    this.shown = at;
    const frame = this.state.frame(at);
    if (frame) this.viewer.sendFrame(frame);
    for (; position.change < changes.length && changes[position.change].time <= at; position.change++) {
      this.records.take(changes[position.change]);
      this.viewer.sendRecord({ sequence: ++this.sequence, ...changes[position.change] });
    }
    this.viewer.sendCursor(this.where());
  }

  private forget(): void {
    this.course++;
    this.stretch = undefined;
    this.next = undefined;
    this.position = { value: 0, change: 0 };
  }

  private fail(error: Error): void {
    this.problem = { problem: error.message, words: wordsOf(error) };
    this.clock.pause(this.shown);
    this.viewer.sendCursor(this.where());
  }
}

/** Why the past cannot be read, for pages: as whoever read it says, or what the stores said. */
export function wordsOf(error: Error): FailureWords | undefined {
  if (error instanceof Refusal && error.words) return error.words;
  return inWords(error.message, 'past-unread', { detail: error.message }).words;
}
