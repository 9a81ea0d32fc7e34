import { expect, test } from '@jest/globals';
import { BadRequestException } from '@nestjs/common';
import { LocalLineRequests } from '../cluster/local-line-requests.ts';
import { InMemorySavingStore } from './in-memory-saving-store.ts';
import { SavingsController } from './savings.controller.ts';
import { SavingsService } from './savings.service.ts';

test('a limit or a mode of a measure that a line has no machine for is a bad request, with its field named', async () => {
  const controller = new SavingsController(
    new SavingsService({
      lines: [{ id: 'l1', measures: new Set(['deep-standby']) }],
      store: new InMemorySavingStore(),
      requests: new LocalLineRequests(() => true),
      ratesOf: () => ({ floatingYuanPerKwh: null, fixedYuanPerKwh: null, kgPerKwh: null }),
    }),
  );
  const refusalOf = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      (error: unknown) => error,
    );
  const limit = await refusalOf(controller.setLimit('l1', 'setbackK', { value: 50 }, () => undefined));
  expect(limit).toBeInstanceOf(BadRequestException);
  expect((limit as BadRequestException).getResponse()).toMatchObject({ problems: [{ field: 'limit' }] });
  const mode = await refusalOf(controller.setMode('l1', 'laser-standby', { mode: 'off' }, () => undefined));
  expect(mode).toBeInstanceOf(BadRequestException);
  expect((mode as BadRequestException).getResponse()).toMatchObject({ problems: [{ field: 'measure' }] });
});
