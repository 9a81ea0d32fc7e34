import { describe, expect, test } from '@jest/globals';
import { parseRedisUrl } from './redis.ts';

describe('an address of Redis', () => {
  test.each([
    ['redis://cache', { form: 'single', hosts: [{ host: 'cache' }], path: '', tls: false }],
    [
      'rediss://linetwin:a%40b@cache:6380/2',
      {
        form: 'single',
        hosts: [{ host: 'cache', port: 6380 }],
        username: 'linetwin',
        password: 'a@b',
        path: '2',
        tls: true,
      },
    ],
    [
      'redis+sentinel://:secret@s1:26379,s2/plant?tls',
      {
        form: 'sentinel',
        hosts: [{ host: 's1', port: 26379 }, { host: 's2' }],
        password: 'secret',
        path: 'plant',
        tls: true,
      },
    ],
    [
      'redis+cluster://n1:7000,[::1]:7001',
      {
        form: 'cluster',
        hosts: [
          { host: 'n1', port: 7000 },
          { host: '::1', port: 7001 },
        ],
        path: '',
        tls: false,
      },
    ],
  ])('%s is understood', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  test.each([
    ['redis+sentinel://s1,s2', 'no primary'],
    ['redis://one,two', 'several hosts'],
    ['http://cache', 'no address'],
  ])('%s is refused with what is wrong, and no secret is told', (url, message) => {
    expect(() => parseRedisUrl(url)).toThrow(message);
    expect(() => parseRedisUrl(url.replace('//', '//:topsecret@'))).not.toThrow('topsecret');
  });
});
