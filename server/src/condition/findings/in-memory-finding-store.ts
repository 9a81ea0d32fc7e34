import type { Finding, FindingDetail, FindingPage, FindingSearch } from '@linetwin/contracts';
import type { FindingChange } from './finding-fold.ts';
import { FindingStore, type Assessment } from './finding-store.port.ts';

const KEPT_ASSESSMENTS = 5;

interface Kept {
  assessment: Assessment;
  /** Finding that this assessment is evidence of. */
  finding: string | null;
}

/** Findings for tests that need no data base: keeps every promise but survival. */
export class InMemoryFindingStore extends FindingStore {
  private readonly events: { at: number; finding: Finding }[] = [];
  private readonly recorded = new Set<string>();
  private kept: Kept[] = [];
  private readonly windows = new Map<string, Uint8Array>();

  async record(
    assessment: Assessment,
    fold: (before: readonly Finding[], open: Finding | undefined) => FindingChange[],
  ): Promise<FindingChange[]> {
    if (this.recorded.has(assessment.id)) return [];
    const before = this.newestFirst(({ component }) => component === assessment.component).slice(
      0,
      KEPT_ASSESSMENTS,
    );
    const open = [...this.newestFindings().values()].find(
      (finding) => finding.status === 'open' && componentOf(finding) === assessment.component,
    );
    const changes = structuredClone(
      fold(
        before.map((one) => structuredClone(one.assessment.finding)),
        open && structuredClone(open),
      ),
    );
    this.recorded.add(assessment.id);
    for (const { finding } of changes) this.events.push({ at: assessment.finding.lastSeenAt, finding });
    const shown = changes.find(({ event }) => event !== 'NoLongerSeen')?.finding.id ?? null;
    const { window, ...word } = assessment;
    this.kept.push({ assessment: structuredClone(word), finding: shown });
    const opened = changes.find(({ event }) => event === 'Opened')?.finding.id;
    if (opened !== undefined && window) this.windows.set(opened, Uint8Array.from(window));
    this.prune(assessment.component, shown);
    return structuredClone(changes);
  }

  async open(): Promise<Finding[]> {
    return structuredClone(
      [...this.newestFindings().values()].filter(({ status }) => status === 'open').sort(newestFirst),
    );
  }

  async ofEquipment(equipment: string, limit: number): Promise<Finding[]> {
    const findings = [...this.newestFindings().values()].filter((finding) => finding.equipment === equipment);
    const open = new Set(findings.filter(({ status }) => status === 'open').map(componentOf));
    const words = new Map<string, Finding>();
    for (const { assessment } of this.newestFirst(({ finding }) => finding.equipment === equipment)) {
      const { component, finding } = assessment;
      if (!open.has(component) && !words.has(component)) words.set(component, finding);
    }
    return structuredClone([...findings, ...words.values()].sort(newestFirst).slice(0, limit));
  }

  async search({ limit, offset, ...wanted }: FindingSearch): Promise<FindingPage> {
    const { from = 0, to = Infinity, at, equipment, cause, grade, status, text } = wanted;
    const found = [...this.newestFindings(at).values()].filter(
      (finding) =>
        finding.lastSeenAt >= from &&
        finding.firstSeenAt <= to &&
        (equipment === undefined || finding.equipment === equipment) &&
        (cause === undefined || finding.verdict === cause) &&
        (grade === undefined || finding.grade === grade) &&
        (status === undefined || finding.status === status) &&
        (text === undefined || wordsOf(finding).includes(text.toLowerCase())),
    );
    const findings = found.sort((a, b) => newestFirst(a, b) || (a.id < b.id ? -1 : 1));
    return structuredClone({ total: found.length, findings: findings.slice(offset, offset + limit) });
  }

  async detail(id: string, at = Infinity): Promise<FindingDetail | undefined> {
    const finding = this.newestFindings(at).get(id);
    const known = this.newestFirst((one) => one.finding.lastSeenAt <= at);
    if (!finding) {
      const word = known.find(({ assessment }) => assessment.id === id)?.assessment;
      return word && structuredClone({ ...word.finding, diagnosis: word.diagnosis });
    }
    const evidence = known.filter((one) => one.finding === id);
    const proof = evidence.reduce<Kept | undefined>(
      (best, one) =>
        !best || one.assessment.finding.confidence > best.assessment.finding.confidence ? one : best,
      undefined,
    );
    return structuredClone({ ...finding, diagnosis: proof?.assessment.diagnosis ?? null });
  }

  async window(findingId: string): Promise<Uint8Array | undefined> {
    return this.windows.get(findingId)?.slice();
  }

  private prune(component: string, finding: string | null): void {
    const ofComponent = this.newestFirst((one) => one.component === component);
    const recent = new Set(ofComponent.slice(0, KEPT_ASSESSMENTS));
    const evidence = ofComponent.filter((one) => finding !== null && one.finding === finding);
    const between = new Set(evidence.slice(KEPT_ASSESSMENTS, -1));
    this.kept = this.kept.filter(
      (one) =>
        one.assessment.component !== component ||
        (!between.has(one) && (one.finding !== null || recent.has(one))),
    );
  }

  private newestFirst(fits: (assessment: Assessment) => boolean): Kept[] {
    return this.kept
      .filter(({ assessment }) => fits(assessment))
      .sort((a, b) => newestFirst(a.assessment.finding, b.assessment.finding));
  }

  private newestFindings(until = Infinity): Map<string, Finding> {
    return new Map(this.events.filter(({ at }) => at <= until).map(({ finding }) => [finding.id, finding]));
  }
}

function wordsOf({ equipment, summary, componentName, verdict }: Finding): string {
  const words = [equipment, summary.zh, summary.en, componentName.zh, componentName.en, verdict];
  return words.join(' ').toLowerCase();
}

function newestFirst(a: Finding, b: Finding): number {
  return b.lastSeenAt - a.lastSeenAt;
}

function componentOf(finding: Pick<Finding, 'equipment' | 'component'>): string {
  return `${finding.equipment}#${finding.component}`;
}
