import type { WorkOrder, WorkOrderEvent } from '@linetwin/contracts';
import { foldWorkOrder, type WorkOrderSubject } from './work-order-fold.ts';
import { WorkOrderStore, type JudgedCause } from './work-order-store.port.ts';

/** Work orders for tests that need no data base. */
export class InMemoryWorkOrderStore extends WorkOrderStore {
  /** In the order in which they were made. */
  private readonly changes: { subject: WorkOrderSubject; event: WorkOrderEvent }[] = [];
  private readonly photos = new Map<string, Uint8Array>();

  async append(subject: WorkOrderSubject, event: WorkOrderEvent, photo?: Uint8Array): Promise<number> {
    this.changes.push(structuredClone({ subject, event }));
    if (photo && event.change.change === 'photo')
      this.photos.set(`${subject.incident} ${event.change.photo}`, photo);
    return this.changes.filter((one) => one.subject.incident === subject.incident).length;
  }

  async read(incident: string, at = Infinity): Promise<WorkOrder | undefined> {
    const own = this.until(at).filter(({ subject }) => subject.incident === incident);
    const events = own.map(({ event }) => event);
    return own.length === 0 ? undefined : foldWorkOrder(own[0].subject, structuredClone(events));
  }

  async list(query: { equipment?: string; at?: number; limit: number }): Promise<WorkOrder[]> {
    const { equipment, at, limit } = query;
    const newestFirst = this.until(at)
      .toReversed()
      .filter(({ subject }) => equipment === undefined || subject.equipment === equipment);
    const incidents = [...new Set(newestFirst.map(({ subject }) => subject.incident))].slice(0, limit);
    return Promise.all(incidents.map(async (incident) => (await this.read(incident, at))!));
  }

  async photo(incident: string, photo: string): Promise<Uint8Array | undefined> {
    return this.photos.get(`${incident} ${photo}`);
  }

  async precision(at?: number): Promise<JudgedCause[]> {
    const judged = new Map(
      this.until(at).flatMap(({ subject, event: { change } }) =>
        change.change === 'judge-cause' ? [[subject.incident, { ...subject, right: change.right }]] : [],
      ),
    );
    const byCause = new Map<string, JudgedCause>();
    for (const { cause, incident, right } of judged.values()) {
      const entry = byCause.get(cause) ?? { cause, right: 0, wrong: 0, incident };
      entry[right ? 'right' : 'wrong']++;
      byCause.set(cause, entry);
    }
    return [...byCause.values()].sort(byJudgements);
  }

  private until(time = Infinity) {
    return this.changes.filter(({ event }) => event.at <= time);
  }
}

export function byJudgements(a: JudgedCause, b: JudgedCause): number {
  return b.right + b.wrong - (a.right + a.wrong) || (a.cause < b.cause ? -1 : 1);
}
