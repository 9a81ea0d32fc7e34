import { z } from 'zod';
import { segmentSchema, textSchema } from '../plant-schema.ts';

/** Periods of a time-of-use tariff, from the dearest to the cheapest: 尖峰, 高峰, 平段, 低谷, 深谷. */
export const TARIFF_PERIODS = ['sharp', 'peak', 'flat', 'valley', 'deepValley'] as const;
export type TariffPeriod = (typeof TARIFF_PERIODS)[number];

const isoDate = z.iso.date('write a date as 2026-01-31');
const hours = z
  .array(
    z
      .tuple([z.number().int().min(0).max(23), z.number().int().min(1).max(24)])
      .refine(([from, to]) => from < to, 'an hour span starts before it ends; cut it at midnight'),
  )
  .default([]);
const multiplier = z.number().min(0);

const seasonSchema = z.strictObject({
  months: z.array(z.number().int().min(1).max(12)).min(1),
  sharp: hours,
  peak: hours,
  valley: hours,
  deepValley: hours,
});

/** A price is floating × multiplier of the period + fixed: transmission, distribution and funds do not float. */
const priceSchema = z.strictObject({
  from: isoDate.describe('First day, plant time; until the next price of the table'),
  floatingYuanPerKwh: z.number().min(0),
  fixedYuanPerKwh: z.number().min(0),
  source: z.string().min(1),
});

/** One dated table of a time-of-use tariff; it applies from its first day to the next table of the same region. */
export const tariffFileSchema = z
  .strictObject({
    tariff: segmentSchema,
    name: textSchema,
    region: segmentSchema,
    from: isoDate.describe('First day it applies, plant time'),
    source: z.string().min(1).describe('Rule or notice it was taken from'),
    multipliers: z
      .strictObject({
        sharp: multiplier,
        peak: multiplier,
        flat: multiplier,
        valley: multiplier,
        deepValley: multiplier,
      })
      .describe('On the floating part of the price'),
    seasons: z.array(seasonSchema).min(1).describe('Hours of the day by month; what is not named is flat'),
    prices: z.array(priceSchema).min(1),
    demandYuanPerKwMonth: z.number().min(0).optional().describe('Price of maximum demand'),
    capacityYuanPerKvaMonth: z.number().min(0).optional().describe('Price of transformer capacity'),
    powerFactor: z
      .strictObject({
        reference: z.number().min(0.5).max(1),
        adjustments: z
          .array(z.tuple([z.number().min(0).max(1), z.number()]))
          .min(2)
          .describe('Power factor and per cent of the bill, rising; between two rows along a straight line'),
      })
      .optional(),
  })
  .check(({ value, issues }) => {
    const complain = (path: PropertyKey[], message: string) =>
      issues.push({ code: 'custom', path, message, input: value });
    const months = new Set<number>();
    value.seasons.forEach((season, s) => {
      for (const month of season.months) {
        if (months.has(month)) complain(['seasons', s, 'months'], `month ${month} stands in two seasons`);
        months.add(month);
      }
      const taken: (string | undefined)[] = new Array(24);
      for (const period of ['sharp', 'peak', 'valley', 'deepValley'] as const) {
        for (const [from, to] of season[period]) {
          for (let hour = from; hour < to; hour++) {
            if (taken[hour])
              complain(['seasons', s, period], `hour ${hour} is ${taken[hour]} and ${period} at once`);
            taken[hour] = period;
          }
        }
      }
    });
    for (let month = 1; month <= 12; month++)
      if (!months.has(month)) complain(['seasons'], `month ${month} stands in no season`);
    value.prices.forEach((price, p) => {
      if (p === 0 && price.from > value.from)
        complain(
          ['prices', p, 'from'],
          `the first price has to hold from the begin of the table, ${value.from}`,
        );
      if (p > 0 && price.from <= value.prices[p - 1].from)
        complain(['prices', p, 'from'], 'prices are listed by date, each after the one before');
    });
    value.powerFactor?.adjustments.forEach(([factor], a, all) => {
      if (a > 0 && factor <= all[a - 1][0])
        complain(['powerFactor', 'adjustments', a], 'power factors are listed rising');
    });
  });

export type Tariff = z.infer<typeof tariffFileSchema>;
