export * from './alarm-state.ts';
export * from './ids.ts';
export * from './packml.ts';
export * from './plant-json-schema.ts';
export { loadPlant, type PlantText } from './plant-loader.ts';
export * from './plant-model.ts';
export { PlantFileError, type PlantProblem } from './plant-problem.ts';
export * from './plant-schema.ts';
export * from './quality.ts';
