/** Heat that a laser source gives to its water: Q = P_beam (1/eta - 1) + optics, kW (domain table 1.5). */
export function laserHeatKw(beamKw: number, wallPlug: number, opticsKw = 0): number {
  return beamKw * (1 / wallPlug - 1) + opticsKw;
}

/** Electric power of a chiller: P = Q / COP + pump, kW; COP 3 to 4. */
export function chillerPowerKw(heatKw: number, cop: number, pumpKw: number): number {
  return heatKw / cop + pumpKw;
}

/** COP of a chiller, 3 to 4, at 22.5 C of its water and 25 C around it 3.1: about 3 % better for each kelvin that its water may be warmer or its condenser is cooler. */
export function chillerCop(waterC: number, ambientC: number): number {
  return 3.1 * (1 + 0.03 * (waterC - 22.5)) * (1 - 0.02 * (ambientC - 25));
}

/** A cooler outdoors carries the heat of a chiller alone while the air is below this, C (domain table 3.3). */
export const FREE_COOLING_BELOW_C = 12;
/** Heat of a chiller's users at full beam, kW (domain table 1.4: 30 to 40), and the water that leaves it, C. */
const RATED_HEAT_KW = 35;
const RATED_WATER_C = 22.5;
/** The fan of a cooler takes about so much of the heat that it carries (order of magnitude, per site). */
const FREE_FAN_SHARE = 0.03;

/** Electric power of a chiller while outside air cools its water: the compressor's falls away, pump and fan remain, kW. */
export function freeCoolingPowerKw(heatKw: number, pumpKw: number): number {
  return heatKw * FREE_FAN_SHARE + pumpKw;
}

/** Water that a cooler outdoors gives, C: at its set point while it can carry the heat, else as warm as the heat makes it. */
export function freeCooledWaterC(setpointC: number, outsideC: number, heatKw: number): number {
  const kwPerK = RATED_HEAT_KW / (RATED_WATER_C - FREE_COOLING_BELOW_C);
  return Math.max(setpointC, outsideC + heatKw / kwPerK);
}

/** Power of a running compressor that delivers nothing, kW, and the air's own share at 0.7 MPa, kW per m3/min. */
const COMPRESSOR_IDLE_KW = 9;
const AIR_KW_PER_M3_PER_MIN = 6.3;

/**
 * Electric power of a speed-controlled screw compressor of 75 kW: at full flow 6.5 to 7.5 kW per m3/min at 0.7 MPa, at a third of it
 * a fifth more, and 7 % per 0.1 MPa (domain tables 1.5, 3.3).
 */
export function compressorPowerKw(flowM3PerMin: number, pressureMpa: number): number {
  return (COMPRESSOR_IDLE_KW + flowM3PerMin * AIR_KW_PER_M3_PER_MIN) * (1 + 0.7 * (pressureMpa - 0.7));
}

/** Power of a pump against its full speed: a static head that speed does not change, and the cube law for the rest. */
export function pumpPowerShare(speedShare: number): number {
  return 0.35 + 0.65 * speedShare ** 3;
}
