/** Who sends: `client` by its MQTT client id; `equipment` by the machine where a broker elsewhere does not say who sent. */
export const SOURCE_KINDS = ['client', 'equipment'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** `GET /api/sources`: one sender of telemetry, with its clock. Times are ms since 1970 UTC. */
export interface SourceReport {
  /** MQTT client id, or equipment address. */
  source: string;
  kind: SourceKind;
  /** Whether its session is open; null where that is not known. */
  connected: boolean | null;
  /** Lines that it speaks for. */
  lines: string[];
  /** How many machines it speaks for. */
  machines: number;
  /** When its last message came, by the server's clock. */
  lastMessageAt: number;
  /** Over the last ten seconds. */
  messagesPerS: number;
  /** Its clock − the server's, ms: positive when it is ahead. Null until it is known. */
  skewMs: number | null;
  /** Whether that is more than LINETWIN_CLOCK_SKEW_S. */
  flagged: boolean;
  /** Values that were older than the newest of their signal, since the server started. */
  lateValues: number;
}

export interface SourcesAnswer {
  /** From this skew on a clock is flagged, ms. */
  flaggedFromMs: number;
  sources: SourceReport[];
}
