import { diagnoseMount, type PreparedBurst } from '@linetwin/condition';
import { LOOSE_ACCELEROMETER, type Burst, type DiagnoseBurstJob } from '@linetwin/contracts';
import type { Equipment, ModelIndex } from '@linetwin/model';
import { foldAssessment } from '../findings/finding-fold.ts';
import type { FindingStore } from '../findings/finding-store.port.ts';
import { healthyLevels, mountAssessment } from './mount-diagnosis.ts';
import { DRIVE_TRAIN, showsShaft } from '../shaft/shaft-diagnosis.ts';
import { referencesAt, type ShaftState } from '../shaft/shaft-health.ts';
import type { ComponentStateStore } from '../component-state/component-state-store.port.ts';

/** Whether the accelerometer of a burst sits firmly, and what diagnoses of its machine may make of the burst. */
export interface JudgedMount {
  /** The burst; refused by every diagnosis where the accelerometer is loose. */
  burst: PreparedBurst;
  isLoose: boolean;
  /** Levels of its bands, which later ones are compared with. */
  levelsDb: readonly number[];
  /** Ids of findings that changed. */
  findings: string[];
}

/** Judges the accelerometer of each burst before anything is concluded from it, and keeps its findings. */
export class MountJudge {
  private readonly index: ModelIndex;
  private readonly store: FindingStore;
  private readonly shafts: ComponentStateStore<ShaftState>;

  constructor({
    index,
    store,
    shafts,
  }: {
    index: ModelIndex;
    store: FindingStore;
    shafts: ComponentStateStore<ShaftState>;
  }) {
    this.index = index;
    this.store = store;
    this.shafts = shafts;
  }

  /** Only the sensor that shows the shaft has healthy bursts to be compared with; of others nothing is said. */
  async judge(
    job: DiagnoseBurstJob,
    burst: Burst,
    prepared: PreparedBurst,
    bytes: Uint8Array,
    equipment: Equipment | undefined,
  ): Promise<JudgedMount> {
    const firm = { burst: prepared, isLoose: false, levelsDb: [], findings: [] };
    if (!equipment || !showsShaft(equipment, job.channel)) return firm;
    const shaft = await this.shafts.read(`${job.equipment}#${DRIVE_TRAIN}`);
    const healthy = healthyLevels(referencesAt(shaft, prepared.speedRpm).baseline);
    const diagnosis = diagnoseMount(prepared, healthy);
    const levelsDb = diagnosis.evidence.levelDb;
    const loose = { burst: prepared.disbelieved('accelerometer-loose'), isLoose: true, levelsDb };
    if (diagnosis.verdict === 'not-diagnosable') {
      const stands = (await this.store.open()).some(
        ({ equipment: of, component, verdict }) =>
          of === job.equipment && component === job.channel && verdict === LOOSE_ACCELEROMETER,
      );
      return stands ? { ...loose, findings: [] } : { ...firm, levelsDb };
    }
    const id = `${job.equipment}/${job.channel}/${job.time}`.replaceAll('/', '.');
    const name = this.index.signal(`${job.equipment}/${job.channel}`)?.name;
    const finding = mountAssessment(
      id,
      diagnosis,
      burst,
      equipment,
      name ?? { zh: job.channel, en: job.channel },
    );
    const changes = await this.store.record(
      {
        id,
        component: `${job.equipment}#${job.channel}`,
        finding,
        diagnosis: { ...diagnosis, references: { healthy } },
        window: bytes,
      },
      (before, open) => foldAssessment(finding, before, open),
    );
    const findings = changes.map(({ finding: one }) => one.id);
    return diagnosis.verdict === LOOSE_ACCELEROMETER
      ? { ...loose, findings }
      : { ...firm, levelsDb, findings };
  }
}
