import { commandAnswerSchema, MAX_COMMAND_BYTES } from '@linetwin/contracts';
import type { EquipmentAddress } from '@linetwin/model';
import type { EventBus } from '../events.ts';
import type { Twin } from '../twin/twin.ts';
import type { Rejects } from './rejects.ts';

/** What machines say to commands: told to whoever gave them. Nothing is kept here, a command keeps its own record. */
export class AnswerIntake {
  private readonly twin: Twin;
  private readonly events: EventBus;
  private readonly rejects: Rejects;

  constructor(parts: { twin: Twin; events: EventBus; rejects: Rejects }) {
    this.twin = parts.twin;
    this.events = parts.events;
    this.rejects = parts.rejects;
  }

  take(topic: string, equipment: string, payload: Uint8Array): void {
    if (!this.twin.index.equipment(equipment))
      return this.rejects.reject('unknown-equipment', topic, 'no such machine in the plant files');
    if (payload.length > MAX_COMMAND_BYTES)
      return this.rejects.reject('oversized', topic, `${payload.length} bytes, at most ${MAX_COMMAND_BYTES}`);
    let content: unknown;
    try {
      content = JSON.parse(Buffer.from(payload).toString('utf8'));
    } catch {
      return this.rejects.reject('malformed', topic, 'not JSON');
    }
    const answer = commandAnswerSchema.safeParse(content);
    if (!answer.success)
      return this.rejects.reject('malformed', topic, answer.error.issues[0]?.message ?? 'no answer');
    this.events.emit('CommandAnswered', { equipment: equipment as EquipmentAddress, answer: answer.data });
  }
}
