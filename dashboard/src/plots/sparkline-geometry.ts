/**
 * A line over evenly spaced values as SVG path data, the newest at the right edge. Holes part it; a value alone between
 * holes is a dot.
 *
 * @param slots how many values fit from edge to edge
 * @param top value that reaches the top; what is greater is cut there
 */
export function sparklinePath(
  values: readonly (number | null)[],
  slots: number,
  top: number,
  width: number,
  height: number,
): string {
  const first = slots - values.length;
  let path = '';
  let drawing = false;
  values.forEach((value, i) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const x = round(((first + i) / Math.max(1, slots - 1)) * width);
    const y = round(height - (Math.min(value, top) / top) * height);
    const alone = !drawing && (values[i + 1] ?? null) === null;
    path += `${drawing ? 'L' : 'M'}${x} ${y}${alone ? 'h0' : ''}`;
    drawing = true;
  });
  return path;
}

/** A round number that all values fit under, at least `least`: 1, 2 or 5 times a power of ten. */
export function roundTop(values: readonly (number | null)[], least: number): number {
  const most = Math.max(least, ...values.map((value) => value ?? 0));
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most * (1 - 1e-9))!;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
