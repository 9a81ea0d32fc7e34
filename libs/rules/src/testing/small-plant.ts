import { loadPlant, ModelIndex, PACKML_STATES } from '@linetwin/model';

export const PUMP = 'site/hall/line/pump-1';
export const OTHER_PUMP = 'site/hall/line/pump-2';

/** Two pumps in one line and one in another: enough for every way in which a rule can name a signal. */
export function smallPlant(): ModelIndex {
  const line = (id: string, machines: string[]) => ({
    file: `lines/${id}.yaml`,
    text: `
line: ${id}
area: hall
name: { zh: 线, en: Line }
product: { zh: 件, en: Part }
taktS: 10
stations:
  - id: P
    name: { zh: 泵站, en: Pumps }
    kind: pump
    equipment: [${machines.map((machine, x) => `{ id: ${machine}, at: { x: ${x * 4}, z: 0 } }`).join(', ')}]
`,
  });
  return new ModelIndex(
    loadPlant([
      {
        file: 'site.yaml',
        text: `
enterprise: { zh: 企业, en: Enterprise }
site: site
name: { zh: 工厂, en: Plant }
timeZone: Asia/Shanghai
areas: [{ id: hall, name: { zh: 车间, en: Hall } }]
hall: { lengthM: 40, widthM: 20, heightM: 8 }
`,
      },
      {
        file: 'kinds/pump.yaml',
        text: `
kind: pump
name: { zh: 泵, en: Pump }
sizeM: { length: 1, width: 1, height: 1 }
powerKw: { base: 1, running: 2, peak: 3 }
signals:
  - id: state
    name: { zh: 状态, en: State }
    class: S
    role: state
    periodMs: 1000
    range: [0, 16]
    values: [${PACKML_STATES.join(', ')}]
  - { id: pressure, name: { zh: 压差, en: Filter pressure drop }, unit: kPa, class: S, periodMs: 1000, range: [0, 500] }
  - { id: flow, name: { zh: 流量, en: Flow }, unit: L/min, class: S, periodMs: 1000, range: [0, 500] }
  - { id: oil, name: { zh: 油温, en: Oil temperature }, unit: Cel, class: S, periodMs: 10000, range: [-40, 200] }
  - { id: size, name: { zh: 尺寸, en: Size }, unit: um, class: E, range: [-100, 100] }
`,
      },
      line('line', ['pump-1', 'pump-2']),
      line('line-b', ['pump-9']),
    ]),
  );
}
