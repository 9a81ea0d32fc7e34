import { Refusal } from '../platform/in-words.ts';
import {
  LineRequests,
  NoOwnerError,
  RefusedByOwnerError,
  type LineRequestHandler,
  type LineRequestMap,
  type LineRequestName,
} from './line-requests.port.ts';

/** Requests inside one process, for the lines that it owns. */
export class LocalLineRequests extends LineRequests {
  private readonly handlers = new Map<LineRequestName, LineRequestHandler<LineRequestName>>();
  private readonly owns: (line: string) => boolean;

  constructor(owns: (line: string) => boolean) {
    super();
    this.owns = owns;
  }

  handle<Name extends LineRequestName>(name: Name, handler: LineRequestHandler<Name>): void {
    this.handlers.set(name, handler as unknown as LineRequestHandler<LineRequestName>);
  }

  async ask<Name extends LineRequestName>(
    line: string,
    name: Name,
    payload: LineRequestMap[Name]['payload'],
  ): Promise<LineRequestMap[Name]['answer']> {
    const handler = this.handlers.get(name);
    if (!handler || !this.owns(line)) {
      throw new NoOwnerError(`No server looks after line "${line}" just now; try again in a few seconds.`);
    }
    try {
      return (await handler(payload)) as LineRequestMap[Name]['answer'];
    } catch (error) {
      const { name: kind, message } = error as Error;
      throw new RefusedByOwnerError(kind, message, error instanceof Refusal ? error.words : undefined);
    }
  }
}
