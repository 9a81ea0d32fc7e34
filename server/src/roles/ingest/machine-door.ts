import { commandTopicOf, type CommandMessage } from '@linetwin/contracts';
import { lineOf, linePath, type ModelIndex } from '@linetwin/model';
import { BrokerClients } from '../../ingest/mqtt/broker-clients.ts';
import { EmbeddedBroker } from '../../ingest/mqtt/embedded-broker.ts';
import type { Intake } from '../../ingest/intake.ts';
import type { Rejects } from '../../ingest/rejects.ts';
import type { Sources } from '../../ingest/sources.ts';
import type { Part } from '../../platform/lifecycle.ts';
import type { LineKeeper } from '../../cluster/line-keeper.ts';
import type { PlantParts } from '../plant-parts.ts';

/** Where machines speak by MQTT: at the broker in this server, or at brokers elsewhere that it is a client of. */
export class MachineDoor {
  /** Port of the embedded broker once started; `undefined` with a broker elsewhere. */
  mqttPort: number | undefined;
  /** Told of each line whose session at a broker elsewhere ended by itself. */
  onSessionLost: (line: string) => void = () => undefined;
  readonly isElsewhere: boolean;
  private readonly index: ModelIndex;
  private readonly address: { host: string; port: number };
  private readonly broker: EmbeddedBroker;
  private readonly clients: BrokerClients;

  constructor(plant: PlantParts, parts: { intake: Intake; rejects: Rejects; sources: Sources }) {
    const { settings, logger } = plant;
    const { intake, rejects, sources } = parts;
    this.index = plant.index;
    this.address = { host: settings.host, port: settings.mqtt.port };
    this.isElsewhere = settings.mqtt.brokers.length > 0;
    this.broker = new EmbeddedBroker({ intake, gate: plant.access.gate, rejects, sources, logger });
    this.clients = new BrokerClients({
      ...settings.mqtt,
      taker: intake,
      logger,
      onLost: (path) => this.onSessionLost(lineOf(path)),
    });
  }

  /** Connections that are open; how many there should be is known where the server makes them itself. */
  connections(): { open: number; wanted: number | undefined } {
    return this.isElsewhere ? this.clients.connections() : { open: this.broker.clients, wanted: undefined };
  }

  /** Whether what a line's machines say cannot be heard now, because no session at a broker elsewhere stands. */
  isDeaf(line: string): boolean {
    return this.isElsewhere && !this.clients.isHeard(this.pathOf(line));
  }

  send(equipment: string, message: CommandMessage): void {
    const topic = commandTopicOf(equipment);
    const payload = Buffer.from(JSON.stringify(message));
    if (this.isElsewhere) this.clients.publish(this.pathOf(lineOf(equipment)), topic, payload);
    else this.broker.publish(topic, payload);
  }

  /** A session for each line that is owned, at brokers elsewhere. */
  keepers(): LineKeeper[] {
    if (!this.isElsewhere) return [];
    return [
      {
        name: 'MQTT sessions',
        takeLine: (line) => this.clients.takeLine(this.pathOf(line)),
        dropLine: (line) => this.clients.dropLine(this.pathOf(line)),
      },
    ];
  }

  /** To be started when the lines are taken: with the broker in the server, machines may speak from here on. */
  parts(): Part[] {
    if (this.isElsewhere) return [];
    return [
      {
        name: 'MQTT broker',
        start: async () => {
          this.mqttPort = await this.broker.start(this.address.host, this.address.port);
        },
        stop: () => this.broker.stop(),
      },
    ];
  }

  private pathOf(id: string): string {
    const { site, lines } = this.index.model;
    return linePath(site.id, lines.find((line) => line.id === id)!.area, id);
  }
}
