/**
 * What a machine of a kind draws and needs when it rests (domain table 3.3: auxiliaries off saves 50 to 80 % of the idle power;
 * per-site values).
 */
export interface StandbyProfile {
  /** Power with auxiliaries off, and in standby, against ready without part. */
  auxiliariesOffShare: number;
  standbyShare: number;
  /** Seconds until it can work again. */
  auxiliariesOnS: number;
  wakeS: number;
  /** Energy that coming back takes beyond the ordinary, kWh: filling of circuits; run-up of flywheels and spindles, heat. */
  auxiliariesOnKwh: number;
  wakeKwh: number;
}

const ORDINARY: StandbyProfile = {
  auxiliariesOffShare: 0.38,
  standbyShare: 0.12,
  auxiliariesOnS: 6,
  wakeS: 45,
  auxiliariesOnKwh: 0.01,
  wakeKwh: 0.05,
};

const PROFILES: Record<string, Partial<StandbyProfile>> = {
  // Capacitors and water stay on in hold; after off the first blanks are ejected and heated again.
  'induction-heater': {
    auxiliariesOffShare: 0.5,
    standbyShare: 0.15,
    auxiliariesOnS: 15,
    wakeS: 90,
    auxiliariesOnKwh: 0.4,
    wakeKwh: 3,
  },
  // The flywheel has to come up to speed again.
  'forging-press': {
    auxiliariesOffShare: 0.45,
    wakeS: 60,
    auxiliariesOnS: 20,
    auxiliariesOnKwh: 0.3,
    wakeKwh: 0.9,
  },
  'ring-mill': {
    auxiliariesOffShare: 0.3,
    auxiliariesOnS: 12,
    wakeS: 60,
    auxiliariesOnKwh: 0.1,
    wakeKwh: 0.6,
  },
  // Spindles come up to speed in a minute and are warm much later.
  'face-grinder': { auxiliariesOffShare: 0.45, auxiliariesOnS: 8, wakeS: 90, wakeKwh: 0.4 },
  'centreless-grinder': { auxiliariesOffShare: 0.45, auxiliariesOnS: 8, wakeS: 90, wakeKwh: 0.35 },
  'raceway-grinder': { auxiliariesOffShare: 0.42, auxiliariesOnS: 8, wakeS: 90, wakeKwh: 0.2 },
  'bore-grinder': { auxiliariesOffShare: 0.42, auxiliariesOnS: 8, wakeS: 90, wakeKwh: 0.2 },
  // The bath cools by the hour and is heated again.
  'demag-washer': { auxiliariesOffShare: 0.5, standbyShare: 0.2, auxiliariesOnS: 8, wakeS: 240, wakeKwh: 2 },
  // Central coolant: filter and control stay on; the pipes are filled again.
  'coolant-plant': { wakeS: 90, wakeKwh: 0.5 },
  'grease-sealer': { auxiliariesOffShare: 0.5, standbyShare: 0.2, auxiliariesOnS: 8, wakeS: 240, wakeKwh: 2 },
  // Pilot off and pumps low, then asleep: 30 to 60 s to wake (domain table 3.3).
  'fibre-laser': { auxiliariesOffShare: 0.55, standbyShare: 0.2, auxiliariesOnS: 5, wakeS: 50 },
  'ring-spot-source': { auxiliariesOffShare: 0.55, standbyShare: 0.2, auxiliariesOnS: 5, wakeS: 50 },
  compressor: {
    auxiliariesOffShare: 0.04,
    standbyShare: 0.02,
    auxiliariesOnS: 20,
    wakeS: 40,
    auxiliariesOnKwh: 0.1,
  },
};

export function standbyProfile(kind: string): StandbyProfile {
  return { ...ORDINARY, ...PROFILES[kind] };
}

/** Spindles are warm after about half an hour and cold after two (time constants, s). */
export const WARM_UP_S = 600;
export const COOL_DOWN_S = 2400;
/** Scrap of a cold spindle and how far its size is off, until it is warm. */
export const COLD_SCRAP_SHARE = 0.04;
export const COLD_SIZE_UM = 4;
