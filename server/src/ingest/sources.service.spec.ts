import { expect, describe, test } from '@jest/globals';
import type { SourceReport } from '@linetwin/contracts';
import { FakeClock } from '@linetwin/testing';
import { LineRequests, NoOwnerError, RefusedByOwnerError } from '../cluster/line-requests.port.ts';
import { SourcesService } from './sources.service.ts';

const report = (source: string, rest: Partial<SourceReport> = {}): SourceReport => ({
  source,
  kind: 'client',
  connected: true,
  lines: ['one'],
  machines: 3,
  lastMessageAt: 1000,
  messagesPerS: 2,
  skewMs: 10,
  flagged: false,
  lateValues: 5,
  ...rest,
});

/** Owners that answer as they are told, by line. */
class Owners extends LineRequests {
  asked = 0;
  private readonly answers: Record<string, { owner: string; sources: SourceReport[] } | Error>;

  constructor(answers: Owners['answers']) {
    super();
    this.answers = answers;
  }

  handle(): void {}

  async ask(line: string): Promise<never> {
    this.asked++;
    const answer = this.answers[line];
    if (answer instanceof Error) throw answer;
    return answer as never;
  }
}

const serviceOver = (answers: ConstructorParameters<typeof Owners>[0], clock = new FakeClock()) => {
  const requests = new Owners(answers);
  const lines = Object.keys(answers);
  return { requests, service: new SourcesService({ lines, requests, flaggedFromMs: 5000, now: clock.now }) };
};

describe('the senders of a plant', () => {
  test('are those of all its lines, by name, each once where one process looks after several', async () => {
    const shared = report('b', { lines: ['one', 'two'] });
    const { service } = serviceOver({
      one: { owner: 'p', sources: [shared, report('a')] },
      two: { owner: 'p', sources: [shared] },
    });
    expect(await service.list()).toEqual({ flaggedFromMs: 5000, sources: [report('a'), shared] });
  });

  test('are added up where different processes hear one of them', async () => {
    const { service } = serviceOver({
      one: { owner: 'p', sources: [report('a')] },
      two: {
        owner: 'q',
        sources: [report('a', { lines: ['two'], lastMessageAt: 2000, skewMs: 9000, flagged: true })],
      },
    });
    expect((await service.list()).sources).toEqual([
      {
        ...report('a'),
        lines: ['one', 'two'],
        machines: 6,
        messagesPerS: 4,
        lateValues: 10,
        lastMessageAt: 2000,
        skewMs: 9000,
        flagged: true,
      },
    ]);
  });

  test('are told also while nobody looks after one of the lines', async () => {
    const { service } = serviceOver({
      one: { owner: 'p', sources: [report('a')] },
      two: new NoOwnerError('nobody'),
    });
    expect((await service.list()).sources).toEqual([report('a')]);
  });

  test('are asked for once a second however many ask, and anew after a failure', async () => {
    const clock = new FakeClock();
    const good = serviceOver({ one: { owner: 'p', sources: [] } }, clock);
    await Promise.all([good.service.list(), good.service.list()]);
    expect(good.requests.asked).toBe(1);
    clock.advance(1000);
    await good.service.list();
    expect(good.requests.asked).toBe(2);
    const bad = serviceOver({ one: new RefusedByOwnerError('Error', 'broken') }, clock);
    await expect(bad.service.list()).rejects.toThrow('broken');
    await expect(bad.service.list()).rejects.toThrow('broken');
    expect(bad.requests.asked).toBe(2);
  });
});
