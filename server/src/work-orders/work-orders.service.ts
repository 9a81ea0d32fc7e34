import { randomUUID } from 'node:crypto';
import { faultName } from '@linetwin/condition';
import type {
  CausePrecision,
  Incident,
  ListedWorkOrder,
  WorkOrder,
  WorkOrderChange,
  WorkOrderEvent,
} from '@linetwin/contracts';
import type { Text } from '@linetwin/model';
import type { IncidentsService } from '../incidents/incidents.service.ts';
import { refusalOf, WORK_ORDER_REFUSALS, type WorkOrderRefusal } from './work-order-fold.ts';
import type { WorkOrderStore } from './work-order-store.port.ts';

/** The order, or its incident, does not allow it. */
export class WorkOrderError extends Error {
  override name = 'WorkOrderError';
  readonly reason: WorkOrderRefusal;

  constructor(reason: WorkOrderRefusal) {
    super(WORK_ORDER_REFUSALS[reason]);
    this.reason = reason;
  }
}

/** There is no such incident. */
export class NoIncidentError extends Error {
  override name = 'NoIncidentError';
}

/** A work order as its nth change leaves it. */
export interface ChangedWorkOrder {
  order: WorkOrder;
  /** n. */
  change: number;
  /** What its cause is called. */
  title: Text;
}

/** What people do about incidents. */
export class WorkOrdersService {
  private readonly store: WorkOrderStore;
  private readonly incidents: Pick<IncidentsService, 'read' | 'readMany'>;
  private readonly exported: (changed: ChangedWorkOrder) => Promise<void>;
  private readonly now: () => number;

  constructor(parts: {
    store: WorkOrderStore;
    incidents: Pick<IncidentsService, 'read' | 'readMany'>;
    /** Hands the order to a maintenance system; durable when it resolves. */
    exported: (changed: ChangedWorkOrder) => Promise<void>;
    now?: () => number;
  }) {
    this.store = parts.store;
    this.incidents = parts.incidents;
    this.exported = parts.exported;
    this.now = parts.now ?? Date.now;
  }

  /** @throws NoIncidentError @throws WorkOrderError */
  async change(incident: string, { by: _by, ...change }: WorkOrderChange, by: string): Promise<WorkOrder> {
    return this.append(incident, { at: this.now(), by, change: change as WorkOrderChange });
  }

  /** @param jpeg as the phone made it @throws NoIncidentError @throws WorkOrderError */
  async addPhoto(incident: string, jpeg: Uint8Array, by: string): Promise<WorkOrder> {
    if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new WorkOrderError('no-jpeg');
    return this.append(
      incident,
      { at: this.now(), by, change: { change: 'photo', photo: randomUUID() } },
      jpeg,
    );
  }

  /** @throws NoIncidentError */
  async incident(id: string, at?: number): Promise<Incident> {
    const known = await this.incidents.read(id, at);
    if (!known) throw new NoIncidentError(`There is no incident "${id}".`);
    return known;
  }

  /** @param at as it stood then; as it stands when left out */
  read(incident: string, at?: number): Promise<WorkOrder | undefined> {
    return this.store.read(incident, at);
  }

  async list(query: { equipment?: string; at?: number; limit: number }): Promise<ListedWorkOrder[]> {
    const orders = await this.store.list(query);
    const known = await this.incidents.readMany(orders.map(({ incident }) => incident));
    return orders.map((order) => ({ ...order, title: titleIn(known.get(order.incident), order.cause) }));
  }

  photo(incident: string, photo: string): Promise<Uint8Array | undefined> {
    return this.store.photo(incident, photo);
  }

  async precision(at?: number): Promise<CausePrecision[]> {
    const judged = await this.store.precision(at);
    const known = await this.incidents.readMany(judged.map(({ incident }) => incident));
    return judged.map(({ incident, ...one }) => ({ ...one, title: titleIn(known.get(incident), one.cause) }));
  }

  private async append(incident: string, event: WorkOrderEvent, jpeg?: Uint8Array): Promise<WorkOrder> {
    const known = await this.incident(incident);
    const before = await this.store.read(incident);
    const refusal = refusalOf(before, event.change.change);
    if (refusal) throw new WorkOrderError(refusal);
    const { equipment, key } = known.cause;
    const count = await this.store.append({ incident, equipment, cause: key }, event, jpeg);
    const order = (await this.store.read(incident))!;
    const title = titleIn(known, order.cause) ?? known.cause.title;
    await this.exported({ order, change: count, title });
    return order;
  }
}

/** What an incident calls a cause, also one that it has taken back. */
function titleIn(known: Incident | undefined, key: string): Text | null {
  if (!known) return null;
  const { cause, alternatives, members } = known;
  const named = [cause, ...alternatives].find((one) => one.key === key);
  const title = (named ?? members.find((one) => key === one.key || key === `alarm:${one.key}`))?.title;
  return title ? faultName(title) : null;
}
