import type { ClientToServerEvents, UserRole } from '@linetwin/contracts';

/**
 * What one must be: `anyone`, a `person` who is signed in (in whatever role), a wall `display`, a `machine` (its gateway, or on the
 * server's own machine while that is open whoever gives no name), or somebody at least in a role.
 */
export type Need = 'anyone' | 'person' | 'display' | 'machine' | UserRole;

export interface Access {
  needs: Need;
  /** A paired wall display may do it: it only looks. */
  display?: true;
  /** Somebody without a name may do it on the server's own machine while pages are open there. */
  openOnLoopback?: true;
  /** A page that shows the past may do it all the same: it reaches neither people nor machines. */
  inReplay?: true;
  /** What the audit log calls it; for everything that changes or commands something. */
  audit?: string;
}

const look: Access = { needs: 'viewer', display: true };
const page: Access = { needs: 'viewer' };
/** An engineer's work; it changes nothing, so that there is nothing to audit. */
const lookBack: Access = { needs: 'engineer', openOnLoopback: true };

/**
 * Every address of the REST interface, by method and path as the framework knows it, and what it needs. What is not here is
 * refused, and a test walks the running server to see that nothing is missing.
 */
export const REST_ACCESS: Readonly<Record<string, Access>> = {
  'GET /api/session': { needs: 'anyone' },
  'POST /api/session': { needs: 'anyone', inReplay: true, audit: 'session.begin' },
  'DELETE /api/session': { needs: 'anyone', inReplay: true, audit: 'session.end' },
  'GET /api/session/directory': { needs: 'anyone' },
  'GET /api/session/directory/callback': { needs: 'anyone', audit: 'session.begin' },
  'PUT /api/session/password': { needs: 'person', inReplay: true, audit: 'session.change-password' },

  'GET /api/model': look,
  'GET /api/machine-models': look,
  'GET /api/machine-models/:file/:digest': look,
  'GET /api/layout': { needs: 'engineer' },
  'POST /api/layout/preview': { needs: 'engineer' },
  'PUT /api/layout': { needs: 'engineer', audit: 'layout.change' },
  'GET /api/history': look,
  'GET /api/history/statistics': page,
  'GET /api/history/values': page,
  'GET /api/history/export': page,
  'GET /api/bursts': page,
  'GET /api/bursts/raw': page,
  'GET /api/alarms': look,
  'GET /api/alarms/history': look,
  'GET /api/alarm-points': look,
  'GET /api/alarms/performance': look,
  'GET /api/alarms/events.csv': page,
  'GET /api/alarms/events.xlsx': page,
  'GET /api/findings': look,
  'GET /api/findings/history': look,
  'GET /api/findings/history.csv': page,
  'GET /api/findings/history.xlsx': page,
  'GET /api/findings/:id': look,
  'GET /api/condition/bearings': look,
  'POST /api/condition/bearings/learn': { needs: 'engineer', audit: 'condition.learn-bearing' },
  'GET /api/condition/monitors': look,
  'POST /api/condition/monitors/learn': { needs: 'engineer', audit: 'condition.learn-monitor' },
  'GET /api/incidents': look,
  'GET /api/incidents/:id': look,
  'GET /api/incident-responses': look,
  'GET /api/work-orders': page,
  'GET /api/work-orders/precision': page,
  'GET /api/work-orders/:incident': page,
  'GET /api/work-orders/:incident/photos/:photo': page,
  'GET /api/work-orders/:incident/troubleshooting': page,
  'GET /api/notices': { needs: 'operator' },
  'GET /api/notices/setup': { needs: 'admin' },
  'GET /api/notice-links/:token': { needs: 'anyone' },
  'GET /api/seams': look,
  'GET /api/seams/parts': look,
  'GET /api/seams/:site/:area/:line/:equipment/:endedAt': look,
  'GET /api/seams/:site/:area/:line/:equipment/:endedAt/verdict': look,
  'GET /api/gaps': look,
  'GET /api/time-notes': page,
  'POST /api/time-notes': {
    needs: 'engineer',
    openOnLoopback: true,
    inReplay: true,
    audit: 'time-note.add',
  },
  'PUT /api/time-notes/:id': {
    needs: 'engineer',
    openOnLoopback: true,
    inReplay: true,
    audit: 'time-note.change',
  },
  'DELETE /api/time-notes/:id': {
    needs: 'engineer',
    openOnLoopback: true,
    inReplay: true,
    audit: 'time-note.remove',
  },
  'GET /api/replay/state': lookBack,
  'GET /api/replay/state-log': lookBack,
  'GET /api/kpi': look,
  'GET /api/production': look,
  'GET /api/production/overview': look,
  'GET /api/production/report': look,
  'GET /api/production/reports': look,
  'GET /api/production/reports/:line/:from/:language': look,
  'GET /api/production/shifts': look,
  'GET /api/production/reasons': look,
  'GET /api/production/stops': look,
  'POST /api/production/stops/explain': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'stop.explain',
  },
  'GET /api/production/orders': look,
  'POST /api/production/orders': { needs: 'engineer', audit: 'order.create' },
  'PATCH /api/production/orders/:id': { needs: 'operator', audit: 'order.change' },
  'GET /api/energy': look,
  'GET /api/energy/attribution': look,
  'GET /api/energy/series': look,
  'GET /api/energy/demand': look,
  'GET /api/energy/bill': look,
  'GET /api/energy/baselines': page,
  'GET /api/energy/baselines/:id/performance': page,
  'POST /api/energy/baselines': { needs: 'engineer', audit: 'energy.make-baseline' },
  'DELETE /api/energy/baselines/:id': { needs: 'engineer', audit: 'energy.retire-baseline' },
  'GET /api/energy/events': page,
  'POST /api/energy/events': { needs: 'engineer', audit: 'energy.add-event' },
  'DELETE /api/energy/events/:id': { needs: 'engineer', audit: 'energy.withdraw-event' },
  'GET /api/energy/readings': page,
  'POST /api/energy/readings/preview': { needs: 'engineer' },
  'POST /api/energy/readings': { needs: 'engineer', audit: 'energy.import-readings' },
  'GET /api/commands': look,
  'GET /api/savings/recommendations': look,
  'GET /api/savings/ledger': look,
  'GET /api/savings/modes': look,
  'GET /api/savings/limits': look,
  'GET /api/plans': look,
  'GET /api/plans/holds': look,
  'GET /api/plans/:id': look,
  'GET /api/rules': page,
  'GET /api/rules/:id': page,
  'GET /api/rules/:id/back-tests/:test': page,
  'POST /api/rules/check': page,
  'POST /api/rules': { needs: 'engineer', audit: 'rule.create' },
  'POST /api/rules/:id/versions': { needs: 'engineer', audit: 'rule.change' },
  'POST /api/rules/:id/switch': { needs: 'engineer', audit: 'rule.switch' },
  'POST /api/rules/:id/back-tests': { needs: 'engineer', audit: 'rule.back-test' },
  'POST /api/rules/:id/back-tests/:test/seen': { needs: 'engineer', audit: 'rule.see-back-test' },
  'GET /api/runs': lookBack,
  'GET /api/runs/simulator': lookBack,
  'GET /api/runs/:id': lookBack,
  'GET /api/runs/:id/history': lookBack,
  'GET /api/runs/:id/history/statistics': lookBack,
  'GET /api/runs/:id/history/values': lookBack,
  'GET /api/runs/:id/history/export': lookBack,
  'GET /api/runs/:id/bursts': lookBack,
  'GET /api/runs/:id/bursts/raw': lookBack,
  'GET /api/runs/:id/labels': lookBack,
  'GET /api/runs/:id/scenario': lookBack,
  'POST /api/runs': { needs: 'engineer', audit: 'run.start' },
  'POST /api/runs/import/preview': { needs: 'engineer' },
  'POST /api/runs/import': { needs: 'engineer', audit: 'run.import' },
  'POST /api/runs/:id/cancel': { needs: 'engineer', audit: 'run.cancel' },
  'DELETE /api/runs/:id': { needs: 'engineer', audit: 'run.remove' },
  'POST /api/telemetry': { needs: 'machine' },
  'GET /api/ingest/rejects': page,
  'GET /api/sources': page,
  'GET /api/quarantine': { needs: 'engineer' },
  'GET /api/processes': page,
  'GET /api/figures': page,
  'GET /api/health': look,
  'GET /api/disk': look,
  'GET /api/metrics': page,

  'POST /api/alarms/:id/acknowledge': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'alarm.acknowledge',
  },
  'POST /api/alarm-points/:point/change': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'alarm.shelve',
  },
  'POST /api/alarm-points/:point/service': { needs: 'engineer', audit: 'alarm.service' },

  'POST /api/incident-responses/:incident': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'incident.acknowledge',
  },
  'POST /api/work-orders/:incident/changes': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'work-order.change',
  },
  'POST /api/work-orders/:incident/photos': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'work-order.photo',
  },
  'PUT /api/notices/setup': { needs: 'admin', audit: 'notices.setup' },
  'POST /api/notices/test': { needs: 'admin', audit: 'notices.test' },
  // The link itself is the right: it is signed, for one incident, and works once.
  'POST /api/notice-links/:token/acknowledge': { needs: 'anyone', audit: 'incident.acknowledge' },
  'POST /api/commands': { needs: 'operator', openOnLoopback: true, audit: 'command.give' },
  'POST /api/commands/:id/return': { needs: 'operator', openOnLoopback: true, audit: 'command.return' },

  'POST /api/savings/recommendations/:id/apply': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'saving.apply',
  },
  'POST /api/savings/recommendations/:id/end': {
    needs: 'operator',
    openOnLoopback: true,
    audit: 'saving.end',
  },
  'POST /api/plans': { needs: 'operator', openOnLoopback: true, audit: 'plan.make' },
  'POST /api/plans/:id/apply': { needs: 'operator', openOnLoopback: true, audit: 'plan.apply' },
  'POST /api/plans/:id/withdraw': { needs: 'operator', openOnLoopback: true, audit: 'plan.withdraw' },
  'PUT /api/savings/modes/:line/:measure': {
    needs: 'engineer',
    openOnLoopback: true,
    audit: 'saving.set-mode',
  },
  'PUT /api/savings/limits/:line/:limit': {
    needs: 'engineer',
    openOnLoopback: true,
    audit: 'saving.set-limit',
  },

  'GET /api/users': { needs: 'admin' },
  'POST /api/users': { needs: 'admin', audit: 'user.create' },
  'PATCH /api/users/:id': { needs: 'admin', audit: 'user.change' },
  'POST /api/users/:id/password': { needs: 'admin', audit: 'user.reset-password' },
  'DELETE /api/users/:id/sessions': { needs: 'admin', audit: 'user.sign-out' },

  'GET /api/tokens': { needs: 'admin' },
  'POST /api/tokens': { needs: 'admin', audit: 'token.create' },
  'DELETE /api/tokens/:id': { needs: 'admin', audit: 'token.revoke' },
  'GET /api/gateways': { needs: 'admin' },
  'POST /api/gateways': { needs: 'admin', audit: 'gateway.create' },
  'DELETE /api/gateways/:id': { needs: 'admin', audit: 'gateway.revoke' },

  'POST /api/pairing': { needs: 'anyone' },
  'POST /api/pairing/claim': { needs: 'anyone' },
  'GET /api/displays': { needs: 'admin' },
  'POST /api/displays': { needs: 'admin', audit: 'display.pair' },
  'POST /api/displays/heartbeat': { needs: 'display' },
  'DELETE /api/displays/:id': { needs: 'admin', audit: 'display.revoke' },

  'PUT /api/displays/:id/wall': { needs: 'admin', audit: 'display.assign-wall' },

  'GET /api/wall': look,
  'GET /api/walls': page,
  'POST /api/walls': { needs: 'engineer', audit: 'wall.create' },
  'PUT /api/walls/:id': { needs: 'engineer', audit: 'wall.change' },
  'DELETE /api/walls/:id': { needs: 'engineer', audit: 'wall.remove' },

  'GET /api/audit': { needs: 'admin' },
  'GET /api/audit.csv': { needs: 'admin' },

  'GET /api/docs': page,
  'GET /api/docs/': page,
  'GET /api/docs/LICENSE': page,
  'GET /api/docs/index.html': page,
  'GET /api/docs/swagger-ui-init.js': page,
  'GET /api/docs/docs/swagger-ui-init.js': page,
  'GET /api/docs-json': page,
  'GET /api/docs-yaml': page,
};

/** Every event that a client may send over the live connection, and what it needs. */
export const SOCKET_ACCESS: Readonly<Record<keyof ClientToServerEvents, Access>> = {
  subscribe: look,
  unsubscribe: look,
  replay: lookBack,
  steer: lookBack,
  'end-replay': lookBack,
};
