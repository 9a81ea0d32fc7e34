import type { WorkOrder } from '@linetwin/contracts';
import type { ModelIndex, Text } from '@linetwin/model';
import type { Notice } from './notice.ts';
import type { NoticeStore } from './notice-store.port.ts';

/** A work order as its nth change leaves it, and what its cause is called. */
interface ExportedWorkOrder {
  order: WorkOrder;
  /** n. */
  change: number;
  title: Text;
}

/**
 * Hands a work order to the maintenance system over the webhook that is set up for it, on the same durable way as a notice.
 * Does nothing where none is set up.
 */
export async function exportWorkOrder(
  store: NoticeStore,
  index: ModelIndex,
  { order, change, title: cause }: ExportedWorkOrder,
): Promise<void> {
  const { cmms, channels } = (await store.setup())?.setup ?? { cmms: '', channels: [] };
  if (!channels.some(({ id, enabled }) => id === cmms && enabled)) return;
  const at = order.events[order.events.length - 1].at;
  const machine = index.equipment(order.equipment);
  const named = { id: machine?.id ?? order.equipment, name: machine?.name ?? null };
  const title = [named.id, named.name?.zh, cause.zh].filter(Boolean).join(' ');
  const notice: Notice = {
    id: `${order.incident}.cmms.work-order.${change}`,
    incident: order.incident,
    occasion: 'work-order',
    contact: 'cmms',
    state: 'waiting',
    content: {
      title,
      lines: [],
      short: title,
      link: null,
      evidence: null,
      data: { workOrder: { ...order, title: cause, machine: named } },
    },
    routes: [{ channel: cmms, address: '' }],
    hop: 0,
    tries: 0,
    attempts: [],
    createdAt: at,
    dueAt: at,
    sentAt: null,
    sentOn: null,
  };
  await store.add([notice]);
}
