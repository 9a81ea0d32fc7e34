import type { Equipment } from '@linetwin/model';

/** Lower case, full-width letters and digits narrowed, spaces and dashes dropped: "Ｂ11 or1" finds B11-OR1. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_]+/g, '');
}

/** All that a machine is found by. */
export function machineWords({ id, name, kind, kindName }: Equipment): string[] {
  return [id, name.zh, name.en, kind, ...(kindName ? [kindName.zh, kindName.en] : [])];
}

/**
 * Machines whose id, Chinese or English name or kind holds every word of the query. Whose id starts with the
 * query comes first, then in plant order. An empty query finds all.
 */
export function searchMachines(machines: readonly Equipment[], query: string): Equipment[] {
  const words = query.trim().split(/\s+/).map(foldForSearch).filter(Boolean);
  if (words.length === 0) return [...machines];
  const whole = foldForSearch(query);
  const rank = (machine: Equipment): number => {
    const id = foldForSearch(machine.id);
    if (id === whole) return 0;
    if (id.startsWith(whole)) return 1;
    if (id.includes(whole)) return 2;
    const text = machineWords(machine).map(foldForSearch).join('\n');
    return words.every((word) => text.includes(word)) || text.includes(whole) ? 3 : -1;
  };
  return machines
    .map((machine, order) => ({ machine, order, rank: rank(machine) }))
    .filter((hit) => hit.rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map((hit) => hit.machine);
}
