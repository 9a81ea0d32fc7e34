/** Heat that a laser source gives to its water: Q = P_beam (1/eta - 1) + optics, kW (domain table 1.5). */
export function laserHeatKw(beamKw: number, wallPlug: number, opticsKw = 0): number {
  return beamKw * (1 / wallPlug - 1) + opticsKw;
}

/** Electric power of a chiller: P = Q / COP + pump, kW; COP 3 to 4. */
export function chillerPowerKw(heatKw: number, cop: number, pumpKw: number): number {
  return heatKw / cop + pumpKw;
}

/** Electric power of a screw compressor, kW, at 6.5 to 7.5 kW per m3/min and 0.7 MPa; 7 % per 0.1 MPa. */
export function compressorPowerKw(flowM3PerMin: number, pressureMpa: number, kwPerM3PerMin = 7): number {
  return flowM3PerMin * kwPerM3PerMin * (1 + 0.7 * (pressureMpa - 0.7));
}
