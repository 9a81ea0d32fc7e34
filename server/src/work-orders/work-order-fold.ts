import type { WorkOrder, WorkOrderEvent } from '@linetwin/contracts';

/** What the order was opened for; does not change afterwards. */
export interface WorkOrderSubject {
  incident: string;
  equipment: string;
  /** Key of the cause that was named when the order began. */
  cause: string;
}

/** Why an order does not take a change. */
export const WORK_ORDER_REFUSALS = {
  'order-open': 'The work order is open already.',
  'order-closed': 'The work order is closed; reopen it first.',
  'order-empty': 'Nothing was done about the incident yet: say what, then close.',
  'no-jpeg': 'The photo is no JPEG.',
} as const;
export type WorkOrderRefusal = keyof typeof WORK_ORDER_REFUSALS;

/** A closed order takes a comment, a judgement of its cause, and being opened again; an open one everything but that. */
export function refusalOf(order: WorkOrder | undefined, change: string): WorkOrderRefusal | undefined {
  const closed = order?.state === 'closed';
  if (change === 'reopen') return closed ? undefined : 'order-open';
  if (closed && change !== 'comment' && change !== 'judge-cause') return 'order-closed';
  if (change === 'close' && !order) return 'order-empty';
  return undefined;
}

/** The order as all that happened to it leaves it. @param events oldest first, at least one */
export function foldWorkOrder(subject: WorkOrderSubject, events: readonly WorkOrderEvent[]): WorkOrder {
  const order: WorkOrder = {
    ...subject,
    state: 'open',
    assignee: null,
    openedAt: events[0].at,
    closedAt: null,
    minutes: 0,
    parts: [],
    judged: null,
    events: [...events],
  };
  for (const event of events) apply(order, event);
  return order;
}

function apply(order: WorkOrder, { at, by, change }: WorkOrderEvent): void {
  switch (change.change) {
    case 'assign':
      order.assignee = change.to;
      break;
    case 'use-part': {
      const known = order.parts.find(({ part }) => part === change.part);
      if (known) known.count += change.count;
      else order.parts.push({ part: change.part, count: change.count });
      break;
    }
    case 'spend-time':
      order.minutes += change.minutes;
      break;
    case 'judge-cause':
      order.judged = { right: change.right, found: change.found ?? null, by };
      break;
    case 'close':
      order.state = 'closed';
      order.closedAt = at;
      break;
    case 'reopen':
      order.state = 'open';
      order.closedAt = null;
      break;
    case 'comment':
    case 'answer-step':
    case 'photo':
      break;
  }
}
