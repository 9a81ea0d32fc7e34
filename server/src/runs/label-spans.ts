const NOTHING_WRONG = new Set(['', '0', '0.0', 'false', 'normal', '正常']);

/** Stretches of rows with the same label, as the simulators write the true faults. */
export class LabelSpans {
  readonly lines: string[] = [];
  private label = '';

  put(time: number, text: string): void {
    const label = NOTHING_WRONG.has(text.toLowerCase()) ? '' : text;
    if (label === this.label) return;
    if (this.label !== '') this.line('end', time, this.label, 0);
    if (label !== '') this.line('onset', time, label, null);
    this.label = label;
  }

  private line(event: string, time: number, fault: string, severity: number | null): void {
    this.lines.push(`${JSON.stringify({ event, time, fault, equipment: '', severity })}\n`);
  }
}
