import type { IncidentResponse } from '@linetwin/contracts';
import { awaitsAcknowledgement } from '@linetwin/model';
import type { AlarmsService } from '../alarms/alarms.service.ts';
import type { IncidentsService } from '../incidents/incidents.service.ts';

import type { NoticeStore } from './notice-store.port.ts';

/** There is no such incident. */
export class UnknownIncidentError extends Error {
  override name = 'UnknownIncidentError';
}

/** That a person takes an incident on: its alarms are acknowledged, and nobody further up is told. */
export class IncidentResponses {
  private readonly store: NoticeStore;
  private readonly alarms: Pick<AlarmsService, 'standing' | 'acknowledge'>;
  private readonly incidents: Pick<IncidentsService, 'read'>;

  constructor(parts: {
    store: NoticeStore;
    alarms: Pick<AlarmsService, 'standing' | 'acknowledge'>;
    incidents: Pick<IncidentsService, 'read'>;
  }) {
    this.store = parts.store;
    this.alarms = parts.alarms;
    this.incidents = parts.incidents;
  }

  /** @returns the response that holds, which is that of the first who asked. @throws UnknownIncidentError */
  async acknowledge(
    incident: string,
    by: string,
    via: IncidentResponse['via'],
    at = Date.now(),
  ): Promise<IncidentResponse> {
    const known = await this.incidents.read(incident);
    if (!known) throw new UnknownIncidentError(`There is no incident "${incident}".`);
    const response = await this.store.respond({ incident, at, by, via });
    await this.store.endEscalation(incident);
    await this.store.cancel(incident);
    const members = new Set(known.members.flatMap(({ id, newestId }) => [id, newestId]));
    for (const { id, state } of this.alarms.standing()) {
      if (!members.has(id) || !awaitsAcknowledgement(state)) continue;
      // One that changed meanwhile, or whose line has no owner just now, stays for its own page to acknowledge.
      await this.alarms.acknowledge(id, by).catch(() => undefined);
    }
    return response;
  }

  /** @param until only responses up to then, ms since 1970 UTC */
  async of(incidents: readonly string[], until = Infinity): Promise<IncidentResponse[]> {
    // Of an incident the first response holds for ever.
    return (await this.store.responses(incidents)).filter(({ at }) => at <= until);
  }
}
