import { z } from 'zod';
import { ALARM_PRIORITIES, LIMIT_TYPES } from './alarm-state.ts';
import { SEGMENT_PATTERN } from './ids.ts';
import { PACKML_STATES } from './packml.ts';

/** A path segment of an address. */
export const segmentSchema = z
  .string()
  .regex(SEGMENT_PATTERN, 'use 1 to 48 letters, digits, "-" or "_", starting with a letter or digit');
const segment = segmentSchema;

export const textSchema = z
  .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
  .describe('The same text in Chinese and in English');

/** Acquisition classes of domain table 1.2. */
export const ACQUISITION_CLASSES = ['V', 'C', 'H', 'M', 'S', 'E'] as const;

const numberPair = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, {
  message: 'the first number must be below the second',
});

export const limitSchema = z.strictObject({
  type: z.enum(LIMIT_TYPES),
  at: z.number().describe('Set point, in the unit of the signal'),
  priority: z.union(ALARM_PRIORITIES.map((p) => z.literal(p))).describe('1 is the most urgent'),
  onDelayS: z
    .number()
    .min(0)
    .max(3600)
    .default(5)
    .describe('Seconds beyond the set point before the alarm rises'),
  offDelayS: z
    .number()
    .min(0)
    .max(3600)
    .default(5)
    .describe('Seconds back inside before it returns to normal'),
  deadband: z.number().min(0).default(0).describe('How far inside the set point counts as back, in the unit'),
  whileStates: z
    .array(z.enum(PACKML_STATES))
    .optional()
    .describe('Only watched while the machine is in one of these states; everywhere when left out'),
  latching: z
    .boolean()
    .optional()
    .describe(
      'Stays after the value is back until a person resets it; for what must be looked at on the spot',
    ),
  message: textSchema.optional(),
});

/** What one machine supplies to others. */
export const MEDIA = [
  'compressedAir',
  'coolant',
  'coolingWater',
  'chilledWater',
  'shieldGas',
  'laserBeam',
  'extraction',
  'electricity',
  'clamping',
  'motion',
] as const;

export const signalSchema = z.strictObject({
  id: segment,
  name: textSchema,
  unit: z.string().max(16).default('').describe('UCUM-like text, "" for a count or a state'),
  class: z.enum(ACQUISITION_CLASSES).describe('Acquisition class V, C, H, M, S or E'),
  role: z
    .enum([
      'state',
      'mode',
      'interlock',
      'goodCount',
      'scrapCount',
      'reworkCount',
      'power',
      'energy',
      'speed',
      'temperature',
      'position',
      'process',
      'quality',
      'vibration',
      'current',
      'counter',
    ])
    .default('process')
    .describe(
      'What the twin, the indicators and the scene use the signal for; a "counter" only counts up until it is reset, "vibration" and "current" are waveforms that come as bursts',
    ),
  periodMs: z
    .number()
    .int()
    .min(10)
    .max(86_400_000)
    .optional()
    .describe('Publish period; a periodic signal is stale after three. Left out: sent on events only'),
  decimals: z.number().int().min(0).max(9).default(2).describe('Digits after the point that mean something'),
  range: numberPair.describe('What the sensor can deliver; values outside are Bad'),
  normal: numberPair.optional().describe('Where the value lies on a healthy machine in Execute'),
  values: z
    .array(z.string().min(1))
    .optional()
    .describe('Names of the numbers 0, 1, 2 ... of an enumeration'),
  valueNames: z.array(textSchema).optional().describe('The values in words for people, in the same order'),
  limits: z.array(limitSchema).default([]),
  dependsOn: z
    .array(segment)
    .optional()
    .describe('Signals of the same machine whose sensors this value is computed or controlled from'),
});

export const bearingSchema = z.strictObject({
  id: segment,
  name: textSchema,
  designation: z.string().min(1),
  elements: z.number().int().min(3).describe('Number of rolling elements Z'),
  elementDiameterMm: z.number().positive().describe('d'),
  pitchDiameterMm: z.number().positive().describe('D'),
  contactAngleDeg: z.number().min(0).max(60).default(0),
  fixedRing: z.enum(['outer', 'inner']).default('outer'),
  verified: z.boolean().default(false).describe('Geometry taken from the maker, not from a designation'),
  source: z.string().min(1),
  burstSignal: segment.describe('Waveform signal of this equipment that shows the bearing'),
});

const driven = {
  id: segment,
  name: textSchema,
  verified: z.boolean().default(false).describe('Measured or counted on the machine'),
  source: z.string().min(1),
};

export const driveTrainSchema = z.strictObject({
  burstSignal: segment.describe('Radial waveform signal of the shaft whose orders are judged'),
  machining: z.boolean().default(false).describe('A tool cuts or grinds here, so that chatter is possible'),
  belts: z
    .array(
      z.strictObject({
        ...driven,
        pulleyDiameterMm: z.number().positive().describe('Of the pulley on the measured shaft'),
        lengthMm: z.number().positive().describe('Of the belt'),
      }),
    )
    .default([]),
  gears: z
    .array(
      z.strictObject({
        ...driven,
        teeth: z.number().int().min(5).describe('Of the gear on the measured shaft'),
        otherTeeth: z.number().int().min(5).describe('Of the gear it meshes with'),
      }),
    )
    .default([]),
  otherRotors: z
    .array(
      z.strictObject({
        id: segment,
        name: textSchema,
        lowRpm: z.number().positive(),
        highRpm: z.number().positive(),
      }),
    )
    .default([])
    .describe('Rotors with a speed of their own whose lines reach this sensor'),
});

export const motorSchema = z.strictObject({
  name: textSchema,
  burstSignal: segment.describe('Waveform of its phase currents, role "current"'),
  polePairs: z.number().int().min(1).max(20),
  ratedFrequencyHz: z.number().positive().default(50),
  ratedSpeedRpm: z.number().positive().describe('At rated load; below the synchronous speed'),
  ratedPowerKw: z.number().positive(),
  ratedCurrentA: z.number().positive(),
  verified: z.boolean().default(false).describe('Read from the name plate on the machine'),
  source: z.string().min(1),
});

export const sparePartSchema = z.strictObject({ id: segment, name: textSchema, for: z.string().optional() });

export const settingSchema = z.strictObject({
  id: segment,
  name: textSchema,
  unit: z.string().max(16).default(''),
  range: numberPair.describe('What the machine accepts, in the unit'),
  usual: z.number().describe('Where it stands when nobody asked for anything else'),
  values: z
    .array(z.string().min(1))
    .optional()
    .describe('Names of the numbers 0, 1, 2 ... where the setting is one of a few'),
  valueNames: z.array(textSchema).optional().describe('The values in words for people, in the same order'),
});

const kindBody = {
  name: textSchema,
  signals: z.array(signalSchema).default([]),
  settings: z.array(settingSchema).default([]).describe('What the machine lets itself be told by a command'),
};

/** What the electricity of a load does; the levels of a meter tree end here. */
export const LOAD_USES = ['heating', 'spindle', 'coolant', 'hydraulic', 'air', 'cooling', 'laser'] as const;

export const loadSchema = z.strictObject({
  id: segment,
  name: textSchema,
  use: z.enum(LOAD_USES),
  powers: z.array(segment).min(1).describe('Signals of this kind in kW that add up to its power'),
});

/** A trait: signals that many kinds share, such as those of every machine or of every spindle. */
export const traitFileSchema = z.strictObject({ trait: segment, ...kindBody });

export const kindFileSchema = z.strictObject({
  kind: segment,
  ...kindBody,
  traits: z.array(segment).default([]).describe('Traits whose signals this kind has as well'),
  form: segment.optional().describe('3D form; the kind id when left out'),
  model: z
    .string()
    .max(128)
    .regex(
      /^[A-Za-z0-9][\w-]*(\.[\w-]+)*\.glb$/,
      'name a .glb file of the folder "models", such as press.glb',
    )
    .optional()
    .describe('glTF file of the folder "models" that is shown in place of the form'),
  sizeM: z
    .strictObject({
      length: z.number().positive(),
      width: z.number().positive(),
      height: z.number().positive(),
    })
    .describe('Length along the flow of parts, width across it, height, in metres'),
  cycleS: numberPair.optional().describe('Shortest and longest cycle for one part, seconds'),
  powerKw: z
    .strictObject({ base: z.number().min(0), running: z.number().min(0), peak: z.number().min(0) })
    .describe('Ready without part, mean while running, peak'),
  loads: z.array(loadSchema).default([]).describe('Parts of its electricity that are measured apart'),
  bearings: z.array(bearingSchema).default([]),
  driveTrain: driveTrainSchema.optional().describe('What turns with the shaft that is measured'),
  motor: motorSchema.optional().describe('Induction motor whose phase currents are sampled'),
  spareParts: z.array(sparePartSchema).default([]),
});

export const lineFileSchema = z.strictObject({
  line: segment,
  area: segment,
  name: textSchema,
  product: textSchema,
  taktS: z.number().positive(),
  shifts: z
    .array(
      z.strictObject({
        id: segment,
        name: textSchema,
        startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use HH:MM'),
        hours: z.number().positive().max(24),
        plannedQuantity: z.number().int().min(0),
      }),
    )
    .default([]),
  stations: z
    .array(
      z.strictObject({
        id: segment,
        name: textSchema,
        kind: segment,
        carriesIn: textSchema.optional().describe('Identifier that comes in'),
        carriesOut: textSchema.optional().describe('Identifier that goes out'),
        bufferAfter: z
          .number()
          .int()
          .min(0)
          .default(0)
          .describe('Parts that fit between this station and the next'),
        feeds: z
          .array(segment)
          .optional()
          .describe('Stations that take its output; the next one when left out'),
        inFlow: z.boolean().default(true).describe('false for utilities, which no part passes'),
        uses: z
          .array(
            z.strictObject({
              station: segment.describe(
                'Station of the same line that supplies it; of the same lane where both have lanes',
              ),
              medium: z.enum(MEDIA),
              shownBy: z
                .array(segment)
                .default([])
                .describe('Signals of the machines here on which a lack of it shows first'),
            }),
          )
          .optional()
          .describe('What the machines of this station cannot work without'),
        equipment: z
          .array(
            z.strictObject({
              id: segment,
              name: textSchema.optional(),
              serial: z.string().optional().describe('Serial number of the physical asset in this place'),
              at: z
                .strictObject({ x: z.number(), z: z.number(), rotationDeg: z.number().default(0) })
                .describe(
                  'Centre on the hall floor in metres; 0 degrees: parts flow towards +x; turned anticlockwise seen from above, so 90: towards -z',
                ),
              lane: segment
                .optional()
                .describe(
                  'Branch of the flow this machine belongs to, such as OR and IR for rings or A and B for robot cells',
                ),
              cycleS: z.number().positive().optional(),
              ratedSpeedRpm: z.number().positive().optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

export const siteFileSchema = z.strictObject({
  enterprise: textSchema,
  site: segment,
  name: textSchema,
  timeZone: z.string().refine(isTimeZone, 'not a time zone of the IANA data base, such as Asia/Shanghai'),
  areas: z.array(z.strictObject({ id: segment, name: textSchema })).min(1),
  hall: z
    .strictObject({
      lengthM: z.number().positive(),
      widthM: z.number().positive(),
      heightM: z.number().positive(),
    })
    .describe('Inner size of the hall, centred on the origin'),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export type Medium = (typeof MEDIA)[number];
export type StationUse = NonNullable<LineFile['stations'][number]['uses']>[number];
export type Text = z.infer<typeof textSchema>;
export type LimitDefinition = z.infer<typeof limitSchema>;
export type SignalDefinition = z.infer<typeof signalSchema>;
export type BearingDefinition = z.infer<typeof bearingSchema>;
export type MotorDefinition = z.infer<typeof motorSchema>;
export type DriveTrainDefinition = z.infer<typeof driveTrainSchema>;
export type LoadUse = (typeof LOAD_USES)[number];
export type LoadDefinition = z.infer<typeof loadSchema>;
export type SettingDefinition = z.infer<typeof settingSchema>;
export type SparePart = z.infer<typeof sparePartSchema>;
export type TraitFile = z.infer<typeof traitFileSchema>;
export type KindFile = z.infer<typeof kindFileSchema>;
export type LineFile = z.infer<typeof lineFileSchema>;
export type SiteFile = z.infer<typeof siteFileSchema>;
