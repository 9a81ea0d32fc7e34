import { recipeName, type SeamReference } from '@linetwin/condition';
import { toldOf, VerdictStore, type KeptVerdict, type ToldVerdict } from './verdict-store.port.ts';

/** Verdict store for tests that need no data base. */
export class InMemoryVerdictStore extends VerdictStore {
  private verdicts: KeptVerdict[] = [];
  private readonly learned: { equipment: string; reference: SeamReference }[] = [];

  async keep(verdicts: readonly KeptVerdict[]): Promise<void> {
    for (const one of structuredClone(verdicts) as KeptVerdict[]) {
      if (!this.find(one.equipment, one.endedAt)) this.verdicts.push(one);
      if (one.reference) this.learn(one.equipment, one.reference);
    }
  }

  async read(equipment: string, endedAt: number) {
    const found = this.find(equipment, endedAt);
    return found && { verdict: found.verdict, evidence: found.evidence };
  }

  async summaries(endedAt: readonly number[]): Promise<ToldVerdict[]> {
    return this.verdicts
      .filter((one) => endedAt.includes(one.endedAt))
      .map(({ equipment, endedAt: at, verdict }) => ({ equipment, endedAt: at, verdict: toldOf(verdict) }));
  }

  async references(machine: string): Promise<SeamReference[]> {
    const newest = new Map<string, SeamReference>();
    for (const { equipment, reference } of this.learned) {
      const name = recipeName(reference.recipe);
      const known = newest.get(name);
      if (equipment === machine && !(known && known.version > reference.version)) newest.set(name, reference);
    }
    return [...newest.values()];
  }

  async reference(machine: string, recipe: string, version: number): Promise<SeamReference | undefined> {
    return this.learned.find(
      ({ equipment, reference }) =>
        equipment === machine && recipeName(reference.recipe) === recipe && reference.version === version,
    )?.reference;
  }

  async forgetBefore(endedAt: number): Promise<void> {
    this.verdicts = this.verdicts.filter((one) => one.endedAt >= endedAt);
  }

  private learn(machine: string, reference: SeamReference): void {
    const known = this.learned.find(
      (one) =>
        one.equipment === machine &&
        recipeName(one.reference.recipe) === recipeName(reference.recipe) &&
        one.reference.version === reference.version,
    );
    if (!known) this.learned.push({ equipment: machine, reference });
    else if (reference.seams.length > known.reference.seams.length) known.reference = reference;
  }

  private find(machine: string, end: number): KeptVerdict | undefined {
    return this.verdicts.find(({ equipment, endedAt }) => equipment === machine && endedAt === end);
  }
}
