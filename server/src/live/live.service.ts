import { subscribeRequestSchema, type RecordEvent, type SubscribeRequest } from '@linetwin/contracts';
import type { EventBus } from '../events.ts';
import type { Twin } from '../twin/twin.ts';
import { LiveRoom, type LiveMember } from './live-room.ts';
import { RecordFeed } from './record-feed.ts';
import { spanOfScope } from './scope.ts';

/** Distinct subscriptions at a time; each costs a pass over every batch. */
const MAX_ROOMS = 200;

/** A subscription that cannot be served; the message goes to the client. */
export class SubscribeError extends Error {
  override name = 'SubscribeError';
}

/**
 * Machines that share a cycle send shortly after each other. A frame that could go at once waits for the rest of them:
 * until nothing came for this long (two groups of the intake), and at least the first, but no more than a share of its interval, so that
 * a fast view stays fast and a slow one does not leave half a cycle to its next frame.
 */
const QUIET_MS = 20;
const GATHER_MS = 8;
const GATHER_SHARE = 0.15;

interface TimedRoom {
  key: string;
  room: LiveRoom;
  intervalMs: number;
  lastFrameAt: number;
  /** When something came in first, and last, since the last frame. */
  firstNewsAt: number;
  lastNewsAt: number;
  /** Set while a frame is due. */
  timer: NodeJS.Timeout | undefined;
}

/** Rooms and their clock; knows nothing of sockets. */
export class LiveService {
  readonly feed: RecordFeed;
  private readonly twin: Twin;
  private readonly events: EventBus;
  private readonly rooms = new Map<string, TimedRoom>();
  /** Values that were folded in rooms that are no more. */
  private foldedBefore = 0;
  private undo: (() => void)[] = [];
  private onRecord: (event: RecordEvent) => void = () => undefined;
  /** How the gateway sends one frame to a room. */
  private broadcast: (key: string, frame: Uint8Array, except: ReadonlySet<LiveMember>) => void = () =>
    undefined;

  constructor(twin: Twin, events: EventBus, run: string) {
    this.twin = twin;
    this.events = events;
    this.feed = new RecordFeed(run);
  }

  start(): void {
    const tell = (event: Parameters<RecordFeed['add']>[0]) => this.onRecord(this.feed.add(event));
    this.undo = [
      this.events.on(
        'SamplesAccepted',
        'live',
        (samples) => {
          for (const timed of this.rooms.values()) {
            timed.room.add(samples);
            timed.lastNewsAt = performance.now();
            this.schedule(timed);
          }
        },
        'anywhere',
      ),
      this.events.on('AlarmChanged', 'live', (alarm) => tell({ kind: 'alarm', alarm }), 'anywhere'),
      this.events.on('FindingChanged', 'live', (finding) => tell({ kind: 'finding', finding }), 'anywhere'),
      this.events.on('GapChanged', 'live', (gap) => tell({ kind: 'gap', gap }), 'anywhere'),
      this.events.on(
        'IncidentChanged',
        'live',
        (incident) => tell({ kind: 'incident', incident }),
        'anywhere',
      ),
      this.events.on('KpiComputed', 'live', (kpi) => tell({ kind: 'kpi', kpi }), 'anywhere'),
      this.events.on(
        'SeamWelded',
        'live',
        ({ equipment, seam }) => tell({ kind: 'seam', equipment, seam }),
        'anywhere',
      ),
      this.events.on('SeamJudged', 'live', (judged) => tell({ kind: 'seam-verdict', ...judged }), 'anywhere'),
    ];
  }

  stop(): void {
    for (const undo of this.undo) undo();
    for (const { timer } of this.rooms.values()) clearTimeout(timer);
    this.rooms.clear();
  }

  connect(edges: { onRecord: (event: RecordEvent) => void; broadcast: LiveService['broadcast'] }): void {
    this.onRecord = edges.onRecord;
    this.broadcast = edges.broadcast;
  }

  /**
   * Checks a subscribe request.
   *
   * @throws SubscribeError saying what is wrong with it
   */
  parse(request: unknown): SubscribeRequest {
    const result = subscribeRequestSchema.safeParse(request);
    if (!result.success) {
      const [issue] = result.error.issues;
      throw new SubscribeError(`${issue.path.map(String).join('.') || 'request'}: ${issue.message}`);
    }
    if (!spanOfScope(this.twin.index, result.data.scope)) {
      throw new SubscribeError(
        `scope: there is no line or machine "${result.data.scope}"; use "*", a line id or an equipment address`,
      );
    }
    return result.data;
  }

  /** Puts a client into the room of its subscription. @throws SubscribeError when there are too many rooms */
  join(request: SubscribeRequest, member: LiveMember): { key: string; room: LiveRoom } {
    const key = `${request.scope}|${request.rateHz}|${request.mode}`;
    let timed = this.rooms.get(key);
    if (!timed) {
      if (this.rooms.size >= MAX_ROOMS) {
        throw new SubscribeError(
          `there are ${MAX_ROOMS} different subscriptions already; use a scope and rate that others use`,
        );
      }
      const span = spanOfScope(this.twin.index, request.scope)!;
      const room = new LiveRoom(span, request.mode, this.twin, (frame, except) =>
        this.broadcast(key, frame, except),
      );
      const intervalMs = 1000 / request.rateHz;
      timed = {
        key,
        room,
        intervalMs,
        lastFrameAt: -Infinity,
        firstNewsAt: 0,
        lastNewsAt: 0,
        timer: undefined,
      };
      this.rooms.set(key, timed);
    }
    timed.room.join(member);
    return { key, room: timed.room };
  }

  /**
   * A frame goes as soon as the rate allows after something came in, not at the next stroke of a clock: values that
   * arrive once a second do not wait for a tick, and a room without news sends nothing.
   */
  private schedule(timed: TimedRoom): void {
    if (timed.timer) return;
    const now = performance.now();
    timed.firstNewsAt = now;
    this.tickAt(timed, Math.max(now + GATHER_MS, timed.lastFrameAt + timed.intervalMs));
  }

  private tickAt(timed: TimedRoom, at: number): void {
    timed.timer = setTimeout(
      () => {
        const now = performance.now();
        const gatheredBy = timed.firstNewsAt + timed.intervalMs * GATHER_SHARE;
        const quietBy = Math.min(timed.lastNewsAt + QUIET_MS, gatheredBy);
        if (quietBy > now) return this.tickAt(timed, quietBy);
        timed.timer = undefined;
        timed.lastFrameAt = now;
        timed.room.tick();
        // Whoever is behind is looked after again, also when nothing new comes in.
        if (timed.room.membersBehind > 0) this.schedule(timed);
      },
      Math.max(0, at - performance.now()),
    );
  }

  leave(key: string, member: LiveMember): void {
    const timed = this.rooms.get(key);
    if (!timed) return;
    timed.room.leave(member);
    if (timed.room.members.size > 0) return;
    clearTimeout(timed.timer);
    this.rooms.delete(key);
    this.foldedBefore += timed.room.folded;
  }

  /** After the model took up something new: a frame of its version lets clients ask for it, also where nothing comes in. */
  showNewModel(): void {
    for (const { key, room } of this.rooms.values()) this.broadcast(key, room.snapshot(), new Set());
  }

  figures(): { rooms: number; members: number; behind: number; folded: number } {
    let folded = this.foldedBefore;
    let members = 0;
    let behind = 0;
    for (const { room } of this.rooms.values()) {
      members += room.members.size;
      behind += room.membersBehind;
      folded += room.folded;
    }
    return { rooms: this.rooms.size, members, behind, folded };
  }
}
