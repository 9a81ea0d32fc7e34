/**
 * Limits within which measures may act: settings of a site, which an engineer sets. Values are those of domain tables 3.3 and 1.4, or the
 * usual of the trade where those say nothing.
 */
export interface MeasureLimits {
  /** Idle longer than this begins to be looked at, s. */
  idleAfterS: number;
  /** No order for longer than this: standby instead of auxiliaries off, s. */
  standbyAfterS: number;
  /** Share of the idle power that stays with auxiliaries off, and in standby, until the meter has said better. */
  auxiliariesOffShare: number;
  standbyShare: number;
  /** Energy of the way back, kWh, by kind; `other` for the rest. */
  restartKwh: Readonly<Record<string, { auxiliariesOff: number; standby: number }>>;
  /** Kinds whose spindle has to be warm before the order begins, and how long that takes, s. */
  warmUpKinds: readonly string[];
  warmUpS: number;
  /** Induction: hold after, and no longer than (grain, decarburisation), s. */
  inductionHoldAfterS: number;
  inductionMaxHoldS: number;
  /** Induction: share of its power that the water of a good coil takes (a coil gives about 75 % to the steel, domain table 3.2). */
  coilLossShare: number;
  /** Laser: pilot off after, asleep after, s. */
  laserPilotOffAfterS: number;
  laserSleepAfterS: number;
  /** Furnaces: setback, the gap from which it is worth it, ramp and settling of the way back. */
  setbackK: number;
  setbackAfterS: number;
  rampKPerMin: number;
  settleS: number;
  /** Furnaces: below this load for so long their charges are put together. */
  consolidateBelowShare: number;
  consolidateAfterS: number;
  /** Air: pressure at the weakest user, MPa, the margin, the step, and how long the margin has to be there. */
  leastUserMpa: number;
  netLossMpa: number;
  pressureMarginMpa: number;
  pressureStepMpa: number;
  pressureAfterS: number;
  /** Air: one compressor carries this, m3/min. */
  compressorFullM3PerMin: number;
  nightFlowShare: number;
  /** Air: a compressor that is unloaded for more of its time than this is one too many, or lacks speed control. */
  unloadShare: number;
  /** Pumps: least speed, %, and what they are built for beyond what their users take. */
  leastPumpPercent: number;
  pumpMargin: number;
  largestReturnRiseK: number;
  leastFlowShare: number;
  /** Fume extraction without beam, % of the speed. */
  idleFanPercent: number;
  /** Fume that has to be drawn off with the beam, m3/h. */
  leastFumeM3PerH: number;
  /** Chiller: how much warmer, and the margins that must stay. */
  chillerWarmerK: number;
  leastDewMarginK: number;
  largestModuleC: number;
  /** Air outside below which it cools the water alone, C. */
  freeCoolingBelowC: number;
  demandShare: number;
  leastPowerFactor: number;
  /** Harmonic distortion of the current beyond which a filter is wanted, and no capacitors, %. */
  largestThdPercent: number;
  /** Size beyond this while a measure stands: it does not stand any longer, um. */
  largestSizeUm: number;
}

export const DEFAULT_LIMITS: MeasureLimits = {
  idleAfterS: 180,
  standbyAfterS: 1800,
  auxiliariesOffShare: 0.4,
  standbyShare: 0.13,
  restartKwh: {
    'induction-heater': { auxiliariesOff: 0.5, standby: 3.5 },
    'forging-press': { auxiliariesOff: 0.3, standby: 1 },
    'ring-mill': { auxiliariesOff: 0.15, standby: 0.7 },
    'face-grinder': { auxiliariesOff: 0.02, standby: 0.4 },
    'centreless-grinder': { auxiliariesOff: 0.02, standby: 0.4 },
    'demag-washer': { auxiliariesOff: 0.02, standby: 2 },
    // The pipes are filled again.
    'coolant-plant': { auxiliariesOff: 0.1, standby: 0.6 },
    'grease-sealer': { auxiliariesOff: 0.02, standby: 2 },
    // The net is filled again.
    compressor: { auxiliariesOff: 0.1, standby: 2.7 },
    other: { auxiliariesOff: 0.02, standby: 0.2 },
  },
  warmUpKinds: ['cnc-lathe', 'face-grinder', 'centreless-grinder', 'raceway-grinder', 'bore-grinder'],
  warmUpS: 1500,
  inductionHoldAfterS: 30,
  inductionMaxHoldS: 150,
  coilLossShare: 0.25,
  laserPilotOffAfterS: 180,
  laserSleepAfterS: 900,
  setbackK: 80,
  setbackAfterS: 3600,
  rampKPerMin: 2,
  settleS: 300,
  consolidateBelowShare: 0.6,
  consolidateAfterS: 7200,
  leastUserMpa: 0.55,
  netLossMpa: 0.03,
  pressureMarginMpa: 0.05,
  pressureStepMpa: 0.02,
  pressureAfterS: 86_400,
  compressorFullM3PerMin: 11,
  nightFlowShare: 0.15,
  unloadShare: 0.2,
  leastPumpPercent: 50,
  pumpMargin: 0.92,
  largestReturnRiseK: 8,
  leastFlowShare: 0.9,
  idleFanPercent: 45,
  leastFumeM3PerH: 3300,
  chillerWarmerK: 2.5,
  leastDewMarginK: 3,
  largestModuleC: 35,
  freeCoolingBelowC: 12,
  demandShare: 0.95,
  leastPowerFactor: 0.92,
  largestThdPercent: 8,
  largestSizeUm: 5,
};
