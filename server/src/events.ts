import type {
  Alarm,
  Command,
  CommandAnswer,
  Finding,
  Gap,
  Incident,
  LineKpi,
  SampleBatch,
  SeamMessage,
  SeamVerdictSummary,
} from '@linetwin/contracts';
import type { EquipmentAddress } from '@linetwin/model';

/** Everything that happens inside the server: name of the past fact to what is told about it. */
export interface ServerEvents {
  /** Hot: up to 100 times a second. Rows are the newest of their signal; the batch is reused after the call. */
  SamplesAccepted: SampleBatch;
  /** Values older than the newest of their signal, and values sent again that were not known to be on disk: now they are. */
  LateValuesKept: SampleBatch;
  /** The disk did not take these values; their senders were not acknowledged. */
  ValuesRefused: SampleBatch;
  SeamWelded: { equipment: EquipmentAddress; seam: SeamMessage };
  SeamJudged: { equipment: string; endedAt: number; verdict: SeamVerdictSummary };
  BurstKept: { burst: string; equipment: EquipmentAddress; channel: string; time: number };
  AlarmChanged: Alarm;
  /** The same, with the plant time at which it changed. */
  AlarmMoved: { alarm: Alarm; at: number };
  FindingChanged: Finding;
  KpiComputed: LineKpi;
  GapChanged: Gap;
  IncidentChanged: Incident;
  CommandChanged: Command;
  /** A version of a rule went live, or a rule was switched off. */
  RuleSwitched: { rule: string };
  /** A machine said something to a command. */
  CommandAnswered: { equipment: EquipmentAddress; answer: CommandAnswer };
}

type Listener<T> = (fact: T) => void;

/** Where a fact came about: in this process, or in another one that told it. */
export type Origin = 'here' | 'elsewhere';

/** Most listeners act on a fact, which must be done once in a plant: where it came about. Who only shows it hears all. */
export type HeardFrom = Origin | 'anywhere';

/**
 * The one event bus of the process. Listeners run at once and in order of subscription; one that throws is
 * reported by name and never stops the others or the stream.
 */
export class EventBus {
  private readonly listeners: {
    [Name in keyof ServerEvents]?: {
      owner: string;
      listener: Listener<ServerEvents[Name]>;
      from: HeardFrom;
    }[];
  } = {};
  private readonly onListenerError: (owner: string, event: string, error: unknown) => void;

  constructor(onListenerError: (owner: string, event: string, error: unknown) => void) {
    this.onListenerError = onListenerError;
  }

  /** @returns what undoes the subscription */
  on<Name extends keyof ServerEvents>(
    event: Name,
    owner: string,
    listener: Listener<ServerEvents[Name]>,
    from: HeardFrom = 'here',
  ): () => void {
    const entry = { owner, listener, from };
    const listeners = this.listeners as Record<Name, (typeof entry)[] | undefined>;
    // A new list each time, because a listener may come or go while the old one is being told.
    listeners[event] = [...(listeners[event] ?? []), entry];
    return () => {
      listeners[event] = listeners[event]?.filter((one) => one !== entry);
    };
  }

  emit<Name extends keyof ServerEvents>(
    event: Name,
    fact: ServerEvents[Name],
    origin: Origin = 'here',
  ): void {
    const list = this.listeners[event];
    if (!list) return;
    for (const { owner, listener, from } of list) {
      if (from !== origin && from !== 'anywhere') continue;
      try {
        listener(fact);
      } catch (error) {
        this.onListenerError(owner, event, error);
      }
    }
  }
}
