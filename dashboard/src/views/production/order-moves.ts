import type { OrderChange, OrderProgress } from '@linetwin/contracts';

export type OrderMove = NonNullable<OrderChange['state']>;

/** What may become of an order, the usual next step first; nothing of one that has ended. */
export function movesOf({ state }: Pick<OrderProgress, 'state'>): readonly OrderMove[] {
  switch (state) {
    case 'planned':
      return ['running', 'cancelled'];
    case 'running':
      return ['done', 'cancelled'];
    default:
      return [];
  }
}
