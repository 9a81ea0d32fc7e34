import type { HealthAnswer, HealthPart } from '@linetwin/contracts';
import { within } from './within.ts';

export type HealthCheck = () => Promise<HealthPart> | HealthPart;

const CHECK_MS = 2000;

/** What each part says of itself. */
export class HealthService {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly needed = new Set<string>();
  private isRunning = false;
  private readonly run: string;
  private readonly version: string;

  constructor(run: string, version: string) {
    this.run = run;
    this.version = version;
  }

  /** @param needed whether this process cannot do its work without the part; without others it does it later or worse */
  add(part: string, check: HealthCheck, { needed = false } = {}): void {
    this.checks.set(part, check);
    if (needed) this.needed.add(part);
  }

  /** Whether all parts are started and none is being stopped. */
  set running(running: boolean) {
    this.isRunning = running;
  }

  /** Whether work should be sent here: it runs, and what it needs is well. With every part by name. */
  async readiness(): Promise<{ ready: boolean; parts: HealthAnswer['parts'] }> {
    const { parts } = await this.report();
    const well = [...this.needed].every((part) => parts[part].ok);
    return { ready: this.isRunning && well, parts };
  }

  async report(): Promise<HealthAnswer> {
    const parts: HealthAnswer['parts'] = {};
    for (const [part, check] of this.checks) {
      try {
        // One that does not answer keeps nobody from hearing of the others.
        parts[part] = await within(CHECK_MS, Promise.resolve(check()));
      } catch (error) {
        parts[part] = { ok: false, detail: (error as Error).message };
      }
    }
    const ok = Object.values(parts).every((part) => part.ok);
    return {
      status: ok ? 'ok' : 'degraded',
      version: this.version,
      run: this.run,
      uptimeS: Math.round(process.uptime()),
      parts,
    };
  }
}
