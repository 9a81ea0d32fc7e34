import type {
  Alarm,
  BearingWord,
  FindingDetail,
  Incident,
  Gap,
  LineKpi,
  SeamMessage,
  SeamVerdictSummary,
  SourceReport,
  SourcesAnswer,
} from '@linetwin/contracts';
import { linePath, type Equipment, type Line, type PlantModel, type Signal } from '@linetwin/model';
import { fakeShaftFinding } from './fake-shaft.ts';

/**
 * Values for a server without machines: every signal is a function of time, so that history and live values
 * come from the same source and a seam between them would show.
 */
export function valueAt(signal: Signal, timeMs: number): number {
  const seed = seedOf(signal.address);
  const phase = (seed % 1000) / 1000;
  const s = timeMs / 1000;
  switch (signal.role) {
    case 'state':
      return stateOf(signal, seed, s);
    case 'mode':
      return 0;
    case 'energy':
      return Math.floor(s % 1e7) / 3600 + (seed % 5000);
    case 'goodCount':
      return Math.floor(((s + (seed % 600)) % 28_800) / 8);
    case 'scrapCount':
      return Math.floor(((s + (seed % 600)) % 28_800) / 1500);
  }
  if (signal.values) return Math.floor(s / 20 + phase * 10) % signal.values.length;
  if (signal.id === 'buffer_out') return Math.round(1 + Math.sin(s / 40 + phase * 6));
  if (signal.id === 'cycle_time') return 8 + 0.4 * Math.sin(s / 30 + phase * 6);
  const [low, high] = signal.normal ?? [
    signal.range[0],
    signal.range[0] + (signal.range[1] - signal.range[0]) * 0.5,
  ];
  const middle = (low + high) / 2;
  const swing = (high - low) / 2;
  const slow = Math.sin(s / 90 + phase * 6.28) * 0.55;
  const fast = Math.sin(s / 4.7 + phase * 9) * 0.2;
  const noise = ((hash(`${seed} ${Math.floor(s * 5)}`) % 1000) / 1000 - 0.5) * 0.18;
  return middle + swing * (slow + fast + noise);
}

/** Most machines run; a few stand in each of the other states, so that every look is on the page. */
function stateOf(signal: Signal, seed: number, s: number): number {
  const names = signal.values!;
  const others = ['Suspended', 'Held', 'Idle', 'Stopped', 'Aborted', 'Starting', 'Suspended'];
  const pick = seed % 23 < 7 ? others[seed % 23] : 'Execute';
  const state = pick === 'Suspended' && Math.floor(s / 30 + seed) % 3 === 0 ? 'Execute' : pick;
  return Math.max(0, names.indexOf(state));
}

const seeds = new Map<string, number>();
/** Asked for every value of every frame. */
function seedOf(address: string): number {
  const known = seeds.get(address);
  if (known !== undefined) return known;
  const seed = hash(address);
  seeds.set(address, seed);
  return seed;
}

export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** One alarm of each priority, the newest not acknowledged. */
export function fakeAlarms(model: PlantModel, now: number): Alarm[] {
  const limited = model.signals.filter(({ limits }) => limits.length > 0);
  const ages = [95_000, 400_000, 1_900_000, 5_400_000, 9_000_000];
  const wanted = [1, 2, 3, 4, 3] as const;
  return wanted.flatMap((priority, i): Alarm[] => {
    const signal =
      limited.filter(({ limits }) => limits.some((l) => l.priority === priority))[i * 3] ?? limited[i];
    const limit = signal?.limits.find((l) => l.priority === priority) ?? signal?.limits[0];
    if (!signal || !limit) return [];
    const over = limit.type.startsWith('low') ? -1 : 1;
    const acknowledged = i === 2;
    return [
      {
        id: `alarm-${i + 1}`,
        signal: signal.address,
        equipment: signal.equipment,
        limit: limit.type,
        setPoint: limit.at,
        priority: limit.priority,
        state: acknowledged ? 'Acknowledged' : i === 3 ? 'ReturnedToNormalUnacknowledged' : 'Unacknowledged',
        raisedAt: now - ages[i],
        clearedAt: i === 3 ? now - 60_000 : null,
        acknowledgedAt: acknowledged ? now - 300_000 : null,
        acknowledgedBy: acknowledged ? '王伟' : null,
        value: limit.at + over * Math.max(Math.abs(limit.at) * 0.04, 0.05),
        message: limit.message ?? null,
      },
    ];
  });
}

/** The incident of one alarm that nothing else belongs to. */
export function fakeIncident(model: PlantModel, alarm: Alarm): Incident {
  const signal = model.signals.find(({ address }) => address === alarm.signal)!;
  const title = alarm.message ?? signal.name;
  return {
    id: `incident-${alarm.id}`,
    line: model.equipment.find(({ address }) => address === alarm.equipment)!.line,
    state: 'open',
    openedAt: alarm.raisedAt,
    closedAt: null,
    changedAt: alarm.raisedAt,
    mergedInto: null,
    priority: alarm.priority,
    cause: {
      equipment: alarm.equipment,
      key: `alarm:${signal.id}.${alarm.limit}`,
      title,
      confidence: 0.3,
      since: alarm.raisedAt,
      members: [alarm.id],
      explains: 1,
      contradictedBy: [],
      advice: [],
      sparePart: null,
    },
    alternatives: [],
    members: [
      {
        kind: 'alarm',
        id: alarm.id,
        newestId: alarm.id,
        equipment: alarm.equipment,
        key: `${signal.id}.${alarm.limit}`,
        title,
        at: alarm.raisedAt,
        endedAt: alarm.clearedAt,
        repeats: 0,
        follows: null,
      },
    ],
    more: 0,
    revision: 1,
  };
}

const SPEED_RPM = 1797;
const ORDERS = { bpfo: 3.5848, bpfi: 5.4152, bsf: 2.3567, ftf: 0.3983 };

/** An inner race fault with its evidence, a healthy bearing, one that cannot be judged, and a rotor out of balance. */
export function fakeFindings(model: PlantModel, now: number): FindingDetail[] {
  const machines = model.equipment.filter(({ bearings }) => bearings.length > 0);
  const verdicts = ['inner-race', 'healthy', 'outer-race', 'not-diagnosable'] as const;
  const kinds = ['raceway-grinder', 'cnc-lathe', 'bore-grinder', 'ring-mill'];
  const ofBearings = verdicts.flatMap((verdict, i): FindingDetail[] => {
    const machine = machines.filter(({ kind }) => kind === kinds[i])[i === 2 ? 1 : 0] ?? machines[i];
    if (!machine) return [];
    return [findingOf(machine, verdict, now - i * 700_000 - 45_000, i)];
  });
  const turning = machines.find(({ kind }) => kind === 'cnc-lathe');
  return turning ? [...ofBearings, fakeShaftFinding(turning, now - 4_000_000)] : ofBearings;
}

function findingOf(machine: Equipment, verdict: BearingWord, at: number, i: number): FindingDetail {
  const bearing = machine.bearings[0];
  const named = verdict === 'inner-race' || verdict === 'outer-race';
  const words = {
    'inner-race': { zh: '内圈故障', en: 'Inner race fault' },
    'outer-race': { zh: '外圈故障', en: 'Outer race fault' },
    healthy: { zh: '正常', en: 'Healthy' },
    'not-diagnosable': { zh: '无法判断', en: 'Cannot be judged' },
    'rolling-element': { zh: '滚动体故障', en: 'Rolling element fault' },
    cage: { zh: '保持架故障', en: 'Cage fault' },
  }[verdict];
  return {
    id: `finding-${i + 1}`,
    equipment: machine.address,
    component: bearing.id,
    componentName: bearing.name,
    kind: 'bearing',
    verdict,
    grade: named ? (i === 0 ? 'clear' : 'probable') : 'none',
    confidence: named ? (i === 0 ? 0.94 : 0.68) : 0,
    summary: {
      zh: `${bearing.name.zh} ${bearing.designation}：${words.zh}。${named ? '包络谱在特征频率及其谐波处有明显谱线。' : ''}`,
      en: `${bearing.name.en} ${bearing.designation}: ${words.en.toLowerCase()}. ${named ? 'The envelope spectrum has clear lines at the fault frequency and its harmonics.' : ''}`,
    },
    advice: named
      ? [
          {
            zh: '两天内安排停机检查主轴轴承。',
            en: 'Plan a stop within two days to check the spindle bearing.',
          },
          { zh: '检查预紧力与油气润滑。', en: 'Check preload and oil-air lubrication.' },
          { zh: '更换后重新建立健康基线。', en: 'Take a new healthy baseline after the exchange.' },
        ]
      : [],
    sparePart: named ? { zh: `轴承 ${bearing.designation}`, en: `Bearing ${bearing.designation}` } : null,
    status: 'open',
    firstSeenAt: at - 4 * 3_600_000,
    lastSeenAt: at,
    bursts: 12 + i,
    speedRpm: verdict === 'not-diagnosable' ? null : SPEED_RPM,
    diagnosis: named
      ? diagnosisOf(verdict)
      : { verdict, reason: verdict === 'not-diagnosable' ? 'too-noisy-to-exclude' : null },
  };
}

function diagnosisOf(verdict: 'inner-race' | 'outer-race') {
  const shaft = SPEED_RPM / 60;
  const slip = 0.004;
  const f0 = (verdict === 'inner-race' ? ORDERS.bpfi : ORDERS.bpfo) * shaft;
  const orders = {
    'outer-race': ORDERS.bpfo,
    'inner-race': ORDERS.bpfi,
    'rolling-element': 2 * ORDERS.bsf,
    cage: ORDERS.ftf,
  };
  const views = (['raw', 'whitened', 'best-band'] as const).map((kind, v) => {
    const gain = [0.7, 1, 1.4][v];
    const frequencyHz: number[] = [];
    const depth: number[] = [];
    for (let f = 1; f < 900; f += 0.75) {
      let a = 0.012 + (0.01 * (hash(`${kind} ${f}`) % 1000)) / 1000;
      for (let k = 1; k <= 4; k++) {
        a += (gain * 0.32 * Math.exp(-((f - k * f0 * (1 + slip)) ** 2) / 3)) / k;
        for (const side of [-1, 1])
          a += (gain * 0.1 * Math.exp(-((f - k * f0 * (1 + slip) - side * shaft) ** 2) / 3)) / k;
      }
      a += 0.08 * Math.exp(-((f - shaft) ** 2) / 2);
      frequencyHz.push(f);
      depth.push(a);
    }
    const line = (
      lineKind: string,
      harmonic: number,
      sideband: number,
      expectedHz: number,
      hit: boolean,
    ) => ({
      view: kind,
      kind: lineKind,
      harmonic,
      sideband,
      expectedHz,
      foundHz: hit ? expectedHz * (1 + slip) : null,
      toleranceHz: Math.max(2, expectedHz * 0.01),
      prominence: hit ? 14 / harmonic : 1.6,
      depth: hit ? 0.3 / harmonic : 0.01,
      hit,
    });
    const lines = [1, 2, 3, 4, 5].flatMap((k) => [
      line(verdict, k, 0, k * f0, k <= 4),
      ...(k <= 3 ? [-1, 1].map((side) => line(verdict, k, side, k * f0 + side * shaft, true)) : []),
      line('shaft', k, 0, k * shaft, k === 1),
    ]);
    const candidates = (Object.entries(orders) as [keyof typeof orders, number][]).map(([fault, order]) => ({
      fault,
      order,
      frequencyHz: order * shaft * (fault === verdict ? 1 + slip : 1.01),
      slip: fault === verdict ? slip : 0.01,
      prominence: fault === verdict ? 11.4 * gain : 1.8,
      residualProminence: 1.7,
      depth: fault === verdict ? 0.4 * gain : 0.02,
      harmonicsHit: fault === verdict ? [1, 2, 3, 4] : [],
    }));
    const band = [
      [10, 6000],
      [10, 6000],
      [2800, 3900],
    ][v];
    return { kind, lowHz: band[0], highHz: band[1], frequencyHz, depth, lines, candidates };
  });
  return {
    method: { name: 'bearing-envelope', version: 'fake' },
    verdict,
    grade: 'clear',
    confidence: 0.94,
    reason: null,
    suspect: verdict,
    slip,
    shaft: { givenRpm: SPEED_RPM, speedRpm: SPEED_RPM, fitted: false },
    bearing: { designation: '6205-2RS', verified: true, orders: ORDERS },
    features: { rms: 2.91, peak: 17.3, crest: 5.9, kurtosis: 5.4, skewness: 0.1, velocityRmsMmPerS: 1.9 },
    severity: { isoGroup: '2-rigid', isoZone: 'B', stage: 3 },
    views: views.map(({ kind, lowHz, highHz, candidates }) => ({
      kind,
      lowHz,
      highHz,
      resolutionHz: 0.75,
      strongest: verdict,
      dominance: 4,
      vote: kind === 'best-band' ? null : verdict,
      objection: kind === 'best-band' ? 'not-the-carrier' : null,
      background: { order: 7.1, prominence: 1.9 },
      candidates,
    })),
    rejected: [
      ...(verdict === 'inner-race' ? (['outer-race'] as const) : (['inner-race'] as const)).map((fault) => ({
        fault,
        reason: 'explained-by-named-fault',
        prominence: 4.1,
        residualProminence: 1.7,
      })),
      { fault: 'rolling-element', reason: 'not-prominent', prominence: 1.8, residualProminence: 1.7 },
      { fault: 'cage', reason: 'not-prominent', prominence: 1.5, residualProminence: 1.5 },
    ],
    evidence: {
      spectra: views.map(({ kind, frequencyHz, depth }) => ({ view: kind, frequencyHz, depth })),
      lines: views.flatMap(({ lines }) => lines),
    },
    parameters: {},
  };
}

export function fakeKpis(model: PlantModel, now: number): LineKpi[] {
  return model.lines.map((line, i) => {
    const shiftMs = 8 * 3_600_000;
    const since = now - (now % shiftMs);
    const share = (now - since) / shiftMs;
    const plantHour = Math.floor(((now + 8 * 3_600_000) % 86_400_000) / shiftMs) * 8;
    const shift =
      line.shifts.find(({ startsAt }) => Number(startsAt.slice(0, 2)) === plantHour) ?? line.shifts[0];
    const planned = shift?.plannedQuantity ?? 2900;
    const good = Math.round(planned * share * (i === 0 ? 0.96 : 1.03));
    const ratios = i === 0 ? [0.912, 0.934, 0.991] : [0.884, 1.062, 0.983];
    const powerKw = i === 0 ? 1284 + 20 * Math.sin(now / 9000) : 146 + 6 * Math.sin(now / 7000);
    const energyKwh = (powerKw * (now - since)) / 3_600_000;
    return {
      line: line.id,
      time: now,
      shift: shift?.id ?? null,
      since,
      good,
      scrap: Math.round(good * 0.009),
      planned,
      expectedByShiftEnd: share > 0 ? Math.round(good / share) : null,
      powerKw,
      energyKwh,
      kwhPerGoodPart: good > 0 ? energyKwh / good : null,
      availability: ratios[0],
      effectiveness: ratios[1],
      qualityRatio: ratios[2],
      oee: ratios[0] * ratios[1] * ratios[2],
      // Planned for 90 s an item, made in less.
      overEffective: i === 0 ? null : { reason: 'run-time-too-long', plannedS: 90, actualS: 90 / ratios[1] },
      coverage: i === 0 ? 1 : 0.97,
      gaps: i === 0 ? { count: 0, seconds: 0 } : { count: 2, seconds: 432 },
    };
  });
}

export function fakeSeams(
  model: PlantModel,
  now: number,
): { equipment: string; seam: SeamMessage; verdict: SeamVerdictSummary }[] {
  const welders = model.equipment.filter(({ kind }) =>
    ['weld-head', 'weld-monitor', 'fsw-gantry'].includes(kind),
  );
  return welders.map((machine, m) => {
    const n = 240;
    const column = (f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i));
    const bump = (i: number) => Math.exp(-(((i - 150) / 9) ** 2));
    const noise = (i: number, k: number) => (hash(`${m} ${k} ${i}`) % 1000) / 1000 - 0.5;
    return {
      equipment: machine.address,
      verdict: fakeVerdict(m),
      seam: {
        time: now - 20_000 - m * 5000,
        seam: `S${m + 1}`,
        part: `P-${10_482 + m}`,
        program: 'P12',
        lengthMm: n,
        perMm: {
          depthMm: column((i) => 6.1 - 1.4 * bump(i) + 0.15 * noise(i, 1)),
          gapMm: column((i) => 0.08 + 0.5 * bump(i) + 0.03 * noise(i, 2)),
          offsetMm: column((i) => 0.04 * Math.sin(i / 30) + 0.03 * noise(i, 3)),
          thermalV: column((i) => 3.2 - 0.8 * bump(i) + 0.1 * noise(i, 4)),
          plasmaV: column((i) => 1.9 - 0.5 * bump(i) + 0.12 * noise(i, 5)),
          reflectionV: column((i) => 0.7 + 0.6 * bump(i) + 0.08 * noise(i, 6)),
          result: column((i) => (bump(i) > 0.7 ? 2 : bump(i) > 0.25 ? 1 : 0)),
        },
      },
    };
  });
}

/** The bump of the fake seams as each grade names it. */
function fakeVerdict(machine: number): SeamVerdictSummary {
  const grade = (['defect', 'probable-defect', 'good', 'not-judgeable'] as const)[machine % 4];
  if (grade !== 'defect' && grade !== 'probable-defect') return { grade, defects: [] };
  const confidence = grade === 'defect' ? 0.9 : 0.6;
  return {
    grade,
    defects: [
      { kind: 'gap', fromMm: 141, toMm: 160, confidence },
      { kind: 'porosity', fromMm: 60, toMm: 72, confidence: 0.6 },
    ],
  };
}

/** A gap of each kind: one that lasts, one of a whole line, one that was filled, one of a signal. */
export function fakeGaps(model: PlantModel, now: number): Gap[] {
  const [first, second] = model.lines;
  const pathOf = (line: Line) => linePath(model.site.id, line.area, line.id);
  const grinder = model.equipment.find(({ kind }) => kind === 'raceway-grinder')!;
  const signal = model.signals.find(({ equipment, periodMs }) => equipment === grinder.address && periodMs)!;
  const ago = (minutes: number) => now - minutes * 60_000;
  return [
    {
      line: second.id,
      scope: pathOf(second),
      level: 'line',
      cause: 'source-disconnected',
      from: ago(2.4),
      to: null,
      missingMs: null,
    },
    {
      line: grinder.line,
      scope: grinder.address,
      level: 'equipment',
      cause: 'equipment-silent',
      from: ago(7),
      to: ago(4.5),
      missingMs: 42_000,
    },
    {
      line: grinder.line,
      scope: signal.address,
      level: 'signal',
      cause: 'bad-quality',
      from: ago(32),
      to: ago(31),
      missingMs: 60_000,
    },
    {
      line: first.id,
      scope: pathOf(first),
      level: 'line',
      cause: 'server-down',
      from: ago(1500),
      to: ago(1470),
      missingMs: 0,
    },
  ];
}

/** A gateway with a good clock, one with a bad one, one that is away, and one that has just come. */
export function fakeSources(model: PlantModel, now: number): SourcesAnswer {
  const [first, second] = model.lines;
  const source = (name: string, rest: Partial<SourceReport>): SourceReport => ({
    source: name,
    kind: 'client',
    connected: true,
    lines: [first.id],
    machines: model.equipment.filter(({ line }) => line === first.id).length,
    lastMessageAt: now - 300,
    messagesPerS: 41.2,
    skewMs: -23,
    flagged: false,
    lateValues: 0,
    ...rest,
  });
  return {
    flaggedFromMs: 5000,
    sources: [
      source('bearing-shop-1', { lateValues: 1288 }),
      source('bearing-shop-2', { skewMs: null, machines: 3, messagesPerS: 3 }),
      source('weld-shop-1', {
        lines: [second.id],
        machines: 24,
        connected: false,
        lastMessageAt: now - 144_000,
        messagesPerS: 0,
      }),
      source('press-shop-plc', { skewMs: -47_310, flagged: true, machines: 6, messagesPerS: 6 }),
    ],
  };
}
