/** Where values are kept: those of the plant, or of a run. */
export function historyPath(run?: string): string {
  return run === undefined ? '/api/history' : `/api/runs/${encodeURIComponent(run)}/history`;
}
