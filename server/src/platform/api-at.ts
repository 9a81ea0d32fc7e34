import { ApiQuery } from '@nestjs/swagger';

/** Describes the `at` of an address that also tells how things stood in the past. */
export const ApiAt = () =>
  ApiQuery({
    name: 'at',
    required: false,
    description: 'As it stood then, ms since 1970 UTC; as it stands now when left out',
  });
