const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const ZERO = 48;

/**
 * Writes telemetry as JSON bytes into one growing buffer, without strings or objects on the way. This is the
 * hot loop of a run without a server: about a million values a second pass here.
 */
export class MessageWriter {
  bytes: Buffer;
  length = 0;

  constructor(capacity = 1 << 16) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for `more` bytes; call before a message, not before each value. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  /** Text of ASCII characters prepared as bytes. */
  ascii(text: Uint8Array): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text[i];
    this.length = at;
  }

  byte(code: number): void {
    this.bytes[this.length++] = code;
  }

  /**
   * A number with at most `decimals` digits after the point, exactly as `JSON.stringify` would write the rounded
   * number; `null` for what is not a number.
   */
  number(value: number, decimals: number): void {
    const scale = POWERS[decimals];
    let scaled = Math.round(value * scale);
    if (!(scaled < 9e15 && scaled > -9e15)) return this.text(Number.isFinite(value) ? String(value) : 'null');
    if (scaled < 0) {
      this.bytes[this.length++] = 45; // -
      scaled = -scaled;
    }
    if (decimals === 0) return this.integer(scaled);
    const whole = Math.floor(scaled / scale);
    this.integer(whole);
    let rest = scaled - whole * scale;
    if (rest === 0) return;
    this.bytes[this.length++] = 46; // .
    let digits = decimals;
    while (rest % 10 === 0) {
      rest /= 10;
      digits--;
    }
    let at = this.length + digits;
    this.length = at;
    while (digits-- > 0) {
      const next = Math.floor(rest / 10);
      this.bytes[--at] = ZERO + (rest - next * 10);
      rest = next;
    }
  }

  integer(value: number): void {
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits++;
    let at = this.length + digits;
    this.length = at;
    do {
      const next = Math.floor(value / 10);
      this.bytes[--at] = ZERO + (value - next * 10);
      value = next;
    } while (value > 0);
  }

  text(text: string): void {
    this.length += this.bytes.write(text, this.length, 'latin1');
  }

  /** Hands out what was written as bytes of its own, and starts again. */
  take(): Buffer {
    const taken = Buffer.allocUnsafeSlow(this.length);
    this.bytes.copy(taken, 0, 0, this.length);
    this.length = 0;
    return taken;
  }
}

const encoder = new TextEncoder();

export function asciiBytes(text: string): Uint8Array {
  return encoder.encode(text);
}
