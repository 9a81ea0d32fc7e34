import type { CausePrecision, WorkOrder, WorkOrderEvent } from '@linetwin/contracts';
import { foldWorkOrder, type WorkOrderSubject } from './work-order-fold.ts';
import { WorkOrderStore } from './work-order-store.port.ts';

/** Work orders for tests that need no data base. */
export class InMemoryWorkOrderStore extends WorkOrderStore {
  private readonly orders = new Map<string, { subject: WorkOrderSubject; events: WorkOrderEvent[] }>();
  private readonly photos = new Map<string, Uint8Array>();

  async append(subject: WorkOrderSubject, event: WorkOrderEvent, photo?: Uint8Array): Promise<number> {
    const order = this.orders.get(subject.incident) ?? { subject, events: [] };
    this.orders.delete(subject.incident);
    this.orders.set(subject.incident, order);
    order.events.push(structuredClone(event));
    if (photo && event.change.change === 'photo')
      this.photos.set(`${subject.incident} ${event.change.photo}`, photo);
    return order.events.length;
  }

  async read(incident: string): Promise<WorkOrder | undefined> {
    const order = this.orders.get(incident);
    return order && foldWorkOrder(order.subject, structuredClone(order.events));
  }

  async list({ equipment, limit }: { equipment?: string; limit: number }): Promise<WorkOrder[]> {
    return [...this.orders.values()]
      .reverse()
      .filter(({ subject }) => equipment === undefined || subject.equipment === equipment)
      .slice(0, limit)
      .map(({ subject, events }) => foldWorkOrder(subject, structuredClone(events)));
  }

  async photo(incident: string, photo: string): Promise<Uint8Array | undefined> {
    return this.photos.get(`${incident} ${photo}`);
  }

  async precision(): Promise<CausePrecision[]> {
    const byCause = new Map<string, CausePrecision>();
    for (const { cause, judged } of await this.list({ limit: Infinity })) {
      if (!judged) continue;
      const entry = byCause.get(cause) ?? { cause, right: 0, wrong: 0 };
      entry[judged.right ? 'right' : 'wrong']++;
      byCause.set(cause, entry);
    }
    return [...byCause.values()].sort(byJudgements);
  }
}

export function byJudgements(a: CausePrecision, b: CausePrecision): number {
  return b.right + b.wrong - (a.right + a.wrong) || (a.cause < b.cause ? -1 : 1);
}
