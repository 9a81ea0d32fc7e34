export { PlantClock, type PlantTime } from '@linetwin/model';
