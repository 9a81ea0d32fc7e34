import type { HealthAnswer } from '@linetwin/contracts';

export type HealthCheck = () => Promise<{ ok: boolean; detail: string }> | { ok: boolean; detail: string };

/** What each part says of itself. */
export class HealthService {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly run: string;
  private readonly version: string;

  constructor(run: string, version: string) {
    this.run = run;
    this.version = version;
  }

  add(part: string, check: HealthCheck): void {
    this.checks.set(part, check);
  }

  async report(): Promise<HealthAnswer> {
    const parts: HealthAnswer['parts'] = {};
    for (const [part, check] of this.checks) {
      try {
        parts[part] = await check();
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
