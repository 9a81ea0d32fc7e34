import type { QuantityName } from './quantities.ts';
import type { ShaftRule, ShaftSign } from './shaft-rule.ts';

const above = (quantity: QuantityName, than: number, because: string): ShaftSign => ({
  quantity,
  is: 'above',
  than,
  because,
});
const below = (quantity: QuantityName, than: number, because: string): ShaftSign => ({
  quantity,
  is: 'below',
  than,
  because,
});

const RISEN = 'rule of the trade: a line that doubled against the healthy machine (6 dB)';
const LOUDER = 'beyond the scatter of healthy bursts, so that a change of shares alone is no fault';
const FEW_HARMONICS = 'many harmonics are looseness';
const OWN = '1x and 2x of one shaft stand at one speed';
const ONE_SENSOR = 'needs an axial measurement: half of the radial line is the share of the trade';
const SPEED_LAW = 'velocity of a rotating force grows with the second to third power of the speed';

const louder = above('velocity-rise-db', 2, LOUDER);
const bentByAxial = below('axial-1-over-radial', 0.5, ONE_SENSOR);
const bySpeedLaw = below('speed-law-deviation', 1, SPEED_LAW);

/** Shaft and drive faults, by the signatures of ISO 13373-2 and of domain tables 2.7 and 2.8. Sites fit their own thresholds. */
export const SHAFT_RULES: readonly ShaftRule[] = [
  {
    fault: 'imbalance',
    version: 1,
    required: [
      above('order-1-rise-db', 6, RISEN),
      above('order-1-share', 0.7, 'the rest of the vibration is not the rotor'),
      below('order-1-amplitude-spread', 0.1, 'steady; two machines of nearly one speed beat'),
      below('order-1-phase-deg', 15, 'steady phase'),
      below('order-1-off-bins', 1, OWN),
      below('order-2-over-1', 0.5, 'more at 2x is misalignment'),
      below('harmonics-risen', 3, FEW_HARMONICS),
      below('resonance-sides', 1, 'a resonance was passed'),
      below('axial-1-over-radial', 0.5, 'a rotating force at the rotor is radial'),
    ],
    excludes: [
      { alternative: 'bent-shaft', by: [bentByAxial, bySpeedLaw] },
      { alternative: 'resonance', by: [bySpeedLaw] },
      { alternative: 'other-rotor', by: [below('order-1-off-bins', 1, OWN)] },
    ],
    supports: [
      above('velocity-over-alert', 1, 'ISO 20816: baseline and a quarter of the limit of zone B'),
      above('order-1-share', 0.85, 'hardly anything but 1x'),
    ],
  },
  {
    fault: 'bent-shaft',
    version: 1,
    required: [
      above('order-1-rise-db', 6, RISEN),
      above('axial-1-over-radial', 0.5, ONE_SENSOR),
      below('order-1-amplitude-spread', 0.1, 'steady; two machines of nearly one speed beat'),
      below('order-1-phase-deg', 15, 'steady phase'),
      below('order-1-off-bins', 1, OWN),
      below('axial-2-over-radial', 0.5, 'axial 2x is misalignment'),
      below('harmonics-risen', 3, FEW_HARMONICS),
      below('order-2-over-1', 0.5, 'more at 2x is misalignment'),
      louder,
    ],
    // Runout at slow roll would exclude it, and is not measured by an accelerometer.
    excludes: [
      { alternative: 'misalignment', by: [] },
      { alternative: 'other-rotor', by: [below('order-1-off-bins', 1, OWN)] },
    ],
    supports: [above('velocity-over-alert', 1, 'ISO 20816: baseline and a quarter of the limit of zone B')],
  },
  {
    fault: 'misalignment',
    version: 1,
    required: [
      above('order-2-rise-db', 6, RISEN),
      above('order-2-over-1', 0.5, 'rule of the trade: 2x above half of 1x'),
      below('order-2-off-bins', 1, OWN),
      below('harmonics-risen', 3, FEW_HARMONICS),
      below('halves-risen', 1, 'half orders are looseness'),
      below('resonance-sides', 1, 'a resonance was passed'),
      louder,
    ],
    excludes: [
      { alternative: 'looseness', by: [above('axial-2-over-radial', 0.5, ONE_SENSOR)] },
      { alternative: 'resonance', by: [above('axial-2-over-radial', 0.5, ONE_SENSOR)] },
    ],
    supports: [
      above('order-3-rise-db', 6, '3x goes with it'),
      above('order-2-over-1', 1.5, 'rule of the trade: severe above one and a half of 1x'),
    ],
  },
  {
    fault: 'looseness',
    version: 1,
    required: [above('harmonics-risen', 4, '1x to 10x: half of those above 2x'), louder],
    excludes: [
      {
        alternative: 'misalignment',
        by: [
          above('halves-risen', 1, 'a loose part hits every second turn'),
          above('floor-rise-db', 3, 'random hits lift the floor'),
        ],
      },
    ],
    supports: [
      above('halves-risen', 2, 'a loose part hits every second turn'),
      above('floor-rise-db', 3, 'random hits lift the floor'),
      above('harmonics-risen', 6, '1x to 10x'),
    ],
  },
  {
    fault: 'belt',
    version: 1,
    required: [above('belt-lines-risen', 2, 'one turn of the belt and its multiples, doubled')],
    excludes: [
      { alternative: 'unverified-drive', by: [above('belt-verified', 1, 'length and pulley are measured')] },
    ],
    supports: [
      above('belt-lines-risen', 3, 'once, twice and three times a turn of the belt'),
      above('velocity-rise-db', 2, LOUDER),
    ],
  },
  {
    fault: 'gear',
    version: 1,
    required: [
      above('gear-sidebands-risen', 3, 'sidebands of the mesh at one shaft, doubled; of four looked at'),
    ],
    excludes: [
      { alternative: 'unverified-drive', by: [above('gear-verified', 1, 'teeth are counted')] },
      {
        alternative: 'other-gear',
        by: [below('gear-other-sidebands-risen', 2, 'the other gear of the mesh')],
      },
    ],
    supports: [above('gear-mesh-rise-db', 6, RISEN), above('velocity-rise-db', 2, LOUDER)],
  },
  {
    fault: 'resonance',
    version: 1,
    required: [
      above('resonance-sides', 1, 'passed and passed again: high, low at other speeds, high again'),
      above('resonance-share', 0.5, 'the line in it leads'),
      above('velocity-over-alert', 1, 'ISO 20816: baseline and a quarter of the limit of zone B'),
    ],
    excludes: [
      { alternative: 'imbalance', by: [above('resonance-sides', 2, 'lower below and above its frequency')] },
    ],
    supports: [above('speed-exponent-at-least', 3.5, SPEED_LAW)],
  },
  {
    fault: 'chatter',
    version: 1,
    required: [
      above('machining', 1, 'a tool cuts here'),
      above('foreign-hz', 80, 'chatter rings modes of spindle and work, not the floor'),
      above('foreign-share', 0.5, 'the line leads'),
      above('foreign-rise-db', 6, RISEN),
      above('foreign-unexplained', 1, 'no order of shaft, drive, bearing, other rotor or supply'),
      louder,
    ],
    excludes: [
      {
        alternative: 'other-rotor',
        by: [above('foreign-fixed-speeds', 2, 'the same frequency while the speed changed')],
      },
    ],
    supports: [above('velocity-over-alert', 1, 'ISO 20816: baseline and a quarter of the limit of zone B')],
  },
];
