/** Tables of what is known of the past beyond the records themselves. */
export interface ReplaySchema {
  /** Hashes of the states of lines as they were known live. */
  state_log: {
    line: string;
    at: number;
    hash: string;
    model_version: number;
    late: boolean;
  };
}
