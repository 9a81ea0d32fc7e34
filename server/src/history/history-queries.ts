import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/* What questions to a history take, as the description of the interface says it: of the plant and of a run alike. */

const span = [
  ApiQuery({ name: 'from', description: 'ms since 1970 UTC' }),
  ApiQuery({ name: 'to', description: 'ms since 1970 UTC' }),
];

/** Up to 20 signals over a range. */
export const AsksForSignals = (...more: MethodDecorator[]) =>
  applyDecorators(
    ApiQuery({ name: 'signals', description: 'Signal addresses, comma-separated' }),
    ...span,
    ...more,
  );

/** Thinned values of them. */
export const AsksForBuckets = () =>
  AsksForSignals(
    ApiQuery({ name: 'points', required: false, description: 'Most buckets per signal, 1000 when left out' }),
  );

/** A file of them. */
export const AsksForFile = () =>
  AsksForSignals(
    ApiQuery({ name: 'format', required: false, description: 'csv (when left out) or parquet' }),
  );

/** Values of one signal as they were stored. */
export const AsksForValues = () =>
  applyDecorators(
    ApiQuery({ name: 'signal', description: 'Signal address' }),
    ...span,
    ApiQuery({ name: 'limit', required: false, description: 'Most values, 100,000 when left out' }),
  );
