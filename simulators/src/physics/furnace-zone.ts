/**
 * One zone of an electric furnace (domain table 1.5):
 * C dT/dt = P - UA (T - Ta) - m_dot c (T - T_in) - belt loss, held by a PI controller through an SCR.
 */
export interface FurnaceZoneSetup {
  setpointC: number;
  ratedKw: number;
  /** Heat capacity C, kJ/K. */
  heatCapacityKjPerK: number;
  /** Share of the rated power an empty zone at set point needs (0.25 to 0.35). */
  emptyShare: number;
  ambientC: number;
}

/**
 * What an empty zone loses at its set point: through the walls, by radiation out of the openings (which falls with the fourth power of
 * the absolute temperature), and with the belt that carries heat out. So holding 80 K below 840 C takes 15 to 25 % less (domain table 3.3).
 */
const WALL_SHARE = 0.62;
const RADIATION_SHARE = 0.28;
const BELT_SHARE = 0.1;
/** A belt that nothing lies on creeps, so that it does not warp. */
export const CREEP_SHARE = 0.2;
const KELVIN = 273.15;

/** Proportional gain, share of rated power per kelvin, and integral time: slow and without overshoot. */
const GAIN_PER_K = 0.05;
const INTEGRAL_TIME_S = 240;

export class FurnaceZone {
  readonly setup: FurnaceZoneSetup;
  temperatureC: number;
  powerKw: number;
  /** Controller output, 0 to 1. */
  output: number;
  /** Set point now; a setback moves it. */
  setpointC: number;
  private integral: number;
  /** Speed of the belt against the usual. */
  beltShare = 1;
  private readonly emptyKw: number;

  constructor(setup: FurnaceZoneSetup, loadKw: number) {
    this.setup = setup;
    this.setpointC = setup.setpointC;
    this.temperatureC = setup.setpointC;
    this.emptyKw = setup.emptyShare * setup.ratedKw;
    this.output = Math.min(1, setup.emptyShare + loadKw / setup.ratedKw);
    this.integral = this.output;
    this.powerKw = this.output * setup.ratedKw;
  }

  /**
   * @param measuredC what the thermocouple says: the controller follows it, right or wrong
   * @param loadKw heat taken by parts and belt
   * @param elementHealth share of the elements that still heat, 1 = all
   */
  step(dtS: number, measuredC: number, loadKw: number, elementHealth = 1): void {
    const error = this.setpointC - measuredC;
    const wanted = GAIN_PER_K * error + this.integral;
    this.output = wanted < 0 ? 0 : wanted > 1 ? 1 : wanted;
    // Anti-windup: integrate only while the output is not at the end it pushes against.
    if ((wanted < 1 || error < 0) && (wanted > 0 || error > 0))
      this.integral += (GAIN_PER_K * error * dtS) / INTEGRAL_TIME_S;
    this.powerKw = this.output * this.setup.ratedKw * elementHealth;
    this.temperatureC += ((this.powerKw - this.lossKw() - loadKw) * dtS) / this.setup.heatCapacityKjPerK;
  }

  /** Heat that an empty zone loses now, kW. */
  lossKw(): number {
    const { setpointC, ambientC } = this.setup;
    const rise = (this.temperatureC - ambientC) / (setpointC - ambientC);
    const glow =
      ((this.temperatureC + KELVIN) ** 4 - (ambientC + KELVIN) ** 4) /
      ((setpointC + KELVIN) ** 4 - (ambientC + KELVIN) ** 4);
    return this.emptyKw * (WALL_SHARE * rise + RADIATION_SHARE * glow + BELT_SHARE * rise * this.beltShare);
  }
}

/** Hardness after quench and temper, HRC = 64 - 0.02 (T_temper - 150) - quench penalty. */
export function hardnessHrc(temperC: number, quenchPenaltyHrc = 0): number {
  return 64 - 0.02 * (temperC - 150) - quenchPenaltyHrc;
}

/** Quench penalty, HRC: none up to 90 C of oil, then 0.1 per kelvin. */
export function quenchPenaltyHrc(oilC: number): number {
  return oilC > 90 ? 0.1 * (oilC - 90) : 0;
}
