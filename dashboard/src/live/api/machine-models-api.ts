import { machineModelsSchema } from '@linetwin/contracts';
import { request } from './http.ts';

/** glTF files that stand in place of built-in forms. */
export function listMachineModels() {
  return request(machineModelsSchema, '/api/machine-models');
}
