/** Steps per octave of power: an error of 0.01 %, far below what one burst changes. */
const STEPS_PER_OCTAVE = 4096;
const LARGEST = 0xffff;

/** Powers not below 0 as text: log2(1 + p) in 16 bits each, low byte first, in base 64. */
export function encodePowers(powers: Float64Array): string {
  const bytes: string[] = [];
  for (const power of powers) {
    const code = Math.min(LARGEST, Math.round(STEPS_PER_OCTAVE * Math.log2(1 + power)));
    bytes.push(String.fromCharCode(code & 0xff, code >> 8));
  }
  return btoa(bytes.join(''));
}

/** @throws DOMException if the text is not base 64 */
export function decodePowers(text: string): Float64Array {
  const bytes = atob(text);
  const powers = new Float64Array(bytes.length >> 1);
  for (let i = 0; i < powers.length; i++) {
    const code = bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8);
    powers[i] = 2 ** (code / STEPS_PER_OCTAVE) - 1;
  }
  return powers;
}
