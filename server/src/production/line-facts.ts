import type { LineCalendar, LineRoles } from '@linetwin/kpi';
import type { Line } from '@linetwin/model';

/** What answers about a line need to know of it. */
export interface LineFacts {
  line: Line;
  roles: LineRoles;
  calendar: LineCalendar;
}
