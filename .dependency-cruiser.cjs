/** Rooms of the server and of the other projects: who may import whom, and why not. See docs/architecture. */

/** A room of the server may import only these; `records`, `platform` and `events.ts` are open to its adapters. */
const serverRoom = (room, allowed, why) => ({
  name: `server-${room}`,
  comment: why,
  severity: 'error',
  from: {
    path: `^server/src/${room}/`,
    pathNot: ['\\.spec\\.ts$', '^server/src/notices/notice-world\\.ts$'],
  },
  to: {
    path: '^server/src/',
    pathNot: [`^server/src/${room}/`, ...allowed.map((path) => `^server/src/${path}`)],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that import each other cannot be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'libs-without-io',
      comment:
        'Shared libraries are pure: whoever calls them reads the files and opens the sockets. One file of libs/model reads plant folders, and benches are programs.',
      severity: 'error',
      from: {
        path: '^libs/(?!testing/)',
        pathNot: ['\\.spec\\.ts$', '^libs/model/src/plant-folder\\.ts$', '/testing/', '^libs/[^/]+/bench/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'simulators-never-import-server',
      comment: 'Simulators meet the server on the wire, as a machine would.',
      severity: 'error',
      from: { path: '^simulators/' },
      to: { path: '^(server|dashboard)/' },
    },
    serverRoom('config', [], 'The configuration knows nothing of what is configured.'),
    serverRoom('platform', ['config/'], 'The platform has no business words, so it needs no business room.'),
    serverRoom(
      'twin',
      ['events', 'platform/', 'history/history\\.port', 'spool/spool\\.port'],
      'The twin is filled by intake and read by others; it restores itself through ports.',
    ),
    serverRoom(
      'ingest',
      [
        'events',
        'twin/',
        'spool/spool\\.port',
        'condition/bursts/burst-store\\.port',
        'weld/seam-keeper',
        'cluster/line-requests\\.port',
        'cluster/owner-survey',
        'platform/',
      ],
      'Data acquisition writes the twin and the spool and tells events; what comes after listens.',
    ),
    serverRoom('spool', ['platform/'], 'The spool keeps batches; it does not know who reads them.'),
    serverRoom(
      'history',
      ['spool/spool\\.port', 'twin/twin', 'platform/'],
      'History is written from the spool and read by address.',
    ),
    serverRoom(
      'alarms',
      ['events', 'twin/', 'records/', 'spool/outbox', 'cluster/line-requests\\.port', 'platform/'],
      'Alarms see values, keep records, and tell events.',
    ),
    serverRoom(
      'work-orders',
      ['incidents/incidents\\.service', 'twin/twin', 'records/', 'platform/'],
      'Work orders know their incident; what is told of them is handed in.',
    ),
    serverRoom(
      'notices',
      [
        'events',
        'twin/twin',
        'records/',
        'spool/outbox',
        'jobs/job-queue\\.port',
        'history/history\\.port',
        'alarms/alarms\\.service',
        'incidents/incidents\\.service',
        'platform/',
      ],
      'Notices hear of incidents by events and leave the plant through their channels; nothing calls them.',
    ),
    serverRoom(
      'condition',
      ['events', 'jobs/job-queue\\.port', 'history/history\\.port', 'twin/twin', 'records/', 'platform/'],
      'Diagnosis meets the rest through jobs, records and events.',
    ),
    serverRoom(
      'commands',
      ['events', 'records/', 'cluster/line-requests\\.port', 'platform/'],
      'Commands are recorded, sent through a function and answered by events; how they travel is known by the ingest role.',
    ),
    serverRoom(
      'savings',
      ['events', 'twin/', 'records/', 'cluster/line-requests\\.port', 'platform/'],
      'Rules see the twin and give commands through a small interface; what they say goes to the records.',
    ),
    serverRoom(
      'planner',
      ['events', 'energy/', 'twin/twin', 'jobs/job-queue\\.port', 'jobs/shift-jobs', 'records/', 'platform/'],
      'Plans are made of orders, of the energy ledger and of stocks that the twin saw by a job, and kept; rules and machines follow them through small interfaces.',
    ),
    serverRoom(
      'weld',
      ['events', 'records/', 'spool/outbox', 'platform/'],
      'Seams come from the intake and go to the records; others are told by events.',
    ),
    serverRoom(
      'gaps',
      ['events', 'twin/', 'records/', 'spool/outbox', 'platform/'],
      'Gaps are seen in values and go to the records; what is known of senders comes through a small interface.',
    ),
    serverRoom(
      'incidents',
      ['events', 'records/', 'spool/outbox', 'platform/'],
      'Incidents are reasoned from what other rooms tell, and told in turn.',
    ),
    serverRoom(
      'kpi',
      ['events', 'twin/', 'records/', 'platform/'],
      'Indicators see the twin and tell events.',
    ),
    serverRoom(
      'energy',
      ['events', 'twin/', 'records/', 'spool/outbox', 'spool/ledger-keeper', 'platform/'],
      'Energy is booked from the twin and goes to the records; what machines are told to do is the business of commands.',
    ),
    serverRoom(
      'production',
      [
        'events',
        'twin/',
        'records/',
        'spool/outbox',
        'spool/ledger-keeper',
        'jobs/job-queue\\.port',
        'jobs/shift-jobs',
        'platform/',
      ],
      'Production is booked from the twin and goes to the records; reports are made by workers.',
    ),
    serverRoom(
      'cluster',
      ['events', 'twin/twin', 'spool/batch-codec', 'platform/'],
      'Several servers at one plant share lines and events; what is done for a line is known by its keepers.',
    ),
    serverRoom(
      'jobs',
      ['platform/'],
      'The queue carries orders; what they mean is known by those who add and handle them.',
    ),
    serverRoom(
      'access',
      [
        'config/',
        'records/',
        'spool/outbox',
        'live/live-door\\.port',
        'ingest/mqtt/machine-gate\\.port',
        'ingest/http/sent-by',
        'platform/',
      ],
      'Access knows who may do what, not what is done: rooms meet it through ports and through what a request carries.',
    ),
    serverRoom(
      'wall',
      ['access/access-request', 'records/', 'platform/'],
      'Walls are kept in the records; which display asks is known from what a request carries.',
    ),
    serverRoom(
      'backup',
      ['spool/lmdb-outbox', 'records/migrations', 'platform/'],
      'A backup copies files, whatever they hold; the server only keeps them still for it.',
    ),
    serverRoom('records', ['platform/'], 'The data base knows tables, not services.'),
    serverRoom(
      'time-notes',
      ['access/(access-request|principal)', 'records/', 'platform/'],
      'Notes on times are kept in the records, under who wrote them; they change nothing else.',
    ),
    serverRoom(
      'state-log',
      ['events', 'twin/', 'records/', 'spool/outbox', 'platform/'],
      'What is logged of a state is made of what was heard live, never of what a store tells of the past.',
    ),
    serverRoom(
      'replay',
      [
        'history/history\\.port',
        'live/(scope|live-gateway-options)',
        'records/',
        'platform/(in-words|zod\\.pipe|openapi-schema)',
        'weld/(seam|verdict)-store\\.port',
        'state-log/state-log\\.port',
        'alarms/alarm-log\\.conformance',
        'condition/findings/finding-store\\.conformance',
      ],
      'A replay reads what was kept, and has no way to people or machines.',
    ),
    serverRoom(
      'runs',
      [
        'history/(history\\.port|duckdb-history|parquet-rows|history-answers|history-queries|history-export\\.service|signal-statistics\\.service)',
        'ingest/(telemetry-decoder|rejects)',
        'alarms/watched-limit',
        'replay/((in-memory-)?past-records|recorded-runs)',
        'records/',
        'platform/',
      ],
      'Runs lie beside the plant: they reuse how messages are decoded, kept and watched, and never meet what is live.',
    ),
    {
      name: 'runs-are-read-by-engineers-only',
      comment:
        'A run holds what was really wrong in it; no room that finds out what is wrong may look there.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/(runs|roles)/', '\\.spec\\.ts$'] },
      to: { path: '^server/src/runs/' },
    },
    serverRoom(
      'live',
      [
        'events',
        'twin/',
        'alarms/alarms\\.service',
        'condition/findings/findings\\.service',
        'incidents/incidents\\.service',
        'weld/seams\\.service',
        'platform/',
      ],
      'The live room tells what others know.',
    ),
    {
      name: 'dashboard-scene-reads-live-only',
      comment: 'The scene draws the live model; pages and texts are the business of those who show it.',
      severity: 'error',
      from: { path: '^dashboard/src/scene/' },
      to: { path: '^dashboard/src/(app|views|plots)/' },
    },
    {
      name: 'dashboard-ui-knows-nothing',
      comment: 'Tokens and small components are used by all and use none.',
      severity: 'error',
      from: { path: '^dashboard/src/(ui|locales)/' },
      to: { path: '^dashboard/src/(app|views|scene|plots|live)/' },
    },
    {
      name: 'dashboard-live-knows-no-page',
      comment: 'Live data arrive whether or not anyone looks; pages subscribe to them.',
      severity: 'error',
      from: { path: '^dashboard/src/live/' },
      to: { path: '^dashboard/src/(app|views|scene|plots|ui)/' },
    },
    {
      name: 'simulators-physics-is-pure',
      comment: 'Equations know no machine; machines are composed of them.',
      severity: 'error',
      from: { path: '^simulators/src/physics/' },
      to: { path: '^simulators/src/(?!physics/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '\\.spec\\.tsx?$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@linetwin/source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
