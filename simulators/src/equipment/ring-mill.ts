import { lag } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** Ring rolling: the ring grows under the mandrel, the slide follows its command. */
export class RingMill extends Machine {
  private readonly pressure = this.slot('hydraulic_pressure');
  private readonly force = this.slot('mandrel_force');
  private readonly od = this.slot('rolled_od');
  private readonly command = this.slot('slide_command');
  private readonly position = this.slot('slide_position');
  private readonly oil = this.slot('oil_temp');
  private oilC = 46;
  private slideMm = 20;
  private pressureMpa = 8;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    const { base, running } = this.equipment.powerKw;
    const p = this.progress;
    // Rolling takes the middle of the cycle; before and after it parts change places.
    const rolling = this.isWorking ? Math.min(1, Math.max(0, (p - 0.2) / 0.6)) : 0;
    const isRolling = rolling > 0 && rolling < 1;
    const startMm = this.equipment.lane === 'IR' ? 26 : 38;
    const endMm = this.equipment.lane === 'IR' ? 34 : 54;
    values[this.od] = startMm + (endMm - startMm) * Math.pow(rolling, 0.8) + this.noise(0.01);
    const command = isRolling ? 20 + 90 * rolling : 20;
    this.slideMm = lag(this.slideMm, command, dtS, 0.25);
    values[this.command] = command;
    values[this.position] = this.slideMm + this.noise(0.05);
    this.pressureMpa = lag(this.pressureMpa, isRolling ? 12 : 7.4, dtS, 0.8);
    values[this.pressure] = this.pressureMpa + this.noise(0.08);
    values[this.force] = 38 + (this.pressureMpa - 7.4) * 9.5 + this.noise(0.5);
    this.oilC = lag(
      this.oilC,
      (this.packml.state === 'Execute' ? 47 : 41) + this.context.coolingWaterK,
      dtS,
      2400,
    );
    values[this.oil] = this.oilC + this.noise(0.15);
    if (!this.isOn) return base * 0.8;
    return isRolling ? running * 1.35 : this.flow?.waiting ? base : base * 1.3;
  }
}
