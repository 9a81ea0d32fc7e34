import { appendSample, createSampleBatch, type ProcessNote } from '@linetwin/contracts';
import { CatchUp } from '../cluster/catch-up.ts';
import { EventMirror } from '../cluster/event-mirror.ts';
import type { LineKeeper } from '../cluster/line-keeper.ts';
import { LeasedOwner } from '../cluster/leased-owner.ts';
import { OwnedLinesFile } from '../cluster/owned-lines-file.ts';
import { RedisLeaseStore } from '../cluster/redis-lease-store.ts';
import { RedisPlantChannel } from '../cluster/redis-plant-channel.ts';
import { RemoteLineRequests } from '../cluster/remote-line-requests.ts';
import type { Part } from '../platform/lifecycle.ts';
import type { PlantParts } from './plant-parts.ts';

/** What makes one of several server processes of a plant: leases, news, requests. */
export class ClusterParts {
  readonly requests: RemoteLineRequests;
  readonly owner: LeasedOwner;
  private readonly plant: PlantParts;
  private readonly channel: RedisPlantChannel;
  private readonly leases: RedisLeaseStore;
  private readonly mirror: EventMirror;
  private readonly catchUp: CatchUp;
  private catchUpRecords: () => Promise<void> = async () => undefined;

  /** @param keepers what is done for each owned line; none when this process owns no lines */
  constructor(plant: PlantParts, redisUrl: string, keepers: LineKeeper[]) {
    this.plant = plant;
    const { logger, events, twin, settings, index, health } = plant;
    const onProblem = (error: Error) => logger.debug({ error: error.message }, 'Redis');
    this.channel = new RedisPlantChannel(redisUrl, onProblem);
    this.leases = new RedisLeaseStore(redisUrl, onProblem);
    this.owner = new LeasedOwner({
      lines: settings.roles.includes('ingest') ? index.model.lines.map(({ id }) => id) : [],
      keepers,
      leases: this.leases,
      lastOwned: new OwnedLinesFile(plant.folder('owned-lines.json')),
      note: plant.note,
      logger,
    });
    this.requests = new RemoteLineRequests({
      owns: (line) => this.owner.owns(line),
      channel: this.channel,
    });
    this.mirror = new EventMirror({
      channel: this.channel,
      events,
      twin,
      logger,
      hears: settings.roles.includes('api'),
    });
    this.catchUp = new CatchUp(
      () => this.lookIntoStores(),
      (error) => logger.debug({ error: error.message }, 'what was missed cannot be read yet'),
    );
    health.add('servers', async () => {
      if (this.channel.problem) return { ok: false, detail: this.channel.problem };
      const processes = await this.leases.processes();
      const owned = new Set(processes.flatMap(({ lines }) => lines));
      const wanting = index.model.lines.filter(({ id }) => !owned.has(id)).map(({ id }) => id);
      if (wanting.length > 0) return { ok: false, detail: `nobody looks after ${wanting.join(', ')}` };
      const count = processes.length;
      return { ok: true, detail: `${count} processes`, words: { text: 'servers', values: { count } } };
    });
  }

  processes(): Promise<ProcessNote[]> {
    return this.leases.processes();
  }

  /** To be started after the stores and before whoever tells or hears news. @param catchUpRecords reads what was missed of them */
  parts(catchUpRecords: () => Promise<void>): Part[] {
    this.catchUpRecords = catchUpRecords;
    return [
      { name: 'leases', start: () => this.leases.start(), stop: () => this.leases.stop() },
      {
        name: 'news',
        start: async () => {
          this.mirror.start();
          this.requests.start();
          this.channel.onGap(() => this.catchUp.missedSome());
          this.owner.onLeft(() => this.catchUp.missedSome());
          this.catchUp.start();
          await this.channel.start();
        },
        stop: async () => {
          this.catchUp.stop();
          this.requests.stop();
          this.mirror.stop();
          await this.channel.stop();
        },
      },
    ];
  }

  /** Records and values apart: an alarm does not wait for a slow history. */
  private async lookIntoStores(): Promise<void> {
    const shows = this.plant.settings.roles.includes('api');
    const looks = await Promise.allSettled([this.catchUpRecords(), shows && this.catchUpValues()]);
    for (const one of looks) if (one.status === 'rejected') throw one.reason;
  }

  private async catchUpValues(): Promise<void> {
    const { history, index } = this.plant;
    const batch = createSampleBatch(index.model.signals.length);
    for (const { address, time, value, quality } of await history.latest()) {
      const signal = index.signal(address);
      if (signal) appendSample(batch, signal.index, time, value, quality);
    }
    this.mirror.catchUp(batch);
  }
}
