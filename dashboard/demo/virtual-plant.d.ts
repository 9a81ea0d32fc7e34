declare module 'virtual:plant' {
  import type { PlantModel } from '@linetwin/model';
  const model: PlantModel;
  export default model;
}
