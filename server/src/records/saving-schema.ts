/** Tables of commands to machines. */
export interface SavingSchema {
  machine_command: {
    id: string;
    line: string;
    equipment: string;
    setting: string;
    value: number;
    prior: number | null;
    ready_at: number | null;
    by: string;
    reason: string | null;
    state: string;
    given_at: number;
    answered_at: number | null;
    ended_at: number | null;
    refusal: string | null;
    returned: string | null;
  };
}
