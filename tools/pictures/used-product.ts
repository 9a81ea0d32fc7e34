import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Incident, RunScenario, RunSummary } from '@linetwin/contracts';
import { withFaultField } from '@linetwin/model/scenario';
import type { PlantModel } from '@linetwin/model';
import type { APIRequestContext } from 'playwright-core';
import { forkServer, running, stopProcess } from '../../server/bench/processes.ts';

const ROOT = join(import.meta.dirname, '../..');
const PASSWORD = 'grinding wheels at dawn';
const HOUR_MS = 3_600_000;
/** How long the simulated run is, in virtual time, and how long it may take. */
const RUN_S = 1800;
const MOST_RUN_S = 300;

/** The product as `npm start` runs it, in a folder of its own: server with worker, and both simulated lines with the demo's faults. */
export class UsedProduct {
  readonly http: string;
  private readonly children: ChildProcess[];
  private readonly folder: string;
  private readonly firstPassword: string;

  private constructor(http: string, firstPassword: string, children: ChildProcess[], folder: string) {
    this.http = http;
    this.firstPassword = firstPassword;
    this.children = children;
    this.folder = folder;
  }

  static async start(): Promise<UsedProduct> {
    const folder = await mkdtemp(join(tmpdir(), 'linetwin-pictures-'));
    const child = forkServer({ LINETWIN_DATA: folder }, { silent: true });
    let said = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-10_000)));
    const { http, mqttPort } = await running(child);
    const [, firstPassword] = /with the password (\S+)/.exec(said) ?? [];
    const simulators = spawn(process.execPath, simulatorArguments(mqttPort), { cwd: ROOT, stdio: 'ignore' });
    return new UsedProduct(http, firstPassword, [simulators, child], folder);
  }

  /** Signs the first admin in, for good: the cookie stays with the context of the request. */
  async signIn(request: APIRequestContext): Promise<void> {
    await this.send(request, 'POST', '/api/session', { login: 'admin', password: this.firstPassword });
    await this.send(request, 'PUT', '/api/session/password', {
      before: this.firstPassword,
      after: PASSWORD,
    });
  }

  model(request: APIRequestContext): Promise<PlantModel> {
    return this.read(request, '/api/model');
  }

  incidents(request: APIRequestContext): Promise<Incident[]> {
    return this.read(request, '/api/incidents?state=open&limit=20');
  }

  /** What people do with the product, so that no page is photographed on its first day. */
  async use(request: APIRequestContext): Promise<void> {
    const dueAt = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 6 * HOUR_MS;
    const post = (path: string, data: unknown) => this.send(request, 'POST', path, data);
    await post('/api/users', { login: 'wang.fang', name: '王芳', role: 'engineer' });
    await post('/api/users', { login: 'zhang.wei', name: '张伟', role: 'operator' });
    const order = { id: 'A-2611', line: 'bearing-1', product: '6205-2RS', quantity: 2_400, dueAt };
    await post('/api/production/orders', order);
    await this.send(request, 'PATCH', '/api/production/orders/A-2611', { state: 'running' });
    await post('/api/rules', { definition: COOLANT_RULE, reason: '磨床烧伤前先报警' });
    await post('/api/plans', { lines: ['bearing-1'] });
    const scenario = await readFile(join(ROOT, 'simulators/scenarios/wheel-dull.yaml'), 'utf8');
    const beginAt = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 24 * HOUR_MS;
    await post('/api/runs', { scenario, lines: ['bearing-1'], seed: 7, beginAt, durationS: RUN_S });
  }

  /** The simulated run, once it is over. */
  async run(request: APIRequestContext): Promise<string> {
    for (let second = 0; second < MOST_RUN_S; second++) {
      const runs = await this.read<RunSummary[]>(request, '/api/runs');
      if (runs[0]?.state === 'done') return runs[0].id;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    throw new Error(`the run is not over after ${MOST_RUN_S} s`);
  }

  /** Another future of a run, in which its fault is mended half way, once it is over. */
  async branch(request: APIRequestContext, id: string): Promise<string> {
    const run = await this.read<RunSummary>(request, `/api/runs/${id}`);
    const { text } = await this.read<RunScenario>(request, `/api/runs/${id}/scenario`);
    const { lines, seed, beginAt, cycleS } = run;
    const at = beginAt + (RUN_S / 2) * 1000;
    await this.send(request, 'POST', '/api/runs', {
      scenario: withFaultField(text, 0, 'end', `${RUN_S / 2}s`),
      lines,
      seed,
      beginAt,
      durationS: RUN_S,
      cycleS,
      branchOf: { run: id, at },
    });
    return this.run(request);
  }

  /** The work on an incident, half done. */
  async workOn(request: APIRequestContext, incident: Incident): Promise<void> {
    const changes = [
      { change: 'assign', to: '张伟' },
      { change: 'comment', text: '已到现场，先查冷却液压力。' },
      { change: 'spend-time', minutes: 15 },
    ];
    for (const change of changes)
      await this.send(request, 'POST', `/api/work-orders/${encodeURIComponent(incident.id)}/changes`, change);
  }

  async stop(): Promise<void> {
    const [simulators, server] = this.children;
    simulators.kill('SIGINT');
    await stopProcess(server);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async read<T>(request: APIRequestContext, path: string): Promise<T> {
    const answer = await request.get(this.http + path);
    if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  private async send(
    request: APIRequestContext,
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    data: unknown,
  ): Promise<void> {
    const headers = { origin: this.http };
    const answer = await request.fetch(this.http + path, { method, data, headers });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  }
}

const COOLANT_RULE = {
  name: { zh: '磨削中冷却液不足', en: 'Little coolant while grinding' },
  expression: 'average("coolant_pressure", "10s") < 0.2 && value("wheel_power") > 3',
  scope: { of: 'kind', kind: 'raceway-grinder' },
  onDelayS: 10,
  offDelayS: 30,
  whileStates: ['Execute'],
  priority: 2,
  message: { zh: '冷却液压力低，有烧伤危险', en: 'Coolant pressure is low: risk of grinding burn' },
  action: { zh: '停止进给，检查过滤器', en: 'Stop feeding and check the filter' },
};

function simulatorArguments(mqttPort: number): string[] {
  const lines = ['bearing-1', 'weld-1'].flatMap((line) => ['--line', line]);
  const run = ['--conditions=@linetwin/source', 'simulators/src/main.ts', 'run', ...lines];
  return [
    ...run,
    '--mqtt',
    `mqtt://127.0.0.1:${mqttPort}`,
    '--scenario',
    'simulators/scenarios/demo.yaml',
    '--seed',
    '7',
  ];
}
