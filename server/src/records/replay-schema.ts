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
  /** What people noted on times of the plant. */
  time_note: {
    id: string;
    line: string | null;
    from_at: number;
    to_at: number;
    text: string;
    author: string;
    author_id: string;
    changed_at: number;
  };
}
