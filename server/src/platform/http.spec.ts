import { describe, expect, test } from '@jest/globals';
import { BadRequestException, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import { pino } from 'pino';
import { z } from 'zod';
import { ErrorFilter } from './error.filter.ts';
import { ZodPipe } from './zod.pipe.ts';

/** What the filter answers, and what it writes to the log. */
function answerTo(error: unknown, headersSent = false) {
  const log: string[] = [];
  const answer: { status?: number; body?: unknown } = {};
  const response = {
    headersSent,
    status: (status: number) => {
      answer.status = status;
      return { json: (body: unknown) => (answer.body = body) };
    },
  };
  const host = { switchToHttp: () => ({ getResponse: () => response }) } as unknown as ArgumentsHost;
  new ErrorFilter(pino({ level: 'info' }, { write: (line: string) => void log.push(line) })).catch(
    error,
    host,
  );
  return { ...answer, log: log.join('') };
}

describe('zod pipe', () => {
  const pipe = new ZodPipe(z.object({ from: z.number(), to: z.number().default(9) }));

  test('gives what the schema makes of the argument', () => {
    expect(pipe.transform({ from: 1, other: 2 })).toEqual({ from: 1, to: 9 });
  });

  test('answers a bad argument with every problem of it', () => {
    let thrown: unknown;
    try {
      pipe.transform({ from: 'a', to: 'b' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(BadRequestException);
    expect((thrown as BadRequestException).getResponse()).toEqual({
      error: expect.stringMatching(/^from: .*; to: /),
      problems: [
        { field: 'from', message: expect.any(String) },
        { field: 'to', message: expect.any(String) },
      ],
    });
  });

  test('names no field when the argument as a whole is wrong', () => {
    expect(() => pipe.transform(undefined)).toThrow(BadRequestException);
  });
});

describe('error filter', () => {
  test('answers what was thrown on purpose with its status and words', () => {
    expect(answerTo(new NotFoundException('There is no finding "x".'))).toEqual({
      status: 404,
      body: { error: 'There is no finding "x".' },
      log: '',
    });
  });

  test('passes on the problems of a bad request', () => {
    const body = { error: 'from: no', problems: [{ field: 'from', message: 'no' }] };
    expect(answerTo(new BadRequestException(body))).toEqual({ status: 400, body, log: '' });
  });

  test('answers what the body parser refuses as the mistake of the client', () => {
    const tooLarge = Object.assign(new Error('request entity too large'), { status: 413, expose: true });
    expect(answerTo(tooLarge)).toEqual({ status: 413, body: { error: 'request entity too large' }, log: '' });
  });

  test('keeps the inside of a failure out of the answer and in the log', () => {
    const { status, body, log } = answerTo(new Error('password in the connection string'));
    expect(status).toBe(500);
    expect(body).toEqual({
      error: 'The server could not answer; its log says why.',
      words: { text: 'server-failed', values: {} },
    });
    expect(log).toContain('password in the connection string');
    expect(answerTo('thrown text').status).toBe(500);
    expect(answerTo(undefined).status).toBe(500);
  });

  test('leaves an answer alone that has begun', () => {
    expect(answerTo(new Error('late'), true)).toEqual({ log: '' });
  });
});
