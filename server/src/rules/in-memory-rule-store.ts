import type { RuleSwitch, RuleVersion } from '@linetwin/contracts';
import { RuleStore, type LiveRule, type RuleRecord } from './rule-store.port.ts';

interface Kept {
  versions: RuleVersion[];
  switches: RuleSwitch[];
  live: number | null;
  retired: boolean;
}

/** Rule store for tests that need no data base. */
export class InMemoryRuleStore extends RuleStore {
  private readonly rules = new Map<string, Kept>();

  async create(id: string, first: RuleVersion): Promise<void> {
    this.rules.set(id, { versions: [structuredClone(first)], switches: [], live: null, retired: false });
  }

  async addVersion(id: string, version: RuleVersion, basedOn: number): Promise<boolean> {
    const rule = this.rules.get(id);
    if (!rule || rule.retired || rule.versions.length !== basedOn) return false;
    rule.versions.push(structuredClone({ ...version, version: basedOn + 1 }));
    return true;
  }

  async switchTo(id: string, change: RuleSwitch): Promise<boolean> {
    const rule = this.rules.get(id);
    if (!rule || rule.retired) return false;
    if (change.to === 'live' && !rule.versions.some(({ version }) => version === change.version))
      return false;
    rule.live = change.to === 'live' ? change.version : null;
    rule.retired = change.to === 'retired';
    rule.switches.push({ ...change });
    return true;
  }

  async list(limit: number): Promise<RuleRecord[]> {
    return [...this.rules.keys()]
      .map((id) => this.recordOf(id)!)
      .sort(
        (a, b) =>
          Number(a.retired) - Number(b.retired) || b.newest.at - a.newest.at || (a.id < b.id ? -1 : 1),
      )
      .slice(0, limit);
  }

  async read(id: string): Promise<RuleRecord | undefined> {
    return this.recordOf(id);
  }

  async versions(id: string): Promise<RuleVersion[]> {
    return structuredClone(this.rules.get(id)?.versions ?? []).reverse();
  }

  async switches(id: string): Promise<RuleSwitch[]> {
    return structuredClone(this.rules.get(id)?.switches ?? []).reverse();
  }

  async live(): Promise<LiveRule[]> {
    return [...this.rules]
      .flatMap(([id, { live, versions }]) => {
        const version = versions.find((one) => one.version === live);
        return version ? [{ id, version: structuredClone(version) }] : [];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private recordOf(id: string): RuleRecord | undefined {
    const rule = this.rules.get(id);
    if (!rule) return undefined;
    const { live, retired, versions } = rule;
    return { id, live, retired, newest: structuredClone(versions.at(-1)!) };
  }
}
