import { mkdir } from 'node:fs/promises';
import type { PlantModel } from '@linetwin/model';
import type { Logger } from 'pino';
import type { NewEntry } from '../access/audit/audit-trail.ts';
import { LocalLineRequests } from '../cluster/local-line-requests.ts';
import { SoleOwner } from '../cluster/sole-owner.ts';
import { Lifecycle, type Part } from '../platform/lifecycle.ts';
import { ApiRole } from './api-role.ts';
import { ClusterParts } from './cluster-parts.ts';
import { IngestRole } from './ingest/ingest-role.ts';
import { createPlantParts, storesOf, type PlantParts, type ServerSettings } from './plant-parts.ts';
import { statusOf } from './status.ts';

export interface PlantServerAddresses {
  /** Address of the pages; empty without the role api. */
  http: string;
  /** Port of the embedded broker; `undefined` with a broker elsewhere. */
  mqttPort: number | undefined;
  /** Identity of this run of the process. */
  run: string;
}

/** One server process: the roles api and ingest, alone at its plant or one of several. */
export class PlantServer {
  private readonly settings: ServerSettings;
  private readonly model: PlantModel;
  private readonly logger: Logger;
  private readonly version: string;
  private readonly lifecycle: Lifecycle;
  private plant: PlantParts | undefined;
  private ingest: IngestRole | undefined;

  constructor(settings: ServerSettings, model: PlantModel, logger: Logger, version: string) {
    this.settings = settings;
    this.model = model;
    this.logger = logger;
    this.version = version;
    this.lifecycle = new Lifecycle(logger);
  }

  async start(): Promise<PlantServerAddresses> {
    const { settings, logger } = this;
    const plant = createPlantParts(settings, this.model, logger, this.version);
    this.plant = plant;
    await mkdir(plant.folder('history'), { recursive: true });
    const clustered = settings.clustered;
    const ingest = settings.roles.includes('ingest') ? new IngestRole(plant, clustered) : undefined;
    this.ingest = ingest;
    const keepers = ingest?.keepers(clustered) ?? [];
    const cluster = clustered ? new ClusterParts(plant, settings.redisUrl!, keepers) : undefined;
    if (ingest && cluster) ingest.door.onSessionLost = (line) => cluster.owner.lostSession(line);
    const ownership =
      cluster?.owner ?? new SoleOwner({ lines: this.model.lines.map(({ id }) => id), keepers, logger });
    const requests = cluster?.requests ?? new LocalLineRequests((line) => ownership.owns(line));
    const ownFigures = () => ({
      process: { ...plant.note(), lines: ownership.owned() },
      ...plant.figures.report(),
    });
    requests.handle('ReadFigures', async () => ownFigures());
    ingest?.answer(requests);
    const api = settings.roles.includes('api')
      ? new ApiRole(plant, {
          ingest,
          ownership,
          requests,
          ownFigures,
          processes: async () =>
            cluster ? cluster.processes() : [{ ...plant.note(), lines: ownership.owned() }],
        })
      : undefined;

    const lines: Part = { name: 'lines', start: () => ownership.start(), stop: () => ownership.stop() };
    await this.lifecycle.start([
      ...storesOf(plant),
      ...(ingest?.parts() ?? []),
      // Before machines may speak and others may ask: what is full must be known to be.
      { name: 'disk', start: () => plant.disk.start(), stop: () => plant.disk.stop() },
      // Alone, a server has its lines with all that stands before anyone looks; of several, each takes them one by one.
      ...(cluster ? [] : [lines]),
      ...(api?.parts() ?? []),
      ...(cluster
        ? [
            ...cluster.parts(async () => {
              await ingest?.catchUp();
              await api?.catchUp();
            }),
            lines,
          ]
        : []),
      ...(ingest?.door.parts() ?? []),
      { name: 'figures', start: () => plant.figures.start(), stop: () => plant.figures.stop() },
      ...statusOf(plant),
    ]);
    return { http: api?.http ?? '', mqttPort: ingest?.door.mqttPort, run: plant.run };
  }

  /** Keeps history as it is until the function that this resolves to is called. */
  async holdHistory(): Promise<() => void> {
    return (await this.ingest?.holdHistory()) ?? (() => undefined);
  }

  /** Puts on record what was done on this machine, beside the pages. */
  async record(entry: NewEntry): Promise<void> {
    await this.plant?.access.trail.record(entry);
  }

  async stop(): Promise<void> {
    if (this.plant) this.plant.health.running = false;
    await this.lifecycle.stop();
  }
}
