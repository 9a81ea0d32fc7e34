import type { Command } from '@linetwin/contracts';
import { CommandStore, STAGE, STANDING_STATES, type CommandRange } from './command-store.port.ts';

/** Command store for tests that need no data base. */
export class InMemoryCommandStore extends CommandStore {
  private readonly commands = new Map<string, Command>();
  private readonly backs = new Set<string>();

  async keep(command: Command): Promise<void> {
    const known = this.commands.get(command.id);
    if (!known || STAGE[command.state] > STAGE[known.state])
      this.commands.set(command.id, structuredClone(command));
  }

  async list({ line, equipment, standing, limit }: CommandRange): Promise<Command[]> {
    return [...this.commands.values()]
      .filter((one) => line === undefined || one.line === line)
      .filter((one) => equipment === undefined || one.equipment === equipment)
      .filter(({ state }) => standing === undefined || STANDING_STATES.includes(state) === standing)
      .sort((a, b) => b.givenAt - a.givenAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map((one) => structuredClone(one));
  }

  async read(id: string): Promise<Command | undefined> {
    const command = this.commands.get(id);
    return command && structuredClone(command);
  }

  async takeBack(id: string): Promise<void> {
    if (this.commands.has(id)) this.backs.add(id);
  }

  async takenBack(line: string): Promise<ReadonlySet<string>> {
    const standing = await this.list({ line, standing: true, limit: Infinity });
    return new Set(standing.map(({ id }) => id).filter((id) => this.backs.has(id)));
  }
}
