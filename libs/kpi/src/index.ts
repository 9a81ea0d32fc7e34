export * from './line-time.ts';
export * from './oee.ts';
export * from './shift.ts';
