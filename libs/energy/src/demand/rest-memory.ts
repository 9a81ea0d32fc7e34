import { MinuteProfile, type ProfileMemory } from './minute-profile.ts';

const MINUTE_MS = 60_000;
/** How long a rest and a way back are followed. */
const REST_MINUTES = 240;
const RETURN_MINUTES = 120;
/** Ways back that are remembered; the next is taken to be like the one after a rest that lasted about as long. */
const KEPT = 12;

/** A command that stands on a machine, keeps it from its usual power, and says until when. */
export interface ForecastRest {
  /** What was told: setting and value. */
  what: string;
  /** When it is to be ready again, ms since 1970 UTC. */
  readyAtMs: number;
}

/** One way back: power by minute after a rest that lasted so long. */
interface Return {
  restedMinutes: number;
  kw: number[];
}

/** What a machine's rests taught: by what it was told. */
export type RestsMemory = Record<string, { rest: ProfileMemory; returns: Return[]; leads: number[] }>;

interface Learned {
  rest: MinuteProfile;
  /** Newest last. */
  returns: Return[];
  /** Minutes before it is to be ready at which it begins to come back. */
  leads: number[];
}

/**
 * How one machine rests and comes back: its power since it was told, how long before the time at which it is to be ready it begins to
 * come back, and its power from then on. A furnace that was set back first takes almost nothing, then holds, then heats at full power.
 */
export class RestMemory {
  private readonly learned = new Map<string, Learned>();
  private now?: ForecastRest;
  private before?: ForecastRest;
  /** Minutes since it rests, or since it comes back. */
  private since = 0;
  private restedMinutes = 0;

  constructor(memory: RestsMemory = {}) {
    for (const [what, { rest, returns, leads }] of Object.entries(memory))
      this.learned.set(what, {
        rest: new MinuteProfile(REST_MINUTES, rest),
        returns: [...returns],
        leads: [...leads],
      });
  }

  get memory(): RestsMemory {
    return Object.fromEntries(
      [...this.learned].map(([what, { rest, returns, leads }]) => [
        what,
        {
          rest: rest.memory,
          returns: returns.map((one) => ({ ...one, kw: one.kw.map(tenth) })),
          leads: [...leads],
        },
      ]),
    );
  }

  /** @param time end of the minute */
  observe(kw: number, rest: ForecastRest | undefined, time: number): void {
    if (rest?.what !== this.now?.what) {
      if (this.now && !rest) this.noteReturn(this.now, time);
      if (!this.now) this.restedMinutes = 0;
      this.before = rest ? undefined : this.now;
      this.since = 0;
    } else this.since++;
    this.now = rest;
    const what = (rest ?? this.before)?.what;
    if (what === undefined) return;
    const { rest: course, returns } = this.of(what);
    if (rest) {
      this.restedMinutes++;
      course.learn(this.since, kw);
    } else if (this.since < RETURN_MINUTES) returns.at(-1)?.kw.push(kw);
  }

  /** It has work: rest and way back are over. */
  begins(): void {
    this.now = undefined;
    this.before = undefined;
  }

  /**
   * Power of the next minutes while it has no order, kW; undefined where its rest says nothing of it.
   *
   * @param recentKw what it took last
   */
  foretell(minutes: number, recentKw: number, time: number): number[] | undefined {
    const { since } = this;
    const at = this.now ?? this.before;
    if (!at) return undefined;
    const { rest, leads } = this.of(at.what);
    if (!this.now) {
      const past = this.returnLike(at.what, this.restedMinutes, 1)?.kw ?? [];
      return Array.from({ length: minutes }, (_, k) => {
        const to = since + 1 + k;
        return to < past.length ? recentKw + past[to] - past[since] : recentKw;
      });
    }
    const readyIn = (at.readyAtMs - time) / MINUTE_MS;
    const returnsIn = leads.length === 0 ? Infinity : readyIn - median(leads);
    const past = this.returnLike(at.what, this.restedMinutes + Math.min(returnsIn, REST_MINUTES))?.kw ?? [];
    return rest.goOn(since, recentKw, minutes).map((resting, k) => {
      const share = Math.min(1, Math.max(0, k + 1 - returnsIn));
      if (share === 0) return resting;
      const awake = past[Math.max(0, Math.floor(k - returnsIn))] ?? resting;
      return share * awake + (1 - share) * resting;
    });
  }

  private noteReturn({ what, readyAtMs }: ForecastRest, time: number): void {
    const { leads, returns } = this.of(what);
    returns.push({ restedMinutes: this.restedMinutes, kw: [] });
    if (returns.length > KEPT) returns.shift();
    if (time > readyAtMs) return;
    leads.push((readyAtMs - time) / MINUTE_MS);
    if (leads.length > KEPT) leads.shift();
  }

  /** The way back after the rest that was most like one of so many minutes. @param without leaves out the newest, which goes on */
  private returnLike(what: string, restedMinutes: number, without = 0): Return | undefined {
    const { returns } = this.of(what);
    const distance = (one: Return) => Math.abs(one.restedMinutes - restedMinutes);
    return returns
      .slice(0, returns.length - without)
      .reduce<Return | undefined>((a, b) => (a && distance(a) <= distance(b) ? a : b), undefined);
  }

  private of(what: string): Learned {
    let learned = this.learned.get(what);
    if (!learned)
      this.learned.set(
        what,
        (learned = {
          rest: new MinuteProfile(REST_MINUTES),
          returns: [],
          leads: [],
        }),
      );
    return learned;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function tenth(kw: number): number {
  return Math.round(10 * kw) / 10;
}
