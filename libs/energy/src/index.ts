export * from './carbon/carbon-book.ts';
export * from './quantities.ts';
export * from './tariff/bill.ts';
export * from './tariff/plant-clock.ts';
export * from './tariff/tariff-book.ts';
