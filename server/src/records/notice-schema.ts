import type { Generated, JSONColumnType } from 'kysely';

/** Tables of who is told of an incident, and of what was told. */
export interface NoticesSchema {
  notice_setup: {
    id: string;
    setup: JSONColumnType<object>;
    link_key: string;
    changed_at: number;
    changed_by: string;
  };
  notice: {
    id: string;
    incident: string;
    occasion: string;
    contact: string;
    state: string;
    /** Channel and address of the route that is tried now; one message at a time leaves on it. */
    lane: string;
    content: JSONColumnType<object>;
    routes: JSONColumnType<object[]>;
    hop: number;
    tries: number;
    attempts: JSONColumnType<object[]>;
    created_at: number;
    due_at: number;
    sent_at: number | null;
    sent_on: string | null;
  };
  notice_lane: {
    lane: string;
    free_at: number;
  };
  notice_escalation: {
    incident: string;
    step: number;
    due_at: number;
    news: JSONColumnType<object>;
  };
  incident_response: {
    incident: string;
    at: number;
    by: string;
    via: string;
  };
  notice_link_use: {
    notice: string;
    used_at: number;
    address: string;
  };
  /** Changes of work orders, only ever added. */
  work_order_event: {
    sequence: Generated<string>;
    incident: string;
    equipment: string;
    cause: string;
    at: number;
    by: string;
    change: JSONColumnType<object>;
  };
  work_order_photo: {
    id: string;
    incident: string;
    jpeg: Buffer;
  };
}
