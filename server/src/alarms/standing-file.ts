import { alarmSchema, type Alarm } from '@linetwin/contracts';
import { z } from 'zod';
import { JsonFile } from '../platform/json-file.ts';

/**
 * Alarms that stand, as far as the log has them, in a file of this machine: what a server that starts while the data base
 * is away goes on from. The log remains the truth whenever it can be asked.
 */
export type StandingFile = JsonFile<readonly Alarm[]>;

export const standingFile = (path: string): StandingFile => new JsonFile(path, z.array(alarmSchema));
