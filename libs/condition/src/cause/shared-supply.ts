import type { Medium } from '@linetwin/model';
import type { PlantRelations } from './plant-relations.ts';
import type { Symptom } from './symptom.ts';

/** A supplier of which nothing is known but that several of its users lack what it gives. */
export interface SharedSupply {
  supplier: string;
  medium: Medium;
  lacking: Symptom[];
}

/** Users that lack the same at the same time, within this. */
const TOGETHER_MS = 600_000;

/** Suppliers whose medium a symptom shows the lack of. */
export function suppliersShown(
  relations: PlantRelations,
  { equipment, signal }: Symptom,
): { supplier: string; medium: Medium }[] {
  if (signal === undefined) return [];
  return relations
    .suppliersOf(equipment)
    .filter(({ shownBy }) => shownBy.has(signal))
    .map(({ from: supplier, medium }) => ({ supplier, medium }));
}

/** Whether two machines show the lack of the same medium of the same supplier at about the same time. */
export function shareSupply(relations: PlantRelations, a: Symptom, b: Symptom): boolean {
  if (a.equipment === b.equipment || Math.abs(a.at - b.at) > TOGETHER_MS) return false;
  if (a.findingClass === 'sensor' || b.findingClass === 'sensor') return false;
  const ofA = suppliersShown(relations, a);
  return suppliersShown(relations, b).some(({ supplier }) => ofA.some((one) => one.supplier === supplier));
}

/** Suppliers that show nothing themselves while at least two of their users lack what they give. */
export function silentSuppliers(relations: PlantRelations, symptoms: readonly Symptom[]): SharedSupply[] {
  const found = new Map<string, SharedSupply>();
  for (const symptom of symptoms) {
    if (symptom.findingClass === 'sensor') continue;
    for (const { supplier, medium } of suppliersShown(relations, symptom)) {
      const known = found.get(supplier) ?? { supplier, medium, lacking: [] };
      known.lacking.push(symptom);
      found.set(supplier, known);
    }
  }
  return [...found.values()].filter(
    ({ supplier, lacking }) =>
      new Set(lacking.map(({ equipment }) => equipment)).size > 1 &&
      !symptoms.some(({ equipment, findingClass }) => equipment === supplier && findingClass !== 'sensor'),
  );
}
