/** Heat to bring steel from room temperature to 1100 C, MJ/kg (domain table 1.5). */
export const STEEL_HEAT_1100_MJ_PER_KG = 0.77;

/** Heat content of steel near forging temperature, MJ/kg; linear through the value at 1100 C. */
export function steelHeatMjPerKg(temperatureC: number, ambientC = 20): number {
  return (STEEL_HEAT_1100_MJ_PER_KG * (temperatureC - ambientC)) / (1100 - ambientC);
}

/** Electric power of an induction heater: P = m_dot h / eta, kW. */
export function inductionPowerKw(massFlowKgPerS: number, temperatureC: number, efficiency = 0.65): number {
  return (massFlowKgPerS * steelHeatMjPerKg(temperatureC) * 1000) / efficiency;
}

/** Specific consumption, kWh/t. */
export function specificConsumptionKwhPerT(temperatureC: number, efficiency = 0.65): number {
  return (steelHeatMjPerKg(temperatureC) / efficiency / 3.6) * 1000;
}

/** Resonance f = 1 / (2 pi sqrt(L C)), Hz, from henry and farad. */
export function resonanceHz(inductanceH: number, capacitanceF: number): number {
  return 1 / (2 * Math.PI * Math.sqrt(inductanceH * capacitanceF));
}
