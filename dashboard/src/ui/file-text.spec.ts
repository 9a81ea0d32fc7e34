import { describe, expect, test } from '@jest/globals';
import { fileText } from './file-text.ts';

/** 时间,电量 in GB 18030. */
const GBK = [0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xb5, 0xe7, 0xc1, 0xbf];
const TEXT = '时间,电量';

const read = (bytes: Iterable<number>) => fileText(new Blob([new Uint8Array([...bytes])]));

describe('the text of a file', () => {
  test('is read as Excel on a Chinese computer writes it', async () => {
    expect(await read(GBK)).toBe(TEXT);
  });

  test('is read as UTF-8 with or without its mark', async () => {
    const utf8 = new TextEncoder().encode(TEXT);
    expect(await read(utf8)).toBe(TEXT);
    expect(await read([0xef, 0xbb, 0xbf, ...utf8])).toBe(TEXT);
  });

  test('is read as UTF-16 when its mark says so', async () => {
    const littleEndian = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
    expect(await read(littleEndian)).toBe(TEXT);
    expect(await read(Buffer.from(littleEndian).swap16())).toBe(TEXT);
  });
});
